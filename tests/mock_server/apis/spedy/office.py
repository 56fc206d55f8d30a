"""The fixtures' organizations, each test in a world of its own, and their people with the tokens they have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from mock_server.engine import Twin, open_twin
from tests.mock_server.engine.driver import Client, Reply

_numbers = count(1)
CLOCK = "2025-04-01T12:00:00Z"
WEB, MOB, INT = "brd_000000000001", "brd_000000000002", "brd_000000000003"


@cache
def open_spedy() -> Twin:
    """Spedy at a standing clock, without limits, with its fixtures."""
    return open_twin("spedy", clock=CLOCK, rate_limits=False)


@cache
def list_tokens() -> dict[str, str]:
    return {entry["name"]: entry["token"] for entry in open_spedy().list_principals()}


@dataclass
class Office:
    """A world; requests are an Admin's of Acme unless somebody else is named."""

    client: Client

    def send(self, operation: str, body: Any = None, query: str = "", who: str = "admin", **path: Any) -> Reply:
        headers = {"authorization": f"Bearer {list_tokens()[who]}"}
        return self.client.send(operation, body=body, query=query, headers=headers, **path)

    def get(self, operation: str, body: Any = None, query: str = "", who: str = "admin", **path: str) -> Any:
        reply = self.send(operation, body, query, who, **path)
        assert reply.status in (200, 201), reply
        return reply.json

    def gone(self, operation: str, query: str = "", who: str = "admin", **path: str) -> None:
        reply = self.send(operation, None, query, who, **path)
        assert reply.status == 204, reply

    def refused(self, operation: str, body: Any = None, query: str = "", who: str = "admin", **path: str) -> int:
        reply = self.send(operation, body, query, who, **path)
        assert reply.status >= 400, reply
        assert reply.json["statusCode"] == reply.status
        return reply.status

    def rows(self, operation: str, query: str = "", who: str = "admin", **path: str) -> list[dict[str, Any]]:
        """All rows of a list, page by page."""
        return list(self._walk(operation, query, who, path))

    def _walk(self, operation: str, query: str, who: str, path: dict[str, str]) -> Iterator[dict[str, Any]]:
        for number in count(1):
            page = self.get(operation, None, f"{query}&limit=100&page={number}", who, **path)
            yield from page["data"]
            if number >= page["totalPages"]:
                return


def open_office() -> Office:
    """A world as the fixtures make it."""
    return Office(Client(open_spedy(), f"office-{next(_numbers)}"))
