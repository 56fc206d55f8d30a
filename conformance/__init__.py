"""The judge: checks whether a deployment keeps what one API's contract says."""
