"""Several sorted lists read as one, without merging what comes before the part that is wanted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

Sorted = Sequence[Any]
"""Ascending; no two entries of all lists are equal."""


def cut_merged(lists: Sequence[Sorted], start: int, stop: int) -> list[Any]:
    """The entries from rank `start` up to `stop` of all lists together, ascending; both lie within their number."""
    total = sum(map(len, lists))
    begin = split(
        lists,
        start,
        [max(start - (total - len(each)), 0) for each in lists],
        [min(start, len(each)) for each in lists],
    )
    most = stop - start
    end = split(lists, stop, begin, [min(low + most, len(each)) for low, each in zip(begin, lists, strict=True)])
    found = [entry for each, low, high in zip(lists, begin, end, strict=True) for entry in each[low:high]]
    found.sort()
    return found


def split(lists: Sequence[Sorted], rank: int, lows: list[int], highs: list[int]) -> list[int]:
    """How many entries of each list are among the first `rank` of all, where that is known to lie within bounds.

    A pivot parts the widest range in doubt, and binary search finds its place in each. It is taken in turn from where
    it would be if the lists were mixed evenly, which they mostly are, and from the middle, which bounds the steps.
    """
    even = True
    while True:
        widths = [high - low for low, high in zip(lows, highs, strict=True)]
        widest = max(range(len(lists)), key=widths.__getitem__)
        if not widths[widest]:
            return highs
        share = (rank - sum(lows)) / sum(widths) if even else 0.5
        middle = lows[widest] + min(int(widths[widest] * share), widths[widest] - 1)
        pivot = lists[widest][middle]
        places = [bisect_left(each, pivot, low, high) for each, low, high in zip(lists, lows, highs, strict=True)]
        if sum(places) < rank:  # the pivot is among the first
            lows, lows[widest] = places, middle + 1
        else:
            highs = places
        even = not even
