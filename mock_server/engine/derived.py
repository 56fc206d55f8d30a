"""Fields no row stores: counts, copies and collections of other rows, and the time since a stamp."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mock_server.engine.clock import stamp_seconds
from mock_server.engine.contract import ContractError, Json, Resource
from mock_server.engine.delete import live_only
from mock_server.engine.table import Index, Row

if TYPE_CHECKING:
    from mock_server.engine.model import Model
    from mock_server.engine.rows import Rows

Derive = Callable[[Row, "Rows"], Json]


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
    if "collect" in entry:
        return _make_collect(model, entry, resource.id_field)
    raise ContractError(f"{resource.name}: derived field {field!r} is of no known kind")


def _make_since(stamp: str) -> Derive:
    def since(row: Row, rows: Rows) -> Json:
        started = row.get(stamp)
        return max(int(rows.clock.now() - stamp_seconds(started)), 0) if started else 0

    return since


def _make_count(model: Model, entry: Mapping[str, Json], id_field: str) -> Derive:
    other = entry["count"]
    index, marks = live_only(model.contract.resource(other), Index((entry["by"],)), ())
    return lambda row, rows: rows.store.count(other, index, (row[id_field], *marks))


def _make_copy(model: Model, entry: Mapping[str, Json]) -> Derive:
    other, by = entry["copy"], entry["by"]
    names = (entry["field"],) if "field" in entry else tuple(entry["fields"])
    alone = entry.get("field")

    def copy(row: Row, rows: Rows) -> Json:
        found = rows.store.get(other, row[by]) if row.get(by) is not None else None
        if found is None:
            return None
        shown = model.cut(other, names)(found, rows)
        return shown.get(alone) if alone else shown

    return copy


def _make_collect(model: Model, entry: Mapping[str, Json], id_field: str) -> Derive:
    other, names = entry["collect"], tuple(entry["fields"])
    index, marks = live_only(model.contract.resource(other), Index((entry["by"],)), ())

    def collect(row: Row, rows: Rows) -> Json:
        show = model.cut(other, names)
        return [show(found, rows) for found in rows.store.scan(other, index, (row[id_field], *marks))]

    return collect
