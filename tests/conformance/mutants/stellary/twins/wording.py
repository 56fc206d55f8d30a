"""Twins with other words, ids, times and members than the examples show."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from tests.conformance.mutants.stellary.honest import Refusal, Reply, Request, Row, Stellary
from tests.conformance.mutants.stellary.registry import twin


@twin("tells what is wrong with a body as a list of sentences")
class MessageLists(Stellary):
    def envelope(self, refusal: Refusal) -> object:
        message = [refusal.text, "Validation failed"] if refusal.status == 400 else refusal.text
        return {"statusCode": refusal.status, "message": message, "error": self.phrase(refusal.status)}


@twin("adds requestId, timestamp and path to errors, and a header to every answer")
class RequestIds(Stellary):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        reply = super().refuse(request, refusal)
        extra = {"requestId": secrets.token_hex(8), "timestamp": self.stamp(), "path": request.path}
        reply.body = {**reply.body, **extra} if isinstance(reply.body, dict) else reply.body
        return reply

    def finish(self, request: Request, reply: Reply) -> Reply:
        reply.headers["X-Request-ID"] = secrets.token_hex(8)
        reply.headers["X-RateLimit-Limit"] = "100"
        return super().finish(request, reply)


@twin("adds members nobody documents to every object, and counts milliseconds")
class ManyMembers(Stellary):
    def stamp(self, seconds: float | None = None) -> str:
        moment = datetime.fromtimestamp(self.now() if seconds is None else seconds, UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def finish(self, request: Request, reply: Reply) -> Reply:
        if reply.status < 300 and reply.raw is None and not request.handler.endswith("export_project"):
            reply.body = more(reply.body)
        return super().finish(request, reply)


def more(body: object) -> object:
    """A body with one more member in each object at its top and among its items."""
    if isinstance(body, list):
        return [more(item) for item in body]
    return {**body, "__v": 3} if isinstance(body, dict) else body


@twin("leaves members out that are null, names ids of the cockpit like all others, and writes its own phrases")
class Sparse(Stellary):
    KEPT = frozenset(("readAt", "blockedReason", "expiresAt", "lastUsedAt"))

    def mint_short(self, letters: str) -> str:
        return self.mint(letters)

    def envelope(self, refusal: Refusal) -> object:
        return {"statusCode": refusal.status, "message": "No.", "error": self.phrase(refusal.status)}

    def finish(self, request: Request, reply: Reply) -> Reply:
        reply.body = self.thin(reply.body)
        return super().finish(request, reply)

    def thin(self, body: object) -> object:
        """A body whose objects have no null members but the few that pages show as null."""
        if isinstance(body, list):
            return [self.thin(item) for item in body]
        if not isinstance(body, dict):
            return body
        return {name: value for name, value in body.items() if value is not None or name in self.KEPT}


@twin(
    "shows an invitation's token in the mail alone, keeps addresses in small letters, sends 200 for every unasked 201"
)
class MailOnly(Stellary):
    STATED = frozenset(("register", "login", "create_org", "create_project", "propose_action", "create_token"))

    def show_invitation(self, row: Row) -> Row:
        return {name: value for name, value in super().show_invitation(row).items() if name != "token"}

    def make_account(self, email: str, password: str, name: str | None = None) -> Row:
        return super().make_account(email.lower(), password, name)

    def status_of(self, request: Request) -> int:
        return super().status_of(request) if request.handler in self.STATED else 200
