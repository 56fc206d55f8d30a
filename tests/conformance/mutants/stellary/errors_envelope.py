"""Refusals in other clothes than the API's."""

from __future__ import annotations

from collections.abc import Callable

from .honest import Field, Refusal, Reply, Request, Stellary
from .registry import mutant


@mutant("errors", "013", aim="Errors have no member error.")
class EnvelopeWithoutError(Stellary):
    def envelope(self, refusal: Refusal) -> object:
        return {"statusCode": refusal.status, "message": refusal.text}


@mutant("errors", "013", aim="statusCode says 400 whatever the status is.")
class StatusCodeFixed(Stellary):
    def envelope(self, refusal: Refusal) -> object:
        return {"statusCode": 400, "message": refusal.text, "error": self.phrase(refusal.status)}


@mutant("errors", "013", aim="statusCode is a text.")
class StatusCodeText(Stellary):
    def envelope(self, refusal: Refusal) -> object:
        return {"statusCode": str(refusal.status), "message": refusal.text, "error": self.phrase(refusal.status)}


@mutant("errors", "015", aim="error is not the phrase of the status.")
class PhraseFixed(Stellary):
    def phrase(self, status: int) -> str:
        return "Error"


@mutant("errors", "013", aim="Errors are nested in an object called error.")
class EnvelopeNested(Stellary):
    def envelope(self, refusal: Refusal) -> object:
        return {"error": super().envelope(refusal)}


@mutant("errors", "013", "016", aim="Errors come with the status 200.")
class ErrorsWellDone(Stellary):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        return Reply(200, self.envelope(refusal))


@mutant("errors", "001", "013", aim="An unknown route answers with an HTML page.")
class RouteAsPage(Stellary):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        if not request.handler:
            return Reply(404, None, raw=b"<html>Not Found</html>", media="text/html")
        return super().refuse(request, refusal)


@mutant("errors", "001", "013", aim="Broken JSON answers with a plain text.")
class BrokenAsText(Stellary):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        if "JSON" in refusal.text:
            return Reply(400, None, raw=b"SyntaxError: Unexpected token", media="text/plain")
        return super().refuse(request, refusal)


@mutant("errors", "001", aim="Errors are JSON but are called text/html.")
class ErrorsMislabelled(Stellary):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        reply = super().refuse(request, refusal)
        reply.media = "text/html"
        return reply


@mutant("errors", "required", "014", aim="A number where a text belongs is a fault of the server.")
class WrongTypeIsFault(Stellary):
    def check_text(self, key: str, field: Field, value: object) -> str:
        if not isinstance(value, str):
            raise TypeError(key)
        return super().check_text(key, field, value)


@mutant("errors", "required", "014", aim="A missing member is a fault of the server.")
class MissingIsFault(Stellary):
    def invalid(self, text: str) -> Refusal:
        return Refusal(500, text) if text.endswith("is required") else super().invalid(text)


@mutant("errors", "016", aim="An unknown id is a fault of the server.")
class UnknownIdIsFault(Stellary):
    def missing(self, kind: str) -> Refusal:
        return Refusal(500, "Cast to ObjectId failed")


@mutant("errors", "016", aim="An unknown card answers with an empty success.")
class UnknownCardIsFine(Stellary):
    def answer(self, request: Request) -> Reply:
        reply = super().answer(request)
        if reply.status == 404 and "cardId" in request.args:
            return Reply(200, {})
        return reply


@mutant("errors", "unique", "017", aim="Duplicates answer 400.")
class DuplicateIs400(Stellary):
    def answer(self, request: Request) -> Reply:
        reply = super().answer(request)
        if reply.status == 409 and request.handler in ("create_org", "register", "add_org_member", "create_workspace"):
            return self.refuse(request, Refusal(400, "Taken"))
        return reply


@mutant("errors", "security", "010", aim="A request without a token is forbidden, not unauthorized.")
class MissingTokenIs403(Stellary):
    def authenticate(self, request: Request) -> None:
        if "authorization" not in request.headers:
            raise Refusal(403, "Forbidden resource")
        super().authenticate(request)


@mutant("errors", "security", "009", aim="A token nobody issued is a bad request.")
class UnknownTokenIs400(Stellary):
    def authenticate(self, request: Request) -> None:
        try:
            super().authenticate(request)
        except Refusal as refusal:
            raise Refusal(400 if request.headers.get("authorization") else 401, refusal.text) from refusal


@mutant("errors", "tenancy", "021", aim="The body is read before the guards ask who is there.")
class BodyBeforeGuards(Stellary):
    def route(self, request: Request) -> Callable[[Request], object]:
        handler = super().route(request)
        if request.headers["content-type"] == "application/json":
            self.read_body(request)
            if request.handler == "create_project":
                self.take(request, "project")
        return handler
