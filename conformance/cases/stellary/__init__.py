"""Hand-written checks of Stellary: what its contract cannot declare, one file per subject."""
