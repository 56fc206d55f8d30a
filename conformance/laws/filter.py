"""Laws of the keyword `filter`: a query parameter narrows a list to the rows that match, and to all of them."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.book import Book
from conformance.laws.evidence import operation_of
from conformance.laws.rows import call, home, is_success, parameter
from conformance.laws.subjects import creator, list_name
from conformance.narrowing import values_at
from conformance.wire import told

VALUES = 5  # values of one filter that are tried


def filtered(contract: Contract) -> list[Subject]:
    """Every resource whose list has a filter."""
    lists = [op for op in contract.by("list") if op.acts.get("filter")]
    return [Subject(name=list_name(contract, op), resource=op.resource, operation=op) for op in lists]


def with_all(contract: Contract) -> list[Subject]:
    """Those with a value that means: no filter."""
    return [s for s in filtered(contract) if s.operation and any("all" in f for _, _, f in filters(s.operation))]


def filters(operation: Operation) -> Iterator[tuple[str, str, dict[str, Json]]]:
    """Field, name of the query parameter and declaration of each filter of a list."""
    for field, declared in operation.acts["filter"].items():
        yield str((declared.get("fields") or [field])[0]), parameter(declared["at"]), declared


def _schema(operation: Operation, name: str) -> dict[str, Json]:
    return next((p.schema for p in operation.parameters if p.name == name and p.where == "query"), {})


def _ask(bench: Bench, operation: Operation, query: dict[str, Json]) -> Exchange:
    """The list narrowed by a query, a page of the largest size where it is paged."""
    if operation.acts.get("page"):
        book = Book(bench, operation, home(bench))
        return book.ask(book.first, book.max, **query)
    return call(bench, operation, tenant=home(bench), query=query)


def _rows(bench: Bench, operation: Operation, query: dict[str, Json]) -> list[Json]:
    answer = _ask(bench, operation, query)
    bench.require(
        is_success(answer),
        f"{operation.id} refuses a filter it declares",
        expected=operation.success(),
        observed=f"{answer.status}: {answer.text[:200]}",
        exchange=answer,
    )
    return bench.items(answer)


def _key(bench: Bench, operation: Operation, row: Json) -> str:
    return Book(bench, operation).key(row)


@check(subjects=filtered)
def narrows(bench: Bench, subject: Subject) -> None:
    """A filter leaves the rows that have the asked value, all of them and no others."""
    operation = operation_of(subject)
    _furnish(bench, operation)
    plain = _rows(bench, operation, {})
    for field, name, declared in filters(operation):
        visible = any(values_at(row, field) for row in plain)
        if declared.get("as", "equals") != "equals":
            continue
        known = _schema(operation, name).get("enum") or sorted(
            {told(value) for row in plain for value in values_at(row, field) if value is not None}
        )
        for value in [v for v in known if v != declared.get("all")][:VALUES]:
            rows = _rows(bench, operation, {name: value})
            others = [row for row in rows if told(value) not in map(told, values_at(row, field))]
            bench.expect(
                not others,
                f"{name} lets rows through that have another value",
                expected={field: value},
                observed=others[:1],
                # Where no row shows the field, nobody says that a filtered one must.
                basis=None if visible else "assumed",
            )
            _expect_total(bench, operation, rows, name)
            wanted = [row for row in plain if told(value) in map(told, values_at(row, field))]
            _expect_all(bench, operation, rows, wanted, name)


def _furnish(bench: Bench, operation: Operation) -> None:
    """Where a list can be narrowed to the rows under one of their own kind, such rows, under two of them."""
    resource = str(operation.resource)
    parent = bench.contract.resources.get(resource, {}).get("parent") or {}
    trees = parent.get("resource") == resource and parent.get("field") in operation.acts["filter"]
    if not trees or not bench.can("writes") or creator(bench.contract, resource) is None:
        return
    for _ in range(2):
        above = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
        bench.make(resource, tenant=home(bench), **{parent["field"]: above})


def _expect_total(bench: Bench, operation: Operation, rows: list[Json], name: str) -> None:
    """Where the matches fit on one page, the total is their number."""
    if not operation.acts.get("page"):
        return
    book = Book(bench, operation)
    page = book.read(bench.client.recorder.exchanges[-1])
    bench.expect(
        page.total is None or len(rows) >= book.max or page.total == len(rows),
        f"the total does not follow {name}",
        expected=len(rows),
        observed=page.total,
        exchange=page.exchange,
    )


def _expect_all(bench: Bench, operation: Operation, rows: list[Json], wanted: list[Json], name: str) -> None:
    """What matched in the plain list is in the filtered one, save what newer rows pushed off a full page."""
    page = operation.acts.get("page")
    if page and len(rows) >= bench.contract.conventions["paging"][page]["size"]["max"]:
        return
    keys = {_key(bench, operation, row) for row in rows}
    lost = [row for row in wanted if _key(bench, operation, row) not in keys]
    bench.expect(not lost, f"{name} drops rows that have the value", expected=lost[:1], observed="not listed")


@check(name="all", subjects=with_all)
def everything(bench: Bench, subject: Subject) -> None:
    """The value that means no filter gives what the list gives without the parameter."""
    operation = operation_of(subject)
    before = _rows(bench, operation, {})
    for _, name, declared in filters(operation):
        if "all" not in declared:
            continue
        keys = {_key(bench, operation, row) for row in _rows(bench, operation, {name: declared["all"]})}
        after = {_key(bench, operation, row) for row in _rows(bench, operation, {})}
        # Others may write meanwhile: what is listed before and after must be listed in between.
        lost = [row for row in before if (key := _key(bench, operation, row)) in after and key not in keys]
        bench.expect(not lost, f"{name} narrows though its value means all", expected=lost[:1], observed="not listed")
        known = after | {_key(bench, operation, row) for row in before}
        extra = sorted(keys - known)
        bench.expect(
            len(extra) < len(keys) or not keys,
            f"{name} gives other rows though its value means all",
            expected="the rows of the plain list",
            observed=extra[:3],
        )


@check(subjects=filtered)
def bad_value(bench: Bench, subject: Subject) -> None:
    """A value outside those a filter knows is refused, or matches nothing."""
    operation = operation_of(subject)
    for _, name, _ in filters(operation):
        if "enum" not in _schema(operation, name):
            continue
        answer = _ask(bench, operation, {name: f"no-{bench.word()}"})
        if is_success(answer):
            rows = bench.items(answer)
            bench.expect(
                not rows,
                f"a value {name} does not know gives rows",
                expected="a refusal or no rows",
                observed=f"{len(rows)} rows",
                exchange=answer,
            )
        else:
            bench.expect(
                400 <= answer.status < 500,
                f"a value {name} does not know is not refused as the client's fault",
                expected="400",
                observed=f"{answer.status or answer.error}: {answer.text[:200]}",
                exchange=answer,
            )
