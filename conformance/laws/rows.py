"""Rows as laws see them: who can make them, how they are read, listed and found, what their fields say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.access import is_housed
from conformance.bodies import example_body, generate
from conformance.chain import id_field, is_nested, names_in
from conformance.contract import MISSING, Contract, Operation, pick
from conformance.exchange import Exchange, Json
from conformance.expr import place
from conformance.laws.book import Book
from conformance.laws.subjects import lister, reader, remover
from conformance.lists import everything
from conformance.referring import refer
from conformance.target import Principal, Tenant

if TYPE_CHECKING:
    from conformance.bench import Bench

Row = dict[str, Json]


def home(bench: Bench, resource: str | None = None) -> Tenant | None:
    """Where a check writes when the tenant does not matter: a disposable one, else the default context.

    Tenants themselves are made, read and listed outside of any: inside one a server may show that one alone.
    """
    if resource is not None and (bench.contract.conventions.get("tenancy") or {}).get("registry") == resource:
        return None
    found = None if is_housed(bench.contract) else next((t for t in bench.target.tenants if t.disposable), None)
    return found or bench.maker.home()


def call(
    bench: Bench,
    operation: Operation | str,
    row_id: object = "",
    *,
    tenant: Tenant | None = None,
    parent: object = "",
    query: Mapping[str, object] | None = None,
    json: Json = ...,
    principal: Principal | None = None,
) -> Exchange:
    """Call an operation with all it demands: ids in the path, examples of its required parameters, a valid body.

    ``row_id`` of a list names a row beside which to look, ``parent`` the row above.
    """
    op = bench.contract.operations[operation] if isinstance(operation, str) else operation
    ids = bench.maker.paths.ids(op, row_id, tenant=tenant, parent=parent)
    asked = examples(bench.contract, op, "query") | everything(op) | dict(query or {})
    headers = {name: str(value) for name, value in examples(bench.contract, op, "header").items()}
    if json is ... and op.body_schema is not None:
        json = example_body(bench.contract, op)
        if is_nested(bench.contract):
            json = refer(bench.maker, op, json, {}, tenant)
    return bench.client.call(
        op, ids, tenant=tenant, query=asked or None, headers=headers or None, json=json, principal=principal
    )


def examples(contract: Contract, operation: Operation, where: str) -> Row:
    """A valid value for each required parameter in one place (query or header)."""
    needed = [p for p in operation.parameters if p.required and p.where == where]
    return {p.name: generate(contract, p.schema) for p in needed}


def delete(bench: Bench, resource: str, row_id: str, tenant: Tenant | None = None) -> None:
    """Delete a row the check made. A refusal ends the check with a finding; a deleted row needs no clean-up."""
    operation = remover(bench.contract, resource)
    if operation is None:
        bench.skip(f"no operation deletes {an(resource)}")
        return
    fetch(bench, operation, row_id, tenant=tenant)
    bench.maker.made[:] = [m for m in bench.maker.made if (m.resource, m.id) != (resource, row_id)]


def fetch(bench: Bench, operation: Operation | str, row_id: object = "", **options: Json) -> Exchange:
    """As `call`, but any answer outside 2xx ends the check with a finding."""
    answer = call(bench, operation, row_id, **options)
    require_success(bench, answer)
    return answer


def is_success(answer: Exchange) -> bool:
    """Whether an answer is a 2xx."""
    return 200 <= answer.status < 300


def require_success(bench: Bench, answer: Exchange) -> None:
    """End the check with a finding when an answer is no 2xx."""
    operation = bench.contract.operations[str(answer.operation)]
    bench.require(
        is_success(answer),
        f"{operation.id} is refused where it should work",
        expected=operation.success(),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )


def shown(bench: Bench, resource: str, row_id: str, tenant: Tenant | None = None) -> Row | None:
    """A row as reading, else listing, shows it; None where it is not there."""
    operation = reader(bench.contract, resource)
    if operation is None:
        return listed(bench, resource, row_id, tenant)
    answer = call(bench, operation, row_id, tenant=tenant)
    if answer.status in missing_statuses(bench.contract, resource):
        return None
    require_success(bench, answer)
    row = answer.json()
    bench.require(isinstance(row, dict), f"{operation.id} answers no object", observed=row, exchange=answer)
    return dict(row)


def require_shown(bench: Bench, resource: str, row_id: str, tenant: Tenant | None = None) -> Row:
    """As `shown`, but a row that is not there ends the check with a finding."""
    row = shown(bench, resource, row_id, tenant)
    bench.require(row is not None, f"{an(resource)} that should be there is not", expected="the row", observed=None)
    return row or {}


def listed(bench: Bench, resource: str, row_id: str, tenant: Tenant | None = None) -> Row | None:
    """A row as its list shows it; None where the list does not hold it, or went with the row it hung on."""
    operation = lister(bench.contract, resource)
    if operation is None or not is_nested(bench.contract):
        rows = rows_of(bench, resource, tenant)
    elif operation.acts.get("page") and not names_in(operation.path):
        rows = rows_of(bench, resource, tenant, near=row_id)
    else:
        answer = call(bench, operation, row_id, tenant=tenant)
        if answer.status in missing_statuses(bench.contract, resource):
            return None
        paged = operation.acts.get("page")
        rows = rows_of(bench, resource, tenant, near=row_id) if paged else _items(bench, operation, answer)
    return next((row for row in rows if id_in(bench.contract, resource, row) == row_id), None)


def rows_of(
    bench: Bench, resource: str, tenant: Tenant | None = None, pages: int = 20, *, parent: str = "", near: str = ""
) -> list[Row]:
    """The rows a list shows in one tenant; of a paged list at most so many of its largest pages.

    Of rows that hang on others those under ``parent``, or those beside the row ``near``; else beside the run's own.
    """
    operation = lister(bench.contract, resource)
    if operation is None:
        bench.skip(f"no operation lists {resource} rows")
        return []
    if operation.acts.get("page"):
        return (
            Book(bench, operation, tenant, bench.maker.paths.ids(operation, near, tenant=tenant, parent=parent))
            .walk(None, pages)
            .items
        )
    return _items(bench, operation, fetch(bench, operation, near, tenant=tenant, parent=parent))


def _items(bench: Bench, operation: Operation, answer: Exchange) -> list[Row]:
    """The rows of a list's answer; the ways to them are remembered."""
    require_success(bench, answer)
    items = bench.items(answer)
    bench.require(all(isinstance(i, dict) for i in items), f"{operation.id} lists other things than objects")
    if is_nested(bench.contract):
        bench.maker.paths.remember(operation, answer, items)
    return list(items)


def id_in(contract: Contract, resource: str, row: Row) -> str | None:
    """The id a listed row shows."""
    value = row.get(id_field(contract, resource, row))
    return None if value is None else str(value)


def missing_statuses(contract: Contract, resource: str) -> tuple[int, ...]:
    """Statuses that say: no such row."""
    cause = contract.resources[resource].get("missing")
    return contract.cause(cause).statuses if cause else (404, 410)


def field_at(row: Json, path: str) -> Json:
    """The value at a dotted path; MISSING where there is none."""
    for name in path.split("."):
        if not isinstance(row, dict) or name not in row:
            return MISSING
        row = row[name]
    return row


def code_of(contract: Contract, answer: Exchange) -> Json:
    """The error code an answer carries; MISSING where it has none or is no JSON."""
    where = contract.conventions["errors"]["envelope"].get("code")
    return pick(answer, where, MISSING) if where and answer.is_json else MISSING


def an(name: str) -> str:
    """A name with its article, for messages: "an Agent", "a Project"."""
    return f"{'an' if name[:1] in 'AEIOaeio' else 'a'} {name}"


def parameter(expression: str) -> str:
    """The name of the parameter an expression points at."""
    return place(expression)[1]
