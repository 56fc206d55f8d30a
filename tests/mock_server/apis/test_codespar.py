from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from mock_server import apis
from tests.mock_server.engine.driver import NOON, Client

SCOPES = [None, "org-acme", "org-globex"]


def test_every_handler_of_the_contract_exists(client: Client):
    assert set(client.twin.stats()["handlers"]) == set(apis.handlers("codespar"))
    assert apis.handlers("nobody") == {}


def recompute(entries: list[dict[str, Any]]) -> None:
    previous = "0" * 64
    for entry in reversed(entries):
        texts = [entry[name] for name in ("timestamp", "actorType", "actorId", "action", "result")]
        metadata = json.dumps(entry["metadata"], separators=(",", ":"), ensure_ascii=False)
        previous = hashlib.sha256("".join([previous, *texts, metadata]).encode()).hexdigest()
        assert entry["hash"] == f"sha256:{previous}"


@pytest.mark.parametrize("tenant", SCOPES)
def test_the_hash_chain_holds_and_goes_on(client: Client, tenant: str | None):
    recompute(client.audit(tenant)["entries"])
    client.send("createProject", body={"repo": "acme/unicode"})
    client.send("createAgent", body={"name": "Zoë", "type": "task"}, tenant=tenant)
    payload = {"repository": {"full_name": "acme/żółw"}}
    client.send("receiveGithubEvent", body=payload, headers={"x-github-event": "push"}, tenant=tenant)
    client.control("POST", "clock", {"freeze": "2020-01-01T00:00:00Z"})
    client.send("createAgent", body={"name": "late", "type": "task"}, tenant=tenant)
    entries = client.audit(tenant)["entries"]
    recompute(entries)
    assert entries[0]["timestamp"] == NOON


def test_fixtures_span_several_pages_and_all_risks(client: Client):
    for tenant in SCOPES:
        assert client.audit(tenant, "limit=20")["totalPages"] >= 3
        for risk in ("low", "medium", "high", "critical"):
            assert client.audit(tenant, f"risk={risk}")["total"] > 0
    assert client.audit("org-sandbox")["total"] == 0


def test_fixture_agents_are_of_every_type_and_state(client: Client):
    rows = [row for tenant in SCOPES for row in client.send("listAgents", tenant=tenant).json]
    types = {row["type"] for row in client.send("listAgentTypes").json}
    assert {row["type"] for row in rows} == types
    assert {row["status"] for row in rows} == {"ACTIVE", "IDLE", "SUSPENDED", "ERROR"}


def act(client: Client, agent: str, action: str, **params: Any) -> dict[str, Any]:
    reply = client.send("actOnAgent", id=agent, body={"action": action, **({"params": params} if params else {})})
    assert reply.status == 200, reply
    return dict(reply.json)


def test_actions(client: Client):
    agent = client.agent(autonomyLevel=2)["id"]
    steps = [("suspend", "SUSPENDED"), ("suspend", "SUSPENDED"), ("resume", "ACTIVE"), ("resume", "ACTIVE")]
    status = "ACTIVE"
    for action, after in steps:
        said = act(client, agent, action)
        assert (said["previousStatus"], said["currentStatus"]) == (status, after)
        assert "uptime" not in said
        shown = client.send("getAgent", id=agent).json
        assert (shown["status"], shown["autonomyLevel"]) == (after, 2)
        status = after
    level = act(client, agent, "set_autonomy", level=5)
    assert (level["previousLevel"], level["currentLevel"], level["timestamp"]) == (2, 5, NOON)
    assert client.send("getAgent", id=agent).json["autonomyLevel"] == 5
    actions = [entry["action"] for entry in client.audit()["entries"][:6]]
    assert actions == ["autonomy_change", "instruct", "instruct", "instruct", "instruct", "agent_spawn"]


def test_restart_begins_the_uptime_anew(client: Client):
    assert client.send("getAgent", id="agent-proj-abc123").json["uptime"] > 0
    act(client, "agent-proj-abc123", "suspend")
    said = act(client, "agent-proj-abc123", "restart")
    assert (said["previousStatus"], said["currentStatus"], said["uptime"]) == ("SUSPENDED", "ACTIVE", 0)
    assert client.send("getAgent", id="agent-proj-abc123").json["uptime"] == 0


