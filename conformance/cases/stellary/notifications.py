"""Notifications as a list: whose they are, how many come, and marking them as read."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.crew import Crew, activity_of, crew, told, unread
from conformance.cases.stellary.steps import Row, call, equal, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json
from conformance.target import Principal

DEFAULT = 50


def busy(bench: Bench, cards: int = 3) -> Crew:
    """A crew whose hearer has unread notifications; skips the check where the other's cards give him none."""
    both = crew(bench)
    for _number in range(cards):
        both.card()
    if len(told(bench, both.hearer)) < min(cards, DEFAULT):
        bench.skip("the members of a project hear nothing of new cards")
    return both


def ids(rows: list[Row]) -> list[str]:
    """The ids of notifications, in no order of the list."""
    return sorted(str(row.get("id")) for row in rows)


def reads(row: Row) -> Json:
    """When a notification was read."""
    return row.get("readAt")


@check(writes=True)
def default_limit(bench: Bench, _: Subject) -> None:
    """Without a limit at most 50 notifications come."""
    both = busy(bench, DEFAULT + 1)
    many = len(told(bench, both.hearer))
    bench.expect(many <= DEFAULT, "without a limit more than 50 notifications come", expected="50", observed=many)


@check(writes=True)
def limit(bench: Bench, _: Subject) -> None:
    """The limit bounds how many notifications come."""
    both = busy(bench)
    for most in (1, 2):
        many = len(told(bench, both.hearer, limit=most))
        bench.expect(many <= most, f"with a limit of {most} more notifications come", expected=most, observed=many)


@check(writes=True)
def own_only(bench: Bench, _: Subject) -> None:
    """Listing, counting and marking concern the caller's own notifications."""
    both = busy(bench)
    both.act("createCard", {"title": "Mine"}, who=both.hearer, columnId=both.columns[0])
    for who in (both.hearer, both.actor):
        strange = [row.get("userId") for row in told(bench, who) if row.get("userId") != who.user]
        equal(bench, strange, [], "the list shows somebody else's notifications")
    stranger = newcomer(bench)
    equal(bench, told(bench, stranger), [], "somebody of whom nobody was told anything has notifications")
    before = unread(bench, both.hearer)
    first = told(bench, both.hearer)[0]
    answer = call(bench, "readNotification", who=both.actor, notificationId=first.get("id"))
    refused(bench, answer, "marking somebody else's notification", 404, 403)
    succeeded(bench, call(bench, "readAllNotifications", who=both.actor), "marking all as read")
    equal(bench, unread(bench, both.hearer), before, "marking one's own moves the count of somebody else", answer)


@check(writes=True)
def unread_only(bench: Bench, _: Subject) -> None:
    """The value true or 1 of unreadOnly leaves the unread ones."""
    both = busy(bench)
    rows = told(bench, both.hearer)
    _mark(bench, both.hearer, rows[0])
    wanted = ids([row for row in rows[1:] if reads(row) is None])
    for value in ("true", "1"):
        seen = ids(told(bench, both.hearer, unreadOnly=value))
        equal(bench, seen, wanted, f"unreadOnly={value} does not leave the unread notifications")
    equal(bench, ids(told(bench, both.hearer)), ids(rows), "without unreadOnly the read notifications are left out")


@check(writes=True)
def other_unread_values(bench: Bench, _: Subject) -> None:
    """Any value of unreadOnly but true and 1 narrows nothing."""
    both = busy(bench)
    rows = told(bench, both.hearer)
    _mark(bench, both.hearer, rows[0])
    for value in ("false", "0", "yes"):
        seen = ids(told(bench, both.hearer, unreadOnly=value))
        equal(bench, seen, ids(rows), f"unreadOnly={value} narrows the list")


def _mark(bench: Bench, who: Principal, row: Row) -> None:
    answer = call(bench, "readNotification", who=who, notificationId=row.get("id"))
    succeeded(bench, answer, "marking a notification as read")


