from __future__ import annotations

from typing import Any

from tests.mock_server.apis.spedy.office import Office, open_office
from tests.mock_server.engine.driver import Reply

DECADE = 10 * 366 * 86_400


def ask(office: Office, token: str, operation: str = "getOrganization") -> Reply:
    return office.client.send(operation, headers={"authorization": f"Bearer {token}"})


def make(office: Office, who: str = "member", name: str = "CI Pipeline") -> dict[str, Any]:
    return dict(office.get("createToken", {"name": name}, who=who))


def test_a_token_is_shown_once_and_works_at_once() -> None:
    office = open_office()
    made = make(office)
    assert set(made) == {"id", "name", "token", "createdAt"}
    assert made["token"].startswith("spedy_pat_")
    assert ask(office, made["token"]).json["name"] == "Acme Corp"
    listed = [row for row in office.rows("listTokens", who="member") if row["id"] == made["id"]]
    assert listed == [office.get("getToken", who="member", tokenId=made["id"])]
    assert set(listed[0]) == {"id", "name", "lastUsedAt", "createdAt"}


def test_use_moves_last_used() -> None:
    office = open_office()
    made = make(office)
    assert office.get("getToken", who="member", tokenId=made["id"])["lastUsedAt"] is None
    office.client.control("POST", "clock", {"advance": 60})
    ask(office, made["token"])
    assert office.get("getToken", who="member", tokenId=made["id"])["lastUsedAt"] == "2025-04-01T12:01:00Z"


def test_a_token_never_expires_and_ends_when_it_is_revoked() -> None:
    office = open_office()
    made = make(office)
    office.client.control("POST", "clock", {"advance": DECADE})
    assert ask(office, made["token"]).status == 200
    office.gone("revokeToken", who="member", tokenId=made["id"])
    assert ask(office, made["token"]).status == 401
    assert made["id"] not in {row["id"] for row in office.rows("listTokens", who="member")}
    assert office.refused("revokeToken", who="member", tokenId=made["id"]) == 404


def test_tokens_are_their_owners_own() -> None:
    office = open_office()
    made = make(office)
    assert made["id"] not in {row["id"] for row in office.rows("listTokens", who="admin")}
    for operation in ("getToken", "revokeToken"):
        assert office.refused(operation, who="admin", tokenId=made["id"]) == 404
