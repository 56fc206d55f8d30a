"""One request to a subject through WSGI, for tests of the subjects themselves."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

JSON = "application/json"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


def ask(
    app: WSGIApplication,
    line: str,
    body: object = None,
    *,
    org: str = "",
    ip: str = "10.0.0.1",
    media: str = JSON,
    **headers: str,
) -> Answer:
    """One request through WSGI: ``line`` is 'METHOD /path?query'; bytes go out as they are, the rest as JSON."""
    method, _, target = line.partition(" ")
    path, _, query = target.partition("?")
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": ip}
    environ |= {"CONTENT_LENGTH": str(len(raw)), "CONTENT_TYPE": media if raw else "", "wsgi.input": io.BytesIO(raw)}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    if org:
        environ["HTTP_X_ORG_ID"] = org
    setup_testing_defaults(environ)
    seen: list[tuple[int, dict[str, str]]] = []

    def start(status: str, pairs: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
        seen.append((int(status[:3]), dict(pairs)))
        return io.BytesIO().write

    text = b"".join(app(environ, start))
    code, sent = seen[0]
    return Answer(code, sent, json.loads(text) if text and sent["Content-Type"].startswith(JSON) else text)
