"""Sums of time by user or ticket, within what the caller may see."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, call, equal, everyone, listed, refused, somebody, succeeded
from conformance.cases.spedy.strangers import stranger
from conformance.cases.spedy.time_entries import MANAGE, VIEW, log, on
from conformance.check import Subject, check
from conformance.exchange import Json
from conformance.target import Principal

EVE, DAY, MORROW = "2031-03-01", "2031-03-02", "2031-03-03"


def report(bench: Bench, group: str, who: Principal | None = None, query: Row | None = None) -> dict[Json, Row]:
    """The sums of a report by what they are of."""
    whole = {"groupBy": group, **(query or {})}
    rows = listed(bench, "getTimeReport", "asking for a report", who=who, query=whole)
    return {row.get("id"): row for row in rows}


def told(row: Row | None) -> list[Json]:
    """Minutes and number of entries of a sum; zero where there is none."""
    return [(row or {}).get(name, 0) for name in ("minutes", "entries")]


def let_in_manager(bench: Bench, desk: Desk) -> Principal:
    """Somebody on the board who sees time and manages that of others."""
    for person in everyone(bench):
        if TEAM_MEMBER in (person.holds("user", "role") or ()) and {VIEW, MANAGE} <= {*person.scopes}:
            return desk.let_in(person, "BOARD_MEMBER")
    bench.skip(f"the target file names no {TEAM_MEMBER} with {MANAGE} and {VIEW}")
    raise AssertionError


@check(writes=True)
def by_ticket(bench: Bench, _: Subject) -> None:
    """A report by ticket sums up the time on each, and follows when entries change or go."""
    desk = open_desk(bench)
    one, other, bare = desk.ticket(), desk.ticket(), desk.ticket()
    first, second = (log(desk, minutes, ticket=one, date=DAY) for minutes in (5, 7))
    log(desk, 60, ticket=other, date=DAY)

    def expect(minutes: int, entries: int, when: str) -> None:
        sums = report(bench, "ticket")
        seen = [told(sums.get(ticket["id"])) for ticket in (one, other, bare)]
        equal(bench, seen, [[minutes, entries], [60, 1], [0, 0]], f"the time on tickets is another {when}")

    expect(12, 2, "in a report")
    rounded = report(bench, "ticket").get(one["id"], {}).get("roundedMinutes")
    wanted = int(first["roundedMinutes"]) + int(second["roundedMinutes"])
    equal(bench, rounded, wanted, "rounded minutes are not those of the entries")
    on(desk, "updateTimeEntry", first, {"durationMinutes": 9})
    expect(16, 2, "after a change")
    on(desk, "deleteTimeEntry", second)
    expect(9, 1, "after a deletion")


@check(writes=True)
def by_user(bench: Bench, _: Subject) -> None:
    """A report by user sums up the time of each; without a group it is by user."""
    desk = open_desk(bench)
    manager = let_in_manager(bench, desk)
    person = desk.let_in(somebody(bench, TEAM_MEMBER, having=VIEW, lacking=MANAGE), "BOARD_MEMBER")

    def sums(**query: Json) -> list[list[Json]]:
        rows = {row.get("id"): row for row in listed(bench, "getTimeReport", "asking for a report", query=query)}
        return [told(rows.get(who.user)) for who in (manager, person)]

    before = sums(groupBy="user")
    log(desk, 5, who=manager)
    for minutes in (7, 8):
        log(desk, minutes, who=person)
    after = sums(groupBy="user")
    grown = [[now - then for now, then in zip(*pair, strict=True)] for pair in zip(after, before, strict=True)]
    equal(bench, grown, [[5, 1], [15, 2]], "a report by user does not grow by what was noted")
    equal(bench, sums(), after, "a report without a group is not by user")


@check(writes=True)
def days(bench: Bench, _: Subject) -> None:
    """Days bound a report and count themselves."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for number, day in enumerate((EVE, DAY, MORROW)):
        log(desk, 10**number, ticket=ticket, date=day)
    bounds: tuple[tuple[Row, int], ...] = (
        ({}, 111),
        ({"from": DAY}, 110),
        ({"to": DAY}, 11),
        ({"from": DAY, "to": DAY}, 10),
    )
    for query, wanted in bounds:
        seen = told(report(bench, "ticket", None, query).get(ticket["id"]))[0]
        equal(bench, seen, wanted, f"a report with {', '.join(query) or 'no days'} sums up other days")


@check(writes=True)
def own_sight(bench: Bench, _: Subject) -> None:
    """Without time-tracking:manage a report holds one's own time; with it, all time on tickets one sees."""
    desk, hidden = open_desk(bench), open_desk(bench)
    manager = let_in_manager(bench, desk)
    person = desk.let_in(stranger(bench, hidden.board, having=VIEW, lacking=MANAGE), "BOARD_MEMBER")
    ticket, left = desk.ticket(), hidden.ticket()
    log(desk, 5, ticket=ticket)
    log(desk, 7, who=person, ticket=ticket)
    # The person's own time on a ticket he sees no more.
    hidden.let_in(person, "BOARD_MEMBER")
    log(hidden, 60, who=person, ticket=left)
    ids = {"boardId": hidden.board["id"], "userId": person.user}
    succeeded(bench, call(bench, "removeBoardMember", **ids), "taking somebody off a board")
    for who, wanted in ((manager, [12, 2]), (person, [7, 1])):
        sums = report(bench, "ticket", who)
        equal(bench, told(sums.get(ticket["id"])), wanted, "a report sums up other people's time")
    seen = told(report(bench, "ticket", person).get(left["id"]))
    equal(bench, seen, [0, 0], "a report shows time on a ticket out of sight")
    users = {row for row, sum_ in report(bench, "user", person).items() if told(sum_)[1]}
    equal(bench, sorted(map(str, users)), [str(person.user)], "a report by user names others to who cannot manage")


@check()
def wrong_query(bench: Bench, _: Subject) -> None:
    """A report by what is neither user nor ticket, or from what is no day, is refused."""
    for query in ({"groupBy": "board"}, {"from": "yesterday"}, {"to": "2025-13-01"}):
        answer = call(bench, "getTimeReport", query=query)
        refused(bench, answer, f"a report with a wrong {', '.join(query)}", 400)
