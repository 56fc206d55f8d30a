"""The code flow of OAuth 2.0 with PKCE (RFC 6749, 7636) and revocation (RFC 7009)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import urlencode

import orjson

from mock_server.apis.spedy.oauth_clients import GRANTS, find_client, hash_secret
from mock_server.engine.act import Act
from mock_server.engine.clock import format_time, stamp_seconds
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.raw import Raw
from mock_server.engine.table import Row
from mock_server.engine.tokens import seal

CODE_LIFE, TOKEN_LIFE = 60, 3600
"""Seconds."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "authorization_code": ("code", "redirect_uri", "code_verifier"),
    "refresh_token": ("refresh_token",),
}
"""What a grant cannot be without, beside the application's own."""
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_JSON = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]


def authorize_client(act: Act) -> Json | Raw:
    """Lead back to an application with a code; to an address nobody registered leads nothing."""
    asked = act.query
    client, address = act.find("OAuthClient", str(asked.get("client_id", ""))), asked.get("redirect_uri")
    if client is None or address not in client["redirect_uris"]:
        act.refuse("invalid", "no application of that client_id has registered that redirect_uri")
    if asked.get("response_type") != "code":
        return _lead_back(act, {"error": "unsupported_response_type"})
    challenge = str(asked.get("code_challenge", ""))
    if asked.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(challenge):
        return _lead_back(act, {"error": "invalid_request", "error_description": "a code_challenge by S256 is needed"})
    fields = {"clientId": client["id"], "userId": caller_id(act), "redirectUri": address, "challenge": challenge}
    row = act.create("OAuthCode", {**fields, "expiresAt": _in(act, CODE_LIFE)})
    return _lead_back(act, {"code": row["id"]})


def _lead_back(act: Act, told: dict[str, str]) -> Raw:
    address, state = str(act.query["redirect_uri"]), act.query.get("state")
    query = urlencode(told | ({"state": state} if state is not None else {}))
    return Raw(302, [("Location", f"{address}{'&' if '?' in address else '?'}{query}")])


def issue_oauth_token(act: Act) -> Json | Raw:
    """Redeem a code or a refresh token of an application that shows its secret."""
    form: Mapping[str, str] = act.body
    kind = form.get("grant_type", "")
    if kind not in GRANTS:
        return _fault(400, "unsupported_grant_type" if kind else "invalid_request")
    if not all(form.get(name) for name in NEEDED[kind]):
        return _fault(400, "invalid_request")
    client = find_client(act, form.get("client_id", ""), form.get("client_secret", ""))
    if client is None:
        return _fault(401, "invalid_client")
    redeem = _redeem_code if kind == "authorization_code" else _redeem_refresh
    origin = redeem(act, client, form)
    return _fault(400, "invalid_grant") if origin is None else _hand_out(act, client, origin)


def _redeem_code(act: Act, client: Row, form: Mapping[str, str]) -> Row | None:
    """The code's row, used up; a second use ends all that came of the first."""
    code = act.get("OAuthCode", form["code"])
    if code is None or code["clientId"] != client["id"]:
        return None
    if code["usedAt"] is not None:
        for row in act.everywhere("OAuthToken", codeId=code["id"]):
            act.remove("OAuthToken", row["id"])
        return None
    if stamp_seconds(code["expiresAt"]) <= act.world.clock.now() or code["redirectUri"] != form["redirect_uri"]:
        return None
    if not _proves(form["code_verifier"], code["challenge"]):
        return None
    return {**act.change_row("OAuthCode", code["id"], {"usedAt": act.now}), "codeId": code["id"]}


def _proves(verifier: str, challenge: str) -> bool:
    if not _VERIFIER.fullmatch(verifier):
        return False
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge


def _redeem_refresh(act: Act, client: Row, form: Mapping[str, str]) -> Row | None:
    """The row of a refresh token, which ends with its access token: the new pair takes their place."""
    found = act.everywhere("OAuthToken", refreshHash=hash_secret(form["refresh_token"]))
    if not found or found[0]["clientId"] != client["id"]:
        return None
    return act.remove("OAuthToken", found[0]["id"])


def _hand_out(act: Act, client: Row, origin: Row) -> Raw:
    refresh = f"spedy_ort_{act.rows.ids.draw_hex(40)}"
    fields = {
        "organizationId": client["organizationId"],
        "clientId": client["id"],
        "userId": origin["userId"],
        "codeId": origin["codeId"],
        "refreshHash": hash_secret(refresh),
        "expiresAt": _in(act, TOKEN_LIFE),
    }
    row = act.create("OAuthToken", fields)
    told = {
        "access_token": row["accessToken"],
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFE,
        "refresh_token": refresh,
    }
    return Raw(200, _JSON, orjson.dumps(told))


def revoke_oauth_token(act: Act) -> Json | Raw:
    """End an access or refresh token of the application; one that is not there is as good as ended."""
    form: Mapping[str, str] = act.body
    client = find_client(act, form.get("client_id", ""), form.get("client_secret", ""))
    if client is None:
        return _fault(401, "invalid_client")
    token = form.get("token", "")
    if not token:
        return _fault(400, "invalid_request")
    for row in act.everywhere("OAuthToken", clientId=client["id"]):
        if row["refreshHash"] == hash_secret(token) or row["accessToken"] == seal(token):
            act.remove("OAuthToken", row["id"])
    return {}


def _in(act: Act, seconds: int) -> str:
    return format_time(int(act.world.clock.now() + seconds))


def _fault(status: int, error: str) -> Raw:
    """A fault in the form of RFC 6749, section 5.2."""
    return Raw(status, _JSON, orjson.dumps({"error": error, "error_description": error.replace("_", " ")}))


HANDLERS = {
    "authorize_client": authorize_client,
    "issue_oauth_token": issue_oauth_token,
    "revoke_oauth_token": revoke_oauth_token,
}
