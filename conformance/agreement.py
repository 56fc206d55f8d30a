"""Whether a value a server shows is the one it was given."""

from __future__ import annotations

import datetime as dt
import re

from conformance.exchange import Json

_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]|\Z)")


def agrees(told: Json, wanted: Json) -> bool:
    """Whether a value is as wanted: objects may have more members than anybody named, a date may come as its first
    instant, and an instant in another zone.
    """
    if isinstance(told, dict) and isinstance(wanted, dict):
        return all(name in told and agrees(told[name], value) for name, value in wanted.items())
    if isinstance(told, list) and isinstance(wanted, list) and len(told) == len(wanted):
        return all(agrees(one, other) for one, other in zip(told, wanted, strict=True))
    if told == wanted:
        return isinstance(told, bool) == isinstance(wanted, bool)
    return instant(told) is not None and instant(told) == instant(wanted)


def instant(value: Json) -> dt.datetime | None:
    """The moment a text names (ISO 8601; a date is its first moment in UTC); None where it names none."""
    if not isinstance(value, str) or not _TIME.match(value):
        return None
    try:
        found = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
