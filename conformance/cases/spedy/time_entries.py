"""Time on tickets: whose it is, how it is rounded, and who may change it."""

from __future__ import annotations

import datetime as dt

from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, answered, call, equal, refused, somebody, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal

VIEW, MANAGE = "time-tracking:view", "time-tracking:manage"
METHODS = ("up", "down", "nearest")
MINUTES = (1, 7, 8, 14, 15, 16, 22, 23, 29, 30, 31, 44, 45, 46, 59, 60, 61, 90, 1440)
WHOLE_DAY = 1440


def log(desk: Desk, minutes: int = 22, who: Principal | None = None, **fields: Json) -> Row:
    """New time on a new ticket, or on the one that is named."""
    ticket = fields.pop("ticket", None) or desk.ticket()
    answer = try_log(desk, ticket, who, durationMinutes=minutes, **fields)
    return answered(desk.bench, answer, "noting time")


def try_log(desk: Desk, ticket: Row, who: Principal | None = None, **body: Json) -> Exchange:
    """Note time that may be refused; it goes with the board."""
    return desk.call("logTime", ticket, body, who=who)


def on(desk: Desk, operation: str, entry: Row, body: Json = ..., who: Principal | None = None) -> Exchange:
    """Call an operation on an entry."""
    ids = {"boardId": desk.board["id"], "ticketId": entry["ticketId"], "entryId": entry["id"]}
    return call(desk.bench, operation, body, who=who, **ids)


def find(desk: Desk, entry: Row) -> Row:
    """An entry as the list of its ticket shows it; without it there the check ends with a finding."""
    rows = desk.rows("listTimeEntries", "listing the time on a ticket", {"id": entry["ticketId"]})
    found = next((row for row in rows if row.get("id") == entry["id"]), None)
    desk.bench.require(found is not None, "an entry is not listed on its ticket", expected="the entry")
    return found or {}


def rounded(bench: Bench, minutes: int) -> tuple[int, ...]:
    """What minutes count as where the target file tells how the organization rounds; a half may go either way."""
    facts = bench.target.facts.get("rounding")
    told: Row = facts if isinstance(facts, dict) else {}
    if told.get("method") not in METHODS or not isinstance(told.get("interval"), int):
        bench.skip("the target file's facts do not tell the rounding: {interval, method}")
    interval, method = int(told["interval"]), told["method"]
    below, rest = minutes - minutes % interval, minutes % interval
    if rest == 0:
        return (minutes,)
    if method != "nearest":
        return (below + interval,) if method == "up" else (below,)
    if 2 * rest == interval:
        return (below, below + interval)
    return (below + interval,) if 2 * rest > interval else (below,)


@check(writes=True)
def rounding(bench: Bench, _: Subject) -> None:
    """Time counts in whole intervals, rounded as the organization rounds; what was noted is kept beside it."""
    rounded(bench, 1)
    desk = open_desk(bench)
    ticket = desk.ticket()
    for minutes in MINUTES:
        entry = log(desk, minutes, ticket=ticket)
        equal(bench, entry.get("durationMinutes"), minutes, "an entry does not keep the minutes that were noted")
        _expect_rounded(bench, entry, minutes, "is rounded otherwise")


@check(writes=True)
def rounded_again(bench: Bench, _: Subject) -> None:
    """A change of the minutes is rounded anew; a change of the words leaves both alone."""
    rounded(bench, 1)
    desk = open_desk(bench)
    entry = log(desk, 22)
    for minutes in (31, 90, 1):
        changed = answered(bench, on(desk, "updateTimeEntry", entry, {"durationMinutes": minutes}), "changing time")
        _expect_rounded(bench, changed, minutes, "is rounded otherwise after a change")
        answered(bench, on(desk, "updateTimeEntry", entry, {"description": f"{minutes}"}), "changing the words")
        _expect_rounded(bench, find(desk, entry), minutes, "is rounded otherwise in the list")


def _expect_rounded(bench: Bench, entry: Row, minutes: int, message: str) -> None:
    wanted, seen = rounded(bench, minutes), entry.get("roundedMinutes")
    bench.expect(seen in wanted, f"{minutes} {message}", expected=[*wanted], observed=seen)


@check(writes=True)
def usual(bench: Bench, _: Subject) -> None:
    """Time is the caller's, of today and without words, unless the body says otherwise."""
    desk = open_desk(bench)
    person = desk.let_in(somebody(bench, TEAM_MEMBER, having=VIEW), "BOARD_MEMBER")
    entry = log(desk, who=person)
    equal(bench, entry.get("userId"), person.user, "time is not its caller's")
    equal(bench, entry.get("description"), None, "an entry starts with words nobody sent")
    created = dt.datetime.fromisoformat(str(entry.get("createdAt"))).date()  # by the target's own clock
    days = {str(created + dt.timedelta(days=shift)) for shift in (-1, 0, 1)}  # today is another day elsewhere
    bench.expect(entry.get("date") in days, "time is not of today", expected=sorted(days), observed=entry.get("date"))
    given = log(desk, date="2025-03-15", description="Tests")
    seen = [given.get("date"), given.get("description")]
    equal(bench, seen, ["2025-03-15", "Tests"], "an entry does not keep what was sent")


