"""Requests and replies as plain data, and their way from and to WSGI."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from wsgiref.types import InputStream, StartResponse, WSGIEnvironment

Row = dict[str, Any]
Routes = tuple[tuple[str, str, str], ...]

MAX_BODY = 12 * 1024 * 1024
CHUNK = 65_536


class Refusal(Exception):
    """A request turned down: HTTP status and text for people."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass
class Request:
    """One request. The guards fill in ``user``, ``pat`` and the rows the path names (``at`` by kind); {} is none."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    raw: bytes
    fault: Refusal | None = None
    handler: str = ""
    args: dict[str, str] = field(default_factory=dict)
    user: Row = field(default_factory=dict)
    pat: Row = field(default_factory=dict)
    org: Row = field(default_factory=dict)
    workspace: Row = field(default_factory=dict)
    project: Row = field(default_factory=dict)
    card: Row = field(default_factory=dict)
    at: dict[str, Row] = field(default_factory=dict)

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
    media: str = "application/json; charset=utf-8"


def read_request(environ: WSGIEnvironment, largest: int = MAX_BODY) -> Request:
    """Take a request out of a WSGI environment; an unreadable body becomes ``fault``, told when it is needed."""
    headers = {key[5:].replace("_", "-").lower(): str(value) for key, value in environ.items() if key[:5] == "HTTP_"}
    headers["content-type"] = str(environ.get("CONTENT_TYPE") or "")
    raw, fault = _read_body(environ, largest)
    return Request(
        method=str(environ["REQUEST_METHOD"]),
        path=str(environ.get("PATH_INFO", "")).encode("latin-1", "replace").decode("utf-8", "replace"),
        query=parse_qs(str(environ.get("QUERY_STRING", "")), keep_blank_values=True, errors="replace"),
        headers=headers,
        raw=raw,
        fault=fault,
    )


def _read_body(environ: WSGIEnvironment, largest: int) -> tuple[bytes, Refusal | None]:
    declared = str(environ.get("CONTENT_LENGTH") or "")
    stream: InputStream = environ["wsgi.input"]
    if not declared:
        return (stream.read() if environ.get("wsgi.input_terminated") else b""), None
    if not (declared.isascii() and declared.isdigit()):
        return b"", Refusal(400, "Content-Length is no number")
    length = int(declared)
    if length <= largest:
        return stream.read(length), None
    # The rest is drained: closing on a peer that still writes shows up there as a reset, not as a 413.
    while length > 0 and (chunk := stream.read(min(CHUNK, length))):
        length -= len(chunk)
    return b"", Refusal(413, "Request entity too large")


def send_reply(request: Request, reply: Reply, start_response: StartResponse) -> Iterable[bytes]:
    """Write one answer; HEAD gets the headers alone."""
    text = json.dumps(reply.body).encode() if reply.raw is None else reply.raw
    headers = {"Content-Type": reply.media, "Content-Length": str(len(text)), **reply.headers}
    start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(headers.items()))
    return [b"" if request.method == "HEAD" else text]
