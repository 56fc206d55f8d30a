"""Query parameters that narrow a list: values by an index, so that pages and counts need no walk, others by a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_server.engine.comparisons import COMPARISONS, ON, match_equal, match_past, split_choice
from mock_server.engine.condition import holds
from mock_server.engine.contract import ContractError, Filter, Json, Operation, Resource
from mock_server.engine.expr import make_request_reader
from mock_server.engine.listing import Keep, make_reach
from mock_server.engine.places import Place, find_place
from mock_server.engine.table import Index, Key

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.model import Model


@dataclass(slots=True)
class Selection:
    """The rows an act may list: those of the keys of an index that pass every test."""

    index: Index
    keys: Sequence[Key]
    keeps: Sequence[Keep]


@dataclass(slots=True)
class Among:
    """Rows in which a stored field has one of some values."""

    field: str
    values: Sequence[Json]


Narrow = Callable[["Act"], "Among | Keep | None"]
"""What a request says by one filter: values for an index, a test, or nothing."""


def make_selector(
    model: Model, resource: Resource, operation: Operation, order: tuple[str, ...]
) -> Callable[[Act], Selection]:
    """A function that gives the rows the act may list, in order.

    Raises:
        ContractError: a filter compares in a way nobody knows.
    """
    reach = make_reach(model, resource, operation)
    narrows = [_make_narrow(model, resource, entry) for entry in operation.filters if entry.compare != "reveals"]
    narrows += _make_reveals(model, resource, operation)
    everything = Index((resource.tenant,) if resource.tenant else (), order)

    def select(act: Act) -> Selection:
        fields, keys, keeps = reach(act)
        for narrow in narrows:
            found = narrow(act)
            if isinstance(found, Among):
                fields, keys = _meet(fields, keys, found)
            elif found is not None:
                keeps = [*keeps, found]
        return Selection(everything if fields == everything.fields else Index(fields, order), keys, keeps)

    return select


def _meet(fields: tuple[str, ...], keys: list[Key], found: Among) -> tuple[tuple[str, ...], list[Key]]:
    """The fields and keys of an index, narrowed by the values of one more field."""
    if found.field in fields:
        at = fields.index(found.field)
        return fields, [key for key in keys if key[at] in found.values]
    return (*fields, found.field), [(*key, value) for value in found.values for key in keys]


def _make_narrow(model: Model, resource: Resource, entry: Filter) -> Narrow:
    read = make_request_reader(entry.at)
    places = [find_place(model, resource, name) for name in entry.fields]
    take = _make_taker(model, resource, entry, places)

    def narrow(act: Act) -> Among | Keep | None:
        value = read(act)
        return None if value is None or value == entry.all else take(act, value)

    return narrow


def _make_taker(
    model: Model, resource: Resource, entry: Filter, places: list[Place]
) -> Callable[[Act, Json], Among | Keep | None]:
    """A function from the parameter's value to what it narrows the list to."""
    stored = places[0].stored

    def equal(_: Act, value: Json) -> Among | Keep:
        wanted = None if entry.none is not None and value == entry.none else value
        return Among(stored, (wanted,)) if stored is not None else match_equal(entry, places, wanted)

    match entry.compare:
        case "equals":
            return equal
        case "absent":
            return lambda act, value: equal(act, None) if value in ON else None
        case "past":
            excepts = [(find_place(model, resource, name), values) for name, values in entry.excepts.items()]
            return lambda act, value: match_past(places[0], excepts, act.now) if value in ON else None
        case "comma" if stored is not None and places[0].is_text:
            return lambda _, value: Among(stored, split_choice(entry, value))
    compare = COMPARISONS.get(entry.compare)
    if compare is None:
        raise ContractError(f"filter {entry.field}: no way to compare is called {entry.compare!r}")
    return lambda _, value: compare(entry, places, value)


def _make_reveals(model: Model, resource: Resource, operation: Operation) -> list[Narrow]:
    """Of each field whose values hide rows one narrowing: all that it can hold but those that are hidden now."""
    rules: dict[str, list[tuple[Json, Callable[[Act], bool]]]] = {}
    for entry in operation.filters:
        if entry.compare == "reveals":
            rules.setdefault(entry.field, []).append((entry.value, _make_hiding(operation, entry)))
    return [_make_reveal(find_place(model, resource, field), found) for field, found in rules.items()]


def _make_hiding(operation: Operation, entry: Filter) -> Callable[[Act], bool]:
    """A function that tells whether an act hides the value: nothing in the request shows it."""
    read = make_request_reader(entry.at)
    # A parameter that was left out has its default; so has one that says what the default says.
    defaults = {f"$request.{each.place}.{each.name}": each.schema.get("default") for each in operation.parameters}
    others = [(make_request_reader(at), (None, defaults.get(at))) for at in entry.unless]
    return lambda act: read(act) not in ON and all(other(act) in usual for other, usual in others)


def _make_reveal(place: Place, rules: list[tuple[Json, Callable[[Act], bool]]]) -> Narrow:
    def narrow(act: Act) -> Among | Keep | None:
        hidden = [value for value, hides in rules if hides(act)]
        if not hidden:
            return None
        if place.stored is not None and place.values is not None:
            return Among(place.stored, [value for value in place.values if value not in hidden])
        return lambda act, row: not holds(place.read(act, row), hidden)

    return narrow
