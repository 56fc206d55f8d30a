"""Who works in the office, what its handlers do, and a client for its twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from mock_server.engine.act import Act
from mock_server.engine.fixtures import Fixtures
from mock_server.engine.hooks import Hooks
from mock_server.engine.opening import Options, build_twin
from mock_server.engine.rows import Rows
from tests.mock_server.engine.driver import NOON, Client, Reply
from tests.mock_server.engine.office_contract import make_office

# A chief, three clerks of whom one is of another firm, and a guest.
STAFF = {"ann": "chief", "ben": "clerk", "cy": "clerk", "gus": "guest", "eve": "chief"}
ALL = ["view", "edit"]
ROWS = {
    "Firm": [
        {"id": "f1", "slug": "acme", "name": "Acme", "plan": "PRO"},
        {"id": "f2", "slug": "globex", "name": "Globex", "plan": "FREE"},
    ],
    "User": [
        {"id": name, "role": role, "firm": "f2" if name == "eve" else "f1", "may": ["view"] if name == "gus" else ALL}
        for name, role in STAFF.items()
    ],
    "Team": [{"id": "t1", "name": "One", "firm": "f1"}],
    "TeamUser": [{"team": "t1", "user": name, "firm": "f1"} for name in ("cy", "gus")],
    "Board": [
        {"id": "b1", "name": "Web", "firm": "f1", "extra": True},
        {"id": "b2", "name": "App", "firm": "f1", "lead": "ben"},
        {"id": "b3", "name": "Far", "firm": "f2"},
    ],
    "BoardTeam": [{"board": "b1", "team": "t1", "firm": "f1"}],
    "BoardUser": [
        {"board": "b1", "user": "ben", "role": "writer", "tags": ["ear"], "firm": "f1"},
        {"board": "b2", "user": "ben", "role": "reader", "tags": [], "firm": "f1"},
        {"board": "b2", "user": "gus", "role": "reader", "tags": [], "firm": "f1"},
    ],
    "Label": [{"id": f"l{number}", "name": f"Label {number}", "firm": "f1"} for number in (1, 2)]
    + [{"id": "l3", "name": "Label 3", "firm": "f2"}],
    "Ticket": [
        {"id": "k1", "board": "b1", "title": "One", "firm": "f1"},
        {"id": "k2", "board": "b2", "title": "Two", "firm": "f1", "watchers": ["gus"]},
        {"id": "k3", "board": "b3", "title": "Three", "firm": "f2"},
    ],
    "Note": [
        {"id": "n1", "ticket": "k2", "text": "plain", "secret": False, "firm": "f1"},
        {"id": "n2", "ticket": "k2", "text": "hidden", "secret": True, "firm": "f1"},
        {"id": "n3", "ticket": "k1", "text": "plain", "secret": False, "firm": "f1"},
    ],
}
PRINCIPALS: list[dict[str, Any]] = [
    *({"name": name, "user": name, "scheme": "token", "token": f"tok_{name}"} for name in STAFF),
    {"name": "app", "user": "ben", "scheme": "pass", "token": "pas_app", "fields": {"grants": ["view"]}},
    {"name": "old", "user": "ben", "scheme": "pass", "token": "pas_old", "fields": {"until": "2024-01-15T14:00:00Z"}},
]


def seen(act: Act) -> Any:
    wanted = ("b1", "b2", "b3")
    return {
        "find": [row_id for row_id in wanted if act.find("Board", row_id)],
        "where": [row["id"] for row in act.where("Board")],
        "tickets": [row["id"] for row in act.where("Ticket")],
    }


def use(act: Act) -> Any:
    return {"firm": act.current["id"]}


def hello(act: Act) -> Any:
    return {"tenant": act.tenant, "row": act.row["id"] if act.row else None}


def watch(act: Act) -> Any:
    return {"role": act.member("Board").get("role")}


HOOKS = Hooks({"seen": seen, "use": use, "hello": hello, "watch": watch})


class Office:
    """The office's twin; requests go to the board Web and its ticket unless they say otherwise."""

    def __init__(self, folder: Path, bundle: dict[str, Any] | None = None) -> None:
        (folder / "rows.yaml").write_text(yaml.safe_dump(ROWS, sort_keys=False))
        (folder / "principals.yaml").write_text(yaml.safe_dump({"principals": PRINCIPALS}))
        twin = build_twin(bundle or make_office(), Fixtures(folder), HOOKS, Options(clock=NOON))
        self.client = Client(twin)
        self.tokens = {entry["name"]: entry["token"] for entry in twin.list_principals()}

    @property
    def rows(self) -> Rows:
        return self.client.twin.worlds.get("default").rows

    def send(self, operation: str, who: str | None = "ann", **rest: Any) -> Reply:
        """A request of one of the staff."""
        headers = {"authorization": f"Bearer {self.tokens[who]}"} if who else {}
        headers |= rest.pop("headers", {})
        path = self.client.twin.contract.operations[operation].path
        usual = {"boardId": "b1", "ticketId": "k1", "noteId": "n1"}
        usual = {name: value for name, value in usual.items() if f"{{{name}}}" in path}
        return self.client.send(operation, headers=headers, **{**usual, **rest})

    def ids(self, operation: str, who: str = "ann", **rest: Any) -> list[str]:
        """The ids of the rows of a list."""
        found = self.send(operation, who, **rest).json
        return [row["id"] for row in (found["data"] if isinstance(found, dict) else found)]
