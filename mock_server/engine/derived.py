"""Fields no row stores: numbers, copies and collections of other rows, what the caller is to it, time since a stamp."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import TYPE_CHECKING

from mock_server.engine.clock import stamp_seconds
from mock_server.engine.contract import ContractError, Json, Resource
from mock_server.engine.delete import live_only
from mock_server.engine.table import Index, Key, Row

if TYPE_CHECKING:
    from mock_server.engine.model import Model
    from mock_server.engine.rows import Rows

Derive = Callable[[Row, "Rows", Json], Json]
"""Computes a field of a row for a caller, of whom it gets the id; None where nobody in particular looks."""


def make_derived(model: Model, resource: Resource, field: str) -> Derive:
    """A function that computes a derived field of a row.

    Raises:
        ContractError: the entry is of no known kind.
    """
    entry = resource.derived[field]
    if "since" in entry:
        return _make_since(entry["since"])
    if "count" in entry:
        return _make_count(model, entry, resource.id_field)
    if "copy" in entry:
        return _make_copy(model, entry)
    if "tally" in entry:
        return _make_tally(model, entry, resource.id_field)
    if "collect" in entry:
        return _make_collect(model, entry, resource.id_field)
    if "member" in entry:
        return _make_standing(model, resource, field, entry["member"])
    raise ContractError(f"{resource.name}: derived field {field!r} is of no known kind")


def _make_since(stamp: str) -> Derive:
    def since(row: Row, rows: Rows, _: Json) -> Json:
        started = row.get(stamp)
        return max(int(rows.clock.now() - stamp_seconds(started)), 0) if started else 0

    return since


def _make_count(model: Model, entry: Mapping[str, Json], id_field: str) -> Derive:
    other = entry["count"]
    index, marks = live_only(model.contract.resource(other), Index((entry["by"],)), ())
    return lambda row, rows, _: rows.store.count(other, index, (row[id_field], *marks))


def _make_copy(model: Model, entry: Mapping[str, Json]) -> Derive:
    """Of one id the copy, of a row that has been deleted as well; of a list of ids those of rows that are there."""
    other, by = entry["copy"], entry["by"]
    names = (entry["field"],) if "field" in entry else tuple(entry["fields"])
    alone = entry.get("field")

    def show(found: Row, rows: Rows, caller: Json) -> Json:
        shown = model.cut(other, names)(found, rows, caller)
        return shown.get(alone) if alone else shown

    def copy(row: Row, rows: Rows, caller: Json) -> Json:
        given = row.get(by)
        if isinstance(given, list):
            return [show(found, rows, caller) for each in given if (found := rows.live(other, each)) is not None]
        found = rows.store.get(other, given) if given is not None else None
        return None if found is None else show(found, rows, caller)

    return copy


def _make_tally(model: Model, entry: Mapping[str, Json], id_field: str) -> Derive:
    """By group the number of rows; each combination of a group's values is one key of an index."""
    other, resource = entry["tally"], model.contract.resource(entry["tally"])
    groups: list[tuple[str, Index, list[Key]]] = []
    for name, fields in entry["groups"].items():
        index, marks = live_only(resource, Index((entry["by"], *fields)), ())
        groups.append((name, index, [(*values, *marks) for values in product(*fields.values())]))

    def tally(row: Row, rows: Rows, _: Json) -> Json:
        count, row_id = rows.store.count, row[id_field]
        return {name: sum(count(other, index, (row_id, *key)) for key in keys) for name, index, keys in groups}

    return tally


def _make_collect(model: Model, entry: Mapping[str, Json], id_field: str) -> Derive:
    other, names = entry["collect"], tuple(entry["fields"])
    index, marks = live_only(model.contract.resource(other), Index((entry["by"],)), ())

    def collect(row: Row, rows: Rows, caller: Json) -> Json:
        show = model.cut(other, names)
        return [show(found, rows, caller) for found in rows.store.scan(other, index, (row[id_field], *marks))]

    return collect


def _make_standing(model: Model, resource: Resource, field: str, name: str) -> Derive:
    """A field of the caller's membership row. A row nobody looks at, one of a fixture say, shows what it holds."""
    guards = [guard.members for guard in model.contract.guards if guard.resource == resource.name]
    members = next((found for found in (resource.members, *guards) if found is not None), None)
    if members is None:
        raise ContractError(f"{resource.name}: {field!r} comes from its members, and it declares none")
    index, marks = live_only(model.contract.resource(members.resource), Index((members.of, members.user)), ())

    def stand(row: Row, rows: Rows, caller: Json) -> Json:
        if caller is None:
            return row.get(field)
        found = rows.store.scan(members.resource, index, (row[resource.id_field], caller, *marks), 0, 1)
        return found[0].get(name) if found else members.default.get(name)

    return stand
