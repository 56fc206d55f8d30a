"""The benchmark: `python -m tests.bench`. Timings are never part of a test."""
