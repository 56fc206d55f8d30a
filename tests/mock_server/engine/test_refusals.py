from __future__ import annotations

from pathlib import Path

import pytest

import specs
from mock_server.engine.call import Call
from mock_server.engine.fixtures import Fixtures
from mock_server.engine.hooks import find_hooks
from mock_server.engine.opening import Options, build_twin
from tests.mock_server.engine.driver import Client, read

AGENT = {"name": "x", "type": "task"}


def refused(client: Client, operation: str, **request: object) -> tuple[int, str]:
    reply = client.send(operation, **request)  # type: ignore[arg-type]
    assert reply.json["status"] == reply.status
    assert reply.json["error"]
    assert reply.headers["X-API-Version"] == "v1"
    return reply.status, reply.code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "INVALID_JSON"),
        (b" ", "INVALID_JSON"),
        (b"{", "INVALID_JSON"),
        (b'{"name": NaN, "type": "task"}', "INVALID_JSON"),
        (b'{"name": 1e999, "type": "task"}', "INVALID_JSON"),
        (b'{"name": "\xff", "type": "task"}', "INVALID_JSON"),
        (b'{"name": "\\ud800", "type": "task"}', "INVALID_JSON"),
        (b"[" * 5000, "INVALID_JSON"),
        (b"[]", "INVALID_PARAMETER"),
        (b"null", "INVALID_PARAMETER"),
        (b'"text"', "INVALID_PARAMETER"),
        (b"7", "INVALID_PARAMETER"),
        (b"{}", "MISSING_FIELD"),
        (b'{"type": "task"}', "MISSING_FIELD"),
        (b'{"name": "x", "type": "project"}', "MISSING_FIELD"),
        (b'{"name": "x", "type": "robot"}', "INVALID_PARAMETER"),
        (b'{"name": {"a": 1}, "type": "task"}', "INVALID_PARAMETER"),
        (b'{"name": "x", "type": "task", "autonomyLevel": 99999999999999999999999}', "INVALID_PARAMETER"),
        (b'{"name": "x", "type": "task", "autonomyLevel": -1}', "INVALID_PARAMETER"),
        (b'{"name": "x", "type": "task", "autonomyLevel": 2.5}', "INVALID_PARAMETER"),
        (b'{"name": "x", "type": "task", "autonomyLevel": "3"}', "INVALID_PARAMETER"),
    ],
)
def test_bad_bodies(client: Client, raw: bytes, code: str):
    headers = {"content-type": "application/json"}
    assert refused(client, "createAgent", raw=raw, headers=headers) == (400, code)


def test_a_deep_body_is_no_fault_of_the_server(client: Client):
    deep = b'{"a":' * 500 + b"1" + b"}" * 500
    reply = client.send("receiveGithubEvent", raw=deep, headers={"x-github-event": "push"})
    assert reply.status == 200
    inside = b'{"name": "x", "type": "task", "autonomyLevel": ' + b"[" * 900 + b"]" * 900 + b"}"
    assert refused(client, "createAgent", raw=inside) == (400, "INVALID_PARAMETER")


def test_a_body_too_large_to_read(client: Client):
    assert refused(client, "createAgent", raw=None) == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize("sent", ["text/plain", "application/jsonx", "multipart/form-data; boundary=x", ""])
def test_other_media_types(client: Client, sent: str):
    assert refused(client, "createAgent", body=AGENT, headers={"content-type": sent}) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_media_type_may_have_parameters_and_capitals(client: Client):
    reply = client.send("createAgent", body=AGENT, headers={"content-type": "Application/JSON; charset=utf-8"})
    assert reply.status == 201


def test_a_body_where_none_is_read_is_passed_over(client: Client):
    assert client.send("pauseTask", name="health-check", raw=b"{", headers={"content-type": "x/y"}).status == 200


@pytest.mark.parametrize("row_id", ["x" * 5000, "../..", "a/b", "a\0b", "\udcff", "agent-proj-acme01"])
def test_unknown_and_foreign_ids(client: Client, row_id: str):
    for operation in ("getAgent", "deleteAgent"):
        assert refused(client, operation, id=row_id) == (404, "AGENT_NOT_FOUND")
    assert refused(client, "actOnAgent", id=row_id, body={"action": "suspend"}) == (404, "AGENT_NOT_FOUND")


@pytest.mark.parametrize("tenant", ["../../x", "", "org-acme,org-globex", "x" * 5000, "default"])
def test_unknown_tenants(client: Client, tenant: str):
    assert refused(client, "listAgents", tenant=tenant) == (404, "ORG_NOT_FOUND")
    assert refused(client, "createOrg", tenant=tenant, body={"name": "x"}) == (404, "ORG_NOT_FOUND")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=x",
        "limit=",
        "limit=1.5",
        "limit=1e1",
        "limit=99999999999999999999",
        "limit=%C2%B2",
        "limit=1&limit=2",
        "page=0",
        "page=-5",
        "page=true",
        "page=1&page=1",
        "risk=x",
        "risk=",
        "risk=%FF",
    ],
)
def test_bad_queries(client: Client, query: str):
    assert refused(client, "listAudit", query=query) == (400, "INVALID_PARAMETER")


def test_unknown_query_keys_are_passed_over(client: Client):
    assert client.send("listAudit", query="colour=red&limit=3&colour=blue").status == 200


