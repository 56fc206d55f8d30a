"""Laws of the keyword `gates`: features that stay closed until a flag is on."""

from __future__ import annotations

from conformance.access import Gate
from conformance.bench import Bench
from conformance.chain import creating, names_in, stands_for
from conformance.check import Subject, check
from conformance.contract import Contract, Operation, pick
from conformance.exchange import Exchange, Json
from conformance.laws.places import behind, closed_value, is_turned, on_row, place_of
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import call, home, is_success, shown
from conformance.laws.sites import Site, send_to, valid_body
from conformance.laws.subjects import has_path_id, is_visible
from conformance.laws.untouched import changed
from conformance.target import Tenant


def gated(contract: Contract) -> list[Subject]:
    """Gates that some operation stands behind."""
    return [Subject(name=name, data={"gate": gate}) for name, gate in contract.gates.items() if behind(contract, name)]


def on_rows(contract: Contract) -> list[Subject]:
    """Gates that hang on a row named in the path, and that requests open and shut."""
    return [s for s in gated(contract) if on_row(contract, s.data["gate"]) and is_turned(contract, s.data["gate"])]


def _without_rows(contract: Contract, gate: str) -> list[Operation]:
    """The operations behind a gate that need no row which only an open gate lets anybody make."""
    found = behind(contract, gate)
    made = {op.resource for op in found if creating(contract, op.resource) is op}
    return [op for op in found if not _needed(contract, op) & made]


def _needed(contract: Contract, operation: Operation) -> set[str | None]:
    """The resources of the rows an operation's path names."""
    own = {operation.resource} if has_path_id(contract, operation) else set()
    return own | {stands_for(contract, operation, name) for name in names_in(operation.path)}


def _before_rows(contract: Contract, gate: Gate) -> list[Operation]:
    """The rest of them, where the gate is asked before anybody looks for the rows a path names."""
    order = contract.conventions["errors"].get("precedence", [])
    asked = _without_rows(contract, gate.name)
    missing = {contract.resources[r].get("missing") for r in contract.resources} & set(order)
    first = gate.cause in order and all(order.index(gate.cause) < order.index(cause) for cause in missing)
    return [op for op in behind(contract, gate.name) if op not in asked] if first else []


def _closed_place(bench: Bench, gate: Gate) -> Tenant:
    """The tenant where a gate that no operation turns is closed, as the target file names it."""
    named = bench.target.facts.get("closed_gates")
    name = named.get(gate.name) if isinstance(named, dict) else None
    if name not in bench.target.tenant_names:
        bench.skip(f"the target file's [facts] closed_gates names no tenant where {gate.name} is closed")
    return bench.target.tenant(str(name))


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


def _expect_closed(bench: Bench, gate: Gate, operation: Operation, answer: Exchange, basis: str | None = None) -> None:
    expect_cause(bench, answer, gate.cause, what=f"{operation.id} behind a closed {gate.name}", basis=basis)


@check(subjects=gated, writes=True)
def closed(bench: Bench, subject: Subject) -> None:
    """While its flag is off, what stands behind a gate is refused by the declared cause, whoever asks."""
    gate: Gate = subject.data["gate"]
    if on_row(bench.contract, gate) and is_turned(bench.contract, gate):
        _closed_on_row(bench, gate)
    elif gate.opened is None:
        _closed_in_tenant(bench, gate)
    else:
        found, shut = behind(bench.contract, gate.name), closed_value(bench, gate)
        _turn(bench, gate, gate.values[0])
        _prepare(bench, found, home(bench))
        try:
            _turn(bench, gate, shut)
            for operation in found:
                _expect_closed(bench, gate, operation, _ask(bench, operation, home(bench)))
        finally:
            _turn(bench, gate, gate.values[0])  # the rows behind it must be removed, and other checks need it


def _closed_on_row(bench: Bench, gate: Gate) -> None:
    place = place_of(bench, gate)
    found = place.furnish(behind(bench.contract, gate.name))
    try:
        place.shut(gate)
        for operation in found:
            _expect_closed(bench, gate, operation, place.ask(operation))
    finally:
        place.open(gate)


