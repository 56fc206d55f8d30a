from __future__ import annotations

import time
from typing import Any

import pytest

from mock_server.engine import open_twin
from mock_server.engine.call import Call
from mock_server.engine.trouble import ConnectionDropped
from tests.mock_server.engine.driver import NOON, Client, read


def test_the_door_lists_its_calls(client: Client):
    listed = client.control("GET", "").json
    assert listed["api"] == "codespar"
    assert "POST /__mock__/reset" in listed["calls"]
    assert client.control("GET", "nothing").status == 404
    wrong = client.control("PUT", "clock")
    assert (wrong.status, wrong.headers["Allow"]) == (405, "GET, POST")


def test_a_closed_door_answers_nothing():
    twin = open_twin("codespar", control=False)
    assert twin.control(Call("GET", "/__mock__/", "", {}, b"", "", "/__mock__/")) is None
    target = twin.target("http://127.0.0.1:1", "http://127.0.0.1:1/__mock__")
    assert "control" not in target
    assert target["capabilities"]["reset"] is False


def test_seeded_rows_are_completed_and_counted(client: Client):
    rows = {"Agent": [{"name": "s", "type": "task", "autonomyLevel": 0, "orgId": "org-sandbox", "status": "ERROR"}]}
    reply = client.control("POST", "seed", rows)
    [made] = reply.json["ids"]["Agent"]
    shown = client.send("getAgent", id=made, tenant="org-sandbox").json
    assert (shown["status"], shown["uptime"]) == ("ERROR", 0)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"Robot": [{}]}, "no resource 'Robot'"),
        ({"Agent": {}}, "list of rows"),
        ({"Agent": [3]}, "mapping of fields"),
        ({"Agent": [{"name": "ok", "type": "task", "autonomyLevel": 9}]}, "autonomyLevel must be at most 5"),
        ({"Agent": [{"id": "agent-proj-abc123", "name": "x", "type": "task", "autonomyLevel": 1}]}, "id is taken"),
        ({"Agent": [{"name": "coordinator", "type": "task", "autonomyLevel": 1}]}, "must differ"),
        ({"Task": [{"enabled": True}]}, "name is missing"),
        ({"AuditEntry": [{"metadata": {}}]}, "action is missing"),
        ({"AuditEntry": [{"action": "status", "timestamp": 7}]}, "of a wrong type"),
        ({"Agent": [{"name": [], "type": "task"}]}, "of a wrong type"),
    ],
)
def test_bad_seeds_add_nothing(client: Client, body: dict[str, Any], says: str):
    before = client.send("listAgents").raw
    good = {"Agent": [{"name": "good", "type": "task", "autonomyLevel": 1}]}
    rows = {key: [*good.get(key, []), *value] if isinstance(value, list) else value for key, value in body.items()}
    reply = client.control("POST", "seed", rows)
    assert reply.status == 400
    assert says in reply.json["error"]
    assert client.send("listAgents").raw == before


def test_the_clock_stands_moves_and_runs(client: Client):
    assert client.control("GET", "clock").json == {"now": NOON, "frozen": True}
    moved = client.control("POST", "clock", {"advance": 3600}).json
    assert moved == {"now": "2024-01-15T16:00:00Z", "frozen": True}
    set_ = client.control("POST", "clock", {"freeze": "2030-05-06T07:08:09+02:00"}).json
    assert set_["now"] == "2030-05-06T05:08:09Z"
    running = client.control("POST", "clock", {"real": True}).json
    assert running["frozen"] is False
    assert running["now"] > "2026"
    ahead = client.control("POST", "clock", {"advance": 86400 * 365}).json
    assert ahead["now"] > running["now"]
    assert client.control("POST", "clock", {"freeze": True}).json["frozen"] is True


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("clock", {}),
        ("clock", {"freeze": "noon"}),
        ("clock", {"freeze": "0001-01-01T00:00:00+10:00"}),
        ("clock", {"freeze": False}),
        ("clock", {"advance": "1"}),
        ("clock", {"advance": True}),
        ("clock", {"advance": 1e300}),
        ("clock", {"real": True, "advance": 1}),
        ("limits", {}),
        ("limits", {"enabled": "no"}),
        ("restore", {}),
        ("restore", {"snapshot": "snapshot-77"}),
        ("faults", {}),
        ("faults", [3]),
        ("faults", []),
        ("faults", {"operation": "nope", "status": 503}),
        ("faults", {"status": "503"}),
        ("faults", {"status": 700}),
        ("faults", {"delay": -1}),
        ("faults", {"drop": 1}),
        ("faults", {"status": 503, "times": 0}),
        ("faults", {"status": 503, "colour": "red"}),
        ("faults", {"operation": "listTasks"}),
    ],
)
def test_bad_input_is_told_in_one_line(client: Client, call: str, body: Any):
    reply = client.control("POST", call, body)
    assert reply.status == 400
    assert reply.json["error"].startswith(call)
    assert "\n" not in reply.json["error"]


@pytest.mark.parametrize("raw", [b"{", b"7", b"\xff"])
def test_a_body_that_is_no_object(client: Client, raw: bytes):
    assert client.control("POST", "clock", raw=raw).status == 400


def test_the_log_holds_requests_without_headers(client: Client):
    client.send("listTasks", headers={"authorization": "Bearer S3CRET"})
    client.send("getAgent", id="nobody")
    reply = client.control("GET", "log")
    assert b"S3CRET" not in reply.raw
    seen = [(entry["operation"], entry["status"], entry["at"]) for entry in reply.json["requests"]]
    assert seen == [("listTasks", 200, NOON), ("getAgent", 404, NOON)]


def test_faults_act_as_often_as_asked(client: Client):
    body = [{"operation": "listTasks", "status": 503, "times": 2}, {"operation": "listOrgs", "delay": 0.05}]
    assert len(client.control("POST", "faults", body).json["faults"]) == 2
    assert [client.send("listTasks").status for _ in range(3)] == [503, 503, 200]
    assert client.send("listAgents").status == 200
    start = time.perf_counter()
    assert client.send("listOrgs").status == 200
    assert time.perf_counter() - start >= 0.05
    assert [fault["operation"] for fault in client.control("GET", "faults").json["faults"]] == ["listOrgs"]
    assert client.control("DELETE", "faults").json == {"faults": []}


def test_a_fault_has_the_envelope(client: Client):
    client.control("POST", "faults", {"status": 502})
    reply = client.send("listTasks")
    assert (reply.json["status"], reply.headers["X-API-Version"]) == (502, "v1")


def test_a_dropped_connection_is_marked_and_has_no_body(client: Client):
    client.control("POST", "faults", {"drop": True, "times": 1})
    headers = {"x-mock-world": str(client.world)}
    answer = client.twin.answer("listTasks", {}, Call("GET", "/", "", headers, b"", "", "/"))
    assert answer.status == 0
    with pytest.raises(ConnectionDropped):
        b"".join(answer.body)  # type: ignore[arg-type]


def test_a_restored_option(client: Client):
    agent = client.agent()["id"]
    body = {"agentId": agent, "repo": "acme/x"}
    name = client.control("POST", "snapshot").json["snapshot"]
    client.control("POST", "seed", {"github_token": False})
    assert client.send("linkProject", body=body).code == "MISSING_CONFIG"
    client.control("POST", "restore", {"snapshot": name})
    assert client.send("linkProject", body=body).status == 200


def test_control_reads_its_own_too_large_body(client: Client):
    call = Call("POST", "/__mock__/seed", "", {}, None, "", "/__mock__/seed")
    answer = client.twin.control(call)
    assert answer is not None
    assert read(answer).status == 400
