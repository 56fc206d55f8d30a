"""OAuth 2.0: the code flow with PKCE (RFC 6749, 7636), registration (7591), revocation (7009), metadata (8414)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.conformance.mutants.plain.wire import Refusal, Reply, Request, Routes, Row

from .accounts import Teams
from .guards import digest_of

CODE_LIFE, TOKEN_LIFE = 60, 3600
LOCAL = ("localhost", "127.0.0.1", "::1")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
GRANTS = ["authorization_code", "refresh_token"]


class OAuth(Teams):
    """Applications that act for a user."""

    ROUTES: Routes = (
        ("GET", "/.well-known/oauth-authorization-server", "authorization_server"),
        ("GET", "/.well-known/oauth-protected-resource", "protected_resource"),
        ("POST", "{A}/oauth/register", "register_client"),
        ("GET", "{A}/oauth/authorize", "authorize"),
        ("POST", "{A}/oauth/token", "issue_token"),
        ("POST", "{A}/oauth/revoke", "revoke_grant"),
    )

    def root_of(self, request: Request) -> str:
        """The address a client asked at."""
        host = request.headers.get("host", "127.0.0.1")
        return f"{'http' if self.org_of_host(request) is None else 'https'}://{host}"

    def authorization_server(self, request: Request) -> object:
        """Where everything is."""
        root = self.root_of(request)
        return {
            "issuer": root,
            "authorization_endpoint": f"{root}/api/v1/oauth/authorize",
            "token_endpoint": f"{root}/api/v1/oauth/token",
            "registration_endpoint": f"{root}/api/v1/oauth/register",
            "revocation_endpoint": f"{root}/api/v1/oauth/revoke",
            "response_types_supported": ["code"],
            "grant_types_supported": GRANTS,
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def protected_resource(self, request: Request) -> object:
        """Who hands out tokens for this API."""
        root = self.root_of(request)
        return {"resource": root, "authorization_servers": [root], "bearer_methods_supported": ["header"]}

    def register_client(self, request: Request) -> object:
        """A new application."""
        body = self.take(request, "client")
        for address in body["redirect_uris"]:
            if not self.may_redirect(address):
                raise self.invalid("redirect_uris must be https, or lead to this machine")
        secret = f"spd_{secrets.token_hex(16)}"
        row = body | {"id": self.mint("clients"), "orgId": request.org["id"], "digest": digest_of(secret)}
        self.keep("clients", row)
        return {key: value for key, value in body.items() if value is not None} | {
            "client_id": row["id"],
            "client_secret": secret,
            "token_endpoint_auth_method": "client_secret_post",
            "grant_types": GRANTS,
            "response_types": ["code"],
        }

    def may_redirect(self, address: object) -> bool:
        """Whether an address may be sent codes."""
        if not isinstance(address, str):
            return False
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        return (parts.scheme == "https" and bool(parts.hostname)) or (
            parts.scheme == "http" and parts.hostname in LOCAL
        )

    def authorize(self, request: Request) -> object:
        """The caller lets an application in: back to it with a code."""
        client = self.tables["clients"].get(request.parameter("client_id") or "")
        address = request.parameter("redirect_uri") or ""
        if client is None or not self.is_registered(client, address) or client["orgId"] != request.org["id"]:
            raise self.invalid("There is no such application, or it was not registered with this address")
        fault = self.fault_of(request)
        if fault is not None:
            return self.send_back(request, address, {"error": fault})
        row = {"id": secrets.token_urlsafe(24), "orgId": request.org["id"], "clientId": client["id"]}
        row |= {"userId": request.user["id"], "redirect": address, "ends": self.now() + CODE_LIFE, "used": False}
        self.keep("codes", row | {"challenge": request.parameter("code_challenge")})
        return self.send_back(request, address, {"code": row["id"]})

    def is_registered(self, client: Row, address: str) -> bool:
        """Whether a client named this very address when it was registered."""
        return address in client["redirect_uris"]

    def fault_of(self, request: Request) -> str | None:
        """What is wrong with a request that may be told to the application."""
        if request.parameter("response_type") != "code":
            return "unsupported_response_type"
        return None if self.proves(request) else "invalid_request"

    def proves(self, request: Request) -> bool:
        """Whether the request carries a challenge by S256."""
        return request.parameter("code_challenge_method") == "S256" and bool(request.parameter("code_challenge"))

    def send_back(self, request: Request, address: str, told: dict[str, str]) -> Reply:
        """302 to the application."""
        state = request.parameter("state")
        query = urlencode(told | ({"state": state} if state is not None else {}))
        return Reply(302, None, {"Location": f"{address}{'&' if '?' in address else '?'}{query}"}, raw=b"")

    def form_of(self, request: Request) -> dict[str, str]:
        """The members of a form, or of a JSON object."""
        if request.headers["content-type"].partition(";")[0].strip().lower() == "application/json":
            try:
                body = json.loads(request.raw or b"{}")
            except ValueError:
                body = None
            if not isinstance(body, dict):
                raise self.invalid("The body must be a form")
            return {key: str(value) for key, value in body.items()}
        found = parse_qs(request.raw.decode("utf-8", "replace"), keep_blank_values=True)
        return {key: values[0] for key, values in found.items()}

    def issue_token(self, request: Request) -> object:
        """A code or a refresh token becomes an access token."""
        form = self.form_of(request)
        kind = form.get("grant_type")
        if kind not in GRANTS:
            return self.told(400, "unsupported_grant_type" if kind else "invalid_request")
        client = self.client_of(form)
        if client is None:
            return self.told(401, "invalid_client")
        found = self.redeem_code(form, client) if kind == GRANTS[0] else self.redeem_refresh(form, client)
        return self.told(400, "invalid_grant") if found is None else self.hand_out(client, found)

    def client_of(self, form: dict[str, str]) -> Row | None:
        """The application that shows its secret."""
        client = self.tables["clients"].get(form.get("client_id", ""))
        return client if client and digest_of(form.get("client_secret", "")) == client["digest"] else None

    def redeem_code(self, form: dict[str, str], client: Row) -> Row | None:
        """The code that a client may redeem; a second use ends what the first one gave."""
        code = self.tables["codes"].get(form.get("code", ""))
        if code is None or not self.is_clients(code, client):
            return None
        if code["used"]:
            for grant in self.all_of("grants", codeId=code["id"]):
                self.drop("grants", grant)
            return None
        if code["ends"] <= self.now() or code["redirect"] != form.get("redirect_uri"):
            return None
        if not self.verifies(code, form.get("code_verifier", "")):
            return None
        code["used"] = True
        return code | {"codeId": code["id"]}

    def is_clients(self, row: Row, client: Row) -> bool:
        """Whether a code or a token was given to a client."""
        return bool(row["clientId"] == client["id"])

    def verifies(self, code: Row, verifier: str) -> bool:
        """Whether a verifier fits the challenge."""
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        return VERIFIER.fullmatch(verifier) is not None and digest == code["challenge"]

    def redeem_refresh(self, form: dict[str, str], client: Row) -> Row | None:
        """The grant of a refresh token, which ends with that."""
        digest = digest_of(form.get("refresh_token", ""))
        grant = next(iter(self.all_of("grants", refresh=digest)), None)
        if grant is None or not self.is_clients(grant, client):
            return None
        self.drop("grants", grant)
        return grant

    def hand_out(self, client: Row, origin: Row) -> Row:
        """A new pair of tokens."""
        access, refresh = f"spedy_oat_{secrets.token_hex(20)}", f"spedy_ort_{secrets.token_hex(20)}"
        row = {"id": self.mint("grants"), "orgId": origin["orgId"], "clientId": client["id"]}
        row |= {"userId": origin["userId"], "codeId": origin["codeId"], "ends": self.now() + TOKEN_LIFE}
        self.keep("grants", row | {"digest": digest_of(access), "refresh": digest_of(refresh)})
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE,
            "refresh_token": refresh,
        }

    def told(self, status: int, error: str) -> Reply:
        """A fault in the form of RFC 6749, section 5.2."""
        return Reply(status, {"error": error, "error_description": error.replace("_", " ")})

    def revoke_grant(self, request: Request) -> object:
        """An access or refresh token ends; 200 whether there was one or not."""
        form = self.form_of(request)
        client = self.client_of(form)
        if client is None:
            return self.told(401, "invalid_client")
        digest = digest_of(form.get("token", ""))
        for grant in [*self.all_of("grants", digest=digest), *self.all_of("grants", refresh=digest)]:
            if self.is_clients(grant, client):
                self.end_grant(grant)
        return {}

    def end_grant(self, grant: Row) -> None:
        """Access and refresh token of a grant are dead."""
        self.drop("grants", grant)

    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        """The token endpoint has a form of its own for faults."""
        if request.handler in ("issue_token", "revoke_grant"):
            return self.told(refusal.status, "invalid_request")
        return super().refuse(request, refusal)
