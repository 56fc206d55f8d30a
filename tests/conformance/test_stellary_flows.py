"""The honest Stellary's longer stories (agents, rules, drafts, transfers), and what it says to nonsense."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.conformance.mutants import serve
from tests.conformance.mutants.asking import JSON, ask
from tests.conformance.mutants.stellary import Stellary
from tests.conformance.mutants.stellary.asking import Caller, enter
from tests.conformance.test_stellary_honest import W, assert_refused

NOON = 1_767_268_800.0


@pytest.fixture
def app() -> Stellary:
    return Stellary(lambda: NOON)


@pytest.fixture
def owner(app: Stellary) -> Caller:
    return enter(app, "owner")


@pytest.fixture
def board(owner: Caller) -> str:
    return f"{W}/projects/{owner('GET ' + W + '/projects').body[0]['id']}"


def test_all_122_operations_are_served(app: Stellary) -> None:
    assert len({(method, "/".join(path)) for method, path, _ in app.table}) == 122
    assert all(callable(getattr(app, name)) for _, _, name in app.table)


def launch(owner: Caller, board: str, mode: str, prompt: str = "do it") -> tuple[str, dict[str, Any]]:
    """A mission of a new agent on the board's first card: its path and the card."""
    agent = owner(f"POST {W}/agents", {"name": "A", "slug": f"a-{mode}-{len(prompt)}", "autonomyMode": mode}).body
    card: dict[str, Any] = owner(f"GET {board}/cards").body[0]
    made = owner(f"POST {W}/agents/{agent['id']}/missions", {"cardId": card["id"], "prompt": prompt})
    assert (made.status, made.body["status"]) == (201, "queued")
    return f"{W}/missions/{made.body['id']}", card


def test_supervised_mission_waits_for_a_person(owner: Caller, board: str) -> None:
    here, card = launch(owner, board, "supervised")
    assert [owner(f"GET {here}").body["status"] for _ in range(3)] == ["running", *["awaiting_approval"] * 2]
    [proposal] = owner(f"GET {here}/proposals").body
    goal = proposal["action"]["payload"]["targetColumn"]
    place = f"{W}/proposals/{proposal['id']}"
    assert owner(f"POST {place}/approve").body["status"] == "approved"
    assert_refused(owner(f"POST {place}/reject", {"reason": "no"}), 409)
    moved = next(row for row in owner(f"GET {board}/cards").body if row["id"] == card["id"])
    assert (moved["columnId"], card["columnId"] == goal) == (goal, False)
    assert owner(f"GET {here}").body["status"] == "completed"
    assert_refused(owner(f"POST {here}/cancel"), 409)


def test_other_missions_end_in_their_own_way(owner: Caller, board: str) -> None:
    here, card = launch(owner, board, "autonomous")
    stream = owner(f"GET {here}", ACCEPT="text/event-stream")
    assert stream.headers["Content-Type"] == "text/event-stream"
    told = [json.loads(line[6:])["status"] for line in stream.body.decode().split("\n") if line[:5] == "data:"]
    assert told == ["queued", "running", "completed"]
    assert owner(f"GET {here}/proposals").body == []
    assert next(r for r in owner(f"GET {board}/cards").body if r["id"] == card["id"])["columnId"] != card["columnId"]
    here, _ = launch(owner, board, "approval", "please fail now")
    assert [owner(f"GET {here}").body["status"] for _ in range(2)] == ["running", "failed"]
    here, _ = launch(owner, board, "approval", "x")
    assert owner(f"POST {here}/cancel").body["status"] == "cancelled"
    here, card = launch(owner, board, "approval", "xy")
    owner(f"GET {here}")
    [proposal] = owner(f"GET {here}/proposals").body
    assert owner(f"POST {W}/proposals/{proposal['id']}/reject", {"reason": "no"}).body["reason"] == "no"
    assert next(r for r in owner(f"GET {board}/cards").body if r["id"] == card["id"])["columnId"] == card["columnId"]


def test_rules_fire_and_leave_traces(app: Stellary, owner: Caller, board: str) -> None:
    columns = owner(f"GET {board}/columns").body
    me = owner("GET /auth/me").body["user"]["id"]
    action = {"type": "set_priority", "priority": "low"}
    triggers = ("task_created", "task_moved", "task_assigned", "checklist_complete", "due_date_reached")
    rules = {name: owner(f"POST {board}/automations", {"trigger": name, "action": action}).body for name in triggers}
    assert all(rule["enabled"] for rule in rules.values())
    body = {"title": "t", "priority": "high", "checklist": [{"title": "i"}], "dueDate": "2026-02-01"}
    made = owner(f"POST {board}/columns/{columns[0]['id']}/cards", body).body
    assert made["priority"] == "low"
    item = made["checklist"][0]["_id"]
    owner(f"PATCH {board}/cards/{made['id']}", {"columnId": columns[1]["id"]})
    owner(f"PATCH {board}/cards/{made['id']}", {"assigneeId": me})
    owner(f"PATCH {board}/cards/{made['id']}/checklist/{item}", {"done": True})
    app.advance(40 * 86400)
    owner = enter(app, "owner")
    for rule in rules.values():
        [trace] = owner(f"GET {board}/automations/{rule['id']}/traces").body
        assert (trace["target"], trace["result"]) == (made["id"], "success")
    place = f"{board}/automations/{rules['task_moved']['id']}"
    assert owner(f"PATCH {place}/toggle").body["enabled"] is False
    owner(f"PATCH {board}/cards/{made['id']}", {"columnId": columns[2]["id"]})
    assert len(owner(f"GET {place}/traces").body) == 1
    only = {"trigger": "task_moved", "conditions": {"priority": "high"}, "action": {"type": "unheard_of"}}
    rule = owner(f"POST {board}/automations", only).body["id"]
    for priority in ("low", "high"):
        owner(f"PATCH {board}/cards/{made['id']}", {"priority": priority, "columnId": columns[priority == "low"]["id"]})
    assert [row["result"] for row in owner(f"GET {board}/automations/{rule}/traces").body] == ["failure"]


