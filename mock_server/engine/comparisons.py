"""How the value of a query parameter is compared with a field: each way gives a test of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mock_server.engine.clock import stamp_seconds
from mock_server.engine.condition import holds
from mock_server.engine.contract import Filter, Json
from mock_server.engine.places import Place

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.listing import Keep
    from mock_server.engine.table import Row

ON = (True, "true", "1", 1)
"""Values that switch a flag on."""
Compare = Callable[[Filter, Sequence[Place], Json], "Keep"]
"""From a filter, the places of its fields and the parameter's value to a test of rows."""


def match_equal(_: Filter, places: Sequence[Place], value: Json) -> Keep:
    """The very value; of a list in the row, one of its items. Null is an empty list, too."""
    read = places[0].read
    if value is None:
        return lambda act, row: read(act, row) in (None, [])
    return lambda act, row: holds(read(act, row), (value,))


def match_text(_: Filter, places: Sequence[Place], value: Json) -> Keep:
    """A text in any of the fields, whatever its case."""
    wanted = str(value).casefold()

    def keep(act: Act, row: Row) -> bool:
        return any(wanted in str(found).casefold() for place in places if (found := place.read(act, row)) is not None)

    return keep


def match_choice(entry: Filter, places: Sequence[Place], value: Json) -> Keep:
    """One of several values, parted by commas; of a list in the row, any."""
    read, wanted = places[0].read, set(split_choice(entry, value))

    def keep(act: Act, row: Row) -> bool:
        found = read(act, row)
        if found in (None, []):
            return None in wanted
        return not wanted.isdisjoint(map(_word, found if isinstance(found, list) else [found]))

    return keep


def split_choice(entry: Filter, value: Json) -> list[str | None]:
    """The values of a comma list, each once; the one that means null is None."""
    parts = dict.fromkeys(part.strip() for part in str(value).split(","))
    return [None if entry.none is not None and part == entry.none else part for part in parts]


def match_before(_: Filter, places: Sequence[Place], value: Json) -> Keep:
    """A time, number or text before the value."""
    read, wanted = places[0].read, _rank(value)
    return lambda act, row: (found := read(act, row)) is not None and _rank(found) < wanted


def match_until(_: Filter, places: Sequence[Place], value: Json) -> Keep:
    """As before, or the value itself."""
    read, wanted = places[0].read, _rank(value)
    return lambda act, row: (found := read(act, row)) is not None and _rank(found) <= wanted


def match_after(_: Filter, places: Sequence[Place], value: Json) -> Keep:
    """A time, number or text after the value."""
    read, wanted = places[0].read, _rank(value)
    return lambda act, row: (found := read(act, row)) is not None and _rank(found) > wanted


def match_from(_: Filter, places: Sequence[Place], value: Json) -> Keep:
    """As after, or the value itself."""
    read, wanted = places[0].read, _rank(value)
    return lambda act, row: (found := read(act, row)) is not None and _rank(found) >= wanted


def match_flag(_: Filter, places: Sequence[Place], value: Json) -> Keep:
    """On: rows where the field is set (true, or anything but null and false); off: the others."""
    wanted, read = value in ON, places[0].read
    return lambda act, row: (read(act, row) not in (None, False)) == wanted


def match_past(time: Place, excepts: Sequence[tuple[Place, Sequence[Json]]], now: str) -> Keep:
    """A time before now, in a row none of whose other fields has a value that keeps it out."""
    present = _rank(now)

    def keep(act: Act, row: Row) -> bool:
        found = time.read(act, row)
        if found is None or _rank(found) >= present:
            return False
        return not any(holds(place.read(act, row), values) for place, values in excepts)

    return keep


def _word(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rank(value: Json) -> tuple[int, Json]:
    """A sort value: times by the moment they mean, numbers and other texts as they are."""
    if not isinstance(value, str):
        return 0, value
    try:
        return 0, stamp_seconds(value)
    except ValueError:
        return 1, value


COMPARISONS: dict[str, Compare] = {
    "contains": match_text,
    "comma": match_choice,
    "before": match_before,
    "until": match_until,
    "after": match_after,
    "from": match_from,
    "flag": match_flag,
}
