"""Applications: where the authorization server has what (RFC 8414, 9728), and their registration (RFC 7591)."""

from __future__ import annotations

import hashlib
from ipaddress import ip_address
from urllib.parse import urlsplit

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

GRANTS = ["authorization_code", "refresh_token"]


def describe_authorization_server(act: Act) -> Json:
    """The metadata, with addresses at the host that was asked."""
    root = find_root(act)
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


def describe_protected_resource(act: Act) -> Json:
    """Who hands out tokens for this host."""
    root = find_root(act)
    return {"resource": root, "authorization_servers": [root], "bearer_methods_supported": ["header"]}


def find_root(act: Act) -> str:
    """The address a client asked at: plain http on this machine, https at a host of an organization."""
    host = act.call.headers.get("host", "localhost")
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ip_address(name)
        plain = True
    except ValueError:
        plain = "." not in name
    return f"{'http' if plain else 'https'}://{host}"


def register_client(act: Act) -> Json:
    """Register an application; its secret is kept as a hash and shown this once."""
    given = act.body
    secret = f"spd_{act.rows.ids.draw_hex(40)}"
    fields = {name: given[name] for name in ("client_name", "redirect_uris")}
    row = act.create("OAuthClient", {**fields, "secretHash": hash_secret(secret)})
    optional = {name: given[name] for name in ("client_uri", "logo_uri") if name in given}
    return {
        "client_id": row["id"],
        "client_secret": secret,
        **fields,
        **optional,
        "token_endpoint_auth_method": "client_secret_post",
        "grant_types": GRANTS,
        "response_types": ["code"],
    }


def find_client(act: Act, client_id: str, secret: str) -> Row | None:
    """The application of the host's organization that shows its secret; None for any other."""
    row = act.get("OAuthClient", client_id)
    if row is None or row["secretHash"] != hash_secret(secret):
        return None
    return row if act.tenant in (None, row["organizationId"]) else None


def hash_secret(secret: str) -> str:
    """What is kept of a secret: it has 160 random bits, so a plain hash will do."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


HANDLERS = {
    "describe_authorization_server": describe_authorization_server,
    "describe_protected_resource": describe_protected_resource,
    "register_client": register_client,
}
