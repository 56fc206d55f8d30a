"""Laws of the keywords `guards` and `parameter`: who is no member stays outside, and rows stay where they hang."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import pairwise

from conformance.access import guards_of, is_public
from conformance.bench import Bench
from conformance.chain import above_names, ancestors, id_field, names_in, own_name, stands_for
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws import evidence
from conformance.laws.book import Book
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import id_in, is_success
from conformance.laws.walled import row_names, send_as, stage
from conformance.target import Tenant


def guarded(contract: Contract) -> list[Subject]:
    """Operations under a guard."""
    return [
        evidence.subject_of(op) for op in contract.operations.values() if guards_of(contract, op) and not is_public(op)
    ]


def with_rows(contract: Contract) -> list[Subject]:
    """Operations whose path names a row inside a guarded one; without guards, inside another."""
    found = []
    for subject in guarded(contract) if contract.guards else evidence.operations(contract):
        operation = evidence.operation_of(subject)
        names = {*above_names(contract, operation), own_name(contract, operation)} - {None}
        inner = names - {guard.parameter for guard in contract.guards}
        if len(inner) > (not contract.guards) and all(stands_for(contract, operation, str(name)) for name in inner):
            found += [subject] if contract.guards or _hang_together(contract, operation, inner) else []
    return found


def guarded_lists(contract: Contract) -> list[Subject]:
    """Lists under a guard; without guards, under another row."""
    inner = guarded(contract) if contract.guards else [s for s in evidence.operations(contract) if _hangs(contract, s)]
    return [s for s in inner if s.operation and s.operation.acts.get("as") == "list" and s.resource]


def _hang_together(contract: Contract, operation: Operation, names: Collection[str | None]) -> bool:
    """Whether the rows a path names hang on each other, and not only stand side by side."""
    rows = [str(stands_for(contract, operation, name)) for name in names_in(operation.path) if name in names]
    return all(above in ancestors(contract, below) for above, below in pairwise(rows))


def _hangs(contract: Contract, subject: Subject) -> bool:
    above = above_names(contract, evidence.operation_of(subject))
    return bool(above) and all(stands_for(contract, evidence.operation_of(subject), name) for name in above)


def home_of(bench: Bench) -> Tenant:
    """The tenant the run is at home in; CheckSkipped where there is none."""
    home = bench.maker.home()
    if home is None:
        raise CheckSkipped("the run is at home in no tenant")
    return home


@check(subjects=guarded, writes=None)
def outsider(bench: Bench, subject: Subject) -> None:
    """Who is no member is refused, and comes to see nothing."""
    operation = evidence.operation_of(subject)
    site = stage(bench, operation)
    guards = guards_of(bench.contract, operation)
    # Who is inside all but the innermost wall shows most; where requests cost little every wall is tried.
    for guard in reversed(guards) if operation.is_read else guards[-1:]:
        person = bench.cast.outsider(guard, home_of(bench))
        answer = send_as(bench, operation, site, person)
        refused = any(answer.status in bench.contract.cause(g.outsider).statuses for g in guards)
        what = f"somebody who is no member of the {guard.name}"
        if refused and answer.status != bench.contract.cause(guard.outsider).status:
            continue
        expect_cause(bench, answer, guard.outsider, guards[0].outsider, what=what)


@check(subjects=guarded, writes=None)
def unknown(bench: Bench, subject: Subject) -> None:
    """A path that names no row where a guard stands is refused as such."""
    operation = evidence.operation_of(subject)
    site = stage(bench, operation)
    guards = guards_of(bench.contract, operation)
    for guard in guards if operation.is_read else guards[-1:]:
        value = bench.unknown_id(guard.resource)
        ids = {guard.parameter: value}
        answer = send_as(bench, operation, replace(site, ids={**site.ids, **ids}), None)
        expect_cause(bench, answer, guard.unknown, what=f"an unknown {guard.name}")


@check(subjects=with_rows, writes=None)
def nested(bench: Bench, subject: Subject) -> None:
    """A row under another parent, or in another place of the same kind, is an unknown one."""
    operation = evidence.operation_of(subject)
    site = stage(bench, operation)
    names = row_names(bench, operation)
    for count in [k for k in sorted({1, len(names) - 1}) if 0 < k < len(names)]:
        above = stands_for(bench.contract, operation, names[count - 1])
        spare = bench.shared.spare(above) if above else None
        if spare is not None and all(name in spare.path for name in names[:count]):
            answer = send_as(bench, operation, site, None, ids={name: spare.path[name] for name in names[:count]})
            _expect_missing(bench, operation, answer, names[count], f"a row under another {above}")
    if (elsewhere := bench.shared.sibling) is not None:
        answer = send_as(bench, operation, site, None, tenant=elsewhere)
        guard = guards_of(bench.contract, operation)[-1]
        _expect_missing(bench, operation, answer, names[0], f"a row of another {guard.name}")
    elif len(names) < 2:
        bench.skip("there is no second place of the same kind to look in")


def _expect_missing(bench: Bench, operation: Operation, answer: Exchange, name: str, what: str) -> None:
    resource = stands_for(bench.contract, operation, name) or str(operation.resource)
    cause = bench.contract.resources[resource].get("missing")
    if cause:
        expect_cause(bench, answer, cause, what=what)
        return
    bench.expect(
        400 <= answer.status < 500, f"{what}: not refused", expected="404", observed=str(answer), exchange=answer
    )


@check(subjects=guarded_lists, writes=True)
def lists(bench: Bench, subject: Subject) -> None:
    """A list shows nothing that belongs elsewhere."""
    operation, resource = evidence.operation_of(subject), str(subject.resource)
    home = home_of(bench)
    rows = rows_in(bench, operation, home)
    if rows and id_field(bench.contract, resource, rows[0]) != bench.contract.resources[resource]["id"]["field"]:
        bench.skip(f"a {resource} shows no id of its own: what it names may stand in several places")
    if rows and not _has_own_id(bench.contract, resource, rows[0]):
        bench.skip(f"a {resource} shows the id of something else, which may stand in several places")
    mine = {id_in(bench.contract, resource, row) for row in rows}
    if not mine:
        bench.skip(f"there is no {resource} that could show elsewhere")
    places: list[tuple[Tenant, Mapping[str, str] | None]] = []
    above = above_names(bench.contract, operation)
    parent = stands_for(bench.contract, operation, above[-1]) if above else None
    if parent is not None and (spare := bench.shared.spare(parent)) is not None:
        places.append((home, {name: spare.path[name] for name in above if name in spare.path}))
    elif bench.shared.sibling is not None and len(guards_of(bench.contract, operation)) > 1:
        places.append((bench.shared.sibling, None))
    places += [(t, None) for t in _apart(bench, home)]
    if not places:
        bench.skip("there is no second place of the same kind to look in")
    for tenant, under in places:
        shown = {id_in(bench.contract, resource, row) for row in rows_in(bench, operation, tenant, under)}
        strays = sorted(str(row_id) for row_id in mine & shown)
        bench.expect(
            not strays, f"a list shows a {resource} that belongs elsewhere", expected="not listed", observed=strays[:3]
        )


def _has_own_id(contract: Contract, resource: str, row: Mapping[str, Json]) -> bool:
    """Whether a row's id has the form that its resource declares."""
    declared = contract.resources[resource]["id"]
    form = ".+".join(re.escape(part) for part in re.split(r"\{[^}]+\}", declared["form"]))
    return re.fullmatch(form, str(row.get(declared["field"]))) is not None


def _apart(bench: Bench, home: Tenant) -> list[Tenant]:
    """A tenant that shares nothing with the home, where the file names one with somebody in it."""
    if not bench.contract.guards:
        return []
    first = bench.contract.guards[0].parameter
    people = {p.tenant for p in bench.target.principals if p.token}
    found = [
        t for t in bench.target.tenants if t.path.get(first) not in (None, home.path.get(first)) and t.name in people
    ]
    return found[:1]


def rows_in(
    bench: Bench, operation: Operation, tenant: Tenant, under: Mapping[str, str] | None = None
) -> list[dict[str, Json]]:
    """The rows a list shows in one place; none where it is refused."""
    ids = bench.maker.paths.ids(operation, tenant=tenant) if under is None else under
    if operation.acts.get("page"):
        return [row for row in Book(bench, operation, tenant, ids).walk().items if isinstance(row, dict)]
    answer = bench.client.call(operation, ids, tenant=tenant)
    return [row for row in bench.items(answer) if isinstance(row, dict)] if is_success(answer) else []
