"""Rows that say who belongs to a row, and as what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.access import Members
from mock_server.engine.contract import Contract, ContractError, Resource
from mock_server.engine.delete import live_only
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Index, Key, Row

if TYPE_CHECKING:
    from mock_server.engine.act import Act

FindMember = Callable[["Act", Row], "Row | None"]
"""The caller's live membership row of a row; None where there is none."""


def make_member_finder(contract: Contract, members: Members, id_field: str) -> FindMember:
    """A function that looks up who the caller is to a row whose id is in the field `id_field`."""
    resource = contract.resource(members.resource)
    index, marks = live_only(resource, Index((members.of, members.user)), ())
    name = resource.name

    def find(act: Act, row: Row) -> Row | None:
        key: Key = (row[id_field], caller_id(act), *marks)
        found = act.rows.store.scan(name, index, key, 0, 1)
        return found[0] if found else None

    return find


def make_standing(contract: Contract, resource: Resource) -> Callable[[Act], Row | None]:
    """A function that gives what the caller is to the row of a resource that the path names: a row, or the default.

    Raises:
        ContractError: the resource has no members.
    """
    members = resource.members
    if members is None:
        raise ContractError(f"{resource.name}: somebody asks for its members, and it declares none")
    find, name = make_member_finder(contract, members, resource.id_field), resource.name

    def stand(act: Act) -> Row | None:
        row = act.visit.rows.get(name) if act.visit is not None else None
        return None if row is None else find(act, row) or members.default

    return stand
