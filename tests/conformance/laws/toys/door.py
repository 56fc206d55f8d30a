"""The HTTP side of a toy: a token, a path in parts, JSON in and out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

TOKEN = "sesame"
Row = dict[str, Any]
Answer = tuple[int, Any]


class Refused(Exception):
    """A status and a code."""


class Door:
    """Lets in whoever has the token, and hands on what is asked. A broken one names the law it ``breaks``."""

    breaks: ClassVar[str] = ""

    def advance(self, seconds: float) -> None:
        """Let time pass; nothing here depends on it."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query = {name: values[0] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        try:
            status, body = self.answer(environ["REQUEST_METHOD"], self.way(environ), query, _decode(raw))
        except Refused as refused:
            status, body = refused.args[0], {"code": refused.args[1], "message": "No"}
        start_response(f"{status} X", [("Content-Type", "application/json")])
        return [b"" if body is None else json.dumps(body).encode()]

    def way(self, environ: WSGIEnvironment) -> list[str]:
        if environ.get("HTTP_AUTHORIZATION") != f"Bearer {TOKEN}":
            raise Refused(401, "WHO")
        return str(environ["PATH_INFO"]).strip("/").split("/")

    def answer(self, method: str, parts: list[str], query: dict[str, str], body: Row) -> Answer:
        raise NotImplementedError


def _decode(raw: bytes) -> Any:
    try:
        return json.loads(raw or b"{}", parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Refused(400, "INVALID") from None


def _refuse(name: str) -> float:
    raise ValueError(name)
