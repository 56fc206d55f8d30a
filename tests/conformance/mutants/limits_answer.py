"""Refusals over the limit that do not say what they should."""

from __future__ import annotations

from .honest import Honest, Refusal, Reply, Request
from .registry import mutant


class Vague(Honest):
    """A server with another Retry-After."""

    after = ""

    def limited(self, seconds: int) -> Refusal:
        refusal = super().limited(seconds)
        refusal.headers["Retry-After"] = self.after
        return refusal


@mutant("limits", "CODESPAR-027", aim="A 429 comes without Retry-After.", limits=True)
class RetryAfterMissing(Honest):
    def limited(self, seconds: int) -> Refusal:
        return Refusal(429, "RATE_LIMITED", "Too many requests")


@mutant("limits", "CODESPAR-027", aim="Retry-After is negative.", limits=True)
class RetryAfterNegative(Vague):
    after = "-30"


@mutant("limits", "CODESPAR-027", aim="Retry-After is a piece of HTML.", limits=True)
class RetryAfterHtml(Vague):
    after = "<b>soon</b>"


@mutant("limits", "CODESPAR-031", aim="Retry-After says one second, the budget takes a minute.", limits=True)
class RetryAfterTooShort(Vague):
    after = "1"


@mutant("limits", "CODESPAR-025", aim="A request over the limit is 503.", limits=True)
class LimitedUnavailable(Honest):
    def limited(self, seconds: int) -> Refusal:
        return Refusal(503, "RATE_LIMITED", "Too many requests", {"Retry-After": str(seconds)})


@mutant("limits", "CODESPAR-031", aim="Every refused request starts the minute anew.", limits=True)
class LimitNeverEnds(Honest):
    def meet_limit(self, request: Request) -> None:
        try:
            super().meet_limit(request)
        except Refusal:
            for window in self.windows.values():
                window.start = self.now() + 3600
            raise


@mutant("limits", "errors", "CODESPAR-002", "CODESPAR-016", aim="A 429 is an HTML page of the proxy.", limits=True)
class LimitedAsHtml(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        reply = super().refuse(request, refusal)
        if refusal.status == 429:
            reply.raw, reply.media = b"<html><h1>429 Too Many Requests</h1></html>", "text/html"
        return reply