def test_missing_parameters_are_missing_fields(client: Client):
    assert refused(client, "checkProject") == (400, "MISSING_FIELD")
    assert refused(client, "findIdentity", query="channelType=slack") == (400, "MISSING_FIELD")
    assert refused(client, "receiveGithubEvent", body={}) == (400, "MISSING_FIELD")


def test_members_with_a_cause_of_their_own(client: Client):
    agent = client.agent()["id"]
    bodies: list[object] = [{}, {"action": "dance"}, {"action": 7}, {"action": "dance", "params": {"level": 9}}]
    for body in bodies:
        assert refused(client, "actOnAgent", id=agent, body=body) == (400, "INVALID_ACTION")
    levels: list[object] = [{}, {"level": 6}, {"level": -1}, {"level": "3"}, {"level": None}, 3]
    for params in levels:
        wrong = {"action": "set_autonomy", "params": params}
        assert refused(client, "actOnAgent", id=agent, body=wrong) == (400, "INVALID_AUTONOMY_LEVEL")
    assert refused(client, "actOnAgent", id=agent, body={"action": "set_autonomy"}) == (400, "INVALID_AUTONOMY_LEVEL")


def test_the_message_names_the_member_and_never_its_value(client: Client):
    reply = client.send("createAgent", body={"name": "x", "type": "S3CRET"})
    assert "type must be one of" in reply.json["error"]
    assert "S3CRET" not in reply.json["error"]


@pytest.mark.parametrize(
    ("operation", "request_", "code"),
    [
        # unknown tenant before everything the body says
        ("createAgent", {"tenant": "x", "raw": b"{", "headers": {"content-type": "text/plain"}}, "ORG_NOT_FOUND"),
        ("createAgent", {"raw": b"{", "headers": {"content-type": "text/plain"}}, "UNSUPPORTED_MEDIA_TYPE"),
        ("actOnAgent", {"id": "x", "raw": b"{"}, "INVALID_JSON"),
        # an unknown row before a faulty body
        ("actOnAgent", {"id": "x", "body": {"action": "dance"}}, "AGENT_NOT_FOUND"),
        ("createAgent", {"body": {"projectId": "x", "autonomyLevel": 9}}, "PROJECT_NOT_FOUND"),
        ("linkProject", {"body": {"agentId": "x"}}, "AGENT_NOT_FOUND"),
        ("linkProject", {"body": {"agentId": "x", "repo": "nonexistent/y"}}, "AGENT_NOT_FOUND"),
        # a missing member before an invalid one
        ("createAgent", {"body": {"autonomyLevel": 9, "type": "x"}}, "MISSING_FIELD"),
        ("listAudit", {"tenant": "x", "query": "limit=0"}, "ORG_NOT_FOUND"),
        ("createProject", {"body": {"repo": "nonexistent/y", "name": ""}}, "INVALID_PARAMETER"),
    ],
)
def test_of_two_faults_the_one_named_first_wins(client: Client, operation: str, request_: dict[str, object], code: str):
    assert refused(client, operation, **request_)[1] == code


@pytest.mark.parametrize(
    ("first", "raw", "code"),
    [
        ("agent_missing", b"{", "AGENT_NOT_FOUND"),
        ("malformed", b"{", "INVALID_JSON"),
        ("invalid_action", b'{"action": "dance"}', "INVALID_ACTION"),
        ("too_large", None, "PAYLOAD_TOO_LARGE"),
        ("org_missing", b"{", "ORG_NOT_FOUND"),
    ],
)
def test_the_declared_order_decides(first: str, raw: bytes | None, code: str, tmp_path: Path):
    bundle = specs.load("codespar")
    order = bundle["document"]["x-conventions"]["errors"]["precedence"]
    order.insert(0, order.pop(order.index(first)))
    handled = build_twin(bundle, Fixtures(tmp_path), find_hooks("codespar"), Options(rate_limits=False))
    tenant = "nobody" if first in ("org_missing", "too_large") else None
    reply = Client(handled).send("actOnAgent", id="x", raw=raw, tenant=tenant)
    assert reply.code == code


def test_what_no_operation_sees_has_the_envelope_too(client: Client):
    call = Call("PUT", "/nowhere", "", {}, b"", "127.0.0.1", "/nowhere", malformed="two hosts")
    twin = client.twin
    unknown = read(twin.refuse("unknown_route", call))
    assert (unknown.status, unknown.code, unknown.headers["X-API-Version"]) == (404, "NOT_FOUND", "v1")
    wrong = read(twin.refuse("unknown_method", call, ["GET", "POST"]))
    assert (wrong.status, wrong.headers["Allow"]) == (405, "GET, POST")
    assert read(twin.refuse("too_large", call)).status == 413
    assert "two hosts" in read(twin.refuse("malformed_request", call)).json["error"]
    broken = read(twin.crash(call, RuntimeError("boom")))
    assert (broken.status, broken.code) == (500, "INTERNAL_ERROR")
    assert b"boom" not in broken.raw


def test_an_envelope_may_nest_its_members(toy: Client):
    reply = toy.send("getShelf", id="x")
    assert (reply.status, reply.json) == (410, {"message": "Refused", "error": {"code": "GONE"}})
