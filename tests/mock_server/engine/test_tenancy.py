from __future__ import annotations

from pathlib import Path

import pytest

from mock_server.engine import StartError
from mock_server.engine.tenancy import read_label
from tests.mock_server.engine.driver import Client
from tests.mock_server.engine.office import Office
from tests.mock_server.engine.office_contract import make_office

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


@pytest.mark.parametrize(
    ("host", "label"),
    [
        ("acme.test", "acme"),
        ("Acme.spedy.test:8080", "acme"),
        ("acme.localhost:80", "acme"),
        ("acme.test.", "acme"),
        *((host, None) for host in ("", "localhost", "localhost:80", "acme", "127.0.0.1", "10.0.0.1:80", "[::1]:80")),
        *((host, None) for host in ("[::1]", "acme.", ".")),
    ],
)
def test_the_first_label_of_a_host_may_name_a_tenant(host: str, label: str | None):
    assert read_label(host) == label


@pytest.mark.parametrize(("host", "status"), [("acme.test", 200), ("localhost:4010", 200), ("", 200)])
def test_a_token_works_at_the_host_of_its_tenant_and_at_none(office: Office, host: str, status: int):
    assert office.send("getFirm", "ben", headers={"host": host}).status == status


@pytest.mark.parametrize("host", ["globex.test", "nobody.test"])
def test_a_token_is_refused_at_the_host_of_another_tenant(office: Office, host: str):
    assert office.send("getFirm", "ben", headers={"host": host}).code == "wrong_host"
    assert office.send("getTicket", "ben", ticketId="none", headers={"host": host}).code == "wrong_host"
    assert office.send("getFirm", None, headers={"host": host}).code == "unauthenticated"


@pytest.mark.parametrize(("host", "firm"), [("globex.test", "f2"), ("nobody.test", None), ("127.0.0.1", None)])
def test_a_public_operation_takes_its_tenant_from_the_host(office: Office, host: str, firm: str | None):
    assert office.send("hello", None, headers={"host": host}).json == {"tenant": firm, "row": firm}


def test_a_host_needs_a_registry(tmp_path: Path):
    bundle = make_office()
    del bundle["document"]["x-conventions"]["tenancy"]["registry"]
    with pytest.raises(StartError, match="needs a registry"):
        Office(tmp_path, bundle)


def test_a_path_without_a_row_leads_to_that_of_the_tenant(office: Office):
    assert office.send("getFirm", "ben").json["id"] == "f1"
    assert office.send("getFirm", "eve").json["id"] == "f2"
    assert office.send("useFirm", "eve").json == {"firm": "f2"}
    assert office.send("editFirm", "ben", body={"name": "x"}).code == "forbidden_role"
    assert office.send("editFirm", "ann", body={"name": "x"}).json["name"] == "x"
    assert office.send("getFirm", "eve").json["name"] == "Globex"


def test_a_tenant_that_is_gone_is_an_unknown_row(office: Office):
    assert office.send("dropFirm", "ann").status == 204
    assert [office.send(name, "ben").code for name in ("getFirm", "editFirm", "useFirm")] == ["gone"] * 3


def test_a_principals_token_belongs_to_the_tenant_of_its_user(office: Office):
    (token,) = office.rows.search("Token", {"user": "eve"})
    assert token["firm"] == "f2"
    assert office.ids("listBoards", "eve") == ["b3"]