def test_links(client: Client):
    one, two = client.agent("one")["id"], client.agent("two")["id"]
    assert client.send("checkProject", query=f"agentId={one}").json == {"linked": False}
    configs = [
        client.send("linkProject", body={"agentId": agent, "repo": repo}).json["config"]
        for agent, repo in ((one, "acme/shop"), (two, "https://github.com/acme/shop"))
    ]
    assert {key: value for key, value in configs[0].items() if key != "id"} == {
        "name": "shop",
        "repo": "acme/shop",
        "repoUrl": "https://github.com/acme/shop",
        "defaultBranch": "main",
        "webhookConfigured": False,
        "webhookId": None,
        "linkedAt": NOON,
        "linkedBy": "api",
    }
    assert {**configs[0], "id": None} == {**configs[1], "id": None}
    assert client.send("checkProject", query=f"agentId={one}").json == {"linked": True, "config": configs[0]}
    again = client.send("linkProject", body={"agentId": one, "repo": "acme/other"})
    assert (again.status, again.code) == (409, "ALREADY_LINKED")
    assert client.send("checkProject", query=f"agentId={one}").json["config"] == configs[0]
    assert client.audit()["entries"][0]["action"] == "link"


def test_repositories_of_nobody_and_no_token(client: Client):
    agent = client.agent()["id"]
    missing = client.send("linkProject", body={"agentId": agent, "repo": "nonexistent/repo"})
    assert (missing.status, missing.code) == (404, "REPO_NOT_FOUND")
    assert client.send("createProject", body={"repo": "nonexistent/repo"}).code == "REPO_NOT_FOUND"
    client.control("POST", "seed", {"github_token": False})
    no_token = client.send("linkProject", body={"agentId": agent, "repo": "acme/x"})
    assert (no_token.status, no_token.code) == (400, "MISSING_CONFIG")


def test_a_new_project_has_an_agent_that_counts_as_linked(client: Client):
    made = client.send("createProject", body={"repo": "acme/shop"}, tenant="org-acme").json
    assert made["orgId"] == "org-acme"
    agent = client.send("getAgent", id=made["agentId"], tenant="org-acme").json
    assert (agent["type"], agent["status"], agent["project"]["name"]) == ("project", "ACTIVE", "shop")
    linked = client.send("checkProject", query=f"agentId={made['agentId']}", tenant="org-acme").json
    assert (linked["linked"], linked["config"]["repo"]) == (True, "acme/shop")
    listed = client.send("listProjects", tenant="org-acme").json[-1]
    assert (listed["id"], listed["agentId"], listed["agentStatus"]) == (made["id"], made["agentId"], "ACTIVE")
    newest = client.audit("org-acme")["entries"][0]
    assert (newest["action"], newest["metadata"]["agentId"]) == ("agent_spawn", made["agentId"])
    assert client.send("createProject", body={"repo": "acme/shop"}, tenant="org-acme").code == "PROJECT_ALREADY_EXISTS"
    assert client.send("createProject", body={"repo": "acme/shop"}, tenant="org-globex").status == 201


def test_deleting_a_project_leaves_unlink(client: Client):
    made = client.send("createProject", body={"repo": "acme/shop", "name": "Shop"}).json
    gone = client.send("deleteProject", id=made["id"]).json
    assert gone == {"success": True, "removed": {"id": made["id"], "agentTerminated": True, "webhookRemoved": False}}
    newest = client.audit()["entries"][0]
    assert (newest["action"], newest["metadata"]["projectId"]) == ("unlink", made["id"])


def test_channels(client: Client):
    rows = {row["name"]: row["connected"] for row in client.send("listChannels").json}
    assert rows == {"web": True, "whatsapp": False, "slack": True, "discord": False, "telegram": True}
    assert client.send("reconnectChannel", name="slack").json == {
        "success": True,
        "channel": "slack",
        "connected": True,
    }
    assert client.send("reconnectChannel", name="discord").code == "CHANNEL_DISABLED"
    for name in ("web", "fax"):
        reply = client.send("reconnectChannel", name=name)
        assert (reply.status, reply.code) == (404, "CHANNEL_NOT_FOUND")
        assert "whatsapp, slack, discord, telegram" in reply.json["error"]