@check(writes=True)
def form(bench: Bench, _: Subject) -> None:
    """Time is 1 to 1440 whole minutes on a day of the calendar, with at most 500 characters of words."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for minutes in (1, WHOLE_DAY):
        log(desk, minutes, ticket=ticket, description="x" * 500)
    for wrong in ({"durationMinutes": 0}, {"durationMinutes": WHOLE_DAY + 1}, {"durationMinutes": 1.5}):
        refused(bench, try_log(desk, ticket, **wrong), f"time of {wrong['durationMinutes']} minutes", 400)
    refused(bench, try_log(desk, ticket), "time without minutes", 400)
    for wrong_day in ("2025-02-30", "yesterday"):
        answer = try_log(desk, ticket, durationMinutes=5, date=wrong_day)
        refused(bench, answer, f"time on the day {wrong_day}", 400)
    refused(bench, try_log(desk, ticket, durationMinutes=5, description="x" * 501), "501 characters of words", 400)
    rows = desk.rows("listTimeEntries", "listing the time on a ticket", ticket)
    equal(bench, len(rows), 2, "time that was refused is listed")


@check(writes=True)
def of_others(bench: Bench, _: Subject) -> None:
    """Noting the time of somebody else takes time-tracking:manage; one's own may be named without it."""
    desk = open_desk(bench)
    person = desk.let_in(somebody(bench, TEAM_MEMBER, having=VIEW, lacking=MANAGE), "BOARD_MEMBER")
    manager = desk.let_in(somebody(bench, TEAM_MEMBER, having=MANAGE), "BOARD_MEMBER")
    ticket = desk.ticket()
    answer = try_log(desk, ticket, person, durationMinutes=5, userId=manager.user)
    refused(bench, answer, "time of somebody else without time-tracking:manage", 403)
    equal(bench, desk.rows("listTimeEntries", "listing the time on a ticket", ticket), [], "refused time is listed")
    own = log(desk, who=person, ticket=ticket, userId=person.user)
    equal(bench, own.get("userId"), person.user, "time with one's own id is not one's own")
    if VIEW in manager.scopes:
        other = log(desk, who=manager, ticket=ticket, userId=person.user)
        equal(bench, other.get("userId"), person.user, "time of somebody else is not his")


@check(writes=True)
def own_alone(bench: Bench, _: Subject) -> None:
    """An entry is changed and deleted by whose it is, and by others with time-tracking:manage alone."""
    desk = open_desk(bench)
    person = desk.let_in(somebody(bench, TEAM_MEMBER, having=VIEW, lacking=MANAGE), "BOARD_MEMBER")
    manager = desk.let_in(somebody(bench, TEAM_MEMBER, having=MANAGE), "BOARD_MEMBER")
    ticket = desk.ticket()
    mine, theirs = log(desk, who=person, ticket=ticket), log(desk, ticket=ticket)
    for operation, body in (("updateTimeEntry", {"durationMinutes": 5}), ("deleteTimeEntry", ...)):
        answer = on(desk, operation, theirs, body, who=person)
        refused(bench, answer, f"{operation} of somebody else's without time-tracking:manage", 403)
    equal(bench, find(desk, theirs).get("durationMinutes"), 22, "a refused change changes an entry")
    for who, entry, told in ((person, mine, "one's own"), (manager, theirs, "another's with time-tracking:manage")):
        changed = answered(bench, on(desk, "updateTimeEntry", entry, {"durationMinutes": 5}, who=who), told)
        equal(bench, changed.get("durationMinutes"), 5, f"an entry is not changed: {told}")
        equal(bench, changed.get("userId"), entry.get("userId"), f"an entry changes hands: {told}")
        succeeded(bench, on(desk, "deleteTimeEntry", entry, who=who), f"deleting {told}")


@check(writes=True)
def of_its_ticket(bench: Bench, _: Subject) -> None:
    """Time is listed on its ticket and on no other, for everybody who sees it and has time-tracking:view."""
    desk = open_desk(bench)
    person = desk.let_in(somebody(bench, TEAM_MEMBER, having=VIEW), "BOARD_VIEWER")
    one, other = desk.ticket(), desk.ticket()
    entry = log(desk, ticket=one)
    for ticket, wanted in ((one, [entry["id"]]), (other, [])):
        rows = desk.rows("listTimeEntries", "listing the time on a ticket", ticket, who=person)
        equal(bench, [row.get("id") for row in rows], wanted, "a ticket's list holds other time")
