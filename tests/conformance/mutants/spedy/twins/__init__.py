"""Spedy servers of other people that are right too."""
