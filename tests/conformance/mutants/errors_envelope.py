"""Errors that leave in another dress."""

from __future__ import annotations

from .honest import Honest, Refusal, Reply, Request, Row
from .registry import mutant


@mutant("errors", "CODESPAR-016", aim="Errors are wrapped in a problem object without error, code and status.")
class EnvelopeOfAnother(Honest):
    def envelope(self, refusal: Refusal) -> object:
        return {"problem": {"title": refusal.text, "kind": refusal.code}}


@mutant("errors", "CODESPAR-016", aim="The status inside the envelope is always 500.")
class EnvelopeStatusWrong(Honest):
    def envelope(self, refusal: Refusal) -> object:
        return {"error": refusal.text, "code": refusal.code, "status": 500}


@mutant("errors", "shape", "CODESPAR-016", aim="The status inside the envelope is a text.")
class EnvelopeStatusText(Honest):
    def envelope(self, refusal: Refusal) -> object:
        return {"error": refusal.text, "code": refusal.code, "status": str(refusal.status)}


@mutant("errors", "CODESPAR-016", aim="Errors carry no code.")
class EnvelopeWithoutCode(Honest):
    def envelope(self, refusal: Refusal) -> object:
        return {"error": refusal.text, "status": refusal.status}


@mutant("errors", "CODESPAR-017", "CODESPAR-016", aim="Every error is sent as 200, only the envelope tells.")
class ErrorsAsOkay(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        return Reply(200, self.envelope(refusal))


@mutant("errors", "CODESPAR-002", "CODESPAR-016", aim="A path nobody serves answers an HTML page.")
class HtmlNotFound(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        reply = super().refuse(request, refusal)
        if refusal.code in ("NOT_FOUND", "METHOD_NOT_ALLOWED"):
            reply.raw, reply.media = b"<!doctype html><title>404</title><h1>Not Found</h1>", "text/html"
        return reply


@mutant("errors", "CODESPAR-002", "CODESPAR-016", aim="Broken JSON answers plain text.")
class PlainBadJson(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        reply = super().refuse(request, refusal)
        if refusal.code == "INVALID_JSON":
            reply.raw, reply.media = b"Unexpected token in JSON", "text/plain"
        return reply


@mutant("errors", "CODESPAR-002", "CODESPAR-014", "CODESPAR-016", aim="Broken JSON is echoed back as a 500.")
class BrokenJsonEchoed(Honest):
    def parse(self, raw: bytes) -> Row:
        try:
            return super().parse(raw)
        except Refusal as refusal:
            text = raw[:200].decode("utf-8", "replace")
            raise Refusal(500, "INTERNAL_ERROR", f"cannot parse {text}") from refusal
