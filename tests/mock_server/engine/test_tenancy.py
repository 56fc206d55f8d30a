from __future__ import annotations

import pytest

from tests.mock_server.engine.driver import Client

SCOPES = [None, "org-acme", "org-globex", "org-sandbox"]


@pytest.mark.parametrize("tenant", SCOPES)
def test_a_row_is_seen_by_its_owner_alone(client: Client, tenant: str | None):
    made = client.send("createAgent", body={"name": "x", "type": "task"}, tenant=tenant).json
    for other in SCOPES:
        status = 200 if other == tenant else 404
        assert client.send("getAgent", id=made["id"], tenant=other).status == status
        listed = [row["id"] for row in client.send("listAgents", tenant=other).json]
        assert (made["id"] in listed) is (other == tenant)


@pytest.mark.parametrize("operation", ["deleteAgent", "actOnAgent"])
def test_a_foreign_write_leaves_the_row_alone(client: Client, operation: str):
    before = client.send("getAgent", id="agent-proj-acme01", tenant="org-acme").raw
    body = {"action": "suspend"} if operation == "actOnAgent" else None
    foreign = client.send(operation, id="agent-proj-acme01", tenant="org-globex", body=body)
    unknown = client.send(operation, id="agent-nobody", tenant="org-globex", body=body)
    assert (foreign.status, foreign.raw) == (unknown.status, unknown.raw)
    assert client.send("getAgent", id="agent-proj-acme01", tenant="org-acme").raw == before


def test_a_foreign_parent_is_unknown(client: Client):
    body = {"name": "x", "type": "project", "projectId": "proj-002"}
    assert client.send("createAgent", body=body).code == "PROJECT_NOT_FOUND"
    assert client.send("createAgent", body=body, tenant="org-acme").status == 201


def test_a_new_tenant_works_at_once_and_is_empty(client: Client):
    org = client.send("createOrg", body={"name": "New & Co."}).json
    assert org["id"] == "org-new-co"
    assert client.send("listAgents", tenant=org["id"]).json == []
    assert client.audit(org["id"])["total"] == 0


def test_lists_without_owner_are_the_same_for_all(client: Client):
    shown = {client.send("listChannels", tenant=tenant).raw for tenant in SCOPES}
    assert len(shown) == 1
