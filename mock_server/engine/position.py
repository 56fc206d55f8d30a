"""The place of a row among its siblings: whole numbers without gaps, kept up when rows come, move and go."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.contract import Json, Resource
from mock_server.engine.delete import live_only
from mock_server.engine.store import Store
from mock_server.engine.table import Index, Key, Row


def take_place(store: Store, resource: Resource, row: dict[str, Json]) -> None:
    """Give a row that is about to be stored its place: the one it asks for, or the last; later siblings step back."""
    position = resource.position
    if position is not None:
        wish = row.get(position.field)
        row[position.field] = (
            position.start + store.count(resource.name, *_find_siblings(resource, row))
            if wish is None
            else _make_room(store, resource, row, wish)
        )


def change_place(store: Store, resource: Resource, old: Row, fields: Mapping[str, Json]) -> Mapping[str, Json]:
    """The fields of a change with the place they lead to; siblings it leaves close up, those it joins step back."""
    position = resource.position
    if position is None or not any(name in fields for name in (position.field, *position.within)):
        return fields
    new = {**old, **fields}
    stays = all(old.get(name) == new.get(name) for name in position.within)
    if stays and position.field not in fields:
        return fields
    if not stays:
        leave_place(store, resource, old)
    # Where it was says nothing about where it goes among others: without a wish it goes last.
    return {**fields, position.field: _make_room(store, resource, new, fields.get(position.field))}


def leave_place(store: Store, resource: Resource, row: Row) -> None:
    """Let the siblings of a row that goes, or has gone, close up."""
    if resource.position is not None:
        _number(store, resource, _list_siblings(store, resource, row))


def _make_room(store: Store, resource: Resource, row: Row, wish: Json) -> int:
    start = resource.position.start if resource.position else 0
    siblings: list[Row | None] = [*_list_siblings(store, resource, row)]
    place = len(siblings) if wish is None else min(max(wish - start, 0), len(siblings))
    siblings.insert(place, None)
    _number(store, resource, siblings)
    return int(start + place)


def _list_siblings(store: Store, resource: Resource, row: Row) -> list[Row]:
    """The live rows beside a row, in order, without itself."""
    own = row.get(resource.id_field)
    found = store.scan(resource.name, *_find_siblings(resource, row))
    return [sibling for sibling in found if sibling[resource.id_field] != own]


def _find_siblings(resource: Resource, row: Row) -> tuple[Index, Key]:
    """The index and key of the live rows beside a row, itself among them where it is stored."""
    position = resource.position
    within = position.within if position else ()
    order = (position.field,) if position else ()
    return live_only(resource, Index(within, order), tuple([row.get(name) for name in within]))


def _number(store: Store, resource: Resource, siblings: list[Row] | list[Row | None]) -> None:
    """Number rows in order; None keeps a number free."""
    position = resource.position
    if position is None:
        return
    for number, sibling in enumerate(siblings, position.start):
        if sibling is not None and sibling.get(position.field) != number:
            store.change(resource.name, sibling[resource.id_field], {position.field: number})