def _closed_in_tenant(bench: Bench, gate: Gate) -> None:
    tenant = _closed_place(bench, gate)
    for operation in _without_rows(bench.contract, gate.name):
        _expect_closed(bench, gate, operation, _ask(bench, operation, tenant))
    for operation in _before_rows(bench.contract, gate):
        ids = {name: _unknown(bench, operation, name) for name in names_in(operation.path)}
        body: Json = ... if operation.body_schema is None else valid_body(bench, operation)
        # Which of the two faults is told first few sources say.
        answer = send_to(bench, operation, Site(ids, body=body, tenant=tenant))
        _expect_closed(bench, gate, operation, answer, "assumed")


def _unknown(bench: Bench, operation: Operation, name: str) -> str:
    resource = stands_for(bench.contract, operation, name)
    return bench.unknown_id(resource) if resource else f"unknown-{bench.word()}"


@check(subjects=gated, writes=True)
def opened(bench: Bench, subject: Subject) -> None:
    """Once its flag is on, what stands behind a gate is served."""
    gate: Gate = subject.data["gate"]
    if on_row(bench.contract, gate) and is_turned(bench.contract, gate):
        _opened_on_row(bench, gate)
        return
    if gate.opened is not None:
        _turn(bench, gate, gate.values[0])
    cause, tenant = bench.contract.cause(gate.cause), home(bench)
    for operation in behind(bench.contract, gate.name):
        answer = _ask(bench, operation, tenant)
        _expect_open(bench, gate, operation, answer, refused=answer.status in cause.statuses)


def _opened_on_row(bench: Bench, gate: Gate) -> None:
    """Other rules of a row may refuse with the same status: a refusal counts where it is what the shut gate said."""
    place, cause = place_of(bench, gate), bench.contract.cause(gate.cause)
    found = place.furnish(behind(bench.contract, gate.name))
    place.shut(gate)
    said = {operation.id: _words(bench, place.ask(operation)) for operation in found}
    place.open(gate)
    for operation in found:
        answer = place.ask(operation)
        same = _words(bench, answer) in (said[operation.id], None)
        _expect_open(bench, gate, operation, answer, refused=answer.status in cause.statuses and same)


def _words(bench: Bench, answer: Exchange) -> Json:
    """The message of a refusal; None where it has none."""
    where = bench.contract.conventions["errors"]["envelope"].get("message")
    return pick(answer, where, None) if where and answer.is_json and isinstance(answer.json(), dict) else None


def _expect_open(bench: Bench, gate: Gate, operation: Operation, answer: Exchange, *, refused: bool) -> None:
    bench.expect(
        not refused,
        f"{operation.id} is refused though {gate.name} is open",
        expected=operation.success(),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )


@check(subjects=on_rows, writes=True)
def apart(bench: Bench, subject: Subject) -> None:
    """A gate that is open for one row does not open another."""
    gate: Gate = subject.data["gate"]
    one = place_of(bench, gate)
    reading = one.furnish([op for op in behind(bench.contract, gate.name) if op.is_read])
    other = place_of(bench, gate)
    found = other.furnish(behind(bench.contract, gate.name))
    try:
        other.shut(gate)
        one.open(gate)
        for operation in found:
            _expect_closed(bench, gate, operation, other.ask(operation))
        for operation in reading:
            answer = one.ask(operation)
            _expect_open(bench, gate, operation, answer, refused=not is_success(answer))
    finally:
        other.open(gate)


@check(subjects=on_rows, writes=True)
def kept(bench: Bench, subject: Subject) -> None:
    """What was made behind a gate is there as it was when the gate has been shut and opened again."""
    gate: Gate = subject.data["gate"]
    place = place_of(bench, gate)
    place.furnish(behind(bench.contract, gate.name))
    rows = {r: i for r, i in place.rows.items() if r != gate.of and is_visible(bench.contract, r)}
    before = {resource: shown(bench, resource, row_id, place.tenant) for resource, row_id in rows.items()}
    if not any(before.values()):
        bench.skip(f"nothing can be made behind {gate.name}")
    place.shut(gate)
    place.open(gate)
    for resource, row_id in rows.items():
        row, after = before[resource], shown(bench, resource, row_id, place.tenant)
        other = changed(bench, resource, row or {}, after or {})
        same = row is None or (after is not None and not other)
        bench.expect(same, f"a {resource} did not survive that {gate.name} was shut", expected=row, observed=after)
