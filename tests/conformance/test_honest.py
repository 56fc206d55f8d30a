"""The honest server really behaves: what each part of the API promises, once along the golden path."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import httpx
import pytest

from tests.conformance.mutants import Honest, serve
from tests.conformance.mutants.asking import JSON, Answer, ask

NOON = 1_767_268_800.0


@pytest.fixture
def app() -> Honest:
    return Honest(lambda: NOON)


def assert_refused(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.body["status"], answer.body["code"]) == (status, status, code)
    assert answer.body["error"]
    assert answer.headers["X-API-Version"] == "v1"


def test_agent_lives_and_ends(app: Honest) -> None:
    made = ask(app, "POST /api/agents", {"name": "fixer", "type": "task"}, org="org-acme")
    assert (made.status, made.body["status"], made.body["autonomyLevel"]) == (201, "ACTIVE", 1)
    here = f"/api/agents/{made.body['id']}"
    assert made.body["id"] in [row["id"] for row in ask(app, "GET /v1/api/agents", org="org-acme").body]
    assert_refused(ask(app, f"GET {here}", org="org-globex"), 404, "AGENT_NOT_FOUND")
    moved = ask(app, f"POST {here}/action", {"action": "suspend"}, org="org-acme").body
    assert (moved["previousStatus"], moved["currentStatus"]) == ("ACTIVE", "SUSPENDED")
    again = ask(app, f"POST {here}/action", {"action": "suspend"}, org="org-acme")
    assert (again.status, again.body["previousStatus"]) == (200, "SUSPENDED")
    level = ask(app, f"POST {here}/action", {"action": "set_autonomy", "params": {"level": 3}}, org="org-acme").body
    assert (level["previousLevel"], level["currentLevel"]) == (1, 3)
    detail = ask(app, f"GET {here}", org="org-acme").body
    assert (detail["status"], detail["autonomyLevel"]) == ("SUSPENDED", 3)
    assert ask(app, f"DELETE {here}", org="org-acme").body["deleted"] is True
    assert_refused(ask(app, f"DELETE {here}", org="org-acme"), 404, "AGENT_NOT_FOUND")
    actions = [entry["action"] for entry in ask(app, "GET /api/audit?limit=5", org="org-acme").body["entries"]]
    assert actions == ["agent_terminate", "autonomy_change", "instruct", "instruct", "agent_spawn"]


def test_project_brings_its_agent_and_takes_it_away(app: Honest) -> None:
    made = ask(app, "POST /api/projects", {"repo": "acme/probe"}, org="org-acme")
    assert (made.status, made.body["orgId"]) == (201, "org-acme")
    agent = made.body["agentId"]
    assert ask(app, f"GET /api/project?agentId={agent}", org="org-acme").body["config"]["name"] == "probe"
    assert_refused(
        ask(app, "POST /api/projects", {"repo": "acme/probe"}, org="org-acme"), 409, "PROJECT_ALREADY_EXISTS"
    )
    assert ask(app, "POST /api/projects", {"repo": "acme/probe"}, org="org-globex").status == 201
    assert ask(app, "GET /api/orgs/org-acme").body["projectCount"] == 2
    here = f"DELETE /api/projects/{made.body['id']}"
    assert_refused(ask(app, here, org="org-globex"), 404, "PROJECT_NOT_FOUND")
    assert ask(app, here, org="org-acme").body["removed"]["agentTerminated"] is True
    assert_refused(ask(app, f"GET /api/agents/{agent}", org="org-acme"), 404, "AGENT_NOT_FOUND")
    assert ask(app, "GET /api/orgs/org-acme").body["projectCount"] == 1


def test_link_once_by_either_form(app: Honest) -> None:
    body = {"agentId": "agent-coord-home", "repo": "https://github.com/some/where.git"}
    assert ask(app, "GET /api/project?agentId=agent-coord-home").body == {"linked": False}
    assert ask(app, "POST /api/project/link", body).body["config"]["repo"] == "some/where"
    assert ask(app, "GET /api/project?agentId=agent-coord-home").body["config"]["linkedBy"] == "api"
    assert_refused(ask(app, "POST /api/project/link", body), 409, "ALREADY_LINKED")
    gone = {"agentId": "agent-coord-home", "repo": "nonexistent/x"}
    assert_refused(ask(app, "POST /api/project/link", gone), 404, "REPO_NOT_FOUND")


def test_organization_is_usable_at_once(app: Honest) -> None:
    made = ask(app, "POST /v1/api/orgs", {"name": "Acme Corp & Co"})
    assert (made.status, made.body["id"], made.body["slug"]) == (201, "org-acme-corp-co", "acme-corp-co")
    assert ask(app, "GET /api/agents", org=made.body["id"]).body == []
    assert ask(app, "GET /api/memory", org=made.body["id"]).body["vectorStore"]["dimensions"] == 1536
    assert_refused(ask(app, "POST /api/orgs", {"name": "Other", "slug": "acme-corp-co"}), 409, "ORG_ALREADY_EXISTS")
    assert_refused(ask(app, "POST /api/orgs", {}), 400, "MISSING_FIELD")
    assert_refused(ask(app, "GET /api/agents", org="../../x"), 404, "ORG_NOT_FOUND")


@pytest.mark.parametrize("org", ["", "org-acme", "org-globex"])
def test_trail_pages_and_proves_itself(app: Honest, org: str) -> None:
    ask(app, "POST /api/agents", {"name": "witness", "type": "review"}, org=org)
    entries: list[dict[str, Any]] = []
    for page in range(1, 6):
        answer = ask(app, f"GET /api/audit?limit=11&page={page}", org=org).body
        assert (answer["total"], answer["totalPages"], answer["hasMore"]) == (46, 5, page < 5)
        entries += answer["entries"]
    assert len({entry["id"] for entry in entries}) == 46
    assert {entry["metadata"]["risk"] for entry in entries} == {"low", "medium", "high", "critical"}
    before = "0" * 64
    for entry in reversed(entries):
        facts = json.dumps(entry["metadata"], separators=(",", ":"), ensure_ascii=False)
        parts = [entry[name] for name in ("timestamp", "actorType", "actorId", "action", "result")]
        before = hashlib.sha256("".join([before, *parts, facts]).encode()).hexdigest()
        assert entry["hash"] == f"sha256:{before}"


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "page=-1", "page=1.5", "risk=x", "limit="])
def test_bad_paging_is_refused(app: Honest, query: str) -> None:
    assert_refused(ask(app, f"GET /api/audit?{query}"), 400, "INVALID_PARAMETER")


def test_channels_identities_tasks(app: Honest) -> None:
    assert len(ask(app, "GET /api/channels").body) == 5
    assert ask(app, "POST /api/channels/slack/reconnect").body == {
        "success": True,
        "channel": "slack",
        "connected": True,
    }
    assert_refused(ask(app, "POST /api/channels/web/reconnect"), 404, "CHANNEL_NOT_FOUND")
    assert_refused(ask(app, "POST /api/channels/discord/reconnect"), 400, "CHANNEL_DISABLED")
    known = ask(app, "GET /api/identity?channelType=slack&channelUserId=U-acme").body["identity"]
    assert len(known["channels"]) == 2
    stranger = ask(app, "GET /api/identity?channelType=whatsapp&channelUserId=W-acme").body["identity"]
    assert (stranger["displayName"], stranger["role"], stranger["registeredAt"]) == (None, "read-only", None)
    nobody = ask(app, "GET /api/identity?channelType=slack&channelUserId=nobody")
    assert (nobody.status, nobody.body) == (200, {"found": False, "identity": None})
    assert ask(app, "POST /api/scheduler/health-check/pause").body["enabled"] is False
    assert [task["enabled"] for task in ask(app, "GET /api/scheduler").body] == [False, True, True]
    assert ask(app, "DELETE /api/scheduler/health-check").status == 200
    assert_refused(ask(app, "POST /api/scheduler/health-check/resume"), 404, "TASK_NOT_FOUND")


def test_webhook_leaves_its_entry_where_the_repository_is(app: Honest) -> None:
    payload = {"action": "opened", "repository": {"full_name": "acme/rocket"}}
    answer = ask(app, "POST /v1/webhooks/github", payload, X_GITHUB_EVENT="pull_request").body
    expected = {"received": True, "event": "pull_request", "action": "opened", "repo": "acme/rocket", "processed": True}
    assert answer == expected
    newest = ask(app, "GET /api/audit?limit=1", org="org-acme").body["entries"][0]
    assert (newest["action"], newest["actorId"], newest["result"]) == ("ci_event", "webhook-handler", "processed")
    other = ask(app, "POST /webhooks/github", payload, X_GITHUB_EVENT="star").body
    assert other == {"received": True, "event": "star", "processed": False, "reason": "Event type not handled"}


BAD_BODIES = {
    "broken": (b"{", JSON, 400),
    "nan": (b'{"name": NaN}', JSON, 400),
    "huge number": (b'{"name": 1e999}', JSON, 400),
    "not utf-8": (b'{"name": "\xff"}', JSON, 400),
    "array": (b"[]", JSON, 400),
    "null": (b"null", JSON, 400),
    "number as name": (b'{"name": 7}', JSON, 400),
    "nothing": (b"", JSON, 400),
    "deep": (b"[" * 100_000, JSON, 400),
    "lone surrogate": (b'{"name": "\\ud800"}', JSON, 400),
    "other media": (b"name=x", "application/x-www-form-urlencoded", 415),
    "large": (b" " * 10_000_000, JSON, 413),
}


@pytest.mark.parametrize(("raw", "media", "status"), BAD_BODIES.values(), ids=BAD_BODIES)
@pytest.mark.parametrize(
    "path", ["agents", "projects", "orgs", "project/link", "channels/configure", "agents/agent-coord-home/action"]
)
def test_bad_bodies_come_back_in_the_envelope(app: Honest, path: str, raw: bytes, media: str, status: int) -> None:
    answer = ask(app, f"POST /api/{path}", raw, media=media)
    assert_refused(answer, status, answer.body["code"])


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET /nowhere", 404),
        ("GET /", 404),
        ("GET /v1", 404),
        ("PATCH /api/agents", 405),
        ("DELETE /api/audit", 405),
        ("BREW /api/orgs", 405),
        ("GET /api/agents/..", 404),
        ("GET /api/agents/a\x00b", 404),
        ("GET /api/agents/\xff", 404),
        (f"GET /api/agents/{'x' * 5000}", 404),
    ],
)
def test_bad_paths_come_back_in_the_envelope(app: Honest, line: str, status: int) -> None:
    answer = ask(app, line)
    assert_refused(answer, status, answer.body["code"])


def test_a_subject_can_be_served(app: Honest) -> None:
    with serve(app) as url:
        answer = httpx.get(f"{url}/api/agents", timeout=5)
    assert answer.headers["X-API-Version"] == "v1"
    assert [row["id"] for row in answer.json()] == ["agent-proj-home", "agent-coord-home"]
