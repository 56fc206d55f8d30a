"""Reading a WSGI environment: the target, the path segments, the header fields, the body."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes

Environ = Mapping[str, Any]


class Target(NamedTuple):
    """A request target taken apart."""

    sent: str
    """As it was sent."""
    path: str
    """Percent-decoded."""
    segments: list[str]
    """The path between its slashes, each part decoded on its own: `%2F` stays inside its segment."""


def read_target(env: Environ) -> Target:
    """Take the target apart, from the raw form where the server keeps one (waitress does, granian does not).

    Nothing is normalised: `..`, `//`, `%00` are ordinary text. Bytes that are not UTF-8 become U+FFFD.
    """
    raw = env.get("REQUEST_URI")
    if raw is None:
        path = _retext(env["PATH_INFO"].encode("latin-1"))
        query = env.get("QUERY_STRING", "")
        sent = quote(path, safe="/:@!$&'()*+,;=~") + (f"?{query}" if query else "")
        return Target(sent, path, path.removeprefix("/").split("/"))
    return split_target(raw)


def split_target(raw: str) -> Target:
    """Take a raw target (bytes tunnelled as Latin-1, as WSGI has it) apart; absolute form loses its authority."""
    path = raw.partition("?")[0].partition("#")[0]
    if not path.startswith("/") and "://" in path:
        path = "/" + path.partition("://")[2].partition("/")[2]
    segments = path.removeprefix("/").split("/")
    if "%" in path or not path.isascii():
        segments = [_retext(unquote_to_bytes(segment.encode("latin-1"))) for segment in segments]
        path = ("/" if path.startswith("/") else "") + "/".join(segments)
    return Target(raw, path, segments)


def read_headers(env: Environ) -> dict[str, str]:
    """Give the header fields under lower-case names; an empty field is kept, an empty WSGI variable is none."""
    return {name: value for key, value in env.items() if (name := _name_field(key)) and (value or key[0] == "H")}


@lru_cache(maxsize=512)
def _name_field(key: str) -> str | None:
    """Give the header name an environment key stands for; cached because the same few keys come with each request."""
    if key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    return key[5:].replace("_", "-").lower() if key.startswith("HTTP_") else None


def read_body(env: Environ, limit: int) -> bytes | None:
    """Read the body; None where it is longer than `limit` bytes, and then a declared length is not read at all.

    Raises:
        ValueError: the declared length is no number, or the client sent less than it declared.
    """
    declared = env.get("CONTENT_LENGTH") or ""
    if not declared:
        if "HTTP_TRANSFER_ENCODING" not in env:
            return b""
        body: bytes = env["wsgi.input"].read(limit + 1)
        return None if len(body) > limit else body
    if not (declared.isascii() and declared.isdigit()):
        raise ValueError("Content-Length is not a number")
    length = int(declared)
    if length > limit:
        return None
    body = env["wsgi.input"].read(length) if length else b""
    if len(body) < length:
        raise ValueError(f"the body ended after {len(body)} of {length} bytes")
    return body


def _retext(data: bytes) -> str:
    return data.decode("utf-8", "replace")
