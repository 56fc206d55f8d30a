"""Requests and replies as plain data, and their way from and to WSGI."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from wsgiref.types import InputStream, StartResponse, WSGIEnvironment

Row = dict[str, object]
Routes = tuple[tuple[str, str, str], ...]

MAX_BODY = 1_000_000
CHUNK = 65_536


class Refusal(Exception):
    """A request turned down: HTTP status, code in capitals, text for people, extra headers."""

    def __init__(self, status: int, code: str, text: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text
        self.headers = headers or {}


@dataclass
class Request:
    """One request. ``path`` comes without the version prefix, which is in ``prefix`` ('' or '/v1')."""

    method: str
    path: str
    prefix: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    ip: str
    raw: bytes
    fault: Refusal | None = None
    org: str | None = None
    arg: str = ""

    def parameter(self, name: str) -> str | None:
        """The first value of a query parameter, None where it is absent."""
        return self.query.get(name, [None])[0]


@dataclass
class Reply:
    """One answer. ``raw`` replaces the JSON text of ``body`` where a server sends something else."""

    status: int
    body: object
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    media: str = "application/json"


def read_request(environ: WSGIEnvironment) -> Request:
    """Take a request out of a WSGI environment; an unreadable body becomes ``fault``, told when it is needed."""
    path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "replace")
    prefix = "/v1" if path.startswith("/v1/") else ""
    headers = {key[5:].replace("_", "-").lower(): str(value) for key, value in environ.items() if key[:5] == "HTTP_"}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = str(environ["CONTENT_TYPE"])
    raw, fault = _read_body(environ)
    return Request(
        method=str(environ["REQUEST_METHOD"]),
        path=path[len(prefix) :],
        prefix=prefix,
        query=parse_qs(str(environ.get("QUERY_STRING", "")), keep_blank_values=True, errors="replace"),
        headers=headers,
        ip=str(environ.get("REMOTE_ADDR") or "127.0.0.1"),
        raw=raw,
        fault=fault,
    )


def _read_body(environ: WSGIEnvironment) -> tuple[bytes, Refusal | None]:
    declared = str(environ.get("CONTENT_LENGTH") or "")
    stream: InputStream = environ["wsgi.input"]
    if not declared:
        return (stream.read() if environ.get("wsgi.input_terminated") else b""), None
    if not (declared.isascii() and declared.isdigit()):
        return b"", Refusal(400, "INVALID_PARAMETER", "Content-Length is no number")
    length = int(declared)
    if length <= MAX_BODY:
        return stream.read(length), None
    # The rest is drained: closing on a peer that still writes shows up there as a reset, not as a 413.
    while length > 0 and (chunk := stream.read(min(CHUNK, length))):
        length -= len(chunk)
    return b"", Refusal(413, "PAYLOAD_TOO_LARGE", f"The body is larger than {MAX_BODY} bytes")


def send_reply(request: Request, reply: Reply, start_response: StartResponse) -> Iterable[bytes]:
    """Write one answer; HEAD gets the headers alone."""
    text = json.dumps(reply.body).encode() if reply.raw is None else reply.raw
    phrase = HTTPStatus(reply.status).phrase
    headers = {"Content-Type": reply.media, "Content-Length": str(len(text)), **reply.headers}
    start_response(f"{reply.status} {phrase}", list(headers.items()))
    return [b"" if request.method == "HEAD" else text]
