"""A club with houses, rooms and notes: who is in it, what its handlers do, and a client for its twin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from mock_server.engine.act import Act
from mock_server.engine.agenda import Turn
from mock_server.engine.fixtures import Fixtures
from mock_server.engine.hooks import Hooks
from mock_server.engine.opening import Options, build_twin
from mock_server.engine.raw import Raw
from tests.mock_server.engine.club_contract import OPERATIONS, make_club
from tests.mock_server.engine.driver import NOON, Client, Reply

ROWS = {
    "User": [{"id": name, "email": f"{name}@club.test", "rank": "plain"} for name in ("ada", "ben", "cy")],
    "House": [{"id": "h1", "slug": "north", "plan": "PRO"}, {"id": "h2", "slug": "south", "plan": "FREE"}],
    "Member": [
        {"house": "h1", "user": "ada", "role": "owner"},
        {"house": "h1", "user": "ben", "role": "member"},
        {"house": "h2", "user": "ada", "role": "owner"},
        {"house": "h2", "user": "cy", "role": "owner"},
    ],
    "Room": [
        {"id": "r1", "slug": "hall", "house": "h1"},
        {"id": "r2", "slug": "attic", "house": "h1"},
        {"id": "r3", "slug": "hall", "house": "h2"},
    ],
    "Guest": [{"room": room, "user": "ada", "role": "admin"} for room in ("r1", "r2", "r3")],
    "Letter": [{"id": "for-ada", "to": "ada", "text": "hi"}, {"id": "for-ben", "to": "ben", "text": "hey"}],
}
PRINCIPALS = [
    {"name": "ada", "user": "ada@club.test", "scheme": "session", "tenant": "north", "roles": ["house:owner"]},
    {"name": "ben", "user": "ben", "scheme": "session"},
    {"name": "cy", "user": "cy", "scheme": "session"},
    {"name": "reader", "user": "ada", "scheme": "key", "scopes": ["read"]},
    {"name": "old", "user": "ada", "scheme": "key", "token": "k_old-and-over", "fields": {"until": "2024-01-15"}},
]


def enter(act: Act) -> dict[str, str]:
    return {"token": act.issue(act.everywhere("User", email=act.body["email"])[0])}


def me(act: Act) -> Any:
    return act.caller


def upload(act: Act) -> Any:
    file = act.files["file"]
    act.keep(act.current["id"], file.data)
    return {"name": file.filename, "type": file.content_type, "size": len(file.data), "title": act.body.get("title")}


def download(act: Act) -> Raw:
    data = act.bytes_of(act.current["id"]) or b""
    if act.accepts == "text/event-stream":
        return Raw(200, [("Content-Type", "text/event-stream")], iter([b"data: 1\n\n", b"data: 2\n\n"]))
    return Raw(int(act.call.headers.get("x-status", "200")), [("Content-Type", "image/png")], data)


def start(act: Act) -> Any:
    act.later(10, "count", {"board": act.current["id"], "left": 2})
    act.mail("ada@club.test", "Started", "It has begun", board=act.current["id"])
    return {
        "member": act.member("room")["role"],
        "house": act.guarded("house")["id"],
        "row": act.path_row("Board")["id"],
    }


def count(turn: Turn) -> None:
    board, left = turn.payload["board"], turn.payload["left"]
    turn.change("Board", board, {"name": f"{left} at {turn.now}"})
    if left:
        turn.later(10, "count", {"board": board, "left": left - 1})


HOOKS = Hooks(
    {"enter": enter, "me": me, "upload": upload, "download": download, "start": start}, steps={"count": count}
)


class Club:
    """A club's twin with the tokens of its principals."""

    def __init__(self, folder: Path, bundle: dict[str, Any] | None = None, **options: Any) -> None:
        (folder / "rows.yaml").write_text(yaml.safe_dump(ROWS, sort_keys=False))
        (folder / "principals.yaml").write_text(yaml.safe_dump({"principals": PRINCIPALS}))
        twin = build_twin(bundle or make_club(), Fixtures(folder), HOOKS, Options(clock=NOON, **options))
        self.client = Client(twin)
        self.tokens = {entry["name"]: entry["token"] for entry in twin.list_principals()}

    def send(self, operation: str, who: str | None = "ada", **rest: Any) -> Reply:
        """A request of a principal, or with a token of that text, to the hall of the north unless it says otherwise."""
        names = re.findall(r"{(\w+)}", OPERATIONS[operation][1])
        usual = {"houseSlug": "north", "roomSlug": "hall"}
        path = {name: value for name, value in usual.items() if name in names}
        headers = {"authorization": f"Bearer {self.tokens.get(who, who)}"} if who else {}
        headers |= rest.pop("headers", {})
        return self.client.send(operation, headers=headers, **{**path, **rest})

    def make(self, operation: str, who: str = "ada", **rest: Any) -> dict[str, Any]:
        reply = self.send(operation, who, **rest)
        assert reply.status == 201, reply
        return dict(reply.json)
