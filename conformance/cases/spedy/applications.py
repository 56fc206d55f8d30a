"""An application of the judge's and its way through the code flow of OAuth 2.0 with PKCE (RFC 6749, 7636)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from conformance.bench import Bench
from conformance.cases.spedy.steps import ANONYMOUS, Row, answered, call, equal, may_spoil
from conformance.exchange import Exchange, Json
from conformance.redact import Secret
from conformance.target import Principal

BACK, OTHER_BACK = "https://judge.example.com/back?by=judge", "https://judge.example.com/other"
FORM = {"content-type": "application/x-www-form-urlencoded"}
STATE = "a b&c=d"


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Application:
    """A registered application, which acts for the judge's own user unless somebody else is named."""

    bench: Bench
    row: Row
    verifier: str

    def authorize(self, *, who: Principal | None = None, **changes: Json) -> Exchange:
        """Ask for a code; a parameter given as ``...`` is left out."""
        asked: Row = {
            "response_type": "code",
            "client_id": self.row["client_id"],
            "redirect_uri": BACK,
            "state": STATE,
            "code_challenge": challenge_of(self.verifier),
            "code_challenge_method": "S256",
        }
        query = {name: value for name, value in {**asked, **changes}.items() if value is not ...}
        return call(self.bench, "authorizeClient", who=who, query=query)

    def code(self, **changes: Json) -> str:
        """A code. Skips the check where none can be had, which is the finding of another one."""
        answer = self.authorize(**changes)
        told = led_back(answer)
        if not told.get("code"):
            self.bench.skip("the target gives no code to who shows a personal access token")
        return self.bench.secret(told["code"])

    def post(self, operation: str, fields: Row, *, as_json: bool = False) -> Exchange:
        """Send fields with the application's own id and secret; one given as ``...`` is left out."""
        mine: Row = {name: self.row[name] for name in ("client_id", "client_secret")}
        given = {name: value for name, value in (mine | fields).items() if value is not ...}
        send = self.bench.client.call
        if as_json:
            answer = send(operation, json=given, principal=ANONYMOUS)
        else:
            answer = send(operation, content=urlencode(given), headers=FORM, principal=ANONYMOUS)
        self._keep_secret(answer)
        return answer

    def redeem(self, code: str, *, as_json: bool = False, **changes: Json) -> Exchange:
        """Ask for tokens by a code."""
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": self.verifier,
        }
        return self.post("issueOAuthToken", {**fields, **changes}, as_json=as_json)

    def refresh(self, pair: Row) -> Exchange:
        """Ask for tokens by a refresh token."""
        return self.post(
            "issueOAuthToken", {"grant_type": "refresh_token", "refresh_token": pair.get("refresh_token", "")}
        )

    def revoke(self, token: Json) -> Exchange:
        """End a token."""
        return self.post("revokeOAuthToken", {"token": token})

    def pair(self) -> Row:
        """A new access token with its refresh token; a refusal ends the check with a finding."""
        return answered(self.bench, self.redeem(self.code()), "redeeming a code")

    def _keep_secret(self, answer: Exchange) -> None:
        told = answer.json() if 200 <= answer.status < 300 and answer.is_json else {}
        for name in ("access_token", "refresh_token"):
            if isinstance(told, dict) and isinstance(told.get(name), str):
                self.bench.secret(told[name])


def register(bench: Bench, **fields: Json) -> Application:
    """A new application; no operation deletes one, so the organization must be one that may be spoilt."""
    may_spoil(bench)
    body = {"client_name": f"Judge {bench.word()}", "redirect_uris": [BACK, OTHER_BACK], **fields}
    row = answered(bench, call(bench, "registerClient", body), "registering an application")
    bench.secret(str(row.get("client_secret")))
    return Application(bench, row, (bench.word() * 6)[:43])


def led_back(answer: Exchange) -> dict[str, str]:
    """What a redirect to the application tells it, by name; empty where the answer leads elsewhere."""
    location = answer.headers.get("location", "") if answer.status in (302, 303) else ""
    address, _, query = location.partition("?")
    if address != BACK.partition("?")[0] or urlsplit(location).fragment:
        return {}
    return dict(parse_qsl(query, keep_blank_values=True))


def holder(bench: Bench, pair: Row) -> Principal:
    """Whoever holds an access token."""
    home = bench.maker.home()
    token = Secret(str(pair.get("access_token")))
    return Principal("an application", tenant=home.name if home else None, token=token, scheme="oauth")


def expect_dead(bench: Bench, pair: Row, what: str) -> None:
    """Expect that an access token opens nothing."""
    answer = call(bench, "getOrganization", who=holder(bench, pair))
    equal(bench, answer.status, 401, f"{what} is not refused", answer)


def expect_alive(bench: Bench, pair: Row, what: str) -> None:
    """Expect that an access token opens the organization."""
    answer = call(bench, "getOrganization", who=holder(bench, pair))
    equal(bench, answer.status, 200, f"{what} opens nothing", answer)


def expect_fault(bench: Bench, answer: Exchange, what: str, *errors: str) -> None:
    """Expect a refusal in the form of RFC 6749, section 5.2, with one of these errors."""
    body = answer.json() if answer.is_json else None
    error = body.get("error") if isinstance(body, dict) else None
    told = bench.redactor.text(answer.text)[:200]
    bench.expect(
        answer.status in (400, 401) and error in errors,
        f"{what} is not refused as {errors[0]}",
        expected=[400, *errors],
        observed=f"{answer.status}: {told}",
        exchange=answer,
    )
