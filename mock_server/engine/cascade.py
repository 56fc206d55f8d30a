"""Rows that hang on others: references must lead somewhere, and a deletion takes, keeps or is held by the children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.engine.contract import Contract, ContractError, Parent, Resource
from mock_server.engine.position import leave_place
from mock_server.engine.refusals import Refused
from mock_server.engine.store import Store
from mock_server.engine.table import Index, Row

Children = Mapping[str, tuple[tuple[Resource, Parent, Index], ...]]
"""Resource to the resources that hang on it."""


def find_children(contract: Contract) -> Children:
    """Who hangs on whom.

    Raises:
        ContractError: a deletion is held back and no cause `in_use` says how it is refused.
    """
    found: dict[str, tuple[tuple[Resource, Parent, Index], ...]] = {}
    for child in contract.resources.values():
        if child.parent is None:
            continue
        if child.parent.on_delete == "restrict" and "in_use" not in contract.causes:
            raise ContractError(f"{child.name}: on_delete restrict needs a cause in_use in x-conventions.errors.causes")
        link = (child, child.parent, Index((child.parent.field,)))
        found[child.parent.resource] = (*found.get(child.parent.resource, ()), link)
    return found


def remove_with_children(store: Store, children: Children, resource: str, row_id: str) -> Row:
    """Remove a row and do with its children what is declared; gives the row.

    Raises:
        Refused: a child holds the deletion back; nothing was removed then.
    """
    _hold_back(store, children, resource, row_id)
    row = store.remove(resource, row_id)
    for child, parent, child_id in _list_children(store, children, resource, row_id):
        if parent.on_delete == "cascade":
            row_of_child = remove_with_children(store, children, child.name, child_id)
            # Siblings under the same parent go as well; others close up.
            if child.position and parent.field not in child.position.within:
                leave_place(store, child, row_of_child)
        elif parent.on_delete == "orphan":
            store.change(child.name, child_id, {parent.field: None})
    return row


def _hold_back(store: Store, children: Children, resource: str, row_id: str) -> None:
    for child, parent, child_id in _list_children(store, children, resource, row_id):
        if parent.on_delete == "restrict":
            raise Refused("in_use", f"a {child.name} hangs on it")
        if parent.on_delete == "cascade":
            _hold_back(store, children, child.name, child_id)


def _list_children(
    store: Store, children: Children, resource: str, row_id: str
) -> Iterator[tuple[Resource, Parent, str]]:
    for child, parent, index in children.get(resource, ()):
        for row in store.scan(child.name, index, (row_id,)):
            yield child, parent, row[child.id_field]
