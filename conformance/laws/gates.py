"""Laws of the keyword `gates`: features that stay closed until a flag is on."""

from __future__ import annotations

from conformance.access import Gate
from conformance.bench import Bench
from conformance.chain import creating, names_in, stands_for
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import call, home, is_success
from conformance.laws.subjects import has_path_id, members
from conformance.target import Tenant


def gated(contract: Contract) -> list[Subject]:
    """Gates that some operation stands behind."""
    return [Subject(name=name, data={"gate": gate}) for name, gate in contract.gates.items() if _behind(contract, name)]


def _behind(contract: Contract, gate: str) -> list[Operation]:
    """The operations behind a gate: those that change nothing first, those that delete last."""
    found = [op for op in contract.operations.values() if gate in op.acts.get("gates", ())]
    return sorted(found, key=lambda op: (not op.is_read, op.method == "DELETE"))


def _without_rows(contract: Contract, gate: str) -> list[Operation]:
    """The operations behind a gate that need no row which only an open gate lets anybody make."""
    behind = _behind(contract, gate)
    made = {op.resource for op in behind if creating(contract, op.resource) is op}
    return [op for op in behind if not _needed(contract, op) & made]


def _needed(contract: Contract, operation: Operation) -> set[str | None]:
    """The resources of the rows an operation's path names."""
    own = {operation.resource} if has_path_id(contract, operation) else set()
    return own | {stands_for(contract, operation, name) for name in names_in(operation.path)}


def _closed_place(bench: Bench, gate: Gate) -> Tenant:
    """The tenant where a gate that no operation turns is closed, as the target file names it."""
    named = bench.target.facts.get("closed_gates")
    name = named.get(gate.name) if isinstance(named, dict) else None
    if name not in bench.target.tenant_names:
        bench.skip(f"the target file's [facts] closed_gates names no tenant where {gate.name} is closed")
    return bench.target.tenant(str(name))


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
    answer = call(bench, operation, _named(bench, operation, home(bench)), tenant=home(bench), json={gate.field: value})
    bench.require(
        is_success(answer),
        f"{gate.field} cannot be turned",
        expected=operation.success(),
        observed=str(answer),
        exchange=answer,
    )


def _named(bench: Bench, operation: Operation, tenant: Tenant | None) -> str:
    """The row an operation acts on, where its path names one and guards do not name it already."""
    guarded = any(guard.resource == operation.resource for guard in bench.contract.guards)
    if operation.resource not in bench.contract.resources or guarded or not has_path_id(bench.contract, operation):
        return ""
    resource = str(operation.resource)
    if operation.method == "DELETE" and creating(bench.contract, resource) and not _own(bench, resource, tenant):
        bench.make(resource, tenant=tenant)  # the rows a run shares are needed after this check
    return bench.maker.paths.above(resource, tenant).id


def _own(bench: Bench, resource: str, tenant: Tenant | None) -> bool:
    """Whether the check has made a row in a tenant."""
    where = tenant or bench.maker.home()
    return any(made.resource == resource and made.tenant == where for made in bench.maker.made)


def _ask(bench: Bench, operation: Operation, tenant: Tenant | None) -> Exchange:
    """Call an operation behind a gate; what it makes is removed after the check."""
    if creating(bench.contract, operation.resource) is operation:
        return bench.maker.send(str(operation.resource), tenant=tenant)
    return call(bench, operation, _named(bench, operation, tenant), tenant=tenant)


def _prepare(bench: Bench, operations: list[Operation], tenant: Tenant | None) -> None:
    """Make the rows that paths name, as long as they can be made; the check's own are then used again."""
    for operation in operations:
        bench.maker.paths.ids(operation, _named(bench, operation, tenant), tenant=tenant)


def _expect_closed(bench: Bench, gate: Gate, operations: list[Operation], tenant: Tenant | None) -> None:
    for operation in operations:
        what = f"{operation.id} behind a closed {gate.name}"
        expect_cause(bench, _ask(bench, operation, tenant), gate.cause, what=what)


@check(subjects=gated, writes=True)
def closed(bench: Bench, subject: Subject) -> None:
    """While its flag is off, what stands behind a gate is refused by the declared cause."""
    gate: Gate = subject.data["gate"]
    if gate.opened is None:
        _expect_closed(bench, gate, _without_rows(bench.contract, gate.name), _closed_place(bench, gate))
        return
    behind, shut = _behind(bench.contract, gate.name), _closed_value(bench, gate)
    _turn(bench, gate, gate.values[0])
    _prepare(bench, behind, home(bench))
    try:
        _turn(bench, gate, shut)
        _expect_closed(bench, gate, behind, home(bench))
    finally:
        _turn(bench, gate, gate.values[0])  # the rows behind it must be removed, and other checks need it


@check(subjects=gated, writes=True)
def opened(bench: Bench, subject: Subject) -> None:
    """Once its flag is on, what stands behind a gate is served."""
    gate: Gate = subject.data["gate"]
    if gate.opened is not None:
        _turn(bench, gate, gate.values[0])
    cause, tenant = bench.contract.cause(gate.cause), home(bench)
    for operation in _behind(bench.contract, gate.name):
        answer = _ask(bench, operation, tenant)
        bench.expect(
            answer.status not in cause.statuses,
            f"{operation.id} is refused though {gate.name} is open",
            expected=operation.success(),
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
        )
