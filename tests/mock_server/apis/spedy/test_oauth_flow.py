from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.spedy.oauth import BACK, VERIFIER, Application, challenge_of, opens, pat, register, told
from tests.mock_server.apis.spedy.office import Office, open_office


def advance(office: Office, seconds: int) -> None:
    office.client.control("POST", "clock", {"advance": seconds})


def error(app: Application, **changes: Any) -> tuple[int, str]:
    """How a fresh code is refused."""
    reply = app.redeem(**{"code": app.code(), **changes})
    return reply.status, reply.json["error"]


def test_the_flow_ends_with_a_token_of_the_user() -> None:
    app = register(open_office())
    back = told(app.authorize())
    assert set(back) == {"code", "state"}
    assert back["state"] == "a b&c"
    reply = app.redeem(back["code"])
    assert reply.headers["Cache-Control"] == "no-store"
    pair = reply.json
    assert (pair["token_type"], pair["expires_in"]) == ("Bearer", 3600)
    assert pair["access_token"].startswith("spedy_oat_")
    headers = {"authorization": f"Bearer {pair['access_token']}"}
    assert app.office.client.send("getOrganization", headers=headers).json["name"] == "Acme Corp"
    assert app.office.client.send("listUsers", headers=headers).status == 200
    body = {"name": "New board"}
    assert app.office.client.send("createBoard", body=body, headers=headers).status == 403


def test_json_is_taken_as_well() -> None:
    app = register(open_office())
    assert app.redeem(app.code(), as_json=True).status == 200


@pytest.mark.parametrize(
    "changes", [{"client_id": "cli_nobody"}, {"redirect_uri": "https://tool.example.com/callback"}]
)
def test_nobody_is_led_to_an_address_that_is_not_registered(changes: dict[str, str]) -> None:
    for each in (changes, dict.fromkeys(changes)):
        reply = register(open_office()).authorize(**each)
        assert reply.status == 400
        assert "Location" not in reply.headers
        assert reply.json["statusCode"] == 400


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"code_challenge_method": "plain", "code_challenge": VERIFIER}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
    ],
)
def test_other_faults_are_led_back(changes: dict[str, Any], fault: str) -> None:
    back = told(register(open_office()).authorize(**changes))
    assert (back["error"], back["state"]) == (fault, "a b&c")
    assert "code" not in back


def test_no_state_comes_back_where_none_was_sent() -> None:
    assert set(told(register(open_office()).authorize(state=None))) == {"code"}


def test_a_code_takes_somebody_who_is_in() -> None:
    app = register(open_office())
    assert app.office.client.send("authorizeClient", query=f"client_id={app.id}").status == 401
    assert app.authorize(who="admin-globex").status == 400


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code_verifier": VERIFIER[:-1] + "l"}, (400, "invalid_grant")),
        ({"code_verifier": challenge_of(VERIFIER)}, (400, "invalid_grant")),
        ({"code_verifier": "short"}, (400, "invalid_grant")),
        ({"code_verifier": None}, (400, "invalid_request")),
        ({"redirect_uri": "http://localhost:9000/cb"}, (400, "invalid_grant")),
        ({"redirect_uri": None}, (400, "invalid_request")),
        ({"code": "0" * 40}, (400, "invalid_grant")),
        ({"code": None}, (400, "invalid_request")),
        ({"client_secret": "spd_wrong"}, (401, "invalid_client")),
        ({"client_secret": None}, (401, "invalid_client")),
        ({"client_id": "cli_nobody"}, (401, "invalid_client")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": None}, (400, "invalid_request")),
    ],
)
def test_a_request_that_is_altered_gets_no_token(changes: dict[str, str | None], refusal: tuple[int, str]) -> None:
    assert error(register(open_office()), **changes) == refusal


def test_a_refused_attempt_leaves_the_code_to_its_owner() -> None:
    app = register(open_office())
    other, code = register(app.office), app.code()
    assert other.redeem(code).json["error"] == "invalid_grant"
    assert app.redeem(code, code_verifier="x" * 43).json["error"] == "invalid_grant"
    assert app.redeem(code).status == 200


def test_a_replay_ends_what_the_code_gave() -> None:
    app = register(open_office())
    code = app.code()
    first = app.redeem(code).json
    second = app.refresh(first["refresh_token"]).json
    kept = app.tokens()
    assert app.redeem(code).json["error"] == "invalid_grant"
    assert opens(app.office, second["access_token"]) == 401
    assert app.refresh(second["refresh_token"]).json["error"] == "invalid_grant"
    assert opens(app.office, kept["access_token"]) == 200


def test_a_code_lives_a_minute_and_a_token_an_hour() -> None:
    app = register(open_office())
    code, late = app.code(), app.code()
    advance(app.office, 59)
    token = app.redeem(code).json["access_token"]
    advance(app.office, 1)
    assert app.redeem(late).json["error"] == "invalid_grant"
    advance(app.office, 3598)
    assert opens(app.office, token) == 200
    advance(app.office, 1)
    assert opens(app.office, token) == 401
    assert opens(app.office, pat("member")) == 200


def test_a_refresh_token_is_used_once_and_by_its_application() -> None:
    app = register(open_office())
    pair = app.tokens()
    assert register(app.office).refresh(pair["refresh_token"]).json["error"] == "invalid_grant"
    advance(app.office, 4000)
    fresh = app.refresh(pair["refresh_token"]).json
    assert fresh["refresh_token"] != pair["refresh_token"]
    assert opens(app.office, fresh["access_token"]) == 200
    assert app.refresh(pair["refresh_token"]).json["error"] == "invalid_grant"


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_a_revoked_token_is_dead(which: str) -> None:
    app = register(open_office())
    pair, other = app.tokens(), register(app.office)
    assert other.revoke(pair[which]).status == 200
    assert opens(app.office, pair["access_token"]) == 200
    assert app.revoke(pair[which]).status == 200
    assert opens(app.office, pair["access_token"]) == 401
    assert app.refresh(pair["refresh_token"]).status == 400
    assert app.revoke(pair[which]).status == 200


def test_a_revocation_takes_an_application_and_a_token() -> None:
    app = register(open_office())
    assert app.revoke(None).json["error"] == "invalid_request"
    assert app.post("revokeOAuthToken", {"token": "x", "client_secret": "spd_wrong"}).json["error"] == "invalid_client"


def test_an_application_is_known_at_the_host_of_its_organization_alone() -> None:
    app = register(open_office())
    body = {"client_id": app.id, "client_secret": app.secret, "token": "x"}
    send = app.office.client.send
    assert send("revokeOAuthToken", body=body, headers={"host": "acme-corp.spedy.ai"}).status == 200
    assert send("revokeOAuthToken", body=body, headers={"host": "globex.spedy.ai"}).status == 401


def test_addresses_without_a_query_get_one() -> None:
    app = register(open_office())
    location = app.authorize(redirect_uri="http://localhost:9000/cb").headers["Location"]
    assert location.startswith("http://localhost:9000/cb?code=")
    assert BACK not in location
