"""The prefix of a board, which the display ids of its tickets begin with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

LONGEST, SHORTEST, USUAL = 10, 2, 3


def make_prefix(name: str, taken: Collection[str]) -> str:
    """A prefix made from a board's name, with a number where others have it already."""
    plain = unicodedata.normalize("NFKD", name).upper()
    stem = re.sub(r"[^A-Z0-9]", "", plain)[:USUAL] or "BOARD"
    stem = stem.ljust(SHORTEST, "X")
    numbered = (f"{stem[: LONGEST - len(str(number))]}{number}" for number in count(2))
    return stem if stem not in taken else next(prefix for prefix in numbered if prefix not in taken)
