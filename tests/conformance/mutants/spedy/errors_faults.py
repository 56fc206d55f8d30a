"""Requests that are no good, and what comes of them."""

from __future__ import annotations

import json
from collections.abc import Callable

from .honest import Refusal, Reply, Request, Row, Spedy
from .registry import mutant


@mutant("errors", "016", aim="What a body calls itself does not matter.")
class AnyMedia(Spedy):
    def read_body(self, request: Request) -> Row:
        if request.raw[:1] == b"{":
            request.headers["content-type"] = "application/json"
        return super().read_body(request)


@mutant("errors", "601", aim="An odd id is the server's fault.")
class OddIdsFail(Spedy):
    def find(self, kind: str, ident: str, **where: object) -> Row:
        if len(ident) > 200 or not ident.isprintable() or "/" in ident:
            raise Refusal(500, "Internal server error")
        return super().find(kind, ident, **where)


@mutant("errors", "601", aim="A list where an object belongs is the server's fault.")
class ListsFail(Spedy):
    def read_body(self, request: Request) -> Row:
        if request.raw.strip()[:1] == b"[" and isinstance(json.loads(request.raw), list):
            raise Refusal(500, "Internal server error")
        return super().read_body(request)


class Answering(Spedy):
    """A server that says something of its own where no route fits."""

    def route(self, request: Request) -> Callable[[Request], object]:
        try:
            return super().route(request)
        except Refusal:
            return self.lost(request)

    def lost(self, request: Request) -> Callable[[Request], object]:
        """What becomes of a request without a route."""
        raise NotImplementedError

    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        if refusal.text == "page":
            return Reply(200, None, raw=b"<h1>Spedy</h1>", media="text/html")
        return super().refuse(request, refusal)


@mutant("errors", "604", aim="A path that is not there gives a page of the website.")
class UnknownPathsGreet(Answering):
    def lost(self, request: Request) -> Callable[[Request], object]:
        raise Refusal(200, "page")


@mutant("errors", "604", aim="A method that a path does not have is the server's fault.")
class UnknownMethodsFail(Answering):
    def lost(self, request: Request) -> Callable[[Request], object]:
        known = any(len(path) == request.path.count("/") + 1 for _, path, _ in self.table)
        raise Refusal(500 if known and request.method not in ("GET", "POST") else 404, "Nothing is there")
