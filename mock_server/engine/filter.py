"""Query parameters that narrow a list: equal values by an index, so that a count needs no walk, others by a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_server.engine.clock import stamp_seconds
from mock_server.engine.contract import ContractError, Filter, Json, Operation, Resource
from mock_server.engine.expr import make_request_reader
from mock_server.engine.listing import Keep, make_reach
from mock_server.engine.table import Index, Key, make_getter

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.model import Model
    from mock_server.engine.table import Row

ON = (True, "true", "1", 1)
"""Values that switch a flag on."""


@dataclass(slots=True)
class Selection:
    """The rows an act may list: those of the keys of an index that pass every test."""

    index: Index
    keys: Sequence[Key]
    keeps: Sequence[Keep]


def make_selector(
    model: Model, resource: Resource, operation: Operation, order: tuple[str, ...]
) -> Callable[[Act], Selection]:
    """A function that gives the rows the act may list, in order.

    Raises:
        ContractError: a filter compares in a way nobody knows.
    """
    members = model.schemas.members(resource.schema)
    reach = make_reach(model, resource, operation)
    equals = [
        (entry, make_request_reader(entry.at))
        for entry in operation.filters
        if entry.compare == "equals" and members.get(entry.field, {}).get("type") != "array"
    ]
    simple = [entry for entry, _ in equals]
    tests = [
        (entry, make_request_reader(entry.at), _make_test(entry)) for entry in operation.filters if entry not in simple
    ]

    everything = Index((resource.tenant,) if resource.tenant else (), order)

    def select(act: Act) -> Selection:
        fields, keys, keeps = reach(act)
        for entry, read in equals:
            value = read(act)
            if value is not None and value != entry.all:
                fields, keys = (*fields, entry.field), [(*key, value) for key in keys]
        for entry, read, make in tests:
            value = read(act)
            if value is not None and value != entry.all:
                keeps = [*keeps, make(value)]
        return Selection(everything if fields == everything.fields else Index(fields, order), keys, keeps)

    return select


def _make_test(entry: Filter) -> Callable[[Json], Keep]:
    """A function from the parameter's value to a test of rows."""
    makers: dict[str, Callable[[Filter, Json], Keep]] = {
        "equals": _make_membership,
        "contains": _make_search,
        "comma": _make_choice,
        "before": _make_before,
        "after": _make_after,
        "flag": _make_flag,
    }
    maker = makers.get(entry.compare)
    if maker is None:
        raise ContractError(f"filter {entry.field}: no way to compare is called {entry.compare!r}")
    return lambda value: maker(entry, value)


def _make_membership(entry: Filter, value: Json) -> Keep:
    read = make_getter(entry.field)
    return lambda _, row: value in (read(row) or ())


def _make_search(entry: Filter, value: Json) -> Keep:
    """A text in any of the fields, whatever its case."""
    wanted, reads = str(value).casefold(), [make_getter(name) for name in entry.fields]
    return lambda _, row: any(wanted in str(found).casefold() for read in reads if (found := read(row)) is not None)


def _make_choice(entry: Filter, value: Json) -> Keep:
    """One of several values, parted by commas; of a list in the row, any."""
    wanted, read = {part.strip() for part in str(value).split(",")}, make_getter(entry.field)

    def keep(_: Act, row: Row) -> bool:
        found = read(row)
        return not wanted.isdisjoint(map(_word, found if isinstance(found, list) else [found]))

    return keep


def _word(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _make_before(entry: Filter, value: Json) -> Keep:
    read, wanted = make_getter(entry.field), _rank(value)
    return lambda _, row: (found := read(row)) is not None and _rank(found) < wanted


def _make_after(entry: Filter, value: Json) -> Keep:
    read, wanted = make_getter(entry.field), _rank(value)
    return lambda _, row: (found := read(row)) is not None and _rank(found) > wanted


def _rank(value: Json) -> tuple[int, Json]:
    """A sort value: times by the moment they mean, numbers and other texts as they are."""
    if not isinstance(value, str):
        return 0, value
    try:
        return 0, stamp_seconds(value)
    except ValueError:
        return 1, value


def _make_flag(entry: Filter, value: Json) -> Keep:
    """On: rows where the field is set (true, or anything but null and false); off: the others."""
    wanted, read = value in ON, make_getter(entry.field)
    return lambda _, row: (read(row) not in (None, False)) == wanted
