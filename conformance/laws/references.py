"""Laws of the keyword `references`: a member of a body names a row of the tenant that is there, or is refused."""

from __future__ import annotations

from dataclasses import replace

from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.bodies import required_members
from conformance.chain import creating
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.evidence import operation_of
from conformance.laws.naming import foreign_row, good_row, no_row, shows
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import Row, code_of, delete, home, is_success, rows_of, shown
from conformance.laws.sites import Site, find_site, send_to, valid_body
from conformance.laws.subjects import creator, is_visible, lister, operations, remover
from conformance.laws.untouched import changed
from conformance.references import Reference, references_of


def referring(contract: Contract, operation: Operation) -> bool:
    """Whether a body names rows."""
    return operation.takes_json and bool(references_of(contract, operation))


def with_lists(contract: Contract, operation: Operation) -> bool:
    """Whether a body holds a list of such names."""
    return referring(contract, operation) and any(entry.many for entry in references_of(contract, operation))


def with_null(contract: Contract, operation: Operation) -> bool:
    """Whether a body may name none by null."""
    return referring(contract, operation) and any(entry.nullable for entry in references_of(contract, operation))


def with_deleted(contract: Contract, operation: Operation) -> bool:
    """Whether a body may name rows that deletion only marks."""
    return referring(contract, operation) and any(_marked(contract, e) for e in references_of(contract, operation))


def _marked(contract: Contract, entry: Reference) -> bool:
    """Whether deletion leaves a mark on the rows a member names."""
    tried = creator(contract, entry.resource) and remover(contract, entry.resource)
    return bool(contract.resources[entry.resource].get("soft_delete") and tried)


def _site(bench: Bench, operation: Operation) -> Site:
    """Where the operation can be called: on a row of the check's own."""
    return find_site(bench, operation)


def _send(bench: Bench, operation: Operation, site: Site, entry: Reference, value: Json) -> Exchange:
    """Call the operation with one reference as given, all else being right."""
    body = valid_body(bench, operation)
    if operation.acts.get("as") != "create":
        needed = required_members(bench.contract, operation.body_schema or {})
        body = {name: told for name, told in body.items() if name in needed}
    return send_to(bench, operation, replace(site, body={**body, entry.member: value}))


def _listed(entry: Reference, *ids: str) -> Json:
    return list(ids) if entry.many else ids[-1]


@check(subjects=operations(referring), writes=True)
def unknown(bench: Bench, subject: Subject) -> None:
    """A body that names a row which does not exist is refused by the declared cause."""
    operation = operation_of(subject)
    site = _site(bench, operation)
    for entry in references_of(bench.contract, operation):
        answer = _send(bench, operation, site, entry, _listed(entry, no_row(bench, operation, entry)))
        what = f"{entry.member} that names no {entry.resource}"
        expect_cause(bench, answer, entry.cause, what=what, basis=entry.basis)


@check(subjects=operations(referring), needs=("tenants",), writes=True)
def foreign(bench: Bench, subject: Subject) -> None:
    """A body that names a row of another tenant is refused as one that names no row."""
    operation = operation_of(subject)
    site, tried = _site(bench, operation), False
    for entry in references_of(bench.contract, operation):
        row_id = foreign_row(bench, entry)
        if row_id is None:
            continue
        tried = True
        none = _send(bench, operation, site, entry, _listed(entry, no_row(bench, operation, entry)))
        answer = _send(bench, operation, site, entry, _listed(entry, row_id))
        expect_cause(bench, answer, entry.cause, what=f"{entry.member} of another tenant", basis=entry.basis)
        told = [(a.status, code_of(bench.contract, a)) for a in (none, answer)]
        bench.expect(
            told[0] == told[1],
            f"{entry.member} of another tenant is answered otherwise than one that names no row",
            expected=str(told[0]),
            observed=str(told[1]),
            exchange=answer,
        )
    if not tried:
        bench.skip("another tenant has no row that could be named")


@check(subjects=operations(with_deleted), writes=True)
def deleted(bench: Bench, subject: Subject) -> None:
    """A body that names a deleted row is refused by the declared cause."""
    operation = operation_of(subject)
    site = _site(bench, operation)
    for entry in references_of(bench.contract, operation):
        if _marked(bench.contract, entry):
            row_id = good_row(bench, operation, entry, site)
            delete(bench, entry.resource, row_id, home(bench))
            answer = _send(bench, operation, site, entry, _listed(entry, row_id))
            expect_cause(bench, answer, entry.cause, what=f"{entry.member} of a deleted row", basis=entry.basis)


