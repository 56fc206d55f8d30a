"""Rows as laws see them: who can make them, how they are read, listed and found, what their fields say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from conformance.bodies import all_properties, example_body, generate
from conformance.check import Subject
from conformance.contract import MISSING, Contract, Operation, pick
from conformance.exchange import Exchange, Json
from conformance.expr import place
from conformance.laws.book import Book
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.bench import Bench

Row = dict[str, Json]


def resources(test: Callable[[Contract, str], object]) -> Callable[[Contract], list[Subject]]:
    """Subjects: every resource that passes a test."""

    def find(contract: Contract) -> list[Subject]:
        return [Subject(name=name, resource=name) for name in contract.resources if test(contract, name)]

    return find


def operations(test: Callable[[Contract, Operation], object]) -> Callable[[Contract], list[Subject]]:
    """Subjects: every operation that passes a test."""

    def find(contract: Contract) -> list[Subject]:
        every = contract.operations.values()
        return [Subject(name=op.id, resource=op.resource, operation=op) for op in every if test(contract, op)]

    return find


def whole_api(_contract: Contract) -> list[Subject]:
    """Subjects: the API as one."""
    return [Subject(name="api")]


def creator(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that makes a row: its create, else a custom POST that hangs it on a parent named in the body.

    A custom POST without a parent (settings, credentials) is not for a judge to play with.
    """
    if resource is None:
        return None
    if found := contract.by("create", resource):
        return found[0]
    parent = contract.resources.get(resource, {}).get("parent")
    custom = [op for op in contract.by("custom", resource) if op.method == "POST" and op.body_schema]
    return next((op for op in custom if parent and parent["field"] in members(contract, op)), None)


def remover(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that deletes a row."""
    return next(iter(contract.by("delete", resource)), None) if resource else None


def reader(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that reads one row."""
    return next(iter(contract.by("read", resource)), None) if resource else None


def lister(contract: Contract, resource: str | None) -> Operation | None:
    """The operation that lists rows."""
    return next(iter(contract.by("list", resource)), None) if resource else None


def is_visible(contract: Contract, resource: str) -> bool:
    """Whether rows can be seen at all."""
    return bool(reader(contract, resource) or lister(contract, resource))


def members(contract: Contract, operation: Operation) -> dict[str, Json]:
    """The members of an operation's body, by name."""
    return all_properties(contract, operation.body_schema or {})


def has_path_id(operation: Operation) -> bool:
    """Whether a row is named in the path."""
    return "{" in operation.path


def home(bench: Bench) -> Tenant | None:
    """Where a check writes when the tenant does not matter: a disposable one, else the default context."""
    found = next((t for t in bench.target.tenants if t.disposable), None)
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
) -> Exchange:
    """Call an operation with all it demands: ids in the path, examples of its required parameters, a valid body."""
    op = bench.contract.operations[operation] if isinstance(operation, str) else operation
    names = re.findall(r"\{([^}]+)\}", op.path)
    ids = dict.fromkeys(names[:-1], parent or row_id) | dict.fromkeys(names[-1:], row_id)
    asked = examples(bench.contract, op, "query") | dict(query or {})
    headers = {name: str(value) for name, value in examples(bench.contract, op, "header").items()}
    if json is ... and op.body_schema is not None:
        json = example_body(bench.contract, op)
    return bench.client.call(op, ids, tenant=tenant, query=asked or None, headers=headers or None, json=json)


def examples(contract: Contract, operation: Operation, where: str) -> Row:
    """A valid value for each required parameter in one place (query or header)."""
    needed = [p for p in operation.parameters if p.required and p.where == where]
    return {p.name: generate(contract, p.schema) for p in needed}


def delete(bench: Bench, resource: str, row_id: str, tenant: Tenant | None = None) -> None:
    """Delete a row the check made. A refusal ends the check with a finding; a deleted row needs no clean-up."""
    operation = remover(bench.contract, resource)
    if operation is None:
        bench.skip(f"no operation deletes a {resource}")
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
    bench.require(row is not None, f"a {resource} that was made is not there", expected="the row", observed=None)
    return row or {}


def listed(bench: Bench, resource: str, row_id: str, tenant: Tenant | None = None) -> Row | None:
    """A row as its list shows it; None where the list does not hold it."""
    found = (row for row in rows_of(bench, resource, tenant) if id_in(bench.contract, resource, row) == row_id)
    return next(found, None)


def rows_of(bench: Bench, resource: str, tenant: Tenant | None = None, pages: int = 20) -> list[Row]:
    """The rows a list shows in one tenant; of a paged list at most so many of its largest pages."""
    operation = lister(bench.contract, resource)
    if operation is None:
        bench.skip(f"no operation lists {resource} rows")
        return []
    if operation.acts.get("page"):
        return Book(bench, operation, tenant).walk(None, pages).items
    answer = fetch(bench, operation, tenant=tenant)
    items = bench.items(answer)
    bench.require(all(isinstance(i, dict) for i in items), f"{operation.id} lists other things than objects")
    return list(items)


def id_in(contract: Contract, resource: str, row: Row) -> str | None:
    """The id a listed row shows."""
    value = row.get(contract.resources[resource]["id"]["field"])
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


def expect_cause(bench: Bench, answer: Exchange, name: str, message: str, *, basis: str | None = None) -> bool:
    """Expect a refusal by a declared cause: its status, and its code where that status came."""
    cause = bench.contract.cause(name)
    kept = bench.expect(
        answer.status in cause.statuses,
        message,
        expected=f"{cause.status} {cause.code or ''}".strip(),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
        basis=basis or cause.basis,
    )
    if not kept or cause.code is None or answer.status != cause.status:
        return kept
    code = code_of(bench.contract, answer)
    # A weak claim stays weak: the code cannot bind more than the rule it belongs to.
    weakest = "assumed" if "assumed" in (basis, cause.code_basis) else cause.code_basis
    return bench.expect(
        code == cause.code, f"{message} (code)", expected=cause.code, observed=code, exchange=answer, basis=weakest
    )


def parameter(expression: str) -> str:
    """The name of the parameter an expression points at."""
    return place(expression)[1]
