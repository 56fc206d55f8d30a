"""Doors that a wrong token opens, and tokens that do not end."""

from __future__ import annotations

from datetime import datetime

from .honest import Request, Row, Spedy
from .registry import mutant

YEAR = 365 * 86_400


@mutant("security", "006", aim="Labels can be listed without a token.")
class NoTokenNeeded(Spedy):
    def authenticate(self, request: Request) -> None:
        if "authorization" not in request.headers and request.handler == "list_labels":
            request.user = self.people["admin"]
            request.org = self.org_called("acme-corp")
            return
        super().authenticate(request)


@mutant("security", "007", aim="A token nobody was given is taken for an admin's.")
class AnyTokenOpens(Spedy):
    def user_of(self, request: Request, token: str) -> Row | None:
        return super().user_of(request, token) or (
            self.people["admin"] if token.startswith("spedy_pat_") and request.method == "GET" else None
        )


@mutant("security", "cases", "012", aim="A revoked token works on.")
class RevokedTokenLives(Spedy):
    def drop(self, kind: str, row: Row) -> None:
        if kind == "tokens":
            self.change(kind, row, {"userId": row["userId"], "revoked": True})
            return
        super().drop(kind, row)

    def tokens_of(self, request: Request) -> list[Row]:
        return [row for row in super().tokens_of(request) if not row.get("revoked")]

    def find_token(self, request: Request) -> Row:
        row = super().find_token(request)
        if row.get("revoked"):
            raise self.missing("tokens")
        return row


@mutant("cases", "security", "011", aim="A personal token ends after a year.")
class TokenEnds(Spedy):
    def is_alive(self, kind: str, row: Row) -> bool:
        if kind == "tokens":
            return datetime.fromisoformat(row["createdAt"]).timestamp() + YEAR > self.now()
        return super().is_alive(kind, row)


@mutant("cases", "security", "009", aim="Tokens do not begin as the page says.")
class OtherTokenPrefix(Spedy):
    def token_prefix(self) -> str:
        return "spd_"


@mutant("security", "008", "439", aim="A token in the query opens the door.")
class TokenInQuery(Spedy):
    def authenticate(self, request: Request) -> None:
        for name in ("token", "access_token"):
            if "authorization" not in request.headers and request.parameter(name):
                request.headers["authorization"] = f"Bearer {request.parameter(name)}"
        super().authenticate(request)


@mutant("security", "008", aim="Any scheme will do.")
class AnyScheme(Spedy):
    def authenticate(self, request: Request) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic" or (kind and not token):
            request.headers["authorization"] = f"Bearer {token or kind}"
        super().authenticate(request)


@mutant("secret", "101", aim="The value of a token shows again.")
class TokenShownAgain(Spedy):
    def make_token(self, user: Row, name: str) -> tuple[Row, str]:
        row, value = super().make_token(user, name)
        row["token"] = value
        return row, value

    def show_token(self, row: Row) -> Row:
        return super().show_token(row) | {"token": row.get("token", "")}


@mutant("owner", "102", aim="The list of tokens shows everybody's.")
class TokensOfAll(Spedy):
    def tokens_of(self, request: Request) -> list[Row]:
        return self.all_of("tokens", orgId=request.org["id"])


@mutant("owner", "102", "403", aim="A token of somebody else is read and revoked.")
class TokenOfAnybody(Spedy):
    def find_token(self, request: Request) -> Row:
        return self.find("tokens", request.args["tokenId"], orgId=request.org["id"])


@mutant("cases", "104", aim="A token does not tell when it was used.")
class UseUnnoted(Spedy):
    def use_token(self, kind: str, row: Row) -> None:
        return
