"""Rows named in the path that only their members may enter, asked one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mock_server.engine.access import Guard
from mock_server.engine.contract import Contract, ContractError, Operation
from mock_server.engine.delete import live_only
from mock_server.engine.members import make_member_finder
from mock_server.engine.refusals import Refused
from mock_server.engine.table import Index, Key, Row
from mock_server.engine.tenancy import owns

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.stages import Stage

Enter = Callable[["Act", Row], "Row | bool | None"]
"""Decides for an API whether the caller may enter a guard's row: true, or the membership row; else false or None."""


def guards_of(contract: Contract, operation: Operation) -> list[Guard]:
    """The guards whose parameter the operation's path holds, in the order they are asked."""
    names = path_names(operation)
    return [guard for guard in contract.guards if guard.parameter in names]


def path_names(operation: Operation) -> list[str]:
    """The names in the operation's path, from left to right."""
    return [part.partition("}")[0] for part in operation.path.split("{")[1:]]


def anchor_of(guard: Guard) -> str | None:
    """The field in which other rows hold the id of the guard's row; None where the contract tells none."""
    return guard.members.of if guard.members else None


def make_guard_stages(
    contract: Contract, operation: Operation, handlers: Mapping[str, Enter]
) -> list[tuple[str, Stage]]:
    """For each guard of the path its two stages with their causes: is there such a row, and may the caller enter.

    Raises:
        ContractError: a guard is left to a handler nobody wrote.
    """
    found: list[tuple[str, Stage]] = []
    above: Guard | None = None
    for guard in guards_of(contract, operation):
        found.append((guard.unknown, _make_finder(contract, guard, above)))
        if operation.security or not contract.credentials:
            found.append((guard.outsider, _make_wall(contract, guard, handlers)))
        above = guard
    return found


def _make_finder(contract: Contract, guard: Guard, above: Guard | None) -> Stage:
    resource = contract.resource(guard.resource)
    anchor, path = anchor_of(guard), contract.tenancy is not None and contract.tenancy.at == "path"
    within = guard.within if above is not None else None
    index, _ = live_only(resource, Index((guard.by, within) if within else (guard.by,)), ())
    rest: Key = (resource.soft_delete.live,) if resource.soft_delete else ()

    def find(act: Act) -> None:
        visit = act.visit
        if visit is None:
            return
        key: Key = (act.path[guard.parameter],)
        if within and above is not None:
            key = (*key, visit.guarded[above.name][contract.resource(above.resource).id_field])
        found = act.rows.store.scan(resource.name, index, (*key, *rest))
        row = next((row for row in found if act.tenant is None or path or owns(resource, row, act.tenant)), None)
        if row is None:
            raise Refused(guard.unknown)
        row_id = row[resource.id_field]
        visit.guarded[guard.name] = row
        if anchor:
            visit.anchors[anchor] = row_id
        if path:
            act.tenant, visit.open = row_id, False

    return find


def _make_wall(contract: Contract, guard: Guard, handlers: Mapping[str, Enter]) -> Stage:
    if guard.handler is not None:
        if guard.handler not in handlers:
            raise ContractError(f"guard {guard.name}: no handler {guard.handler!r} in the API's package")
        return _make_asking(guard, handlers[guard.handler])
    members, id_field = guard.members, contract.resource(guard.resource).id_field
    if members is None:
        return lambda _: None
    find = make_member_finder(contract, members, id_field)

    def enter(act: Act) -> None:
        if act.visit is None:
            return
        member = find(act, act.visit.guarded[guard.name])
        if member is None:
            raise Refused(guard.outsider)
        act.visit.members[guard.name] = member

    return enter


def _make_asking(guard: Guard, handler: Enter) -> Stage:
    def enter(act: Act) -> None:
        found = handler(act, act.guarded(guard.name))
        if not found:
            raise Refused(guard.outsider)
        if act.visit is not None and not isinstance(found, bool):
            act.visit.members[guard.name] = found

    return enter
