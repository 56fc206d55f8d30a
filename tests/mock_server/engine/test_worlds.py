from __future__ import annotations

from typing import Any

import pytest

from mock_server.engine import Twin, open_twin
from mock_server.engine.world import MOST_WORLDS
from tests.mock_server.engine.driver import NOON, Client

STORY: list[tuple[str, dict[str, Any]]] = [
    ("createAgent", {"body": {"name": "a", "type": "task"}}),
    ("createProject", {"body": {"repo": "acme/x"}, "tenant": "org-acme"}),
    ("createOrg", {"body": {"name": "Initech"}}),
    ("receiveGithubEvent", {"body": {"action": "opened"}, "headers": {"x-github-event": "pull_request"}}),
    ("createAgent", {"body": {"name": "a", "type": "task"}}),
    ("listAgents", {}),
    ("listAudit", {"query": "limit=100"}),
    ("listAudit", {"query": "limit=100", "tenant": "org-acme"}),
]


def tell(client: Client) -> list[bytes]:
    return [client.send(operation, **request).raw for operation, request in STORY]


def test_same_seed_same_requests_same_bytes():
    first, second, other = (Client(open_twin("codespar", seed=seed, clock=NOON)) for seed in (7, 7, 8))
    story = tell(first)
    assert story == tell(second)
    assert story != tell(other)


def test_worlds_never_meet_and_differ_in_their_ids(twin: Twin):
    one, two = Client(twin, "one"), Client(twin, "two")
    made = one.agent()
    assert two.send("getAgent", id=made["id"]).status == 404
    assert two.agent()["id"] != made["id"]


def test_reset_tells_the_same_story_again(client: Client):
    story = tell(client)
    client.control("POST", "clock", {"advance": 500})
    client.control("POST", "seed", {"github_token": False})
    reset = client.control("POST", "reset")
    assert reset.json["world"] == client.world
    assert tell(client) == story


def test_a_reset_of_one_world_leaves_the_others(twin: Twin):
    one, two = Client(twin, "left"), Client(twin, "right")
    kept, lost = one.agent(), two.agent()
    two.control("POST", "reset")
    assert one.send("getAgent", id=kept["id"]).status == 200
    assert two.send("getAgent", id=lost["id"]).status == 404


def test_a_snapshot_brings_back_rows_and_the_next_ids(client: Client):
    before = client.send("listAgents").raw
    name = client.control("POST", "snapshot").json["snapshot"]
    first = client.agent()["id"]
    for _ in range(2):
        assert client.control("POST", "restore", {"snapshot": name}).status == 200
        assert client.send("listAgents").raw == before
        assert client.agent()["id"] == first


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_bad_name_of_a_world_is_told(twin: Twin, name: str):
    reply = Client(twin).send("listTasks", headers={"x-mock-world": name})
    assert reply.status == 400
    assert "X-Mock-World" in reply.json["error"]


def test_there_is_an_end_to_worlds(monkeypatch: pytest.MonkeyPatch):
    assert MOST_WORLDS >= 1000
    monkeypatch.setattr("mock_server.engine.world.MOST_WORLDS", 2)
    twin = open_twin("codespar")
    for name in ("a", "b"):
        assert Client(twin, name).send("listTasks").status == 200
    assert "forget" in Client(twin, "c").send("listTasks").json["error"]
    assert Client(twin, "a").control("POST", "forget").json == {"world": "a", "forgotten": True}
    assert Client(twin, "c").send("listTasks").status == 200


def test_the_number_of_a_deleted_row_is_not_given_again(client: Client):
    last = client.send("listProjects", tenant="org-globex").json[-1]["id"]
    assert client.send("deleteProject", id=last, tenant="org-globex").status == 200
    made = client.send("createProject", body={"repo": "globex/new"}, tenant="org-globex").json["id"]
    assert (last, made) == ("proj-006", "proj-007")


def test_a_snapshot_brings_back_the_time(client: Client):
    client.control("POST", "clock", {"freeze": "2026-01-01T00:00:00Z"})
    kept = client.control("POST", "snapshot").json["snapshot"]
    assert client.control("POST", "clock", {"advance": 604_800}).json["now"] == "2026-01-08T00:00:00Z"
    client.control("POST", "restore", {"snapshot": kept})
    assert client.control("GET", "clock").json["now"] == "2026-01-01T00:00:00Z"
