"""Laws of the act update: only what is sent changes, null clears, and what was changed stays so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from conformance.access import guards_of
from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.bodies import NAMING, distinct, example_body, generate, validator
from conformance.chain import own_name, reference, references
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.making import borrowed
from conformance.laws.moves import Table
from conformance.laws.rows import Row, call, home, is_success, shown
from conformance.laws.subjects import creator, is_visible, members, operations
from conformance.laws.untouched import changed
from conformance.target import Principal, Tenant

MOST = 4  # members each tried alone
CLOSED = (403, 409)  # what a state in which a row cannot be changed may be refused with: nobody says that each can


def updating(contract: Contract, operation: Operation) -> bool:
    """Whether an operation changes members of a row that can be seen."""
    is_update = operation.acts.get("as") == "update" and operation.takes_json
    return is_update and bool(_same_path(contract, operation) or is_visible(contract, str(operation.resource)))


def _same_path(contract: Contract, operation: Operation) -> Operation | None:
    """The operation that reads what an update on the same path writes."""
    return next((op for op in contract.operations.values() if op.path == operation.path and op.is_read), None)


def clearing(contract: Contract, operation: Operation) -> bool:
    """Whether it takes null for some member."""
    return updating(contract, operation) and any(_nullable(contract, s) for s in members(contract, operation).values())


def _nullable(contract: Contract, schema: Json) -> bool:
    resolved = contract.schema(schema)
    kinds = resolved.get("type", ())
    parts = [part for key in ("anyOf", "oneOf") for part in resolved.get(key, [])]
    return "null" in ([kinds] if isinstance(kinds, str) else kinds) or any(_nullable(contract, p) for p in parts)


def changes(bench: Bench, operation: Operation, row: Row | None = None) -> Iterator[tuple[str, Json]]:
    """A member and a value for it, one after the other; places, states and references to other rows left out.

    What is true or false is the other way round than in the row.
    """
    contract, resource = bench.contract, str(operation.resource)
    declared = contract.resources.get(resource, {})
    left_out = {declared.get("position", {}).get("field"), declared.get("states", {}).get("field")}
    example = example_body(contract, operation)
    for name, raw in members(contract, operation).items():
        schema = contract.schema(raw)
        refers = reference(name, references(contract)) or name.endswith(("Id", "Ids"))
        if name in left_out or refers:
            continue
        value = example.get(name) if example.get(name) is not None else generate(contract, _solid(contract, schema))
        if value == [] and isinstance(schema.get("items"), dict):
            value = [generate(contract, schema["items"])]
        value = not (row or {}).get(name) if isinstance(value, bool) else value
        free = isinstance(value, str) and not {"enum", "const", "format"} & set(schema)
        yield name, distinct(contract, schema, str(value), bench.word()) if free and name in NAMING else value


def _solid(contract: Contract, schema: dict[str, Json]) -> dict[str, Json]:
    """A schema without its null, so that a value is generated."""
    parts = [p for key in ("anyOf", "oneOf") for p in schema.get(key, []) if contract.schema(p).get("type") != "null"]
    return contract.schema(parts[0]) if parts else {k: v for k, v in schema.items() if k != "default"}


@dataclass(frozen=True)
class Place:
    """A row to change, and who changes it (None: the run's own user)."""

    row_id: str
    tenant: Tenant | None
    principal: Principal | None = None


@contextmanager
def _lent(bench: Bench, operation: Operation) -> Iterator[Place]:
    """A row of the check's own; where an operation changes the caller himself, a new user."""
    own = own_name(bench.contract, operation)
    if own is None and operation.resource == (bench.contract.conventions.get("tenancy") or {}).get("registry"):
        if not bench.can("snapshot"):
            bench.skip(
                f"{operation.id} changes the tenant itself, and the target cannot be put back to an earlier state"
            )
        yield Place("", home(bench))
        return
    if own is None and not guards_of(bench.contract, operation):
        yield Place("", home(bench), bench.cast.register())
        return
    with borrowed(bench, str(operation.resource), home(bench), spoil=True) as row_id:
        yield Place(row_id, home(bench))


def _change(bench: Bench, operation: Operation, place: Place, body: Row, closed: tuple[int, ...] = ()) -> Exchange:
    answer = call(bench, operation, place.row_id, tenant=place.tenant, principal=place.principal, json=body)
    bench.require(
        is_success(answer) or answer.status in closed,
        f"a valid change of {' and '.join(sorted(body))} is refused",
        expected=operation.success(),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
    return answer


def _look(bench: Bench, operation: Operation, place: Place) -> Row:
    """The row as an operation on the same path shows it, else as reading or listing does."""
    same = _same_path(bench.contract, operation)
    if same is None:
        return shown(bench, str(operation.resource), place.row_id, place.tenant) or {}
    answer = call(bench, same, place.row_id, tenant=place.tenant, principal=place.principal)
    return _bare(same, answer.json()) if is_success(answer) else {}


def _bare(operation: Operation, body: Json) -> Row:
    """A row out of its wrapper, where it comes in one: at its declared place, else as the one member there is."""
    declared = operation.acts.get("answer")
    members_of = declared.items() if isinstance(declared, dict) else ()
    place = next((name for name, value in members_of if value == "$row"), "")
    if isinstance(body, dict) and isinstance(body.get(place), dict):
        return dict(body[place])
    if isinstance(body, dict) and len(body) == 1 and isinstance(inner := next(iter(body.values())), dict):
        return dict(inner)
    return dict(body) if isinstance(body, dict) else {}


@check(subjects=operations(updating), writes=True)
def only_sent(bench: Bench, subject: Subject) -> None:
    """A change of one member changes that one, and leaves every other, and every other row, as it was."""
    operation, resource = subject.operation, str(subject.resource)
    if operation is None:
        return
    is_valid = validator(bench.contract, operation.body_schema or {})
    with _lent(bench, operation) as place:
        before = _filled(bench, operation, place)
        beside = _bystander(bench, operation, place)
        tried = [(name, value) for name, value in changes(bench, operation, before) if is_valid({name: value})]
        for name, value in tried[:MOST]:
            before = _expect_alone(bench, operation, place, before, name, value)
        for moved in _in_other_states(bench, operation, place, before):
            for name, value in tried[:1]:
                _expect_alone(bench, operation, place, moved, name, value, closed=CLOSED)
        if beside is not None:
            now = shown(bench, resource, beside[0], place.tenant)
            other = changed(bench, resource, beside[1], now or {})
            bench.expect(
                not other, f"a change changes {', '.join(other)} of another row", expected=beside[1], observed=now
            )


def _expect_alone(
    bench: Bench, operation: Operation, place: Place, before: Row, name: str, value: Json, closed: tuple[int, ...] = ()
) -> Row:
    """Change one member, judge what became of it and of the rest, and give the row as it is now.

    ``closed`` are statuses that a refusal may have, of which nothing follows.
    """
    answer = _change(bench, operation, place, {name: value}, closed)
    if answer.status in closed:
        return before
    after, told = _look(bench, operation, place), _bare(operation, answer.json())
    bench.expect(
        name not in told or agrees(told[name], value),
        f"the answer to a change shows another {name} than was sent",
        expected=value,
        observed=told.get(name),
        exchange=answer,
    )
    _expect_rest(bench, str(operation.resource), name, before, after)
    return after


def _in_other_states(bench: Bench, operation: Operation, place: Place, row: Row) -> Iterator[Row]:
    """The row in each state it can come back from: what a change does to a state may show in that one alone."""
    resource = str(operation.resource)
    if not bench.contract.resources.get(resource, {}).get("states"):
        return
    table = Table(bench, resource)
    for goal in table.around(table.state_of(row)):
        for move in table.way(table.state_of(row), goal) or []:
            table.make(move, place.row_id, place.tenant)
        row = _look(bench, operation, place)
        yield row


def _filled(bench: Bench, operation: Operation, place: Place) -> Row:
    """The row with a value in every member that can have one: what is empty cannot be lost."""
    body = _all_at_once(bench, operation, _look(bench, operation, place))
    if body:
        _change(bench, operation, place, body)
    return _look(bench, operation, place)


def _all_at_once(bench: Bench, operation: Operation, row: Row) -> Row:
    is_valid = validator(bench.contract, operation.body_schema or {})
    body: Row = {}
    for name, value in changes(bench, operation, row):
        body |= {name: value} if is_valid({**body, name: value}) else {}
    return body


def _bystander(bench: Bench, operation: Operation, place: Place) -> tuple[str, Row] | None:
    """Another row of the same kind beside the one that is changed."""
    resource = str(operation.resource)
    if (
        place.principal is not None
        or creator(bench.contract, resource) is None
        or not is_visible(bench.contract, resource)
    ):
        return None
    row_id = bench.id_of(resource, bench.make(resource, tenant=place.tenant))
    row = shown(bench, resource, row_id, place.tenant)
    return (row_id, row) if row is not None else None


def _expect_rest(bench: Bench, resource: str, name: str, before: Row, after: Row) -> None:
    other = changed(bench, resource, before, after, but=(name,)) if resource in bench.contract.resources else []
    bench.expect(
        not other,
        f"a change of {name} changes {', '.join(other)} too",
        expected={field: before[field] for field in other},
        observed={field: after.get(field, "(absent)") for field in other},
    )


@check(subjects=operations(updating), writes=True)
def persists(bench: Bench, subject: Subject) -> None:
    """What was changed reads so afterwards."""
    operation = subject.operation
    if operation is None:
        return
    with _lent(bench, operation) as place:
        body = _all_at_once(bench, operation, _look(bench, operation, place))
        if not body:
            bench.skip("every member places the row or refers to another")
        _change(bench, operation, place, body)
        after = _look(bench, operation, place)
        for name, value in body.items():
            bench.expect(
                name not in after or agrees(after[name], value),
                f"a change of {name} does not last",
                expected=value,
                observed=after.get(name),
            )


@check(subjects=operations(clearing), writes=True)
def null_clears(bench: Bench, subject: Subject) -> None:
    """Null clears a member that may be null; a member that is not sent stays."""
    operation = subject.operation
    if operation is None:
        return
    named = members(bench.contract, operation)
    values = {n: v for n, v in changes(bench, operation) if _nullable(bench.contract, named[n]) and v is not None}
    is_valid = validator(bench.contract, operation.body_schema or {})
    if not values:
        bench.skip("every member that may be null refers to another row")
    with _lent(bench, operation) as place:
        for name, value in values.items():
            if not is_valid({name: value}) or not is_valid({name: None}):
                continue
            _change(bench, operation, place, {name: value})
            _change(bench, operation, place, {name: None})
            told = _look(bench, operation, place).get(name)
            bench.expect(told is None, f"null does not clear {name}", expected=None, observed=told)
