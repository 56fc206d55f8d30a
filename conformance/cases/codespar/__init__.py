"""Hand-written checks of CodeSpar: what its contract cannot declare, one file per subject."""
