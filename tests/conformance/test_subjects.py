"""The subjects themselves: the honest server behaves, and every twin and mutant is what its entry says."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from wsgiref.util import setup_testing_defaults

import httpx
import pytest

from tests.conformance.mutants import FAMILIES, MUTANTS, TWINS, Honest, serve

JSON = "application/json"
NOON = 1_767_268_800.0


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


def ask(
    app: Honest,
    line: str,
    body: object = None,
    *,
    org: str = "",
    ip: str = "10.0.0.1",
    media: str = JSON,
    **headers: str,
) -> Answer:
    """One request through WSGI: ``line`` is 'METHOD /path?query'; bytes go out as they are, the rest as JSON."""
    method, _, target = line.partition(" ")
    path, _, query = target.partition("?")
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": ip}
    environ |= {"CONTENT_LENGTH": str(len(raw)), "CONTENT_TYPE": media if raw else "", "wsgi.input": io.BytesIO(raw)}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    if org:
        environ["HTTP_X_ORG_ID"] = org
    setup_testing_defaults(environ)
    seen: list[tuple[int, dict[str, str]]] = []

    def start(status: str, pairs: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
        seen.append((int(status[:3]), dict(pairs)))
        return io.BytesIO().write

    text = b"".join(app(environ, start))
    code, sent = seen[0]
    return Answer(code, sent, json.loads(text) if text and sent["Content-Type"].startswith(JSON) else text)


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


@pytest.mark.parametrize("name", ["honest", "strict_limits", "sliding_limits"])
def test_limits_are_exact_and_apart(name: str) -> None:
    app = Honest(lambda: NOON, limits=True) if name == "honest" else TWINS[name].make()
    push = {"repository": {"full_name": "a/b"}}
    paths = ["GET /api/orgs", "GET /v1/api/agents"]
    assert {ask(app, paths[turn % 2]).status for turn in range(100)} == {200}
    late = ask(app, "GET /api/orgs")
    assert_refused(late, 429, "RATE_LIMITED")
    assert ask(app, "GET /api/orgs", ip="10.0.0.2").status == 200
    assert {ask(app, "POST /webhooks/github", push, X_GITHUB_EVENT="push").status for _ in range(30)} == {200}
    assert ask(app, "POST /v1/webhooks/github", push, X_GITHUB_EVENT="push").status == 429
    assert 1 <= int(late.headers["Retry-After"]) <= 60
    app.advance(int(late.headers["Retry-After"]))
    assert ask(app, "GET /api/orgs").status == 200


def make_ten(app: Honest) -> set[str]:
    """Ten agents made at once; the ids of those that are gone afterwards."""
    with ThreadPoolExecutor(10) as pool:
        made = list(pool.map(lambda n: ask(app, "POST /api/agents", {"name": f"w{n}", "type": "task"}), range(10)))
    assert {answer.status for answer in made} == {201}
    return {answer.body["id"] for answer in made} - {row["id"] for row in ask(app, "GET /api/agents").body}


def test_ten_writers_lose_nothing_here_and_much_there(app: Honest) -> None:
    assert make_ten(app) == set()
    assert make_ten(MUTANTS["agents_lost"].make())


def test_a_subject_can_be_served(app: Honest) -> None:
    with serve(app) as url:
        answer = httpx.get(f"{url}/api/agents", timeout=5)
    assert answer.headers["X-API-Version"] == "v1"
    assert [row["id"] for row in answer.json()] == ["agent-proj-home", "agent-coord-home"]


READS = ("agents", "agent-types", "audit", "projects", "channels", "memory", "orgs", "scheduler")


@pytest.mark.parametrize("name", TWINS)
def test_every_twin_reads_in_both_forms(name: str) -> None:
    app = TWINS[name].make()
    for path in READS:
        assert (ask(app, f"GET /api/{path}").status, ask(app, f"GET /v1/api/{path}").status) == (200, 200)
    assert ask(app, "GET /api/agents/nobody").body["code"] == "AGENT_NOT_FOUND"


@pytest.mark.parametrize("name", MUTANTS)
def test_every_mutant_is_entered_well_and_made_afresh(name: str) -> None:
    subject = MUTANTS[name]
    assert subject.name == name
    assert re.fullmatch(r"\S.{12,}\.", subject.aim)
    assert subject.laws
    assert FAMILIES.issuperset(subject.laws)
    assert subject.requirements
    assert len(set(subject.requirements)) == len(subject.requirements)
    for requirement in subject.requirements:
        assert re.fullmatch(r"CODESPAR-\d{3}", requirement)
        assert 1 <= int(requirement[-3:]) <= 123
    first, second = subject.make(), subject.make()
    assert first is not second
    assert first.state is not second.state
    assert first.limits is subject.limits
    assert 200 <= ask(first, "GET /api/agents", org="org-acme").status < 500


def test_every_family_has_its_mutants() -> None:
    assert len(MUTANTS) >= 55
    assert set(Counter(law for subject in MUTANTS.values() for law in subject.laws)) == FAMILIES


def test_no_two_subjects_share_a_name_or_an_aim() -> None:
    assert MUTANTS.keys().isdisjoint(TWINS)
    assert len({subject.aim for subject in MUTANTS.values()}) == len(MUTANTS)
    assert len({subject.differs for subject in TWINS.values()}) == len(TWINS)


def test_each_mutant_stands_in_a_file_of_a_family_it_names() -> None:
    for subject in MUTANTS.values():
        place = type(subject.make()).__module__.rpartition(".")[2]
        assert any(place.startswith(f"{law}_") for law in subject.laws), f"{subject.name} stands in {place}"