@check(subjects=operations(referring), writes=True)
def named(bench: Bench, subject: Subject) -> None:
    """A body that names a row of the tenant is accepted, and the row names it from then on."""
    operation = operation_of(subject)
    for entry in references_of(bench.contract, operation):
        site = _site(bench, operation)
        row_id = good_row(bench, operation, entry, site)
        answer = _send(bench, operation, site, entry, _listed(entry, row_id))
        if _expect_taken(bench, operation, entry, answer, f"{entry.member} that names a {entry.resource}"):
            _expect_shown(bench, operation, site, entry, answer, row_id)


@check(subjects=operations(with_null), writes=True)
def none(bench: Bench, subject: Subject) -> None:
    """Null names no row where the body allows it, and takes back a name given before."""
    operation = operation_of(subject)
    for entry in references_of(bench.contract, operation):
        if not entry.nullable:
            continue
        site = _site(bench, operation)
        if operation.acts.get("as") != "create":
            _send(bench, operation, site, entry, _listed(entry, good_row(bench, operation, entry, site)))
        answer = _send(bench, operation, site, entry, None)
        if _expect_taken(bench, operation, entry, answer, f"{entry.member} null"):
            _expect_shown(bench, operation, site, entry, answer, None)


@check(name="list", subjects=operations(with_lists), writes=True)
def mixed(bench: Bench, subject: Subject) -> None:
    """One name of no row among good ones is refused, and nothing of the body is stored."""
    operation = operation_of(subject)
    for entry in references_of(bench.contract, operation):
        if not entry.many:
            continue
        site = _site(bench, operation)
        good = good_row(bench, operation, entry, site)
        before = _look(bench, operation, site)
        answer = _send(bench, operation, site, entry, [good, no_row(bench, operation, entry)])
        what = f"{entry.member} with one that names no {entry.resource}"
        expect_cause(bench, answer, entry.cause, what=what, basis=entry.basis)
        if not is_success(answer):
            _expect_nothing_stored(bench, operation, site, before, answer)


def _expect_taken(bench: Bench, operation: Operation, entry: Reference, answer: Exchange, what: str) -> bool:
    """Expect a success; an operation of its own kind may have other reasons to refuse."""
    other = operation.acts.get("as") in ("custom", "move") and 400 <= answer.status < 500
    bench.expect(
        is_success(answer) or (other and answer.status != bench.contract.cause(entry.cause).status),
        f"{what} is refused",
        expected=operation.success(),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
    return is_success(answer)


def _expect_shown(
    bench: Bench, operation: Operation, site: Site, entry: Reference, answer: Exchange, row_id: str | None
) -> None:
    """The answer, and the row as it reads afterwards, name the row; where they show it at all."""
    told = answer.json() if answer.is_json else None
    rows: list[Json] = [told]
    visible = is_visible(bench.contract, str(operation.resource))
    if visible and creating(bench.contract, operation.resource) is operation and isinstance(told, dict):
        rows.append(shown(bench, str(operation.resource), bench.id_of(str(operation.resource), told), site.tenant))
    elif operation.acts.get("as") == "update":
        rows.append(_look(bench, operation, site))
    for row in rows:
        if isinstance(row, dict):
            bench.expect(
                shows(bench.contract, operation, entry, row, row_id) is not False,
                f"{entry.member} is not what the row shows afterwards",
                expected=row_id,
                observed=row,
                exchange=answer,
            )


def _look(bench: Bench, operation: Operation, site: Site) -> Row:
    """The row an operation acts on; nothing where it makes one."""
    unseen = operation.acts.get("as") == "create" or not is_visible(bench.contract, str(operation.resource))
    own = None if unseen else _own_id(bench, operation, site)
    return (shown(bench, str(operation.resource), own, site.tenant) or {}) if own is not None else {}


def _own_id(bench: Bench, operation: Operation, site: Site) -> str | None:
    ids = set(site.ids.values())
    made = (m for m in reversed(bench.maker.made) if m.resource == operation.resource and m.id in ids)
    return next((m.id for m in made), None)


def _expect_nothing_stored(bench: Bench, operation: Operation, site: Site, before: Row, answer: Exchange) -> None:
    resource = str(operation.resource)
    if before:
        other = changed(bench, resource, before, _look(bench, operation, site))
        bench.expect(not other, f"a refused body changes {', '.join(other)}", expected=before, exchange=answer)
    elif operation.acts.get("as") == "create" and lister(bench.contract, resource) is not None:
        sent = {name: value for name, value in (answer.request.json() or {}).items() if isinstance(value, str)}
        above = bench.maker.paths.parent_in(resource, operation, site.ids) or ""
        rows = rows_of(bench, resource, site.tenant, parent=above)
        strays = [row for row in rows if sent and all(agrees(row.get(name), value) for name, value in sent.items())]
        bench.expect(not strays, "a refused body makes a row", expected="nothing", observed=strays[:1], exchange=answer)
