from __future__ import annotations

import base64
from pathlib import Path

import orjson
import pytest

from mock_server.engine import StartError
from mock_server.engine.passwords import hash_password, verify_password
from tests.mock_server.engine.club import Club
from tests.mock_server.engine.club_contract import make_club
from tests.mock_server.engine.office import Office


def test_a_signed_token_of_a_login_names_its_user(club: Club):
    token = club.send("enter", None, body={"email": "ben@club.test"}).json["token"]
    assert club.send("me", token).json["id"] == "ben"
    claims = orjson.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["exp"] - claims["iat"] == 3600


def test_a_signed_token_ends_with_its_lifetime(club: Club):
    club.client.control("POST", "clock", {"advance": 3599})
    assert club.send("me", "ada").status == 200
    club.client.control("POST", "clock", {"advance": 1})
    assert club.send("me", "ada").code == "unauthenticated"


def test_a_token_that_nobody_signed_or_that_was_changed_is_none(club: Club, tmp_path: Path):
    head, claims, sign = club.tokens["ada"].split(".")
    forged = base64.urlsafe_b64encode(orjson.dumps({"sub": "ben", "exp": 9_999_999_999})).decode().rstrip("=")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    other = Club(tmp_path, seed=7).tokens["ada"]
    assert other != club.tokens["ada"]
    for token in (
        f"{head}.{forged}.{sign}",
        f"{none}.{forged}.",
        f"{none}.{claims}.",
        other,
        "x",
        "",
        "é.é.é",
        "k_",
        "a.b.c",
    ):
        assert club.send("me", token).code == "unauthenticated", token


def test_without_a_token_or_with_another_scheme_nobody_calls(club: Club):
    assert club.send("me", None).code == "unauthenticated"
    assert club.send("me", None, headers={"authorization": "Basic YWRhOmFkYQ=="}).code == "unauthenticated"
    assert club.send("me", None, headers={"authorization": f"bearer {club.tokens['ada']}"}).status == 200


def test_a_public_operation_asks_nobody(club: Club):
    assert club.send("enter", "nonsense", body={"email": "ada@club.test"}).status == 200


def test_a_token_of_a_user_who_is_gone_is_none(club: Club):
    club.client.twin.worlds.get("default").rows.remove("User", "ben")
    assert club.send("me", "ben").code == "unauthenticated"


def test_an_opaque_token_works_until_it_is_deleted(club: Club):
    key = club.make("addKey", body={"name": "mine"})
    assert club.send("me", key["token"]).json["id"] == "ada"
    assert club.send("dropKey", keyId=key["id"]).status == 204
    assert club.send("me", key["token"]).code == "unauthenticated"


def test_an_opaque_token_expires_by_the_worlds_clock(club: Club):
    key = club.make("addKey", body={"name": "brief", "until": "2024-01-15T16:00:00Z"})
    assert club.send("me", key["token"]).status == 200
    club.client.control("POST", "clock", {"advance": 3600})
    assert club.send("me", key["token"]).code == "unauthenticated"
    assert club.send("me", "old").code == "unauthenticated"


def test_the_last_use_of_a_token_is_kept(club: Club):
    key = club.make("addKey", body={"name": "mine"})
    assert key.get("used") is None
    club.client.control("POST", "clock", {"advance": 60})
    club.send("me", key["token"])
    shown = {row["id"]: row for row in club.send("listKeys").json}
    assert shown[key["id"]]["used"] == "2024-01-15T15:01:00Z"


def test_only_the_hash_of_a_token_is_stored(club: Club):
    key = club.make("addKey", body={"name": "mine"})
    stored = club.client.twin.worlds.get("default").store.get("Key", key["id"])
    assert stored is not None
    assert key["token"] not in str(stored)
    assert club.send("me", stored["token"]).code == "unauthenticated"
    # A stored row that is written back keeps its hash.
    club.client.twin.worlds.get("default").rows.change("Key", key["id"], {"token": stored["token"]})
    assert club.send("me", key["token"]).status == 200


def test_the_stored_hash_is_no_token_where_tokens_have_no_prefix_either(tmp_path: Path):
    bundle = make_club()
    bundle["document"]["x-conventions"]["credentials"]["key"]["prefix"] = ""
    club = Club(tmp_path, bundle)
    key = club.make("addKey", body={"name": "mine"})
    stored = club.client.twin.worlds.get("default").store.get("Key", key["id"])
    assert stored is not None
    assert club.send("me", key["token"]).status == 200
    assert club.send("me", stored["token"]).code == "unauthenticated"


def test_a_secret_shows_where_it_is_made_and_nowhere_else(club: Club):
    key = club.make("addKey", body={"name": "mine"})
    assert key["start"] == key["token"][:5]
    assert key["token"].startswith("k_")
    assert all("token" not in row and row["start"] for row in club.send("listKeys").json)


