"""The control door under `/__mock__/`: what a test may do with a world, apart from the API's own paths."""
