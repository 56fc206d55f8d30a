"""Rows that a gate hangs on: made for a check, with what stands behind the gate, opened and shut at will."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.access import Gate
from conformance.chain import creating, names_in, stands_for
from conformance.contract import Contract, Operation
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws.moves import Table
from conformance.laws.rows import examples, home, is_success, require_shown
from conformance.laws.sites import Site, send_to, valid_body
from conformance.laws.subjects import members
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.bench import Bench


def behind(contract: Contract, gate: str) -> list[Operation]:
    """The operations behind a gate: those that change nothing first, those that delete last, inner rows first."""
    found = [op for op in contract.operations.values() if gate in op.acts.get("gates", ())]
    return sorted(found, key=lambda op: (not op.is_read, op.method == "DELETE", -len(names_in(op.path))))


def on_row(contract: Contract, gate: Gate) -> bool:
    """Whether a gate hangs on a row that paths name, of a resource that no guard keeps."""
    return gate.of in contract.resources and creating(contract, gate.of) is not None


def is_turned(contract: Contract, gate: Gate) -> bool:
    """Whether requests open and shut a gate: an operation that sets its flag, or moves of the row's states."""
    states = contract.resources.get(gate.of, {}).get("states") or {}
    return gate.opened is not None or states.get("field") == gate.field


def closed_value(bench: Bench, gate: Gate) -> Json:
    """A value of the flag that keeps the gate closed."""
    if all(isinstance(value, bool) for value in gate.values):
        return not gate.values[0]
    schema = members(bench.contract, bench.contract.operations[str(gate.opened)]).get(gate.field, {})
    others = [value for value in bench.contract.schema(schema).get("enum", []) if value not in gate.values]
    if not others:
        bench.skip(f"nothing says which {gate.field} keeps {gate.name} closed")
    return others[0]


@dataclass
class Place:
    """A row that gates hang on, and the rows behind them, by the path parameters that name them."""

    bench: Bench
    resource: str
    row_id: str
    tenant: Tenant | None
    path: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)  # ids by resource
    bodies: dict[str, Json] = field(default_factory=dict)  # by operation; what they name is made while all is open

    def turn(self, gate: Gate, value: Json) -> None:
        """Give the flag a value; a refusal ends the check with a finding."""
        bench = self.bench
        bench.maker.turned.add((gate.name, self.row_id))  # nobody else opens it meanwhile
        if gate.opened is None:
            self._move(value)
            return
        operation = bench.contract.operations[gate.opened]
        site = Site(self._ids(operation), body={gate.field: value}, tenant=self.tenant)
        answer = send_to(bench, operation, site)
        bench.require(
            is_success(answer),
            f"{gate.field} cannot be turned",
            expected=operation.success(),
            observed=str(answer),
            exchange=answer,
        )

    def open(self, gate: Gate) -> None:
        """Open a gate; one that is open already stays so."""
        self.turn(gate, gate.values[0])

    def shut(self, gate: Gate) -> None:
        """Shut a gate."""
        self.turn(gate, closed_value(self.bench, gate))

    def furnish(self, operations: list[Operation]) -> list[Operation]:
        """Make the rows that paths and bodies name; returns the operations that can be called then."""
        found = [operation for operation in operations if self._make_for(operation)]
        for operation in found:
            if operation.body_schema is not None:
                self.bodies[operation.id] = valid_body(self.bench, operation)
        return found

    def ask(self, operation: Operation) -> Exchange:
        """Call an operation here, right in every way; what it makes is removed after the check."""
        contract = self.bench.contract
        query, headers = examples(contract, operation, "query"), examples(contract, operation, "header")
        body = self.bodies.get(operation.id, ...)
        told = {name: str(value) for name, value in headers.items()}
        return send_to(self.bench, operation, Site(self._ids(operation), query, told, body, self.tenant))

    def _ids(self, operation: Operation) -> dict[str, str]:
        return {name: self.path[name] for name in names_in(operation.path) if name in self.path}

    def _move(self, value: Json) -> None:
        table = Table(self.bench, self.resource)
        state = table.state_of(require_shown(self.bench, self.resource, self.row_id, self.tenant))
        for move in table.way(state, value) or []:
            answer = table.make(move, self.row_id, self.tenant)
            self.bench.require(is_success(answer), f"{move.name} is refused in a state it leaves", exchange=answer)

    def _make_for(self, operation: Operation) -> bool:
        """Whether a row is there for each parameter of a path; those that are not are made."""
        contract = self.bench.contract
        for name in names_in(operation.path):
            resource = stands_for(contract, operation, name)
            if name in self.path:
                continue
            if resource is None or creating(contract, resource) is None:
                return False
            parent = contract.resources[resource].get("parent") or {}
            above = self.rows.get(parent.get("resource", ""))
            ties: dict[str, Json] = {parent["field"]: above} if above else {}
            try:
                row = self.bench.make(resource, tenant=self.tenant, **ties)
            except (BadAnswer, CheckSkipped):
                return False  # whether it can be made is another law's to judge
            self.rows[resource] = self.bench.id_of(resource, row)
            self.path |= dict(self.bench.maker.paths.known(resource, self.rows[resource], self.tenant))
        return True


def place_of(bench: Bench, gate: Gate) -> Place:
    """A new row that a gate hangs on, with every gate that hangs on it open."""
    tenant = home(bench)
    row_id = bench.id_of(gate.of, bench.make(gate.of, tenant=tenant))
    path = dict(bench.maker.paths.known(gate.of, row_id, tenant))
    place = Place(bench, gate.of, row_id, tenant, path, {gate.of: row_id})
    for other in bench.contract.gates.values():
        if other.of == gate.of and is_turned(bench.contract, other):
            place.open(other)
    return place
