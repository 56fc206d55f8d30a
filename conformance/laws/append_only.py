"""Laws of the keyword `append_only`: rows never change and never vanish."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.laws.book import text_of
from conformance.laws.entries import grow, is_journal
from conformance.laws.moves import Table
from conformance.laws.rows import Row, an, delete, home, id_in, rows_of
from conformance.laws.subjects import lister, resources
from conformance.target import Tenant

PAGES = 3  # largest pages whose rows are remembered
METHODS = ("DELETE", "PUT", "PATCH")


def only_grows(contract: Contract, resource: str) -> bool:
    """Whether the resource is append-only and can be listed."""
    return bool(contract.resources[resource].get("append_only") and lister(contract, resource))


def _expect_kept(bench: Bench, resource: str, before: list[Row], after: list[Row]) -> None:
    """Every row of before is in after, the same to the letter."""
    texts = set(map(text_of, after))
    ids = {id_in(bench.contract, resource, row) for row in after}
    lost = [row for row in before if text_of(row) not in texts]
    changed = [row for row in lost if id_in(bench.contract, resource, row) in ids]
    vanished = [row for row in lost if row not in changed]
    bench.expect(
        not changed, f"{an(resource)} changed after it was seen", expected=changed[:1], observed="other values"
    )
    bench.expect(
        not vanished, f"{an(resource)} vanished after it was seen", expected=vanished[:1], observed="not listed"
    )


@check(subjects=resources(only_grows))
def unchanged(bench: Bench, subject: Subject) -> None:
    """A row seen once is there later with the same values, whatever is written in between."""
    resource, tenant = str(subject.resource), home(bench)
    may_write = bench.can("writes")
    if may_write:
        grow(bench, resource, tenant)
    before = rows_of(bench, resource, tenant, PAGES)
    if not before:
        bench.skip(f"there is no {resource} to look at")
    if may_write:
        _live_on(bench, resource, tenant)
        grow(bench, resource, tenant)
    # New rows push the old ones back by a page at most: others may write, but not hundreds between two requests.
    _expect_kept(bench, resource, before, rows_of(bench, resource, tenant, PAGES + 1))


def _live_on(bench: Bench, resource: str, tenant: Tenant | None) -> None:
    """Move and delete the row that the entries seen last are about."""
    if not is_journal(bench.contract, resource) or not bench.maker.made:
        return
    made = bench.maker.made[-1]
    if bench.contract.resources[made.resource].get("states"):
        table = Table(bench, made.resource)
        for move in table.legal(table.initial)[:1]:
            table.make(move, made.id, tenant)
    delete(bench, made.resource, made.id, tenant)


@check(subjects=resources(only_grows), writes=True)
def no_removal(bench: Bench, subject: Subject) -> None:
    """No method on the list's path, or below it, takes rows out or changes them."""
    resource, tenant = str(subject.resource), home(bench)
    operation = lister(bench.contract, resource)
    if operation is None:
        return
    if is_journal(bench.contract, resource):
        grow(bench, resource, tenant)
    before = rows_of(bench, resource, tenant, PAGES)
    if not before:
        bench.skip(f"there is no {resource} to remove")
    one = id_in(bench.contract, resource, before[0])
    declared = {(op.method, op.path) for op in bench.contract.operations.values()}
    for method in METHODS:
        for path in (f"{operation.path}/{one}", operation.path):
            if (method, path) in declared:
                continue
            answer = bench.client.send(method, path, tenant=tenant, json=... if method == "DELETE" else before[0])
            bench.expect(
                400 <= answer.status <= 501 and answer.status != 500,
                f"{method} on {an(resource)} is not refused",
                expected="a refusal",
                observed=f"{answer.status}: {answer.text[:200]}",
                exchange=answer,
            )
    _expect_kept(bench, resource, before, rows_of(bench, resource, tenant, PAGES + 1))