@check(writes=True)
def count(bench: Bench, _: Subject) -> None:
    """The count is the number of unread notifications."""
    both = busy(bench)
    for _number in range(2):
        rows = told(bench, both.hearer)
        wanted = sum(reads(row) is None for row in rows)
        equal(bench, unread(bench, both.hearer), wanted, "the count is not the number of unread notifications")
        _mark(bench, both.hearer, rows[0])
    stranger = newcomer(bench)
    equal(bench, unread(bench, stranger), 0, "somebody who was told nothing has unread notifications")


@check(writes=True)
def read_all(bench: Bench, _: Subject) -> None:
    """Marking all sets readAt everywhere and the count to 0."""
    both = busy(bench)
    answer = call(bench, "readAllNotifications", who=both.hearer)
    succeeded(bench, answer, "marking all as read")
    left = sum(not reads(row) for row in told(bench, both.hearer))
    equal(bench, left, 0, "marking all leaves notifications without readAt", answer)
    equal(bench, unread(bench, both.hearer), 0, "marking all does not bring the count to 0", answer)


@check(writes=True)
def read_one(bench: Bench, _: Subject) -> None:
    """Marking one sets its readAt and takes one off the count."""
    both = busy(bench)
    before, rows = unread(bench, both.hearer), told(bench, both.hearer)
    _mark(bench, both.hearer, rows[1])
    after = told(bench, both.hearer)
    now_read = [row.get("id") for row in after if reads(row)]
    equal(bench, now_read, [rows[1].get("id")], "marking one does not set readAt on that one alone")
    equal(bench, unread(bench, both.hearer), before - 1, "marking one does not take one off the count")


@check(writes=True)
def unread_is_null(bench: Bench, _: Subject) -> None:
    """An unread notification has readAt null."""
    both = busy(bench)
    rows = told(bench, both.hearer, unreadOnly="true")
    strange = [row.get("readAt", "absent") for row in rows if row.get("readAt", "absent") is not None]
    equal(bench, strange, [], "an unread notification has a readAt that is not null")


@check(writes=True)
def literal_routes(bench: Bench, _: Subject) -> None:
    """The words read-all and count are not taken for the id of a notification."""
    person = newcomer(bench)
    succeeded(bench, call(bench, "readAllNotifications", who=person), "read-all of who has no notification")
    equal(bench, unread(bench, person), 0, "count of who has no notification is not 0")


@check(writes=True)
def newest_first(bench: Bench, _: Subject) -> None:
    """The newest notification comes first."""
    both = crew(bench)
    both.card()
    both.act("createComment", {"content": "Later"}, cardId=both.card())
    rows = told(bench, both.hearer)
    if not rows:
        bench.skip("the members of a project hear nothing of what others do")
    kinds = [activity_of(row).get("type") for row in rows]
    bench.expect(
        kinds[0] == "comment_added",
        "the newest notification is not the first",
        expected="comment_added",
        observed=kinds,
    )
    times = [str(activity_of(row).get("createdAt")) for row in rows]
    equal(bench, times, sorted(times, reverse=True), "notifications are not listed from the newest to the oldest")


@check(writes=True)
def audience(bench: Bench, _: Subject) -> None:
    """Members of a project hear of what others do in it, not of what they do themselves."""
    both = crew(bench)
    before = unread(bench, both.actor)
    both.card()
    kinds = [activity_of(row).get("type") for row in told(bench, both.hearer)]
    bench.expect("card_created" in kinds, "a member does not hear of another's card", observed=kinds)
    equal(bench, unread(bench, both.actor), before, "somebody hears of what he did himself")
    both.act("createCard", {"title": "Judge"}, who=both.hearer, columnId=both.columns[0])
    kinds = [activity_of(row).get("type") for row in told(bench, both.actor)]
    bench.expect("card_created" in kinds, "who made a project does not hear of a member's card", observed=kinds)
