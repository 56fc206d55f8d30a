"""Watchers: each user decides for himself, and the list agrees."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, equal, somebody
from conformance.check import Subject, check
from conformance.target import Principal


def is_told(desk: Desk, operation: str, ticket: Row, who: Principal | None = None) -> object:
    """What an operation says of whether somebody watches."""
    return desk.done(operation, "watching", ticket, who=who).get("isWatching")


def listed_ids(desk: Desk, ticket: Row) -> list[object]:
    """The ids of those who watch a ticket."""
    return [row.get("id") for row in desk.rows("listWatchers", "listing the watchers", ticket)]


@check(writes=True)
def agreement(bench: Bench, _: Subject) -> None:
    """Watching answers true, ending it false; the status and the list of watchers agree each time."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    for operation, wanted in (("watchTicket", True), ("unwatchTicket", False), ("watchTicket", True)):
        equal(bench, is_told(desk, operation, ticket, customer), wanted, f"{operation} answers otherwise")
        status = is_told(desk, "getWatchStatus", ticket, customer)
        equal(bench, status, wanted, f"the status does not agree after {operation}")
        there = customer.user in listed_ids(desk, ticket)
        equal(bench, there, wanted, f"the list does not agree after {operation}")


@check(writes=True)
def of_each_user(bench: Bench, _: Subject) -> None:
    """Each user watches for himself, and each ticket is watched for itself."""
    desk = open_desk(bench)
    customer = desk.customer()
    member = desk.let_in(somebody(bench, TEAM_MEMBER, having="tickets:view"), "BOARD_VIEWER")
    one, other = desk.ticket(), desk.ticket()
    for person in (customer, member):
        is_told(desk, "watchTicket", one, person)
    is_told(desk, "unwatchTicket", one, member)
    seen = [is_told(desk, "getWatchStatus", row, who) for row in (one, other) for who in (customer, member)]
    equal(bench, seen, [True, False, False, False], "somebody watches by what another one did, or another ticket")
    there = [person.user in listed_ids(desk, one) for person in (customer, member)]
    equal(bench, there, [True, False], "the list of watchers does not agree")


@check(writes=True)
def once(bench: Bench, _: Subject) -> None:
    """Watching twice makes one watcher, and ending it twice is answered as once."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    seen = [is_told(desk, "watchTicket", ticket, customer) for _turn in range(2)]
    equal(bench, seen, [True, True], "watching a second time is answered otherwise")
    equal(bench, listed_ids(desk, ticket).count(customer.user), 1, "somebody who watches twice is listed twice")
    seen = [is_told(desk, "unwatchTicket", ticket, customer) for _turn in range(2)]
    equal(bench, seen, [False, False], "ending it a second time is answered otherwise")
    equal(bench, customer.user in listed_ids(desk, ticket), False, "who ended to watch is listed")


@check(writes=True)
def at_once(bench: Bench, _: Subject) -> None:
    """Watching many times at once makes one watcher."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    bench.client.together([lambda: desk.call("watchTicket", ticket, who=customer) for _turn in range(6)])
    equal(bench, listed_ids(desk, ticket).count(customer.user), 1, "somebody who watches many times is not listed once")


@check(writes=True)
def form(bench: Bench, _: Subject) -> None:
    """A watcher is shown with his id, name and e-mail address."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    is_told(desk, "watchTicket", ticket, customer)
    row = next(
        (row for row in desk.rows("listWatchers", "listing the watchers", ticket) if row.get("id") == customer.user), {}
    )
    seen = [bool(row.get(name)) for name in ("id", "name", "email")]
    equal(bench, seen, [True, True, True], "a watcher is shown without his id, name or e-mail address")
    if customer.email is not None:
        equal(bench, row.get("email"), customer.email, "a watcher is shown with another e-mail address")
