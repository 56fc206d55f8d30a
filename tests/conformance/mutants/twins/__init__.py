"""Servers of other people that are right too."""
