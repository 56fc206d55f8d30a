"""A board's ticket list as it grows: 1,000 against 100,000 tickets, and what filters cost a row."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from mock_server.engine import Twin, open_twin
from mock_server.engine.call import Call
from mock_server.engine.contract import Json
from tests.bench.inside import time_batch
from tests.bench.samples import HEADERS, tell
from tests.bench.verdicts import Figure, Target, divide, least

API = "spedy"
FEW, MANY = 1_000, 100_000
STEP = 1_000
PLAIN = "page=1&limit=20"
LAST = "page=5000&limit=20"
FILTERS = f"{PLAIN}&impactLevel=HIGH,CRITICAL&dueBefore=2026-06-01T00:00:00Z&assigneeId=usr_000000000002"
TEXT = f"{PLAIN}&search=needle"
_ROUNDS = 5


@dataclass(frozen=True)
class Filled:
    """A twin whose first board holds so many tickets in progress, and the token of somebody who sees them."""

    twin: Twin
    board: str
    token: str

    def ask(self, query: str) -> Callable[[int], int]:
        """A function that asks for the list and gives the status of the answer."""
        path = f"/api/v1/boards/{self.board}/tickets"
        headers = {**HEADERS, "authorization": f"Bearer {self.token}"}
        call = Call("GET", path, query, headers, b"", "127.0.0.1", f"{path}?{query}")
        return lambda _: self.twin.answer("listTickets", {"boardId": self.board}, call).status


def fill(tickets: int) -> Filled:
    """Open a twin with so many tickets on one board."""
    twin = open_twin(API, rate_limits=False)
    rows = twin.fixtures.rows
    board = next(row for name, row in rows if name == "Board")
    status = next(row for name, row in rows if name == "Status" and row["category"] == "ACTIVE")
    kind = next(row for name, row in rows if name == "TicketType")
    who = next(entry for entry in twin.list_principals() if entry["name"] == "admin")
    plain: dict[str, Json] = {
        "organizationId": board["organizationId"],
        "boardId": board["id"],
        "statusId": status["id"],
        "status": {name: status[name] for name in ("id", "name", "category")},
        "typeId": kind["id"],
        "createdById": who["user"],
    }
    for at in range(0, tickets, STEP):
        tell(twin, "seed", {"Ticket": [{**plain, **vary(number)} for number in range(at, min(at + STEP, tickets))]})
    return Filled(twin, board["id"], who["token"])


def vary(number: int) -> dict[str, Json]:
    """What tells one ticket from another."""
    return {
        "displayId": f"WEB-{number + 1}",
        "title": f"Ticket {number}" + (" needle" if number % 500 == 0 else ""),
        "description": "What is to be done, and why it matters to somebody.",
        "impactLevel": ("LOW", "MEDIUM", "HIGH", "CRITICAL")[number % 4],
        "dueDate": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T00:00:00Z",
        "assigneeId": "usr_000000000002" if number % 3 == 0 else None,
        "createdAt": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:00:00Z",
        "updatedAt": "2026-01-01T00:00:00Z",
    }


def measure_tickets() -> list[Figure]:
    """Page 1 and page 5,000 of the plain list; three filters together, and a searched text, per ticket."""
    few, many = fill(FEW), fill(MANY)
    numbers = itertools.count()
    asked = {
        "few": (few, PLAIN, 200),
        "many": (many, PLAIN, 200),
        "deep": (many, LAST, 200),
        "few filters": (few, FILTERS, 20),
        "many filters": (many, FILTERS, 1),
        "few text": (few, TEXT, 20),
        "many text": (many, TEXT, 1),
    }
    rounds: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(_ROUNDS):
        for name, (board, query, times) in asked.items():
            rounds[name].append(time_batch(board.ask(query), numbers, times))
    page = {
        "few": least("page 1 of 1,000 tickets", "µs", rounds["few"]),
        "many": least("page 1 of 100,000 tickets", "µs", rounds["many"]),
        "deep": least("page 5,000 of 100,000 tickets", "µs", rounds["deep"]),
    }
    return [
        *page.values(),
        divide("tickets, page 1: 100,000 : 1,000", page["many"], page["few"], Target("≤", 2.0)),
        divide("100,000 tickets: page 5,000 : page 1", page["deep"], page["many"], Target("≤", 2.0)),
        *_narrowed("three filters", rounds["few filters"], rounds["many filters"]),
        *_narrowed("text search", rounds["few text"], rounds["many text"]),
    ]


def _narrowed(what: str, few: list[float], many: list[float]) -> list[Figure]:
    """What a narrowed list costs over both boards, one against the other, and per ticket of the large one."""
    small = least(f"{what}, 1,000 tickets", "µs", few)
    large = least(f"{what}, 100,000 tickets", "µs", many)
    each = least(f"{what}, per ticket of 100,000", "µs", [time / MANY for time in many])
    return [small, large, divide(f"{what}: 100,000 : 1,000", large, small), each]
