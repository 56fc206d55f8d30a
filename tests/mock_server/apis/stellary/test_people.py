"""What the shipped fixtures hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from mock_server.engine import Twin, open_twin
from tests.mock_server.engine.driver import Client, Reply

CLOCK = "2026-03-12T09:00:00Z"
ENGINEERING = {"orgSlug": "acme", "wsSlug": "engineering"}


@cache
def twin() -> Twin:
    return open_twin("stellary", clock=CLOCK, rate_limits=False)


def principals() -> Mapping[str, Mapping[str, Any]]:
    return {entry["name"]: entry for entry in twin().list_principals()}


def ask(name: str, operation: str, **path: Any) -> Reply:
    headers = {"authorization": f"Bearer {principals()[name]['token']}"}
    return Client(twin(), "people").send(operation, headers=headers, **path)


@pytest.mark.parametrize("name", ["owner", "admin", "member", "reviewer", "viewer", "marketer", "outsider"])
def test_everybody_gets_in_with_the_password_and_sees_the_told_roles(name: str) -> None:
    entry = principals()[name]
    body = {"email": entry["email"], "password": entry["password"]}
    assert Client(twin(), "people").send("login", body=body).status == 201
    place = next(tenant for tenant in twin().fixtures.tenants if tenant["name"] == entry["tenant"])["path"]
    workspace = ask(name, "getWorkspace", **place).json
    assert workspace["myRole"] == entry["roles"]["workspace"]["role"]
    assert workspace["myPilotageRole"] == entry["roles"]["workspace"]["pilotageRole"]
    assert ask(name, "getOrganization", **place).json["myRole"] == entry["roles"]["organization"]["role"]


@pytest.mark.parametrize("name", ["marketer", "outsider"])
def test_who_is_not_in_the_workspace_stays_outside(name: str) -> None:
    assert ask(name, "listProjects", **ENGINEERING).status == 403


def test_tokens_reach_as_far_as_their_scopes() -> None:
    reached = {
        name: [
            ask(name, operation, **ENGINEERING).status for operation in ("listProjects", "readMe", "listNotifications")
        ]
        for name in ("pipeline", "reader", "badge", "reminder", "pilot")
    }
    assert reached == {
        "pipeline": [200, 200, 200],
        "reader": [200, 403, 403],
        "badge": [403, 200, 403],
        "reminder": [403, 403, 200],
        "pilot": [403, 403, 403],
    }


def test_every_listed_row_of_the_fixtures_keeps_the_contract() -> None:
    projects = ask("owner", "listProjects", **ENGINEERING).json
    assert [row["name"] for row in projects] == ["Billing", "Mobile app"]
    for project in projects:
        for operation in ("listCards", "listColumns", "listLabels", "listFields", "listScopes", "exportProject"):
            reply = ask("owner", operation, projectId=project["id"], **ENGINEERING)
            assert reply.status == 200, (operation, reply)
    for operation in ("listDocuments", "listAgents", "listActions", "listDrafts", "readPilotageState"):
        assert ask("owner", operation, **ENGINEERING).status == 200
