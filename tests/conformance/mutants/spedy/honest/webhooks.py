"""{A}/webhook-endpoints with their deliveries, {A}/search and {A}/time-tracking/report."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import secrets
import threading
from urllib.parse import urlsplit

from tests.conformance.mutants.plain.checks import Field
from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .app import GONE
from .forms import EVENTS
from .wiki import Wiki

WAITS = (10, 60, 600)
TIMEOUT = 3.0
KINDS = ("ticket", "board", "wikiPage", "user")


class Webhooks(Wiki):
    """Who is told of events. Deliveries leave after the answer, each in a thread of its own; retries by the clock."""

    ROUTES: Routes = (
        ("GET", "{A}/webhook-endpoints/events", "list_webhook_events"),
        ("GET", "{A}/webhook-endpoints", "list_endpoints"),
        ("POST", "{A}/webhook-endpoints", "create_endpoint"),
        ("GET", "{A}/webhook-endpoints/:id", "get_endpoint"),
        ("PATCH", "{A}/webhook-endpoints/:id", "update_endpoint"),
        ("DELETE", "{A}/webhook-endpoints/:id", "delete_endpoint"),
        ("POST", "{A}/webhook-endpoints/:id/rotate-secret", "rotate_secret"),
        ("GET", "{A}/webhook-endpoints/:id/deliveries", "list_deliveries"),
    )

    def list_webhook_events(self, request: Request) -> object:
        """What there is to subscribe to."""
        return list(EVENTS)

    def show_endpoint(self, row: Row) -> Row:
        """An endpoint without its secret."""
        return self.pick(row, "id", "name", "url", "events", "isActive", "createdAt", "updatedAt")

    def list_endpoints(self, request: Request) -> object:
        """All endpoints."""
        return self.page(request, self.newest(self.all_of("endpoints", orgId=request.org["id"])), self.show_endpoint)

    def create_endpoint(self, request: Request) -> object:
        """A new endpoint, whose secret shows this once."""
        body = self.take(request, "endpoint")
        row = {"id": self.mint("endpoints"), "orgId": request.org["id"], "isActive": True, "secret": self.make_secret()}
        row |= {"createdAt": self.stamp(), "updatedAt": self.stamp()} | body
        return self.show_endpoint(self.keep("endpoints", row)) | {"secret": row["secret"]}

    def make_secret(self) -> str:
        """A secret to sign with."""
        return f"whsec_{secrets.token_hex(16)}"

    def check_https(self, key: str, field: Field, value: object) -> str:
        """Plain http is taken for this machine: nobody else could listen to a test."""
        text = str(value)
        if text.startswith("http://127.0.0.1:"):
            return text
        return super().check_https(key, field, value)

    def find_endpoint(self, request: Request) -> Row:
        """The endpoint of the path."""
        return self.find("endpoints", request.args["id"], orgId=request.org["id"])

    def get_endpoint(self, request: Request) -> object:
        """One endpoint."""
        return self.show_endpoint(self.find_endpoint(request))

    def update_endpoint(self, request: Request) -> object:
        """Change an endpoint."""
        row, body = self.find_endpoint(request), self.take(request, "endpoint_patch")
        return self.show_endpoint(self.change("endpoints", row, body | {"updatedAt": self.stamp()}))

    def delete_endpoint(self, request: Request) -> object:
        """An endpoint goes."""
        self.drop("endpoints", self.find_endpoint(request))
        return GONE

    def rotate_secret(self, request: Request) -> object:
        """Another secret, which shows this once."""
        row = self.find_endpoint(request)
        self.change("endpoints", row, {"secret": self.make_secret(), "updatedAt": self.stamp()})
        return self.show_endpoint(row) | {"secret": row["secret"]}

    def show_delivery(self, row: Row) -> Row:
        """How a delivery went."""
        names = ("id", "endpointId", "event", "status", "attempts", "responseStatus")
        return self.pick(row, *names, "nextAttemptAt", "createdAt", "updatedAt")

    def list_deliveries(self, request: Request) -> object:
        """How deliveries went, the latest first."""
        rows = self.all_of("deliveries", endpointId=self.find_endpoint(request)["id"])
        return self.page(request, self.newest(rows), self.show_delivery)

    def subscribers(self, org: Row, event: str) -> list[Row]:
        """The endpoints that hear of an event."""
        rows = self.all_of("endpoints", orgId=org["id"], isActive=True)
        return [row for row in rows if event in row["events"]]

    def tell(self, request: Request, event: str, data: Row) -> None:
        """Send an event to who subscribed to it."""
        for endpoint in self.subscribers(request.org, event):
            row = {"id": self.mint("deliveries"), "orgId": request.org["id"], "endpointId": endpoint["id"]}
            row |= {"event": event, "status": "pending", "attempts": 0, "responseStatus": None}
            row |= {"nextAttemptAt": self.stamp(), "createdAt": self.stamp(), "updatedAt": self.stamp()}
            body = {"id": row["id"], "event": event, "createdAt": row["createdAt"], "data": data}
            self.send(self.keep("deliveries", row | {"body": json.dumps(body).encode(), "due": self.now()}))

    def send(self, delivery: Row) -> None:
        """Send a delivery away, in a thread of its own."""
        threading.Thread(target=self.deliver_once, args=(delivery,), daemon=True).start()

    def deliver_once(self, delivery: Row) -> None:
        """One attempt, and a note of how it went."""
        with self.lock:
            endpoint = self.tables["endpoints"].get(delivery["endpointId"])
            if endpoint is None or delivery["status"] != "pending":
                return
            headers = self.headers_of(endpoint, delivery)
            address = endpoint["url"]
        status = post(address, delivery["body"], headers)
        with self.lock:
            self.note_attempt(delivery, status)

    def headers_of(self, endpoint: Row, delivery: Row) -> dict[str, str]:
        """What goes with a delivery: whose event it is, and who signs."""
        return {
            "Content-Type": "application/json",
            "X-Spedy-Event": delivery["event"],
            "X-Spedy-Delivery": delivery["id"],
            "X-Spedy-Signature": self.sign(endpoint, delivery["body"]),
        }

    def sign(self, endpoint: Row, body: bytes) -> str:
        """The signature of a body."""
        return f"sha256={hmac.new(endpoint['secret'].encode(), body, hashlib.sha256).hexdigest()}"

    def note_attempt(self, delivery: Row, status: int | None) -> None:
        """Delivered, or tried again later, or given up."""
        attempts = delivery["attempts"] + 1
        changes: Row = {"attempts": attempts, "responseStatus": status, "updatedAt": self.stamp()}
        if status is not None and 200 <= status < 300:
            changes |= {"status": "delivered", "nextAttemptAt": None}
        elif attempts > len(WAITS):
            changes |= {"status": "failed", "nextAttemptAt": None}
        else:
            due = self.now() + WAITS[attempts - 1]
            changes |= {"due": due, "nextAttemptAt": self.stamp(due)}
        self.change("deliveries", delivery, changes)

    def before(self, request: Request) -> None:
        """Deliveries whose time has come are tried again."""
        super().before(request)
        for row in self.all_of("deliveries", status="pending"):
            if row["attempts"] and row["due"] <= self.now():
                row["due"] = self.now() + TIMEOUT
                self.send(row)


class Search(Webhooks):
    """One search over all kinds, and sums of time."""

    ROUTES: Routes = (("GET", "{A}/search", "search"), ("GET", "{A}/time-tracking/report", "report"))

    def search(self, request: Request) -> object:
        """What the caller sees that mentions a text."""
        text = (request.parameter("q") or "").strip()
        if not 2 <= len(text) <= 200:
            raise self.invalid("q must have 2 to 200 characters")
        kinds = (request.parameter("type") or ",".join(KINDS)).split(",")
        if not set(kinds) <= set(KINDS):
            raise self.invalid("There is no such type")
        hits = [hit for kind in KINDS if kind in kinds for hit in getattr(self, f"search_{kind}")(request, text)]
        return self.page(request, hits, dict)

    def hit(self, kind: str, ident: str, title: str, snippet: str | None, board: str | None = None) -> Row:
        """Something found."""
        return {"type": kind, "id": ident, "title": title, "snippet": snippet, "boardId": board}

    def search_ticket(self, request: Request, text: str) -> list[Row]:
        """Tickets on boards the caller sees, by title, description and comments the caller may know of."""
        boards = {board["id"] for board in self.boards_of(request)}
        rows = [row for row in self.found_tickets(request) if row["boardId"] in boards]
        return [
            self.hit("ticket", row["id"], row["title"], row["description"], row["boardId"])
            for row in rows
            if self.mentions(text, row["title"], row["description"], *self.said(request, row))
        ]

    def found_tickets(self, request: Request) -> list[Row]:
        """The tickets that can be found."""
        return self.undeleted("tickets", self.all_of("tickets", orgId=request.org["id"]))

    def said(self, request: Request, ticket: Row) -> list[str]:
        """What was said about a ticket, as far as the caller may know."""
        rows = self.undeleted("comments", self.all_of("comments", ticketId=ticket["id"]))
        return [row["content"] for row in rows if self.hears(request.user, row)]

    def search_board(self, request: Request, text: str) -> list[Row]:
        """Boards the caller sees."""
        rows = [row for row in self.boards_of(request) if self.mentions(text, row["name"], row["description"])]
        return [self.hit("board", row["id"], row["name"], row["description"], row["id"]) for row in rows]

    def search_wikiPage(self, request: Request, text: str) -> list[Row]:  # noqa: N802 - the type's own name
        """Pages of spaces the caller sees."""
        spaces = {row["id"] for row in self.spaces_of(request)}
        rows = self.undeleted("pages", self.all_of("pages", orgId=request.org["id"]))
        rows = [row for row in rows if row["spaceId"] in spaces and self.mentions(text, row["title"], row["content"])]
        return [self.hit("wikiPage", row["id"], row["title"], row["content"][:100]) for row in rows]

    def search_user(self, request: Request, text: str) -> list[Row]:
        """Users, for who may see them."""
        if not self.has(request.user, "members:view"):
            return []
        rows = [row for row in self.users_of(request) if self.mentions(text, row["name"], row["email"])]
        return [self.hit("user", row["id"], row["name"], None) for row in rows]

    def report(self, request: Request) -> object:
        """Sums of time by user or by ticket."""
        group = {"user": "userId", "ticket": "ticketId"}[self.word(request, "groupBy", "user", "ticket") or "user"]
        rows = self.reported(request)
        for name in ("from", "to"):
            day = request.parameter(name)
            if day is not None:
                day = self.check_day(name, self.forms["entry"]["date"], day)
                rows = [row for row in rows if (row["date"] >= day if name == "from" else row["date"] <= day)]
        sums: dict[str, Row] = {}
        for row in rows:
            blank = {"id": row[group], "minutes": 0, "roundedMinutes": 0, "entries": 0}
            one = sums.setdefault(row[group], blank)
            one["minutes"] += row["durationMinutes"]
            one["roundedMinutes"] += row["roundedMinutes"]
            one["entries"] += 1
        return self.page(request, sorted(sums.values(), key=lambda one: str(one["id"])), dict)

    def reported(self, request: Request) -> list[Row]:
        """The time a report is about: one's own, or everybody's for who may, on tickets the caller sees."""
        known = self.undeleted("tickets", self.all_of("tickets", orgId=request.org["id"]))
        tickets = {row["id"] for row in known if self.sees_ticket(request, row)}
        rows = self.undeleted("entries", self.all_of("entries", orgId=request.org["id"]))
        everybody = self.has(request.user, "time-tracking:manage")
        rows = [row for row in rows if everybody or row["userId"] == request.user["id"]]
        return [row for row in rows if row["ticketId"] in tickets]

    def sees_ticket(self, request: Request, row: Row) -> bool:
        """Whether the board of a ticket is in the caller's sight."""
        return self.sees_board(request.user, self.tables["boards"][row["boardId"]])


def post(address: str, body: bytes, headers: dict[str, str]) -> int | None:
    """Send a body; the status that came back, None where nobody answered."""
    parts = urlsplit(address)
    if parts.scheme != "http":
        return None  # these servers reach nobody but this machine
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        connection.request("POST", parts.path or "/", body, headers)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()
