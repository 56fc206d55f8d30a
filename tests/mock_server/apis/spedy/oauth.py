"""An application and its way through the code flow."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.mock_server.apis.spedy.office import Office, list_tokens
from tests.mock_server.engine.driver import Reply

BACK = "https://tool.example.com/callback?from=spedy"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def challenge_of(verifier: str) -> str:
    """S256 of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Application:
    """A registered application."""

    office: Office
    id: str
    secret: str

    def authorize(self, who: str = "member", **changes: str | None) -> Reply:
        """Ask for a code; a parameter that is None is left out."""
        asked = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": BACK,
            "state": "a b&c",
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
        }
        given = {name: value for name, value in {**asked, **changes}.items() if value is not None}
        return self.office.send("authorizeClient", None, urlencode(given), who)

    def code(self, **changes: str | None) -> str:
        return told(self.authorize(**changes))["code"]

    def post(self, operation: str, fields: dict[str, str | None], *, as_json: bool = False) -> Reply:
        mine: dict[str, str | None] = {"client_id": self.id, "client_secret": self.secret}
        given = {name: value for name, value in (mine | fields).items() if value is not None}
        if as_json:
            return self.office.client.send(operation, body=given)
        return self.office.client.send(operation, raw=urlencode(given).encode(), headers=FORM)

    def redeem(self, code: str | None, *, as_json: bool = False, **changes: str | None) -> Reply:
        fields: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
        }
        return self.post("issueOAuthToken", {**fields, **changes}, as_json=as_json)

    def refresh(self, token: str) -> Reply:
        return self.post("issueOAuthToken", {"grant_type": "refresh_token", "refresh_token": token})

    def revoke(self, token: str | None) -> Reply:
        return self.post("revokeOAuthToken", {"token": token})

    def tokens(self) -> dict[str, Any]:
        """A new pair."""
        reply = self.redeem(self.code())
        assert reply.status == 200, reply
        return dict(reply.json)


def told(reply: Reply) -> dict[str, str]:
    """What a redirect adds to the registered address."""
    assert reply.status == 302, reply
    address, _, query = reply.headers["Location"].partition("?")
    assert f"{address}?" == BACK[: len(address) + 1]
    pairs = {name: values[0] for name, values in parse_qs(urlsplit(f"?{query}").query).items()}
    assert pairs.pop("from") == "spedy"
    return pairs


def register(office: Office, who: str = "member") -> Application:
    body = {"client_name": "My Tool", "redirect_uris": [BACK, "http://localhost:9000/cb"]}
    made = office.get("registerClient", body, who=who)
    return Application(office, made["client_id"], made["client_secret"])


def opens(office: Office, token: str) -> int:
    """The status of a read with an access token."""
    return office.client.send("getOrganization", headers={"authorization": f"Bearer {token}"}).status


def pat(who: str) -> str:
    return list_tokens()[who]
