"""Errors in other shapes."""

from __future__ import annotations

from .honest import Refusal, Reply, Request, Row, Spedy
from .registry import mutant


@mutant("errors", "054", aim="An error tells no status.")
class NoStatusCode(Spedy):
    def envelope(self, refusal: Refusal) -> object:
        return {"message": refusal.text, "error": self.phrase(refusal.status)}


@mutant("errors", "054", aim="The status in the envelope is another than that of the answer.")
class OtherStatusCode(Spedy):
    def envelope(self, refusal: Refusal) -> object:
        return {"statusCode": 500, "message": refusal.text, "error": self.phrase(refusal.status)}


@mutant("errors", "058", "057", aim="Errors are called by codes of the server's own.")
class OtherPhrases(Spedy):
    def phrase(self, status: int) -> str:
        return f"E{status}"


@mutant("errors", "055", aim="What is wrong with a body is told with 422.")
class Unprocessable(Spedy):
    def invalid(self, text: str) -> Refusal:
        return Refusal(422, text)

    def phrase(self, status: int) -> str:
        return "Unprocessable Entity" if status == 422 else super().phrase(status)


@mutant("errors", "002", aim="An unknown id is answered with a page of HTML.")
class HtmlErrors(Spedy):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        if refusal.status == 404:
            return Reply(404, None, raw=b"<h1>Not Found</h1>", media="text/html")
        return super().refuse(request, refusal)


@mutant("errors", "055", aim="A broken JSON text is the server's fault.")
class BrokenJsonIs500(Spedy):
    def read_body(self, request: Request) -> Row:
        try:
            return super().read_body(request)
        except Refusal:
            raise Refusal(500, "Internal server error") from None


@mutant("errors", "crud", "058", aim="An unknown id is answered with nothing.")
class UnknownIsEmpty(Spedy):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        if refusal.status == 404 and request.method == "GET":
            return Reply(200, {})
        return super().refuse(request, refusal)
