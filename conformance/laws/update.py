"""Laws of the act update: only what is sent changes, null clears, and what was changed stays so."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.bodies import NAMING, distinct, example_body, generate, validator
from conformance.chain import reference, references
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.making import borrowed
from conformance.laws.rows import Row, call, home, is_success, shown
from conformance.laws.subjects import is_visible, members, operations
from conformance.laws.untouched import changed
from conformance.target import Tenant

MOST = 4  # members each tried alone


def updating(contract: Contract, operation: Operation) -> bool:
    """Whether an operation changes members of a row that can be seen."""
    is_update = operation.acts.get("as") == "update" and operation.takes_json
    return is_update and bool(operation.resource and is_visible(contract, operation.resource))


def clearing(contract: Contract, operation: Operation) -> bool:
    """Whether it takes null for some member."""
    return updating(contract, operation) and any(_nullable(contract, s) for s in members(contract, operation).values())


def _nullable(contract: Contract, schema: Json) -> bool:
    resolved = contract.schema(schema)
    kinds = resolved.get("type", ())
    parts = [part for key in ("anyOf", "oneOf") for part in resolved.get(key, [])]
    return "null" in ([kinds] if isinstance(kinds, str) else kinds) or any(_nullable(contract, p) for p in parts)


def changes(bench: Bench, operation: Operation) -> Iterator[tuple[str, Json]]:
    """A member and a value for it, one after the other; places, states and references to other rows left out."""
    contract, resource = bench.contract, str(operation.resource)
    declared = contract.resources[resource]
    left_out = {declared.get("position", {}).get("field"), declared.get("states", {}).get("field")}
    example = example_body(contract, operation)
    for name, raw in members(contract, operation).items():
        schema = contract.schema(raw)
        refers = reference(name, references(contract)) or name.endswith(("Id", "Ids"))
        if name in left_out or refers:
            continue
        value = example.get(name) if example.get(name) is not None else generate(contract, _solid(contract, schema))
        free = isinstance(value, str) and not {"enum", "const", "format"} & set(schema)
        yield name, distinct(contract, schema, str(value), bench.word()) if free and name in NAMING else value


def _solid(contract: Contract, schema: dict[str, Json]) -> dict[str, Json]:
    """A schema without its null, so that a value is generated."""
    parts = [p for key in ("anyOf", "oneOf") for p in schema.get(key, []) if contract.schema(p).get("type") != "null"]
    return contract.schema(parts[0]) if parts else {k: v for k, v in schema.items() if k != "default"}


def _change(bench: Bench, operation: Operation, row_id: str, body: Row, tenant: Tenant | None) -> Exchange:
    answer = call(bench, operation, row_id, tenant=tenant, json=body)
    bench.require(
        is_success(answer),
        f"a valid change of {' and '.join(sorted(body))} is refused",
        expected=operation.success(),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
    return answer


def _look(bench: Bench, operation: Operation, row_id: str, tenant: Tenant | None) -> Row:
    """The row as an operation on the same path shows it, else as reading or listing does."""
    same = next((op for op in bench.contract.operations.values() if op.path == operation.path and op.is_read), None)
    if same is None:
        return shown(bench, str(operation.resource), row_id, tenant) or {}
    answer = call(bench, same, row_id, tenant=tenant)
    body = answer.json() if is_success(answer) else {}
    return dict(body) if isinstance(body, dict) else {}


@check(subjects=operations(updating), writes=True)
def only_sent(bench: Bench, subject: Subject) -> None:
    """A change of one member changes that one, and leaves every other as it was."""
    operation, resource, tenant = subject.operation, str(subject.resource), home(bench)
    if operation is None:
        return
    is_valid = validator(bench.contract, operation.body_schema or {})
    with borrowed(bench, resource, tenant, spoil=True) as row_id:
        before = _look(bench, operation, row_id, tenant)
        tried = [(name, value) for name, value in changes(bench, operation) if is_valid({name: value})]
        for name, value in tried[:MOST]:
            answer = _change(bench, operation, row_id, {name: value}, tenant)
            after = _look(bench, operation, row_id, tenant)
            told = answer.json()
            bench.expect(
                not isinstance(told, dict) or name not in told or agrees(told[name], value),
                f"the answer to a change shows another {name} than was sent",
                expected=value,
                observed=told.get(name) if isinstance(told, dict) else None,
                exchange=answer,
            )
            _expect_rest(bench, resource, name, before, after)
            before = after


def _expect_rest(bench: Bench, resource: str, name: str, before: Row, after: Row) -> None:
    other = changed(bench, resource, before, after, but=(name,))
    bench.expect(
        not other,
        f"a change of {name} changes {', '.join(other)} too",
        expected={field: before[field] for field in other},
        observed={field: after.get(field, "(absent)") for field in other},
    )


@check(subjects=operations(updating), writes=True)
def persists(bench: Bench, subject: Subject) -> None:
    """What was changed reads so afterwards."""
    operation, tenant = subject.operation, home(bench)
    if operation is None:
        return
    is_valid = validator(bench.contract, operation.body_schema or {})
    with borrowed(bench, str(subject.resource), tenant, spoil=True) as row_id:
        body: Row = {}
        for name, value in changes(bench, operation):
            body |= {name: value} if is_valid({**body, name: value}) else {}
        if not body:
            bench.skip("every member places the row or refers to another")
        _change(bench, operation, row_id, body, tenant)
        after = _look(bench, operation, row_id, tenant)
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
    operation, tenant = subject.operation, home(bench)
    if operation is None:
        return
    named = members(bench.contract, operation)
    values = {n: v for n, v in changes(bench, operation) if _nullable(bench.contract, named[n]) and v is not None}
    is_valid = validator(bench.contract, operation.body_schema or {})
    if not values:
        bench.skip("every member that may be null refers to another row")
    with borrowed(bench, str(subject.resource), tenant, spoil=True) as row_id:
        for name, value in values.items():
            if not is_valid({name: value}) or not is_valid({name: None}):
                continue
            _change(bench, operation, row_id, {name: value}, tenant)
            _change(bench, operation, row_id, {name: None}, tenant)
            after = _look(bench, operation, row_id, tenant)
            told = after.get(name)
            bench.expect(told is None, f"null does not clear {name}", expected=None, observed=told)
