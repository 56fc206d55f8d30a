"""More laws of the keyword `soft_delete`: who is shown deleted rows, what counts them, and names they keep."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.credentials import may
from conformance.laws.admission import admitted
from conformance.laws.book import Book
from conformance.laws.links import links
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import Row, call, delete, fetch, home, id_in, parameter, require_shown
from conformance.laws.soft_delete import restoring, revealing, softly
from conformance.laws.subjects import creator, is_visible, lister, resources
from conformance.laws.unique import rules
from conformance.target import Principal


def restricted(contract: Contract, resource: str) -> bool:
    """Whether only some callers are shown deleted rows."""
    return revealing(contract, resource) and "revealed_to" in contract.resources[resource]["soft_delete"]


def told(contract: Contract, resource: str) -> bool:
    """Whether a list of such rows tells its total."""
    operation = lister(contract, resource)
    style = contract.conventions.get("paging", {}).get(operation.acts.get("page") if operation else None, {})
    return softly(contract, resource) and "total" in style


def counted(contract: Contract, resource: str) -> bool:
    """Whether another resource counts such rows."""
    return softly(contract, resource) and bool(_counters(contract, resource))


def renamed(contract: Contract, resource: str) -> bool:
    """Whether a row that comes back may find its name taken."""
    return restoring(contract, resource) and any(rule.among == "live" for rule in rules(contract, resource))


def _counters(contract: Contract, resource: str) -> list[tuple[str, str, str]]:
    """The rows that count those of a resource: resource, field, and the member that ties a row to one of them."""
    parent = contract.resources[resource].get("parent") or {}
    above = parent.get("resource")
    if above is None or creator(contract, above) is None or not is_visible(contract, above):
        return []
    kinds = [link for kind in ("count", "tally", "collect") for link in links(contract, above, kind)]
    return [(above, link.field, link.by) for link in kinds if link.source == resource and link.by == parent["field"]]


def unsupporting(contract: Contract) -> list[Subject]:
    """Lists that do not take the parameter by which other lists show deleted rows."""
    names = _reveals(contract)
    lists = [op for op in contract.by("list") if op.resource in contract.resources and names]
    return [
        Subject(name=op.id, resource=op.resource, operation=op)
        for op in lists
        if not any(p.name in names for p in op.parameters)
    ]


def _reveals(contract: Contract) -> set[str]:
    declared = (d.get("soft_delete") or {} for d in contract.resources.values())
    return {parameter(entry["reveal"]) for entry in declared if "reveal" in entry}


def _book(bench: Bench, resource: str, near: str, principal: Principal | None = None) -> Book:
    """The list a row is in, as somebody sees it."""
    operation = lister(bench.contract, resource)
    if operation is None or not operation.acts.get("page"):
        bench.skip(f"no list of {resource} rows is cut into pages")
        raise LookupError(resource)
    ids = bench.maker.paths.ids(operation, near, tenant=home(bench))
    return Book(bench, operation, home(bench), ids, principal)


def _flag(bench: Bench, resource: str) -> Row:
    return {parameter(bench.contract.resources[resource]["soft_delete"]["reveal"]): True}


def _gone(bench: Bench, resource: str, row_id: str) -> None:
    """Delete a row; it stays among those that must be removed, for it may come back."""
    kept = list(bench.maker.made)
    delete(bench, resource, row_id, home(bench))
    bench.maker.made[:] = kept


def _somebody_without(bench: Bench, operation: Operation, scope: str) -> Principal:
    """Somebody of the home tenant who may list the rows and lacks a scope."""
    here = home(bench)
    for person in bench.target.principals:
        same = here is None or person.tenant == here.name
        if person.token and same and person.scopes and scope not in person.scopes and may(operation, person):
            return person
    bench.skip(f"the target file names nobody who may use {operation.id} and lacks {scope}")
    raise LookupError(scope)


@check(module="soft_delete", subjects=resources(restricted), writes=True)
def revealed_to(bench: Bench, subject: Subject) -> None:
    """Who lacks the scope is shown no deleted rows whatever he asks for, in the list and in its total."""
    resource = str(subject.resource)
    row_id = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    person = _somebody_without(
        bench,
        _book(bench, resource, row_id).operation,
        bench.contract.resources[resource]["soft_delete"]["revealed_to"],
    )
    book = _book(bench, resource, row_id, person)
    with admitted(bench, book.operation, book.ids or {}, person):
        _expect_unseen(bench, resource, row_id, book)


def _expect_unseen(bench: Bench, resource: str, row_id: str, book: Book) -> None:
    """A row that somebody sees is gone for him once it is deleted, with the parameter too."""
    shown = [id_in(bench.contract, resource, row) for row in book.walk().items]
    if row_id not in shown:
        bench.skip(f"{book.principal.name if book.principal else 'he'} does not see the {resource} in the first place")
    _gone(bench, resource, row_id)
    walk = book.walk(**_flag(bench, resource))
    ids, answer = [id_in(bench.contract, resource, row) for row in walk.items], walk.pages[0].exchange
    bench.expect(row_id not in ids, "a deleted row is shown to who may not see it", observed=row_id, exchange=answer)
    total = walk.pages[0].total
    bench.expect(
        not walk.complete or total in (None, len(ids)),
        "the total counts deleted rows for who may not see them",
        expected=len(ids),
        observed=total,
        exchange=answer,
    )


@check(module="soft_delete", subjects=resources(told), writes=True)
def totals(bench: Bench, subject: Subject) -> None:
    """A total falls with a deletion and rises with a restoration; that of all rows, deleted ones too, stays."""
    resource, contract = str(subject.resource), bench.contract
    row_id = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    book = _book(bench, resource, row_id)
    whole = _flag(bench, resource) if revealing(contract, resource) else None
    before = book.page(book.first, 1).total or 0
    all_before = book.page(book.first, 1, **whole).total if whole else None
    _gone(bench, resource, row_id)
    _expect_total(bench, book, {}, before - 1, "after a deletion")
    if whole:
        _expect_total(bench, book, whole, all_before or 0, "of all rows after a deletion")
    if restoring(contract, resource):
        fetch(bench, contract.resources[resource]["soft_delete"]["restore"]["op"], row_id, tenant=home(bench))
        _expect_total(bench, book, {}, before, "after a restoration")


def _expect_total(bench: Bench, book: Book, query: Row, wanted: int, when: str) -> None:
    page = book.page(book.first, 1, **query)
    bench.expect(
        page.total in (None, wanted),
        f"the total {when} is another",
        expected=wanted,
        observed=page.total,
        exchange=page.exchange,
    )


@check(module="soft_delete", subjects=resources(counted), writes=True)
def counts(bench: Bench, subject: Subject) -> None:
    """What counts or collects rows leaves deleted ones out, and takes restored ones in again."""
    resource, tenant = str(subject.resource), home(bench)
    above, _, by = _counters(bench.contract, resource)[0]
    parent = bench.id_of(above, bench.make(above, tenant=tenant))
    bench.make(resource, tenant=tenant, **{by: parent})
    alone = _told(bench, resource, parent)
    row_id = bench.id_of(resource, bench.make(resource, tenant=tenant, **{by: parent}))
    both = _told(bench, resource, parent)
    _gone(bench, resource, row_id)
    _expect_told(bench, resource, parent, alone, "counts a deleted row")
    if restoring(bench.contract, resource):
        fetch(bench, bench.contract.resources[resource]["soft_delete"]["restore"]["op"], row_id, tenant=tenant)
        _expect_told(bench, resource, parent, both, "does not count a restored row as before")


def _told(bench: Bench, resource: str, parent: str) -> Row:
    """What a parent tells of its rows: numbers as they are, of a collection its length."""
    above = _counters(bench.contract, resource)[0][0]
    row = require_shown(bench, above, parent, home(bench))
    told = {field: row[field] for _, field, _ in _counters(bench.contract, resource) if field in row}
    return {field: len(value) if isinstance(value, list) else value for field, value in told.items()}


def _expect_told(bench: Bench, resource: str, parent: str, wanted: Row, what: str) -> None:
    told = _told(bench, resource, parent)
    for field, value in wanted.items():
        bench.expect(told[field] == value, f"{field} {what}", expected=value, observed=told[field])


@check(module="soft_delete", subjects=unsupporting, writes=True)
def unsupported(bench: Bench, subject: Subject) -> None:
    """On a list that does not take it, the parameter that shows deleted rows elsewhere changes nothing."""
    operation, resource, tenant = subject.operation, str(subject.resource), home(bench)
    if operation is None:
        return
    row_id = ""
    if softly(bench.contract, resource):
        row_id = bench.id_of(resource, bench.make(resource, tenant=tenant))
        _gone(bench, resource, row_id)
    query: Row = dict.fromkeys(sorted(_reveals(bench.contract)), True)
    plain, asked = (_keys(bench, operation, row_id, one) for one in ({}, query))
    bench.expect(plain == asked, "the parameter changes what is listed", expected=plain[:5], observed=asked[:5])


def _keys(bench: Bench, operation: Operation, near: str, query: Row) -> list[str]:
    answer = fetch(bench, operation, near, tenant=home(bench), query=query)
    book = Book(bench, operation)
    return [book.key(item) for item in bench.items(answer)]


@check(module="soft_delete", subjects=resources(renamed), writes=True)
def name_taken(bench: Bench, subject: Subject) -> None:
    """A row whose name was taken meanwhile cannot be restored, and is refused as a second of that name."""
    resource, tenant, contract = str(subject.resource), home(bench), bench.contract
    parent = contract.resources[resource].get("parent") or {}
    for rule in rules(contract, resource):
        if rule.among != "live":
            continue
        making = creator(contract, resource)
        row_id = bench.id_of(resource, bench.make(resource, tenant=tenant))
        answer = next(e for e in reversed(bench.client.recorder.exchanges) if making and e.operation == making.id)
        sent = answer.request.json() or {}
        key: Row = {name: sent[name] for name in rule.fields if name in sent}
        above = bench.maker.paths.parent_in(resource, making, bench.maker.made[-1].path) if making else None
        _gone(bench, resource, row_id)
        ties: Row = {parent["field"]: above} if above else {}
        bench.make(resource, tenant=tenant, **key, **ties)
        restorer = contract.resources[resource]["soft_delete"]["restore"]["op"]
        back = call(bench, restorer, row_id, tenant=tenant)
        what = f"restoring a {resource} whose {' and '.join(rule.fields)} was taken"
        expect_cause(bench, back, rule.cause, what=what, basis=rule.basis)
