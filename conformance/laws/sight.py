"""Laws of the keyword `sight`: who does not see a row meets an unknown one, and who should see it does."""

from __future__ import annotations

import json

from conformance.access import is_public
from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import MISSING, Contract, Operation, pick
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws.admission import admitted, dismiss
from conformance.laws.book import Book
from conformance.laws.evidence import operation_of
from conformance.laws.hiding import ends, hide, hideable, lookers, names_row, scene, sighting, stranger
from conformance.laws.rows import an, call, home, id_in, is_success, missing_statuses, shown
from conformance.laws.sites import Site
from conformance.laws.subjects import has_path_id, is_visible, lister, operations, reader, resources
from conformance.laws.untouched import changed
from conformance.laws.walled import send_as
from conformance.sight import Alternative, sight_of
from conformance.target import Principal


def lists_hidden(contract: Contract, resource: str) -> bool:
    """Whether rows that not everybody sees are made and listed."""
    return hideable(contract, resource) and lister(contract, resource) is not None


def names_hidden(contract: Contract, operation: Operation) -> bool:
    """Whether an operation names, in its path, a row that not everybody sees."""
    return not is_public(operation) and bool(names_row(contract, operation))


def ways(contract: Contract) -> list[Subject]:
    """Each way to see a row that can be made and looked at, named ``Board.member``."""
    found: list[Subject] = []
    for resource in contract.resources:
        if hideable(contract, resource) and is_visible(contract, resource):
            for way in sight_of(contract, resource):
                name = f"{resource}.{way.name}"
                again = sum(s.name is not None and s.name.partition("#")[0] == name for s in found)
                found.append(Subject(f"{name}#{again + 1}" if again else name, resource, data={"way": way}))
    return found


def ties(contract: Contract) -> list[Subject]:
    """Those ways that a check can open and shut: memberships, and groups."""
    return [s for s in ways(contract) if s.data["way"].member or s.data["way"].group]


def counts(contract: Contract) -> list[Subject]:
    """Fields of a readable row that count, or collect, rows hanging on it which not everybody sees."""
    found = []
    for resource, declared in contract.resources.items():
        for name, rule in declared.get("derived", {}).items():
            counted = next((rule[key] for key in ("count", "tally", "collect") if key in rule), None)
            parent = (contract.resources.get(str(counted), {}).get("parent") or {}).get("resource")
            if counted and parent == resource and hideable(contract, counted) and reader(contract, resource):
                found.append(Subject(f"{resource}.{name}", resource, data={"field": name, "counted": counted}))
    return found


@check(subjects=resources(lists_hidden), writes=True)
def listed(bench: Bench, subject: Subject) -> None:
    """A list shows nobody a row he does not see, nor counts it."""
    resource, operation = str(subject.resource), lister(bench.contract, str(subject.resource))
    if operation is None:
        return
    row_id, row = hide(bench, resource)
    person = stranger(bench, resource, row, operation)
    ids = bench.maker.paths.ids(operation, row_id, tenant=home(bench))
    with admitted(bench, operation, ids, person, but=ends(bench.contract, resource)):
        if not operation.acts.get("page"):
            answer = call(bench, operation, row_id, tenant=home(bench), principal=person)
            _expect_absent(bench, resource, row_id, bench.items(answer) if is_success(answer) else [])
            return
        book = Book(bench, operation, home(bench), ids, person)
        if not is_success(first := book.ask(book.first, book.max)):
            if ends(bench.contract, resource) == {resource}:
                bench.skip(f"{person.name} is shown no list at all ({first.status})")
            return  # who does not see what the list hangs on sees none of it
        walk = book.walk()
        _expect_absent(bench, resource, row_id, walk.items)
        total = walk.pages[-1].total
        bench.expect(
            total is None or not walk.complete or total == len(walk.items),
            f"the total counts {resource} rows the caller does not see",
            expected=len(walk.items),
            observed=total,
        )


def _expect_absent(bench: Bench, resource: str, row_id: str, rows: list[Json]) -> None:
    found = [r for r in rows if isinstance(r, dict) and id_in(bench.contract, resource, r) == row_id]
    bench.expect(
        not found, f"the list shows {an(resource)} the caller does not see", expected="not listed", observed=found
    )


@check(subjects=operations(names_hidden), writes=True)
def unknown(bench: Bench, subject: Subject) -> None:
    """To who does not see a row, an operation that names it answers as for an unknown one, and changes nothing."""
    operation, tried, why = operation_of(subject), 0, ""
    for name, resource in names_row(bench.contract, operation):
        try:
            site, row = scene(bench, operation, name, resource)
            person = stranger(bench, resource, row, operation)
            with admitted(bench, operation, site.ids, person, but=ends(bench.contract, resource)):
                _expect_unknown(bench, operation, site, name, resource, person)
            tried += 1
        except CheckSkipped as skipped:
            why = str(skipped)
    if not tried:
        bench.skip(why)


