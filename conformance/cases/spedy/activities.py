"""Users, and what is counted of what they do."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from conformance.bench import Bench
from conformance.cases.spedy.desk import ACTIVE, Desk, open_desk
from conformance.cases.spedy.steps import Row, call, done, equal, everyone, listed, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json

KINDS = ("ticketCreated", "commentAdded", "statusChanged")
ROLES = {"Admin", "TeamMember", "Customer"}


def me(bench: Bench) -> str:
    """The id of the judge's own user; skips the check where the target file does not tell it."""
    person = bench.client.principal_of(bench.maker.home())
    if person is None or person.user is None:
        bench.skip("the target file does not say who the judge's own user is")
    return str(person.user if person else "")


def summary(bench: Bench, user: str, **period: Json) -> Row:
    """What a user did; the end of a period is called `from_` here."""
    query = {name.rstrip("_"): value for name, value in period.items()}
    return done(bench, "getActivitySummary", "reading what a user did", query=query or None, userId=user)


def counts(bench: Bench, user: str, **period: Json) -> list[int]:
    """The three numbers."""
    told = summary(bench, user, **period).get("eventCounts") or {}
    return [int(told.get(kind, 0)) for kind in KINDS]


def instant(text: Json) -> dt.datetime | None:
    """The moment of a time; None where it is none."""
    try:
        return dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None


def written(moment: dt.datetime) -> str:
    """A moment as the API writes times."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def work(desk: Desk) -> Row:
    """A ticket, a comment and a change of status; gives the ticket."""
    ticket = desk.ticket()
    desk.done("createComment", "commenting", ticket, {"content": "Said by the judge"})
    desk.move(ticket, desk.status(ACTIVE))
    return ticket


@check()
def roles(bench: Bench, _: Subject) -> None:
    """Each user is an Admin, a TeamMember or a Customer, as the list and the user's own page say alike."""
    rows = listed(bench, "listUsers", "listing users")
    bench.expect(rows, "the list of users is empty", expected="the judge's own user at least", observed=0)
    others = sorted({str(row.get("role")) for row in rows} - ROLES)
    bench.expect(not others, "a user has a role of another name", expected=sorted(ROLES), observed=others)
    for row in rows[:3]:
        told = done(bench, "getUser", "reading a user", userId=row["id"])
        equal(bench, told, row, "a user reads otherwise than listed")


@check()
def known_roles(bench: Bench, _: Subject) -> None:
    """Users have the roles the target file says they have."""
    people = [(person, role) for person in everyone(bench) for role in person.holds("user", "role") or ()]
    if not people:
        bench.skip("the target file tells the role of nobody")
    rows = {row.get("id"): row.get("role") for row in listed(bench, "listUsers", "listing users")}
    for person, role in people:
        equal(bench, rows.get(person.user), role, "a user has another role than the target file says")


@check(writes=True)
def counted(bench: Bench, _: Subject) -> None:
    """A new ticket, a comment and a change of status each add one to their number, and to no other's."""
    user, desk = me(bench), open_desk(bench)
    others = [person.user for person in everyone(bench) if person.user != user][:1]
    theirs = [counts(bench, str(other)) for other in others]
    seen = [counts(bench, user)]
    ticket = desk.ticket()
    seen.append(counts(bench, user))
    desk.done("createComment", "commenting", ticket, {"content": "Said by the judge"})
    seen.append(counts(bench, user))
    status = desk.status(ACTIVE)
    desk.move(ticket, status)
    seen.append(counts(bench, user))
    steps = [[b - a for a, b in zip(before, after, strict=True)] for before, after in pairwise(seen)]
    equal(bench, steps, [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "what a user does is counted otherwise")
    equal(bench, [counts(bench, str(other)) for other in others], theirs, "it is counted for somebody else too")


@check(writes=True)
def period(bench: Bench, _: Subject) -> None:
    """The period is that which was asked for, and what lies outside it is not counted."""
    user = me(bench)
    ticket = work(open_desk(bench))
    made = instant(ticket.get("createdAt"))
    if made is None:
        bench.skip("a ticket does not tell when it was made")
        return
    hour = dt.timedelta(hours=1)
    for told, first, last, within in (
        ("around it", made - hour, made + hour, True),
        ("after it", made + hour, made + 2 * hour, False),
    ):
        asked = {"from_": written(first), "to": written(last)}
        answered = summary(bench, user, **asked)
        shown = answered.get("period") or {}
        same = [instant(shown.get("from")) == instant(asked["from_"]), instant(shown.get("to")) == instant(asked["to"])]
        equal(bench, same, [True, True], "the period in the answer is another one")
        number = int((answered.get("eventCounts") or {}).get("ticketCreated", 0))
        equal(bench, number > 0, within, f"a period {told} counts a ticket wrongly")


@check()
def bad_period(bench: Bench, _: Subject) -> None:
    """A period that ends before it begins, or whose ends are no times, is refused."""
    user = me(bench)
    early, late = "2025-03-01T00:00:00.000Z", "2025-03-31T00:00:00.000Z"
    for told, query in (
        ("that ends before it begins", {"from": late, "to": early}),
        ("that begins at no time", {"from": "yesterday"}),
        ("that ends at no time", {"to": "2025-02-30T00:00:00Z"}),
    ):
        answer = call(bench, "getActivitySummary", query=query, userId=user)
        refused(bench, answer, f"a period {told}", 400)


@check()
def usual_period(bench: Bench, _: Subject) -> None:
    """Without a period the current month is meant."""
    shown = summary(bench, me(bench)).get("period") or {}
    first, last = instant(shown.get("from")), instant(shown.get("to"))
    if first is None or last is None:
        bench.expect(False, "the period has no ends", expected="two times", observed=shown)
        return
    utc = first.astimezone(dt.UTC)
    equal(bench, [utc.day, utc.hour, utc.minute], [1, 0, 0], "the usual period does not begin with a month")
    month = (last - dt.timedelta(seconds=1)).astimezone(dt.UTC)
    equal(bench, (month.year, month.month), (utc.year, utc.month), "the usual period is longer than a month")


@check(writes=True)
def ranked(bench: Bench, _: Subject) -> None:
    """The boards a user looked at come with the number of looks, the one looked at most first."""
    user = me(bench)
    often, seldom = open_desk(bench).board, open_desk(bench).board
    for board, times in ((seldom, 1), (often, 4)):
        for _time in range(times):
            succeeded(bench, call(bench, "getBoard", boardId=board["id"]), "reading a board")
    rows = summary(bench, user).get("mostViewedBoards") or []
    views = [row.get("viewCount") for row in rows]
    equal(bench, views, sorted(views, reverse=True), "boards are not sorted by how often they were looked at")
    found = {row.get("boardId"): row.get("viewCount") for row in rows}
    if often["id"] not in found and len(rows) >= 5:
        bench.skip("the list ends before the boards of the judge")
    equal(bench, found.get(often["id"]), 4, "a board was looked at another number of times")
