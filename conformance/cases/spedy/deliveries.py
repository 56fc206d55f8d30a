"""Deliveries of webhooks to the judge itself: who is told what, signed how, how often, and what the log says."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import ACTIVE, open_desk
from conformance.cases.spedy.receiving import (
    DEEDS,
    DELIVERY,
    EVENT,
    Endpoint,
    about,
    change,
    fits,
    is_signed,
    open_post,
    payload_of,
    provoke,
)
from conformance.cases.spedy.steps import Row, call, done, equal, succeeded
from conformance.cases.spedy.waiting import pass_time
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.listener import Arrival

STEPS = (15, 60, 600, 3_600, 6 * 3_600, 86_400)  # seconds to wait for another attempt, where the clock can be moved
NEEDS = ("webhooks",)
NAMED = ("ticket.status_changed", "ticket.assigned", "ticket.comment_added")  # those whose cause a page names
GONE = "ticket.deleted"
LATER = tuple(event for event in DEEDS if event != GONE)  # what can be done while the ticket is there


def every_event(_: Contract) -> list[Subject]:
    """The eight events, each a subject."""
    return [Subject(event) for event in DEEDS]


def one_of(bench: Bench, arrived: list[Arrival], row: Row, event: str) -> Arrival:
    """The delivery that is about a row; without one the check ends with a finding."""
    found = [each for each in arrived if row.get("id") in (about(each).get("id"), about(each).get("ticketId"))]
    # What a delivery looks like is stated nowhere.
    bench.require(
        found, f"no delivery of {event} is about what was done", expected="the id of the row in data", basis="assumed"
    )
    return found[0]


@check(writes=True, needs=NEEDS)
def told(bench: Bench, _: Subject) -> None:
    """Who subscribed to an event is sent it when it comes about, once, and nothing else."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    with open_post(bench) as post:
        endpoints = {event: post.subscribe(event) for event in DEEDS}
        deeds = {event: DEEDS[event](desk, ticket) for event in (*LATER, GONE)}
        for event, endpoint in endpoints.items():
            row = "SPEDY-257" if event in NAMED else "SPEDY-255"
            endpoint.need(f"{event} of a subscriber", requirement=row)
        endpoints[GONE].quiet(1)
        for event, endpoint in endpoints.items():
            names = [payload_of(each).get("event") for each in endpoint.wait(0)]
            if equal(bench, names, [event], f"who wants {event} is sent other things", requirement="SPEDY-255"):
                one_of(bench, endpoint.wait(0), deeds[event], event)


@check(writes=True, needs=NEEDS, subjects=every_event)
def payload(bench: Bench, subject: Subject) -> None:
    """A delivery is JSON with id, event, createdAt and data, and its headers say the same."""
    event, desk = str(subject.name), open_desk(bench)
    ticket = desk.ticket()
    with open_post(bench) as post:
        endpoint = post.subscribe(event)
        DEEDS[event](desk, ticket)
        arrival = endpoint.need(f"{event} of a subscriber")[0]
        bench.expect(
            fits(bench, event, arrival),
            f"the body of {event} is not as the contract says",
            expected="the schema of the event",
            observed=arrival.body.decode("utf-8", "replace")[:500],
        )
        told = payload_of(arrival)
        equal(bench, arrival.headers.get(EVENT), told.get("event"), "the header names another event")
        equal(bench, arrival.headers.get(DELIVERY), told.get("id"), "the header names another delivery")
        media = arrival.headers.get("content-type", "").partition(";")[0]
        equal(bench, media, "application/json", "the media type is another")


@check(writes=True, needs=NEEDS)
def signed(bench: Bench, _: Subject) -> None:
    """A delivery bears HMAC-SHA256 over its body by the secret of its endpoint, and by no other."""
    with open_post(bench) as post:
        one, two = post.subscribe("ticket.created"), post.subscribe("ticket.created")
        provoke(bench, "ticket.created")
        for mine, other in ((one, two), (two, one)):
            arrival = mine.need("ticket.created")[0]
            seen = [is_signed(arrival, mine.secret), is_signed(arrival, other.secret)]
            equal(bench, seen, [True, False], "the signature is not that of the endpoint's secret over the body")


@check(writes=True, needs=NEEDS)
def secret_effective(bench: Bench, _: Subject) -> None:
    """After another secret was asked for, deliveries are signed by it."""
    with open_post(bench) as post:
        endpoint = post.subscribe("ticket.created")
        fresh = done(bench, "rotateWebhookSecret", "changing the secret", id=endpoint.row["id"])
        secret = bench.secret(str(fresh.get("secret")))
        provoke(bench, "ticket.created")
        arrival = endpoint.need("ticket.created")[0]
        seen = [is_signed(arrival, secret), is_signed(arrival, endpoint.secret)]
        equal(bench, seen, [True, False], "a delivery is not signed by the new secret")


@check(writes=True, needs=NEEDS)
def asleep(bench: Bench, _: Subject) -> None:
    """An endpoint that is not active is sent nothing until it is active again."""
    desk = open_desk(bench)
    with open_post(bench) as post:
        endpoint, awake = post.subscribe("ticket.created"), post.subscribe("ticket.created")
        change(endpoint, isActive=False)
        provoke(bench, "ticket.created", desk)
        awake.need("ticket.created")
        equal(bench, len(endpoint.quiet()), 0, "an endpoint that is not active is sent something")
        change(endpoint, isActive=True)
        provoke(bench, "ticket.created", desk)
        endpoint.need("ticket.created at an endpoint that is active again")


