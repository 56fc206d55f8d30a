"""Opening gates that hang on rows of the run's own, so that what stands behind them can be made and asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from conformance.access import Gate
from conformance.chain import names_in, stands_for
from conformance.contract import Contract, Operation
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.maker import Maker


def gates_on(contract: Contract, resource: str) -> list[Gate]:
    """The gates that hang on the rows of a resource and have an operation that opens them."""
    guards = {guard.name for guard in contract.guards}
    found = (gate for gate in contract.gates.values() if gate.of == resource and gate.of not in guards)
    return [gate for gate in found if gate.opened is not None]


def open_row(maker: Maker, resource: str, row_id: str, tenant: Tenant | None) -> None:
    """Open every gate that hangs on a row; each once, since a check may shut it again to look."""
    for gate in gates_on(maker.contract, resource):
        if (gate.name, row_id) not in maker.turned and not maker.forbidden:
            maker.turned.add((gate.name, row_id))
            operation = maker.contract.operations[str(gate.opened)]
            ids = maker.paths.ids(operation, row_id, tenant=tenant)
            maker.client.call(operation, ids, tenant=tenant, json={gate.field: gate.values[0]})


def open_path(maker: Maker, operation: Operation, ids: Mapping[str, str], tenant: Tenant | None) -> None:
    """Open the gates an operation stands behind, on the rows of the run's own that its path names."""
    asked = set(operation.acts.get("gates", ()))
    for resource, row_id in _named(maker, operation, ids):
        if asked & {gate.name for gate in gates_on(maker.contract, resource)}:
            open_row(maker, resource, row_id, tenant)


def _named(maker: Maker, operation: Operation, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    own = {(made.resource, made.id) for made in (*maker.made, *maker.shared.values())}
    for name in names_in(operation.path):
        resource = stands_for(maker.contract, operation, name)
        if resource is not None and (resource, ids.get(name, "")) in own:
            yield resource, ids[name]
