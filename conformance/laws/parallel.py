"""Laws of many clients at once: nothing is lost, doubled or torn."""

from __future__ import annotations

from functools import partial

from conformance.access import by_path
from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Exchange
from conformance.laws.making import borrowed, crowd
from conformance.laws.moves import Table
from conformance.laws.rows import call, home, id_in, is_success, missing_statuses, require_shown, rows_of, shown
from conformance.laws.subjects import creator, is_visible, lister, remover, resources
from conformance.laws.untouched import changed
from conformance.target import Tenant

DELETIONS = 5


def made_and_seen(contract: Contract, resource: str) -> bool:
    """Whether rows can be created and seen."""
    return bool(contract.by("create", resource) and is_visible(contract, resource))


def changing(contract: Contract, resource: str) -> bool:
    """Whether rows can be moved or deleted, and be seen."""
    moved = contract.resources[resource].get("states")
    ended = remover(contract, resource) and creator(contract, resource)
    return bool((moved or ended) and is_visible(contract, resource))


def _expect_no_fault(bench: Bench, answers: list[Exchange], what: str) -> None:
    for answer in answers:
        bench.expect(
            0 < answer.status < 500,
            f"{what} at once give a server error",
            expected="an answer below 500",
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
        )


@check(subjects=resources(made_and_seen), writes=True)
def creates(bench: Bench, subject: Subject) -> None:
    """Rows created at the same time are all there afterwards, each under an id of its own."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    making = creator(bench.contract, resource)
    if making is None:
        return
    spent = by_path(bench.contract) and bench.target.loopback and tenant is not None and tenant.disposable
    if remover(bench.contract, resource) is None and not bench.can("snapshot") and not spent:
        bench.skip(f"many {resource} rows would stay behind: the API has no operation to delete them")
    drafts = [bench.maker.draft(resource, tenant=tenant) for _ in range(crowd(bench))]
    answers = bench.client.together([partial(draft.send, bench.client) for draft in drafts])
    _expect_no_fault(bench, answers, "creations")
    ids = [row_id for d, a in zip(drafts, answers, strict=True) if (row_id := bench.maker.take(d, a)) is not None]
    bench.expect(
        len(ids) == len(answers),
        "a valid creation is refused when others come at once",
        expected=len(answers),
        observed=[answer.status or answer.error for answer in answers],
    )
    bench.expect(len(set(ids)) == len(ids), "two creations at once got one id", expected=len(ids), observed=ids)
    lost = _not_shown(bench, resource, ids, tenant)
    bench.expect(not lost, "a row created at once with others is not there", expected=len(ids), observed=lost)


def _not_shown(bench: Bench, resource: str, ids: list[str], tenant: Tenant | None) -> list[str]:
    if lister(bench.contract, resource) is None:
        return [row_id for row_id in ids if shown(bench, resource, row_id, tenant) is None]
    there = {id_in(bench.contract, resource, row) for row in rows_of(bench, resource, tenant)}
    return [row_id for row_id in ids if row_id not in there]


@check(subjects=resources(changing), writes=True)
def updates(bench: Bench, subject: Subject) -> None:
    """Changes of one row at the same time leave it whole, and of five deletions one succeeds."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    with borrowed(bench, resource, tenant) as row_id:
        moves = bench.contract.resources[resource].get("states")
        if moves:
            _move_at_once(bench, Table(bench, resource), row_id, tenant)
        if creator(bench.contract, resource) is not None and remover(bench.contract, resource) is not None:
            # In the state it was moved to, a row may be one that is not deleted.
            doomed = bench.id_of(resource, bench.make(resource, tenant=tenant)) if moves else row_id
            _delete_at_once(bench, resource, doomed, tenant)


def _move_at_once(bench: Bench, table: Table, row_id: str, tenant: Tenant | None) -> None:
    before = require_shown(bench, table.resource, row_id, tenant)
    moves = table.legal(table.state_of(before))
    chosen = [moves[number % len(moves)] for number in range(crowd(bench))] if moves else []
    answers = bench.client.together([partial(table.make, move, row_id, tenant) for move in chosen])
    _expect_no_fault(bench, answers, "moves")
    after = require_shown(bench, table.resource, row_id, tenant)
    fine = {move.target for move in chosen} | {table.state_of(before)}
    bench.expect(
        table.state_of(after) in fine,
        f"after moves at once the {table.field} is none that they lead to",
        expected=sorted(map(str, fine)),
        observed=table.state_of(after),
    )
    sets = {name for move in chosen for name in move.sets}
    other = changed(bench, table.resource, before, after, but=(table.field, *sets))
    bench.expect(not other, f"moves at once change other fields: {', '.join(other)}", expected=before, observed=after)


def _delete_at_once(bench: Bench, resource: str, row_id: str, tenant: Tenant | None) -> None:
    removing = remover(bench.contract, resource)
    if removing is None:
        return
    answers = bench.client.together([partial(call, bench, removing, row_id, tenant=tenant)] * DELETIONS)
    _expect_no_fault(bench, answers, "deletions")
    won = [answer for answer in answers if is_success(answer)]
    bench.expect(
        len(won) == 1,
        "of five deletions of one row at once not exactly one succeeds",
        expected=1,
        observed=[answer.status or answer.error for answer in answers],
    )
    fine = missing_statuses(bench.contract, resource)
    if won:
        bench.maker.made[:] = [m for m in bench.maker.made if m.id != row_id]
    late = [answer for answer in answers if not is_success(answer) and answer.status not in fine]
    bench.expect(
        not late, "a deletion that came too late is not answered as an unknown id", observed=[a.status for a in late]
    )