def test_configuring_a_channel_is_audited_without_its_secrets(client: Client):
    body = {"channel": "discord", "config": {"botToken": "S3CRET"}}
    assert client.send("configureChannel", body=body).json == {
        "success": True,
        "channel": "discord",
        "configured": True,
    }
    entry = client.audit()["entries"][0]
    assert (entry["action"], entry["metadata"]["channel"]) == ("instruct", "discord")
    assert "S3CRET" not in json.dumps(entry)
    assert client.send("reconnectChannel", name="discord").code == "CHANNEL_DISABLED"
    broken: list[Any] = [{}, {"botToken": ""}, {"botToken": 3}, []]
    for config in broken:
        assert client.send("configureChannel", body={"channel": "discord", "config": config}).status == 400
    assert client.send("configureChannel", body={"channel": "fax", "config": {}}).code == "INVALID_CHANNEL"


def test_memory_of_a_scope_with_and_without_numbers(client: Client):
    assert client.send("readMemory").json["projectContext"]["repo"] == "codespar/storefront"
    empty = client.send("readMemory", tenant="org-sandbox").json
    assert (empty["vectorStore"]["totalEmbeddings"], empty["projectContext"]["repo"]) == (0, None)


def test_identities(client: Client):
    facts = client.twin.fixtures.facts
    found = []
    account = facts["registered_user"]
    for kind, user in [(account["channelType"], account["channelUserId"]), *account["channels"]]:
        found.append(client.send("findIdentity", query=f"channelType={kind}&channelUserId={user}").json)
    assert found[0] == found[1]
    assert len(found[0]["identity"]["channels"]) == 2
    account = facts["unregistered_user"]
    query = f"channelType={account['channelType']}&channelUserId={account['channelUserId']}"
    person = client.send("findIdentity", query=query).json["identity"]
    assert (person["displayName"], person["role"], person["registeredAt"]) == (None, "read-only", None)
    nobody = client.send("findIdentity", query="channelType=slack&channelUserId=U0").json
    assert nobody == {"found": False, "identity": None}


@pytest.mark.parametrize("event", ["push", "pull_request", "workflow_run", "check_run"])
def test_handled_events(client: Client, event: str):
    body = {"action": "opened", "repository": {"full_name": "acme/shop"}}
    reply = client.send("receiveGithubEvent", body=body, headers={"x-github-event": event})
    assert (reply.json["processed"], reply.json["repo"]) == (True, "acme/shop")
    assert reply.json.get("action") == (None if event == "push" else "opened")
    entry = client.audit()["entries"][0]
    assert (entry["action"], entry["actorType"], entry["actorId"], entry["result"]) == (
        "ci_event",
        "system",
        "webhook-handler",
        "processed",
    )


def test_other_events_leave_nothing(client: Client):
    before = client.audit()["total"]
    reply = client.send("receiveGithubEvent", body={}, headers={"x-github-event": "star"})
    assert reply.json == {"received": True, "event": "star", "processed": False, "reason": "Event type not handled"}
    assert client.audit()["total"] == before
    assert client.send("receiveGithubEvent", body={}, headers={"x-github-event": "push"}).json["repo"] is None


def test_organizations(client: Client):
    made = client.send("createOrg", body={"name": "  Big & Small  Corp! "}).json
    assert (made["slug"], made["id"], made["storageDir"]) == (
        "big-small-corp",
        "org-big-small-corp",
        ".codespar/orgs/org-big-small-corp/",
    )
    shown = client.send("getOrg", id=made["id"]).json
    assert (shown["projects"], shown["members"], shown["projectCount"]) == ([], [], 0)
    assert client.send("createOrg", body={"name": "Big Small Corp"}).code == "ORG_ALREADY_EXISTS"
    assert client.send("createOrg", body={"name": "B", "slug": "big-small-corp"}).code == "ORG_ALREADY_EXISTS"
    assert client.send("createOrg", body={"name": "!!!"}).status == 400
    assert client.send("createOrg", body={}).code == "MISSING_FIELD"


def test_a_cancelled_task_is_gone(client: Client):
    assert client.send("deleteTask", name="audit-cleanup").json == {
        "name": "audit-cleanup",
        "message": "Task cancelled",
    }
    for operation in ("pauseTask", "resumeTask", "deleteTask"):
        assert client.send(operation, name="audit-cleanup").code == "TASK_NOT_FOUND"
    assert [row["name"] for row in client.send("listTasks").json] == ["health-check", "build-status-report"]
