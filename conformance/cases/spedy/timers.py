"""The one timer of a user, and the entry it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, answered, call, equal, refused, somebody
from conformance.cases.spedy.strangers import stranger
from conformance.cases.spedy.waiting import aged
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal

SPENT = 2  # minutes that pass on a timer


@contextmanager
def at_rest(bench: Bench, *people: Principal) -> Iterator[None]:
    """People without a timer, before and after; skips where somebody's runs, which is not the judge's to stop."""
    for person in people:
        if running(bench, person) is not None:
            bench.skip("a timer of somebody the judge acts as runs already")
    try:
        yield
    finally:
        for person in people:
            call(bench, "stopTimer", who=person)


def running(bench: Bench, who: Principal) -> Json:
    """The timer that runs, or null."""
    return answered(bench, call(bench, "getTimer", who=who), "reading the timer").get("timer")


def start(desk: Desk, ticket: Row, who: Principal) -> Exchange:
    """Ask for a timer on a ticket."""
    return call(desk.bench, "startTimer", {"ticketId": ticket["id"]}, who=who)


def worker(desk: Desk) -> Principal:
    """A team member on the board who may see time."""
    person = somebody(desk.bench, TEAM_MEMBER, having="time-tracking:view")
    return desk.let_in(person, "BOARD_MEMBER")


@check(writes=True)
def becomes_entry(bench: Bench, _: Subject) -> None:
    """A timer runs from its start to its stop and becomes an entry of at least a minute, of its user on its ticket."""
    desk = open_desk(bench)
    person, ticket = worker(desk), desk.ticket()
    with at_rest(bench, person):
        started = answered(bench, start(desk, ticket, person), "starting a timer")
        equal(bench, started.get("ticketId"), ticket["id"], "a timer runs on another ticket")
        bench.expect(started.get("startedAt"), "a timer has no start", expected="a time")
        equal(bench, running(bench, person), started, "another timer runs than was started")
        entry = answered(bench, call(bench, "stopTimer", who=person), "stopping a timer")
        seen = [entry.get(name) for name in ("ticketId", "userId", "durationMinutes")]
        equal(bench, seen, [ticket["id"], person.user, 1], "a timer of a moment becomes another entry")
        equal(bench, running(bench, person), None, "a stopped timer runs on")
        rows = desk.rows("listTimeEntries", "listing the time on a ticket", ticket)
        equal(bench, [row.get("id") for row in rows], [entry.get("id")], "the entry of a timer is not on its ticket")


@check(writes=True)
def one_alone(bench: Bench, _: Subject) -> None:
    """A second start and a stop without a timer are conflicts, and leave what runs alone."""
    desk = open_desk(bench)
    person, ticket = worker(desk), desk.ticket()
    with at_rest(bench, person):
        refused(bench, call(bench, "stopTimer", who=person), "stopping without a timer", 409)
        started = answered(bench, start(desk, ticket, person), "starting a timer")
        for again in (ticket, desk.ticket()):
            refused(bench, start(desk, again, person), "starting a second timer", 409)
        equal(bench, running(bench, person), started, "a refused start changes the timer")
        answered(bench, call(bench, "stopTimer", who=person), "stopping a timer")
        refused(bench, call(bench, "stopTimer", who=person), "stopping a second time", 409)


@check(writes=True)
def of_each_user(bench: Bench, _: Subject) -> None:
    """Each user has a timer of his own."""
    desk = open_desk(bench)
    one = desk.let_in(somebody(bench, TEAM_MEMBER, having="time-tracking:manage"), "BOARD_MEMBER")
    other = desk.let_in(somebody(bench, TEAM_MEMBER, lacking="time-tracking:manage"), "BOARD_MEMBER")
    first, second = desk.ticket(), desk.ticket()
    with at_rest(bench, one, other):
        answered(bench, start(desk, first, one), "starting a timer")
        equal(bench, running(bench, other), None, "somebody's timer runs for another user")
        answered(bench, start(desk, second, other), "starting a timer while another user's runs")
        answered(bench, call(bench, "stopTimer", who=one), "stopping a timer")
        left = running(bench, other)
        seen = left.get("ticketId") if isinstance(left, dict) else left
        equal(bench, seen, second["id"], "one user's stop ends another's timer")


@check(writes=True)
def in_sight(bench: Bench, _: Subject) -> None:
    """A timer runs on a ticket the caller sees."""
    desk, hidden = open_desk(bench), open_desk(bench)
    person = desk.let_in(stranger(bench, hidden.board, having="time-tracking:view"), "BOARD_MEMBER")
    gone = desk.ticket()
    desk.gone("deleteTicket", "deleting a ticket", gone)
    unknown = {"id": bench.unknown_id("Ticket")}
    with at_rest(bench, person):
        for row, told in ((unknown, "an unknown"), (gone, "a deleted"), (hidden.ticket(), "an unseen")):
            refused(bench, start(desk, row, person), f"a timer on {told} ticket", 400, 403, 404, 409)
        equal(bench, running(bench, person), None, "a timer runs though its start was refused")
        answered(bench, start(desk, desk.ticket(), person), "starting a timer on a ticket in sight")


@check(writes=True)
def minutes(bench: Bench, _: Subject) -> None:
    """The entry of a timer holds the minutes that passed."""
    desk = open_desk(bench)
    person, ticket = worker(desk), desk.ticket()
    with at_rest(bench, person):
        answered(bench, start(desk, ticket, person), "starting a timer")
        with aged(bench, SPENT * 60, "a timer to run"):
            entry = answered(bench, call(bench, "stopTimer", who=person), "stopping a timer")
    seen = entry.get("durationMinutes")
    bench.expect(seen in (SPENT, SPENT + 1), "a timer becomes other minutes", expected=SPENT, observed=seen)