def test_draft_becomes_a_project(owner: Caller) -> None:
    draft = owner(f"POST {W}/project-drafts", {"name": "D", "description": "d"}).body
    here = f"{W}/project-drafts/{draft['id']}"
    assert (draft["stage"], len(draft["questions"])) == ("refinement", 1)
    assert_refused(owner(f"POST {here}/execute"), 409)
    answers = {"answers": [{"questionId": "q1", "value": "us"}]}
    assert [owner(f"POST {here}/refine", answers).body["readinessScore"] for _ in range(4)] == [40, 60, 80, 100]
    assert_refused(owner(f"POST {here}/refine", answers), 409)
    phases = owner(f"POST {here}/generate-roadmap").body["roadmap"]["phases"]
    project = owner(f"POST {here}/execute").body["id"]
    assert_refused(owner(f"POST {here}/execute"), 409)
    columns = owner(f"GET {W}/projects/{project}/columns").body
    assert [column["name"] for column in columns] == [phase["name"] for phase in phases]
    names = {column["id"]: column["name"] for column in columns}
    cards = [(names[card["columnId"]], card["title"]) for card in owner(f"GET {W}/projects/{project}/cards").body]
    assert cards == [(phase["name"], item["title"]) for phase in phases for item in phase["deliverables"]]


def test_export_and_import_mirror_each_other(owner: Caller, board: str) -> None:
    sheet = owner(f"GET {board}/export").body
    copy = owner(f"POST {W}/projects/import", sheet)
    assert copy.status == 201
    again = owner(f"GET {W}/projects/{copy.body['id']}/export").body
    assert {**again, "exportedAt": 0} == {**sheet, "exportedAt": 0}
    columns = [{"name": f"c{n}"} for n in range(51)]
    cards = [{"title": f"t{n}", "columnIndex": n % 50} for n in range(501)]
    for width, length, status in ((50, 500, 201), (51, 500, 400), (50, 501, 400), (0, 1, 400)):
        body = {"project": {"name": "P"}, "columns": columns[:width], "cards": cards[:length]}
        assert owner(f"POST {W}/projects/import", body).status == status
    sums = {row["id"]: row for row in owner(f"GET {W}/projects/portfolio").body}
    assert sums[copy.body["id"]]["cardCount"] == len(sheet["cards"])


BAD_BODIES: dict[str, tuple[bytes, str]] = {
    "broken": (b"{", JSON),
    "nan": (b'{"name": NaN}', JSON),
    "not utf-8": (b'{"name": "\xff"}', JSON),
    "array": (b"[]", JSON),
    "number as name": (b'{"name": 7, "title": 7, "email": 7, "label": 7, "actionType": 7}', JSON),
    "nothing": (b"", JSON),
    "deep": (b"[" * 100_000, JSON),
    "lone surrogate": (b'{"name": "\\ud800"}', JSON),
    "other media": (b"name=x", "application/x-www-form-urlencoded"),
}
BAD_PLACES = (
    *("/auth/register", "/auth/login", "/organizations", "/api-tokens", f"{W}/projects", f"{W}/projects/import"),
    *(f"{W}/documents", f"{W}/agents", f"{W}/project-drafts", f"{W}/pilotage/todos", f"{W}/members/invite"),
)


@pytest.mark.parametrize("path", BAD_PLACES)
@pytest.mark.parametrize(("raw", "media"), BAD_BODIES.values(), ids=BAD_BODIES)
def test_bad_bodies_come_back_in_the_envelope(owner: Caller, path: str, raw: bytes, media: str) -> None:
    assert_refused(owner(f"POST {path}", raw, media=media), 400)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET /nowhere", 404),
        ("GET /", 404),
        ("BREW /auth/me", 404),
        (f"GET {W}/projects/a\x00b", 404),
        (f"GET {W}/projects/\xff", 404),
        (f"GET {W}/projects/{'x' * 5000}", 404),
        ("GET /notifications?limit=x", 400),
        ("GET /notifications?limit=-1", 400),
    ],
)
def test_bad_paths_come_back_in_the_envelope(owner: Caller, line: str, status: int) -> None:
    assert_refused(owner(line), status)


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic x", "Bearer \xe9", "Bearer ..="])
def test_no_token_no_answer(app: Stellary, token: str) -> None:
    assert_refused(ask(app, "GET /auth/me", AUTHORIZATION=token), 401)


def test_it_can_be_served(app: Stellary, owner: Caller) -> None:
    with serve(app) as url:
        answer = httpx.get(f"{url}{W}/projects", headers={"Authorization": f"Bearer {owner.token}"}, timeout=5)
    assert [row["name"] for row in answer.json()] == ["Q1 Launch", "Platform"]
