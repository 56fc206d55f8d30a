"""More laws of the keyword `guards`: in which order they ask, what their lists show, and what leaving means."""

from __future__ import annotations

from dataclasses import replace

from conformance.access import Guard, guards_of
from conformance.bench import Bench
from conformance.chain import creating
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.laws import evidence
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import call, is_success
from conformance.laws.sites import find_site, send_to
from conformance.laws.subjects import lister, reader, remover
from conformance.laws.walled import send_as, stage
from conformance.laws.walls import guarded, home_of, rows_in
from conformance.shared import weakest


def leavable(contract: Contract) -> list[Subject]:
    """Guards whose members can be let in and put out again, and whose row can be read."""
    found = []
    for guard in contract.guards:
        rows = guard.members.resource if guard.members else None
        if creating(contract, rows) and remover(contract, rows) and reader(contract, guard.resource):
            found.append(Subject(name=guard.name, resource=guard.resource, data={"guard": guard}))
    return found


def lists_of_guarded(contract: Contract) -> list[Subject]:
    """Lists of the rows that guards keep."""
    found = {guard.resource: lister(contract, guard.resource) for guard in contract.guards}
    return [evidence.subject_of(op) for op in found.values() if op is not None]


def guarded_writes(contract: Contract) -> list[Subject]:
    """The first creation with a JSON body behind each guard."""
    made = [
        s
        for s in guarded(contract)
        if s.operation and s.operation.acts.get("as") == "create" and s.operation.takes_json
    ]
    innermost = {guards_of(contract, evidence.operation_of(s))[-1].name: s for s in reversed(made)}
    return list(innermost.values())


@check(module="walls", subjects=guarded_writes, writes=True)
def before_body(bench: Bench, subject: Subject) -> None:
    """Who may not enter is refused as such, whatever his body looks like."""
    operation = evidence.operation_of(subject)
    guard, home = guards_of(bench.contract, operation)[-1], home_of(bench)
    site = replace(stage(bench, operation), headers={"content-type": "application/json"})
    answer = send_to(bench, operation, site, content=b'{"cut', principal=bench.cast.outsider(guard, home))
    # In which order things are looked at few sources say: it counts where a row is bound to it.
    basis = None if bench.binding.rows(bench.address) else "assumed"
    what = "an outsider with a body that breaks off"
    expect_cause(
        bench, answer, guard.outsider, guards_of(bench.contract, operation)[0].outsider, what=what, basis=basis
    )


@check(module="walls", subjects=lists_of_guarded, writes=True)
def entrances(bench: Bench, subject: Subject) -> None:
    """A list of guarded rows shows those alone that the caller may enter."""
    operation, resource = evidence.operation_of(subject), str(subject.resource)
    guard, home = next(g for g in bench.contract.guards if g.resource == resource), home_of(bench)
    mine = {str(row.get(guard.by)) for row in rows_in(bench, operation, home)}
    person = bench.cast.outsider(guard, home)
    answer = call(bench, operation, tenant=home, principal=person)
    shown = bench.items(answer) if is_success(answer) else []
    strays = [row for row in shown if isinstance(row, dict) and row.get(guard.by) == home.path.get(guard.parameter)]
    bench.expect(
        home.path.get(guard.parameter) in mine or not mine,
        f"the list lacks a {resource} the caller is in",
        observed=sorted(mine),
    )
    bench.expect(
        not strays,
        f"the list shows a {resource} to somebody who may not enter",
        expected="not listed",
        observed=strays[:1],
    )


@check(module="walls", subjects=leavable, writes=True)
def removed(bench: Bench, subject: Subject) -> None:
    """A member who was removed is an outsider from then on."""
    guard: Guard = subject.data["guard"]
    home, reading = home_of(bench), reader(bench.contract, guard.resource)
    if reading is None or guard.members is None:
        return
    person = bench.cast.joined(guard, home, lambda entry: weakest(bench.contract, guard.name, entry))
    before = call(bench, reading, tenant=home, principal=person)
    bench.require(
        is_success(before),
        f"a new member of the {guard.name} cannot read it",
        expected=reading.success(),
        observed=f"{before.status}: {before.text[:200]}",
        exchange=before,
    )
    rows = guard.members.resource
    removing = remover(bench.contract, rows)
    member = next(m for m in reversed(bench.maker.made) if m.resource == rows)
    if removing is not None:
        answer = call(bench, removing, member.id, tenant=home)
        bench.require(is_success(answer), "a member cannot be removed", observed=str(answer), exchange=answer)
        bench.maker.made.remove(member)
    after = call(bench, reading, tenant=home, principal=person)
    expect_cause(bench, after, guard.outsider, what="a member who was removed")
    for operation in bench.contract.by("create"):
        if guards_of(bench.contract, operation) == [guard] and not operation.acts.get("roles"):
            answer = send_as(bench, operation, find_site(bench, operation), person)
            expect_cause(bench, answer, guard.outsider, what="a member who was removed and writes")
