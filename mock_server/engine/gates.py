"""Features that stay closed until a flag of the tenant, of a guard's row or of a row in the path is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.access import Gate
from mock_server.engine.contract import Contract, ContractError, Operation
from mock_server.engine.guards import guards_of
from mock_server.engine.refusals import Refused
from mock_server.engine.table import make_getter

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.stages import Stage
    from mock_server.engine.table import Row

TENANT = "tenant"
"""The guard name that means the tenant's own row."""


def make_gate_stages(contract: Contract, operation: Operation) -> list[tuple[str, set[str], Stage]]:
    """The operation's gates with their causes and the resources whose rows of the path they look at.

    Raises:
        ContractError: a gate is not declared, or hangs on a row this operation's path does not name.
    """
    found: list[tuple[str, set[str], Stage]] = []
    for name in operation.gates:
        gate = contract.gates.get(name)
        if gate is None:
            raise ContractError(f"{operation.id}: no gate {name!r} in x-conventions.gates")
        found.append((gate.cause, {gate.of} & contract.resources.keys(), _make_gate(contract, operation, gate)))
    return found


def _make_gate(contract: Contract, operation: Operation, gate: Gate) -> Stage:
    read = make_getter(gate.field)
    find = _make_finder(contract, operation, gate)

    def check(act: Act) -> None:
        row = find(act)
        if row is None or read(row) not in gate.values:
            raise Refused(gate.cause)

    return check


def _make_finder(contract: Contract, operation: Operation, gate: Gate) -> Callable[[Act], Row | None]:
    """A function that gives the row whose field opens the gate."""
    if gate.of in contract.resources:
        return lambda act: act.path_row(gate.of)
    guards = [guard.name for guard in guards_of(contract, operation)]
    registry = contract.tenancy.registry if contract.tenancy else None
    name = gate.of if gate.of != TENANT else (guards[-1] if guards and registry is None else "")
    if (gate.of == TENANT and not name and registry is None) or (gate.of != TENANT and name not in guards):
        raise ContractError(f"{operation.id}: a gate of {gate.of!r} has no row to look at here")

    if name:
        return lambda act: act.guarded(name)
    return lambda act: act.rows.store.get(registry or "", act.tenant or "")