@check(writes=True, needs=NEEDS)
def deleted(bench: Bench, _: Subject) -> None:
    """An endpoint that was deleted is sent nothing."""
    with open_post(bench) as post:
        endpoint, other = post.subscribe("ticket.created"), post.subscribe("ticket.created")
        succeeded(bench, call(bench, "deleteWebhookEndpoint", id=endpoint.row["id"]), "deleting an endpoint")
        provoke(bench, "ticket.created")
        other.need("ticket.created")
        equal(bench, len(endpoint.quiet()), 0, "a deleted endpoint is sent something")


@check(writes=True, needs=NEEDS)
def abroad(bench: Bench, _: Subject) -> None:
    """What happens in one organization is told in no other."""
    home, other = bench.tenants(2)
    with open_post(bench) as post:
        mine, foreign = post.subscribe("board.created", tenant=home), post.subscribe("board.created", tenant=other)
        bench.make("Board", tenant=home)
        mine.need("board.created")
        equal(bench, len(foreign.quiet()), 0, "an event of one organization is sent to another")


@check(writes=True, needs=NEEDS)
def logged(bench: Bench, _: Subject) -> None:
    """The log tells of each delivery what it was of, how it ended and how often it was tried, the newest first."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    with open_post(bench) as post:
        endpoint = post.subscribe("ticket.updated", "ticket.comment_added")
        ids = []
        for number, event in enumerate(("ticket.updated", "ticket.comment_added"), 1):
            DEEDS[event](desk, ticket)
            ids.append(payload_of(endpoint.need(event, number)[-1]).get("id"))
        rows = endpoint.log()
        equal(bench, [row.get("id") for row in rows], ids[::-1], "the log holds other deliveries, or in another order")
        told = [[row.get("event"), row.get("status"), row.get("attempts"), row.get("responseStatus")] for row in rows]
        wanted = [[event, "delivered", 1, 200] for event in ("ticket.comment_added", "ticket.updated")]
        equal(bench, told, wanted, "the log tells of deliveries what is not so")


@check(writes=True, needs=NEEDS)
def failure_logged(bench: Bench, _: Subject) -> None:
    """The log does not call a delivery delivered that was answered with an error."""
    with open_post(bench) as post:
        endpoint = post.subscribe("ticket.created")
        post.listener.statuses[endpoint.path] = [500] * 20
        provoke(bench, "ticket.created")
        endpoint.need("ticket.created")
        row = next(iter(endpoint.log()), {})
        seen = [row.get("status") in ("pending", "failed"), row.get("responseStatus")]
        equal(bench, seen, [True, 500], "the log tells of a refused delivery what is not so")


@check(writes=True, needs=NEEDS)
def retried(bench: Bench, _: Subject) -> None:
    """A delivery that was answered with an error is sent again, the same and signed, until it is taken."""
    with open_post(bench) as post:
        endpoint = post.subscribe("ticket.created")
        post.listener.statuses[endpoint.path] = [503]
        provoke(bench, "ticket.created")
        endpoint.need("ticket.created")
        endpoint.log()
        second = wait_for_another(bench, endpoint)
        first = endpoint.wait(0)[0]
        same = [second.body == first.body, is_signed(second, endpoint.secret)]
        equal(bench, same, [True, True], "the second attempt is another than the first, or not signed")
        row = next(iter(endpoint.log(2)), {})
        told = [row.get("status"), row.get("attempts"), row.get("responseStatus")]
        equal(bench, told, ["delivered", 2, 200], "the log tells of the second attempt what is not so")


def wait_for_another(bench: Bench, endpoint: Endpoint) -> Arrival:
    """The second attempt, which comes when the clock has moved on; without one the check ends with a finding."""
    for seconds in STEPS:
        pass_time(bench, seconds, "another attempt")
        call(bench, "getOrganization")
        if len(arrived := endpoint.listener.wait(endpoint.path, 2, 1.0)) > 1:
            return arrived[1]
    bench.require(False, "a delivery that was answered with an error is not sent again", expected="another attempt")
    raise AssertionError


@check(writes=True, needs=NEEDS)
def subtickets_told(bench: Bench, _: Subject) -> None:
    """A new subticket is told as a ticket that was created, and its transition as a change of status."""
    desk = open_desk(bench)
    parent = desk.ticket()
    with open_post(bench) as post:
        endpoint = post.subscribe("ticket.created", "ticket.status_changed")
        child = desk.child(parent)
        one_of(bench, endpoint.need("ticket.created of a subticket"), child, "ticket.created")
        body = {"statusId": desk.status(ACTIVE)["id"], "reason": "So the judge wants it"}
        desk.done("transitionSubticket", "moving a subticket", parent, body, subticketId=child["id"])
        moved = endpoint.need("ticket.status_changed of a subticket", 2)[1]
        equal(bench, payload_of(moved).get("event"), "ticket.status_changed", "another event is told")


@check(writes=True, needs=NEEDS)
def archive_told(bench: Bench, _: Subject) -> None:
    """Archiving a board, and taking it out again, are told as changes of the board."""
    desk = open_desk(bench)
    with open_post(bench) as post:
        endpoint = post.subscribe("board.updated")
        for number, operation in enumerate(("archiveBoard", "unarchiveBoard"), 1):
            succeeded(bench, call(bench, operation, boardId=desk.board["id"]), f"calling {operation}")
            arrival = endpoint.need(f"board.updated by {operation}", number)[-1]
            equal(bench, about(arrival).get("isArchived"), number == 1, f"{operation} is told as something else")
