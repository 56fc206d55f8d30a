"""Signed tokens (JWT, HS256 after RFC 7515) and password hashes (PBKDF2), by hand."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets

from tests.conformance.mutants.plain.wire import Row

# A subject is no bank: few rounds keep hundreds of log-ins fast.
ROUNDS = 20


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _seal(text: str, key: bytes) -> str:
    return _encode(hmac.new(key, text.encode(), hashlib.sha256).digest())


def sign(claims: Row, key: bytes) -> str:
    """Claims as a compact token."""
    parts = ({"alg": "HS256", "typ": "JWT"}, claims)
    text = ".".join(_encode(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return f"{text}.{_seal(text, key)}"


def read_claims(token: str, key: bytes) -> Row | None:
    """The claims of a token this key signed, None for anything else; expiry is the caller's business."""
    text, _, seal = token.rpartition(".")
    if not hmac.compare_digest(_seal(text, key).encode(), seal.encode()):
        return None
    try:
        head, _, body = text.partition(".")
        claims = json.loads(_decode(body))
        return claims if json.loads(_decode(head)).get("alg") == "HS256" and isinstance(claims, dict) else None
    except (binascii.Error, ValueError):
        return None


def hash_password(password: str) -> str:
    """Salt and hash of a password, both hexadecimal, a dollar between."""
    salt = secrets.token_bytes(8)
    return f"{salt.hex()}${hashlib.pbkdf2_hmac('sha256', password.encode(), salt, ROUNDS).hex()}"


def is_password(password: str, stored: str) -> bool:
    """Whether a password is the one that was hashed."""
    salt, _, wanted = stored.partition("$")
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), bytes.fromhex(salt), ROUNDS).hex()
    return hmac.compare_digest(digest, wanted)
