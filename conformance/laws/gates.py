"""Laws of the keyword `gates`: features that stay closed until a flag is on."""

from __future__ import annotations

from conformance.access import Gate
from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import call, home, is_success
from conformance.laws.subjects import members
from conformance.target import Tenant


def gated(contract: Contract) -> list[Subject]:
    """Gates that some operation stands behind."""
    return [Subject(name=name, data={"gate": gate}) for name, gate in contract.gates.items() if _behind(contract, name)]


def _behind(contract: Contract, gate: str) -> list[Operation]:
    """The operations behind a gate, those that change nothing first."""
    found = [op for op in contract.operations.values() if gate in op.acts.get("gates", ())]
    return sorted(found, key=lambda op: not op.is_read)


def _shut(bench: Bench, gate: Gate) -> Tenant | None:
    """A place where the gate is shut: shut by the operation that turns its flag, else one the target file names."""
    if gate.opened is None:
        named = bench.target.facts.get("closed_gates")
        name = named.get(gate.name) if isinstance(named, dict) else None
        if name is None:
            bench.skip(f"the target file's [facts] closed_gates names no tenant where {gate.name} is closed")
        return bench.target.tenant(str(name))
    _turn(bench, gate, _closed_value(bench, gate))
    return home(bench)


def _closed_value(bench: Bench, gate: Gate) -> Json:
    """A value of the flag that keeps the gate closed."""
    if all(isinstance(value, bool) for value in gate.values):
        return not gate.values[0]
    schema = members(bench.contract, bench.contract.operations[str(gate.opened)]).get(gate.field, {})
    others = [value for value in bench.contract.schema(schema).get("enum", []) if value not in gate.values]
    if not others:
        bench.skip(f"nothing says which {gate.field} keeps {gate.name} closed")
    return others[0]


def _turn(bench: Bench, gate: Gate, value: Json) -> None:
    operation = bench.contract.operations[str(gate.opened)]
    answer = call(bench, operation, _named(bench, operation), tenant=home(bench), json={gate.field: value})
    bench.require(
        is_success(answer),
        f"{gate.field} cannot be turned",
        expected=operation.success(),
        observed=str(answer),
        exchange=answer,
    )


def _named(bench: Bench, operation: Operation) -> str:
    """The row an operation acts on, where guards do not name it already."""
    guarded = any(guard.resource == operation.resource for guard in bench.contract.guards)
    if operation.resource is None or guarded or operation.resource not in bench.contract.resources:
        return ""
    return bench.maker.paths.above(operation.resource, home(bench)).id


def _ask(bench: Bench, operation: Operation, tenant: Tenant | None) -> Exchange:
    return call(bench, operation, _named(bench, operation) if "{" in operation.path else "", tenant=tenant)


@check(subjects=gated, writes=True)
def closed(bench: Bench, subject: Subject) -> None:
    """While its flag is off, what stands behind a gate is refused by the declared cause."""
    gate: Gate = subject.data["gate"]
    tenant = _shut(bench, gate)
    for operation in _behind(bench.contract, gate.name):
        expect_cause(
            bench, _ask(bench, operation, tenant), gate.cause, what=f"{operation.id} behind a closed {gate.name}"
        )


@check(subjects=gated, writes=True)
def opened(bench: Bench, subject: Subject) -> None:
    """Once its flag is on, what stands behind a gate is served."""
    gate: Gate = subject.data["gate"]
    if gate.opened is not None:
        _turn(bench, gate, gate.values[0])
    cause = bench.contract.cause(gate.cause)
    for operation in _behind(bench.contract, gate.name):
        answer = _ask(bench, operation, home(bench))
        bench.expect(
            answer.status not in cause.statuses,
            f"{operation.id} is refused though {gate.name} is open",
            expected=operation.success(),
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
        )
