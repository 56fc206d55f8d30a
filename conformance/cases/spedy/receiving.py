"""Endpoints of webhooks that lead to the judge, what makes a target send, and what must have arrived."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from conformance.bench import Bench
from conformance.bodies import validator
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.desk import ACTIVE, FINAL, Desk, open_desk
from conformance.cases.spedy.steps import Row, call, done, listed, succeeded
from conformance.exchange import Json
from conformance.listener import Arrival, Listener, listening

SIGNATURE, EVENT, DELIVERY = "X-Spedy-Signature", "X-Spedy-Event", "X-Spedy-Delivery"
QUIET, LONG_QUIET = 0.2, 3.0  # seconds in which what must not come would have come: from this machine, from another
PAUSE = 0.05  # seconds between two looks at the log
COMING, LONG_COMING = 5.0, 30.0  # seconds a delivery may take: from this machine, from another
SETTLING = 5.0  # seconds a target has to write into its log how a delivery ended

Deed = Callable[[Desk, Row], Row]
"""Does something to a ticket or its board; gives the row it was done to."""


@dataclass
class Endpoint:
    """An endpoint of the target and where its deliveries arrive."""

    bench: Bench
    listener: Listener
    path: str
    row: Row

    @property
    def secret(self) -> str:
        """The secret it was shown last."""
        return str(self.row.get("secret") or "")

    def wait(self, count: int = 1) -> list[Arrival]:
        """What arrives, until so many have come."""
        return self.listener.wait(self.path, count, COMING if self.bench.target.loopback else LONG_COMING)

    def need(self, what: str, count: int = 1, requirement: str | None = None) -> list[Arrival]:
        """As `wait`; too few end the check with a finding."""
        arrived = self.wait(count)
        self.bench.require(
            len(arrived) >= count,
            f"{what} does not arrive",
            expected=f"{count} deliveries",
            observed=len(arrived),
            requirement=requirement,
        )
        return arrived

    def quiet(self, more_than: int = 0) -> list[Arrival]:
        """What arrived, after as much time as a delivery takes that should not be made."""
        return self.listener.wait(self.path, more_than + 1, QUIET if self.bench.target.loopback else LONG_QUIET)

    def log(self, attempts: int = 1) -> list[Row]:
        """Its deliveries as the target lists them, once each is said to have been tried so often."""
        deadline = time.monotonic() + SETTLING
        while True:
            rows = listed(self.bench, "listWebhookDeliveries", "listing deliveries", id=self.row["id"])
            settled = bool(rows) and all((row.get("attempts") or 0) >= attempts for row in rows)
            if settled or time.monotonic() > deadline:
                return rows
            self.listener.wait("/no such path", 1, PAUSE)


@dataclass
class Post:
    """A listener, and endpoints that lead to it."""

    bench: Bench
    listener: Listener

    def subscribe(self, *events: str, **fields: Json) -> Endpoint:
        """A new endpoint that wants events; it goes after the check."""
        path = f"/{self.bench.word()}"
        body = {"isActive": ..., **fields, "url": self.listener.url(path), "events": list(events)}
        row = self.bench.make("WebhookEndpoint", **body)
        self.bench.secret(str(row.get("secret")))
        return Endpoint(self.bench, self.listener, path, row)


@contextmanager
def open_post(bench: Bench) -> Iterator[Post]:
    """A listener while a check runs."""
    bench.need("webhooks")
    with listening(bench.target) as listener:
        yield Post(bench, listener)


def is_signed(arrival: Arrival, secret: str) -> bool:
    """Whether a delivery bears the signature of its body by a secret."""
    digest = hmac.new(secret.encode(), arrival.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(arrival.headers.get(SIGNATURE, ""), f"sha256={digest}")


def payload_of(arrival: Arrival) -> Row:
    """The body of a delivery; empty where it is no object."""
    body = arrival.json()
    return dict(body) if isinstance(body, dict) else {}


def about(arrival: Arrival) -> Row:
    """What a delivery is about."""
    data = payload_of(arrival).get("data")
    return dict(data) if isinstance(data, dict) else {}


def fits(bench: Bench, event: str, arrival: Arrival) -> bool:
    """Whether the body of a delivery is as the contract says of the event."""
    operation = bench.contract.document["webhooks"][event]["post"]
    return validator(bench.contract, operation["requestBody"]["content"]["application/json"]["schema"])(arrival.json())


def _update(desk: Desk, ticket: Row) -> Row:
    return desk.done("updateTicket", "changing a ticket", ticket, {"title": f"Ticket {desk.bench.word()}"})


def _delete(desk: Desk, ticket: Row) -> Row:
    desk.gone("deleteTicket", "deleting a ticket", ticket)
    return ticket


def _move(desk: Desk, ticket: Row) -> Row:
    now = desk.read(ticket).get("status") or {}
    return desk.move(ticket, desk.status(FINAL if now.get("category") == ACTIVE else ACTIVE))


def _assign(desk: Desk, ticket: Row) -> Row:
    me = desk.bench.client.principal_of(desk.bench.maker.home())
    if me is None or me.user is None:
        desk.bench.skip("the target file does not say who the judge's own user is")
    return desk.done("assignTicket", "assigning a ticket", ticket, {"assigneeId": me.user if me else None})


def _comment(desk: Desk, ticket: Row) -> Row:
    return desk.done("createComment", "commenting", ticket, {"content": f"Said {desk.bench.word()}"})


def _rename(desk: Desk, _ticket: Row) -> Row:
    body = {"name": f"Board {desk.bench.word()}"}
    return done(desk.bench, "updateBoard", "renaming a board", body, boardId=desk.board["id"])


DEEDS: dict[str, Deed] = {
    "ticket.created": lambda desk, _: desk.ticket(),
    "ticket.updated": _update,
    "ticket.deleted": _delete,
    "ticket.status_changed": _move,
    "ticket.assigned": _assign,
    "ticket.comment_added": _comment,
    "board.created": lambda desk, _: new_board(desk.bench),
    "board.updated": _rename,
}
"""What brings each event about."""


def provoke(bench: Bench, event: str, desk: Desk | None = None) -> Row:
    """Bring an event about; gives the row it is about."""
    desk = desk or open_desk(bench)
    return DEEDS[event](desk, {} if event.endswith(".created") else desk.ticket())


def change(endpoint: Endpoint, **fields: Json) -> None:
    """Change an endpoint."""
    answer = call(endpoint.bench, "updateWebhookEndpoint", fields, id=endpoint.row["id"])
    succeeded(endpoint.bench, answer, "changing an endpoint")