def test_a_token_without_the_scope_is_refused_and_a_login_needs_none(club: Club):
    assert club.send("addBoard", "reader", body={"name": "x"}).code == "forbidden_scope"
    assert club.send("addBoard", "ada", body={"name": "x"}).status == 201
    key = club.make("addKey", body={"name": "writer", "grants": ["write"]})["token"]
    assert club.send("addBoard", key, body={"name": "y"}).status == 201
    assert club.send("listRooms", key).code == "forbidden_scope"


def test_a_valid_token_of_a_kind_that_is_not_listed_is_told_so(club: Club):
    assert club.send("listKeys", "reader").code == "wrong_credential"
    assert club.send("listKeys", "k_nobody").code == "unauthenticated"


def test_rights_of_the_user_count_beside_the_grants_of_the_token(tmp_path: Path):
    bundle = make_club()
    credentials = bundle["document"]["x-conventions"]["credentials"]
    credentials["key"] |= {"rights": "may", "all_for": {"rank": ["chief"]}}
    club = Club(tmp_path, bundle)
    rows = club.client.twin.worlds.get("default").rows
    key = club.make("addKey", body={"name": "k"})["token"]
    assert club.send("listRooms", key).code == "forbidden_scope"
    rows.change("User", "ada", {"may": ["read"]})
    assert club.send("listRooms", key).status == 200
    assert club.send("addBoard", key, body={"name": "x"}).code == "forbidden_scope"
    rows.change("User", "ada", {"may": [], "rank": "chief"})
    assert club.send("addBoard", key, body={"name": "x"}).status == 201


def test_principals_of_the_target_carry_working_tokens(club: Club):
    target = club.client.twin.target("http://x", "http://x/__mock__")
    found = {entry["name"]: entry for entry in target["principals"]}
    assert found["ada"] == {
        "name": "ada",
        "user": "ada",
        "tenant": "north",
        "roles": ["house:owner"],
        "scheme": "session",
        "token": club.tokens["ada"],
    }
    assert found["reader"]["scopes"] == ["read"]
    assert club.send("me", found["reader"]["token"]).json["id"] == "ada"
    elsewhere = Club.__new__(Club)
    elsewhere.client, elsewhere.tokens = type(club.client)(club.client.twin, "another"), club.tokens
    assert elsewhere.send("me", "reader").status == 200


def test_the_same_seed_gives_the_same_tokens(club: Club, tmp_path: Path):
    assert Club(tmp_path).tokens == club.tokens


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"name": "eve", "user": "eve"}, "User 'eve' is not in the fixtures"),
        ({"name": "eve", "user": "ada", "scheme": "badge"}, "no credential 'badge'"),
        ({"name": "eve", "user": "ada", "scheme": "key", "fields": {"until": 7}}, "until must be of type"),
    ],
)
def test_a_principal_that_cannot_be_is_a_mistake_of_the_fixtures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], says: str
):
    monkeypatch.setattr("tests.mock_server.engine.club.PRINCIPALS", [entry])
    with pytest.raises(StartError, match=says):
        Club(tmp_path)


def test_passwords_are_known_again_and_no_others():
    stored = hash_password("correct hörse")
    assert "correct" not in stored
    assert verify_password(stored, "correct hörse")
    assert not verify_password(stored, "correct horse")
    assert not verify_password(None, "x")
    assert not verify_password("plain", "plain")


def test_two_opaque_kinds_share_the_header_and_their_prefixes_tell_them_apart(office: Office):
    assert office.send("getFirm", "ben").status == 200
    assert office.send("getFirm", "app").status == 200
    assert office.send("getFirm", "old").code == "unauthenticated"
    for token in ("tok_app", "pas_ben", "ben"):
        assert office.send("getFirm", None, headers={"authorization": f"Bearer {token}"}).code == "unauthenticated"


def test_a_token_grants_what_its_user_may(office: Office):
    assert office.send("addLabel", "gus", body={"name": "x"}).code == "forbidden_scope"
    office.rows.change("User", "gus", {"may": ["view", "edit"]})
    assert office.send("addLabel", "gus", body={"name": "x"}).status == 201


def test_a_right_must_be_granted_and_owned(office: Office):
    row = next(row for row in office.rows.search("Pass", {"user": "ben"}) if row.get("grants"))
    assert office.send("addLabel", "app", body={"name": "x"}).code == "forbidden_scope"
    office.rows.change("Pass", row["id"], {"grants": ["view", "edit"]})
    assert office.send("addLabel", "app", body={"name": "x"}).status == 201
    office.rows.change("User", "ben", {"may": ["view"]})
    assert office.send("addLabel", "app", body={"name": "x"}).code == "forbidden_scope"


def test_some_users_have_every_right_their_token_grants(office: Office):
    office.rows.change("User", "ann", {"may": []})
    assert office.send("addLabel", "ann", body={"name": "x"}).status == 201
    office.rows.change("User", "ben", {"role": "chief", "may": []})
    assert office.send("addLabel", "app", body={"name": "x"}).code == "forbidden_scope"
    assert office.send("addLabel", "ben", body={"name": "x"}).status == 201
