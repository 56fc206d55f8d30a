"""Servers in plain Python: the parts that those of several APIs share. None of it knows a contract or the engine."""
