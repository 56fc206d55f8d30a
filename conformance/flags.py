"""Gates that hang on a row a path names: opened where a request needs them open, once for each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.chain import names_in, stands_for
from conformance.contract import Operation
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.maker import Maker


def open_gates(maker: Maker, operation: Operation, ids: Mapping[str, str], tenant: Tenant | None) -> None:
    """Open what an operation stands behind, on the rows its path names; whether that works the gates' law says."""
    contract = maker.contract
    for name in operation.acts.get("gates", ()):
        gate = contract.gates[name]
        if gate.of not in contract.resources or gate.opened is None or maker.forbidden:
            continue
        for parameter, row_id in ids.items():
            if stands_for(contract, operation, parameter) == gate.of and (name, row_id) not in maker.opened:
                maker.opened.add((name, row_id))
                maker.begin()
                opener = contract.operations[gate.opened]
                way = {part: ids[part] for part in names_in(opener.path) if part in ids}
                maker.client.call(opener, way, json={gate.field: gate.values[0]}, tenant=tenant)
