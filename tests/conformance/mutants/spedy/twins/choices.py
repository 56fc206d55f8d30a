"""Twins that read differently what nobody states."""

from __future__ import annotations

from tests.conformance.mutants.spedy.honest import Refusal, Reply, Request, Row, Spedy
from tests.conformance.mutants.spedy.registry import twin


@twin("holds what the examples show")
class Seeded(Spedy):
    pass


@twin("holds much more than the judge makes", world="busy")
class Busy(Spedy):
    pass


@twin("enforces its rate limits", limits=True)
class StrictLimits(Spedy):
    pass


@twin("answers bare arrays where the vendor's samples do")
class BareLists(Spedy):
    BARE = ("list_users", "list_labels", "list_endpoints", "list_spaces")

    def finish(self, request: Request, reply: Reply) -> Reply:
        if request.handler in self.BARE and reply.status == 200 and isinstance(reply.body, dict):
            reply.body = reply.body["data"]
        return super().finish(request, reply)


@twin("answers 200 to everything that succeeds with a body")
class PlainSuccess(Spedy):
    def status_of(self, request: Request) -> int:
        return 200


@twin("says 404 for an organization's host that is not the token's, and adds members to errors")
class OtherWords(Spedy):
    def check_host(self, request: Request) -> None:
        try:
            super().check_host(request)
        except Refusal:
            raise Refusal(404, "There is nothing here") from None

    def envelope(self, refusal: Refusal) -> object:
        return {
            "statusCode": refusal.status,
            "message": refusal.text,
            "error": self.phrase(refusal.status),
            "path": "/",
        }


@twin("cuts pages that are asked too large instead of refusing them")
class Clamps(Spedy):
    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        text = request.parameter(name)
        if most is not None and text is not None and text.isdigit() and int(text) > most:
            return most
        return super().read_number(request, name, default, most)


@twin("refuses what a body names wrongly with 404")
class MissingReferences(Spedy):
    def refer(self, request: Request, kind: str, ident: object, **where: object) -> Row:
        try:
            return super().refer(request, kind, ident, **where)
        except Refusal:
            raise self.missing(kind) from None
