"""The twin: a stateful mock server that does what an API's contract says."""