def _expect_unknown(
    bench: Bench, operation: Operation, site: Site, name: str, resource: str, person: Principal
) -> None:
    row_id = site.ids[name]
    watched = operation.resource == resource and not operation.is_read and has_path_id(bench.contract, operation)
    before = shown(bench, resource, row_id, home(bench)) if watched and is_visible(bench.contract, resource) else None
    nobody = bench.unknown_id(resource)
    unknown_row = send_as(bench, operation, site, person, ids={name: nobody})
    answer = send_as(bench, operation, site, person)
    bench.expect(
        _told(bench, answer, row_id) == _told(bench, unknown_row, nobody),
        f"{an(resource)} the caller does not see is not answered as an unknown one",
        expected=f"{unknown_row.status}: {unknown_row.text[:200]}",
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
    if before is not None:
        after = shown(bench, resource, row_id, home(bench))
        kept = after is not None and not changed(bench, resource, before, after)
        message = f"somebody who does not see {an(resource)} changed it"
        bench.expect(kept, message, expected=before, observed=after)


def _told(bench: Bench, answer: Exchange, row_id: str) -> tuple[int, str]:
    """What an answer tells: its status, and of a refusal its code and message, ids left out."""
    if not answer.is_json or is_success(answer):
        return answer.status, ""
    envelope = bench.contract.conventions["errors"]["envelope"]
    said = [pick(answer, envelope[role], MISSING) for role in ("code", "message") if role in envelope]
    return answer.status, json.dumps(said, default=str).replace(row_id, "…")


@check(subjects=ways, writes=True)
def seen(bench: Bench, subject: Subject) -> None:
    """Who is in one of the declared ways sees the row: he reads it, and finds it listed."""
    resource, way = str(subject.resource), subject.data["way"]
    with sighting(bench, resource, way) as found:
        _expect_sight(bench, resource, way, found.row_id, found.person)


def _expect_sight(bench: Bench, resource: str, way: Alternative, row_id: str, person: Principal) -> None:
    for operation in lookers(bench.contract, resource):
        ids = bench.maker.paths.ids(operation, row_id, tenant=home(bench))
        with admitted(bench, operation, ids, person, but=ends(bench.contract, resource)):
            answer, is_there = _look(bench, operation, resource, row_id, person)
        bench.expect(
            is_there,
            f"who sees {an(resource)} by {way.name} is not shown it by {operation.id}",
            expected=row_id,
            observed=f"{answer.status or answer.error}: {answer.text[:200]}" if answer else "not listed",
            exchange=answer,
        )


def _look(
    bench: Bench, operation: Operation, resource: str, row_id: str, person: Principal
) -> tuple[Exchange | None, bool]:
    """Whether an operation shows somebody a row; with the answer, where one answer decides."""
    ids = bench.maker.paths.ids(operation, row_id, tenant=home(bench))
    if operation.acts.get("page"):
        book = Book(bench, operation, home(bench), ids, person)
        if not is_success(first := book.ask(book.first, book.max)):
            return first, False
        walk = book.walk()
        items = walk.items
        if not walk.complete:
            return None, True  # a list too long to be read says nothing
        return None, any(isinstance(r, dict) and id_in(bench.contract, resource, r) == row_id for r in items)
    answer = call(bench, operation, row_id, tenant=home(bench), principal=person)
    if operation is not lister(bench.contract, resource):
        return answer, is_success(answer)
    items = bench.items(answer) if is_success(answer) else []
    return answer, any(isinstance(r, dict) and id_in(bench.contract, resource, r) == row_id for r in items)


@check(subjects=ties, writes=True)
def lost(bench: Bench, subject: Subject) -> None:
    """Who is no member any more, or in no group any more, does not see the row any more."""
    resource, way = str(subject.resource), subject.data["way"]
    with sighting(bench, resource, way) as found:
        looking = lookers(bench.contract, resource)[0]
        ids = bench.maker.paths.ids(looking, found.row_id, tenant=home(bench))
        with admitted(bench, looking, ids, found.person, but=ends(bench.contract, resource)):
            _, before = _look(bench, looking, resource, found.row_id, found.person)
            if not before or found.tie is None:
                raise CheckSkipped(f"{found.person.name} does not see the {resource} to begin with")
            dismiss(bench, found.tie)
            if found.tie in bench.maker.made:
                bench.skip(f"a {found.tie.resource} cannot be removed")
            for operation in lookers(bench.contract, resource):
                answer, after = _look(bench, operation, resource, found.row_id, found.person)
                gone = (
                    answer is None or is_success(answer) or answer.status in missing_statuses(bench.contract, resource)
                )
                bench.expect(
                    not after and gone,
                    f"who is tied to {an(resource)} by {way.name} no more is still shown it by {operation.id}",
                    expected="as an unknown one",
                    observed=f"{answer.status}: {answer.text[:200]}" if answer else "listed",
                    exchange=answer,
                )


@check(subjects=counts, writes=True)
def counted(bench: Bench, subject: Subject) -> None:
    """What a row counts of others leaves out those the caller does not see."""
    resource, counted_resource, name = str(subject.resource), subject.data["counted"], subject.data["field"]
    reading = reader(bench.contract, resource)
    if reading is None:
        return
    above = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    parent = bench.contract.resources[counted_resource]["parent"]["field"]
    _, row = hide(bench, counted_resource, **{parent: above})
    person = stranger(bench, counted_resource, row, reading)
    ids = bench.maker.paths.ids(reading, above, tenant=home(bench))
    with admitted(bench, reading, ids, person):
        answer = call(bench, reading, above, tenant=home(bench), principal=person)
    if not is_success(answer):
        bench.skip(f"{person.name} does not see the {resource} either")
    told = answer.json().get(name)
    bench.expect(
        not told or (isinstance(told, dict) and not any(told.values())),
        f"{name} of {an(resource)} counts {counted_resource} rows the caller does not see",
        expected=0,
        observed=told,
        exchange=answer,
        basis=None if bench.binding.rows(bench.address) else "assumed",
    )
