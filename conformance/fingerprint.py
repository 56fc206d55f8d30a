"""A print of a JSON value: equal for values a schema would judge alike, so that each kind is looked at once."""

from __future__ import annotations

import re
from collections.abc import Hashable

from conformance.exchange import Json

_WORD = re.compile(r"[A-Za-z_-]{0,40}\Z")


def fingerprint(value: Json) -> Hashable:
    """Names and types of all members; words kept (they may be enums), other texts and numbers as their form.

    An array is the set of its items' prints, and whether it is empty.
    """
    if isinstance(value, dict):
        return tuple(sorted((key, fingerprint(member)) for key, member in value.items()))
    if isinstance(value, list):
        return ("[]", frozenset(fingerprint(item) for item in value))
    if isinstance(value, str):
        return value if _WORD.match(value) else _form(value)
    if isinstance(value, bool) or value is None:
        return value
    # Bounds are rarely below -1 or far above zero's neighbourhood; the kind of number matters most.
    return (type(value).__name__, value if -2 <= value <= 10 else len(str(int(value))))


def _form(text: str) -> tuple[str, str]:
    """Digits become 9, letters a, runs longer than four are cut: an id, a time and a link look unlike each other."""
    digits = re.sub(r"[0-9]", "9", text[:200])
    letters = re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", digits))
    return ("~", re.sub(r"([aA9]{4})[aA9]+", r"\1", letters))
