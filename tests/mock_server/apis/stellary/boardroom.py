"""A board with people around it, in a world of its own and without fixtures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import orjson

from mock_server.engine import Twin, open_twin
from mock_server.engine.call import Call
from tests.mock_server.engine.driver import NOON, Client, Reply

_numbers = count(1)
PASSWORD = "correct horse"


@cache
def open_stellary() -> Twin:
    """Stellary at a standing clock, with no rows at all."""
    return open_twin("stellary", clock=NOON, rate_limits=False, fixtures=Path(mkdtemp()))


@dataclass
class Person:
    """A registered user, and the place whose paths the requests lead through."""

    client: Client
    id: str
    token: str
    path: dict[str, str] = field(default_factory=dict)

    def send(self, operation: str, body: Any = None, query: str = "", accept: str = "", **path: str) -> Reply:
        headers = {"authorization": f"Bearer {self.token}", **({"accept": accept} if accept else {})}
        ids: dict[str, Any] = {**self.path, **path}
        return self.client.send(operation, body=body, query=query, headers=headers, **ids)

    def get(self, operation: str, body: Any = None, query: str = "", **path: str) -> Any:
        reply = self.send(operation, body, query, **path)
        assert reply.status in (200, 201), reply
        return reply.json

    def card(self, title: str = "Design API", column: int = 0, **fields: Any) -> dict[str, Any]:
        return dict(self.get("createCard", {"title": title, **fields}, columnId=self.columns()[column]["id"]))

    def change(self, card: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return dict(self.get("updateCard", fields, cardId=card["id"]))

    def read(self, card: dict[str, Any]) -> dict[str, Any]:
        return next(row for row in self.get("listCards") if row["id"] == card["id"])

    def columns(self, **path: str) -> list[dict[str, Any]]:
        return list(self.get("listColumns", **path))

    def rule(self, trigger: str, action: dict[str, Any], **fields: Any) -> str:
        return str(self.get("createAutomation", {"trigger": trigger, "action": action, **fields})["id"])

    def traces(self, rule: str) -> list[dict[str, Any]]:
        return list(self.get("listTraces", ruleId=rule))

    def stream(self, operation: str, **path: str) -> Iterable[bytes]:
        headers = {"authorization": f"Bearer {self.token}", "accept": "text/event-stream"}
        call = Call("GET", "/x", "", {**headers, "x-mock-world": self.client.world or ""}, b"", "127.0.0.1", "/x")
        answer = self.client.twin.answer(operation, {**self.path, **path}, call)
        assert answer.status == 200
        assert ("Content-Type", "text/event-stream; charset=utf-8") in answer.headers
        assert not isinstance(answer.body, bytes)
        return answer.body

    def advance(self, seconds: float) -> None:
        assert self.client.control("POST", "clock", {"advance": seconds}).status == 200


def register(client: Client, name: str) -> Person:
    email = f"{name.lower()}@example.com"
    reply = client.send("registerUser", body={"email": email, "password": PASSWORD, "name": name})
    assert reply.status == 201, reply
    return Person(client, reply.json["user"]["id"], reply.json["access_token"])


def open_board() -> Person:
    """A person who owns an organization, a workspace, and a project with its usual three columns."""
    person = register(Client(open_stellary(), f"board-{next(_numbers)}"), "Jane")
    person.get("createOrganization", {"name": "Acme", "slug": "acme"})
    person.path["orgSlug"] = "acme"
    person.get("createWorkspace", {"name": "Engineering", "slug": "engineering"})
    person.path["wsSlug"] = "engineering"
    person.path["projectId"] = person.get("createProject", {"name": "Q1 launch"})["id"]
    return person


def join(owner: Person, name: str) -> Person:
    """Another person who enters the same workspace by an invitation."""
    guest = register(owner.client, name)
    token = owner.get("inviteMember", {"email": f"{name.lower()}@example.com"})["token"]
    guest.get("acceptInvitation", token=token)
    guest.path = owner.path
    return guest


def read_events(chunks: Iterable[bytes]) -> list[tuple[str, Any]]:
    found = []
    for chunk in chunks:
        lines = dict(line.split(": ", 1) for line in chunk.decode().strip().splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], orjson.loads(lines["data"])))
    return found
