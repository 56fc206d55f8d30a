"""Credentials asked for where none are needed."""

from __future__ import annotations

from .honest import Honest, Refusal, Request
from .registry import mutant


@mutant("security", "CODESPAR-006", aim="Requests without an Authorization header are 401.")
class AuthorizationDemanded(Honest):
    def before(self, request: Request) -> None:
        if request.path.startswith("/api/") and "authorization" not in request.headers:
            raise Refusal(401, "UNAUTHORIZED", "Authorization is required")


@mutant("security", "CODESPAR-006", aim="Writes without an Authorization header are 401.")
class AuthorizationForWrites(Honest):
    def before(self, request: Request) -> None:
        reads = request.method in ("GET", "HEAD")
        if request.path.startswith("/api/") and not reads and "authorization" not in request.headers:
            raise Refusal(401, "UNAUTHORIZED", "Authorization is required")


@mutant("security", "CODESPAR-007", aim="An Authorization header the server does not know is 403.")
class AuthorizationJudged(Honest):
    def before(self, request: Request) -> None:
        if "authorization" in request.headers:
            raise Refusal(403, "FORBIDDEN", "Unknown credentials")


@mutant("security", "cases", "CODESPAR-116", aim="A webhook without a signature is 401.")
class SignatureDemanded(Honest):
    def before(self, request: Request) -> None:
        if request.path.startswith("/webhooks/") and "x-hub-signature-256" not in request.headers:
            raise Refusal(401, "BAD_SIGNATURE", "X-Hub-Signature-256 is required")
