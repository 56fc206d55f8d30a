"""Laws of the keyword `soft_delete`: deleted rows are hidden, shown on request, and can be restored as they were."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.book import Book
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import (
    call,
    fetch,
    home,
    id_in,
    is_success,
    missing_statuses,
    parameter,
    require_shown,
    shown,
)
from conformance.laws.subjects import creator, is_visible, lister, reader, remover, resources
from conformance.laws.untouched import changed


def softly(contract: Contract, resource: str) -> bool:
    """Whether deleted rows are only marked, and rows can be made, seen and deleted."""
    tried = creator(contract, resource) and remover(contract, resource) and is_visible(contract, resource)
    return bool(contract.resources[resource].get("soft_delete") and tried)


def revealing(contract: Contract, resource: str) -> bool:
    """Whether a list shows deleted rows on request."""
    declared = contract.resources[resource].get("soft_delete") or {}
    return softly(contract, resource) and bool(declared.get("reveal") and lister(contract, resource))


def restoring(contract: Contract, resource: str) -> bool:
    """Whether deleted rows can be brought back."""
    return softly(contract, resource) and bool(contract.resources[resource]["soft_delete"].get("restore"))


def refusing(contract: Contract, resource: str) -> bool:
    """Whether rows that are not deleted are not brought back."""
    return restoring(contract, resource) and "not_deleted" in contract.resources[resource]["soft_delete"]["restore"]


def _declared(bench: Bench, resource: str) -> dict[str, Json]:
    found: dict[str, Json] = bench.contract.resources[resource]["soft_delete"]
    return found


def _deleted(bench: Bench, resource: str) -> str:
    """The id of a row that was made and deleted."""
    row_id = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    _delete(bench, resource, row_id)
    return row_id


def _delete(bench: Bench, resource: str, row_id: str) -> None:
    removing = remover(bench.contract, resource)
    if removing is not None:
        fetch(bench, removing, row_id, tenant=home(bench))


def _restorer(bench: Bench, resource: str) -> Operation:
    return bench.contract.operations[_declared(bench, resource)["restore"]["op"]]


def _listing(bench: Bench, resource: str, row_id: str, query: dict[str, Json] | None = None) -> dict[str | None, Json]:
    """The rows a list shows beside a row, by id; of a paged list all pages."""
    operation = lister(bench.contract, resource)
    if operation is None:
        return {}
    if operation.acts.get("page"):
        ids = bench.maker.paths.ids(operation, row_id, tenant=home(bench))
        items = Book(bench, operation, home(bench), ids).walk(**(query or {})).items
    else:
        items = bench.items(fetch(bench, operation, row_id, tenant=home(bench), query=query))
    return {id_in(bench.contract, resource, row): row for row in items if isinstance(row, dict)}


def _expect_unknown(bench: Bench, resource: str, answer: Exchange, message: str) -> None:
    cause = bench.contract.resources[resource].get("missing")
    if cause:
        expect_cause(bench, answer, cause, what=message)
        return
    fine = missing_statuses(bench.contract, resource)
    bench.expect(answer.status in fine, message, expected=list(fine), observed=answer.status, exchange=answer)


@check(subjects=resources(softly), writes=True)
def hidden(bench: Bench, subject: Subject) -> None:
    """A deleted row is neither read nor listed."""
    resource = str(subject.resource)
    row_id = _deleted(bench, resource)
    if (reading := reader(bench.contract, resource)) is not None:
        _expect_unknown(bench, resource, call(bench, reading, row_id, tenant=home(bench)), "a deleted row that is read")
    row = _listing(bench, resource, row_id).get(row_id)
    bench.expect(row is None, "a deleted row is listed", expected="not listed", observed=row)


@check(subjects=resources(revealing), writes=True)
def revealed(bench: Bench, subject: Subject) -> None:
    """On request the list shows deleted rows too, marked as such, and the others as before."""
    resource = str(subject.resource)
    row_id = _deleted(bench, resource)
    kept = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    declared = _declared(bench, resource)
    rows = _listing(bench, resource, row_id, {parameter(declared["reveal"]): True})
    row, mark = rows.get(row_id), declared["mark"]["field"]
    bench.expect(row is not None, "a deleted row is not shown on request", expected="the row", observed="not listed")
    bench.expect(row is None or bool(row.get(mark)), f"a deleted row shows no {mark}", expected="a mark", observed=row)
    live = rows.get(kept)
    bench.expect(
        live is not None, "a live row is not shown beside deleted ones", expected="the row", observed="not listed"
    )
    bench.expect(live is None or not live.get(mark), f"a live row shows {mark}", expected="no mark", observed=live)


@check(subjects=resources(softly), writes=True)
def again(bench: Bench, subject: Subject) -> None:
    """Deleting a deleted row is answered as an unknown id is."""
    resource = str(subject.resource)
    row_id = _deleted(bench, resource)
    removing = remover(bench.contract, resource)
    if removing is not None:
        _expect_unknown(bench, resource, call(bench, removing, row_id, tenant=home(bench)), "a second deletion")


@check(subjects=resources(restoring), writes=True)
def restored(bench: Bench, subject: Subject) -> None:
    """A restored row is there again as it was."""
    resource, tenant = str(subject.resource), home(bench)
    row_id = bench.id_of(resource, bench.make(resource, tenant=tenant))
    before = require_shown(bench, resource, row_id, tenant)
    restorer = _restorer(bench, resource)
    _delete(bench, resource, row_id)
    answer = call(bench, restorer, row_id, tenant=tenant)
    bench.require(is_success(answer), "a deleted row cannot be restored", expected=restorer.success(), exchange=answer)
    after = shown(bench, resource, row_id, tenant)
    mark = _declared(bench, resource)["mark"]["field"]
    other = changed(bench, resource, before, after or {}, but=(mark,))
    same = after is not None and not other and not after.get(mark)
    bench.expect(same, "a restored row is not as it was", expected=before, observed=after)
    if lister(bench.contract, resource) is not None:
        there = row_id in _listing(bench, resource, row_id)
        bench.expect(there, "a restored row is not listed", expected="the row", observed="not listed")


@check(subjects=resources(refusing), writes=True)
def not_deleted(bench: Bench, subject: Subject) -> None:
    """Restoring a row that is not deleted is refused."""
    resource, tenant = str(subject.resource), home(bench)
    row_id = bench.id_of(resource, bench.make(resource, tenant=tenant))
    cause = _declared(bench, resource)["restore"]["not_deleted"]
    expect_cause(
        bench, call(bench, _restorer(bench, resource), row_id, tenant=tenant), cause, what="restoring a live row"
    )


@check(subjects=resources(softly), writes=True)
def ids_kept(bench: Bench, subject: Subject) -> None:
    """The id of a deleted row is given to no other."""
    resource = str(subject.resource)
    row_id = _deleted(bench, resource)
    fresh = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    bench.expect(fresh != row_id, "a new row got the id of a deleted one", expected="another id", observed=fresh)
