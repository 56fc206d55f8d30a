"""Version headers that are missing or wrong."""

from __future__ import annotations

from .honest import Honest, Reply, Request
from .registry import mutant


class Bare(Honest):
    """A server that leaves the version header off some answers."""

    def lacks(self, request: Request, reply: Reply) -> bool:
        raise NotImplementedError

    def finish(self, request: Request, reply: Reply) -> Reply:
        reply = super().finish(request, reply)
        if self.lacks(request, reply):
            del reply.headers["X-API-Version"]
        return reply


@mutant("headers", "CODESPAR-024", aim="Errors come without X-API-Version.")
class VersionNotOnErrors(Bare):
    def lacks(self, request: Request, reply: Reply) -> bool:
        return reply.status >= 400


@mutant("headers", "CODESPAR-022", aim="Answers to GET come without X-API-Version.")
class VersionNotOnReads(Bare):
    def lacks(self, request: Request, reply: Reply) -> bool:
        return request.method == "GET" and reply.status == 200


@mutant("headers", "CODESPAR-022", aim="Answers to DELETE come without X-API-Version.")
class VersionNotOnDeletes(Bare):
    def lacks(self, request: Request, reply: Reply) -> bool:
        return request.method == "DELETE" and reply.status == 200


@mutant("headers", "CODESPAR-024", aim="Paths nobody serves answer without X-API-Version.")
class VersionNotOnUnknownPath(Bare):
    def lacks(self, request: Request, reply: Reply) -> bool:
        return isinstance(reply.body, dict) and reply.body.get("code") == "NOT_FOUND"


@mutant("headers", "limits", "CODESPAR-024", aim="A 429 comes without X-API-Version.", limits=True)
class VersionNotOnLimit(Bare):
    def lacks(self, request: Request, reply: Reply) -> bool:
        return reply.status == 429


@mutant("headers", "alias", "CODESPAR-023", aim="X-API-Version is unversioned on the short path form.")
class VersionByPath(Honest):
    def finish(self, request: Request, reply: Reply) -> Reply:
        reply = super().finish(request, reply)
        reply.headers["X-API-Version"] = "v1" if request.prefix else "unversioned"
        return reply
