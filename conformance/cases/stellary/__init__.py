"""Hand-written checks of Stellary: what its contract cannot declare, one file per subject.

What they can be told in a target file:

- `[facts] patience`: seconds that agents, rules and the wizard may take (default 6; 60 of a clock that can be moved).
"""
