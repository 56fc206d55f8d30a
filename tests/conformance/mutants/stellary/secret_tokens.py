"""Secrets that show where they should not."""

from __future__ import annotations

import secrets

from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("secret", "cases", "shape", "163", aim="The list of personal tokens shows their values.")
class TokensListedInClear(Stellary):
    def create_token(self, request: Request) -> object:
        body = super().create_token(request)
        if isinstance(body, dict):
            self.tables["tokens"][body["id"]]["token"] = body["token"]
        return body

    def list_tokens(self, request: Request) -> object:
        rows = self.tokens_of(request.user)
        return [self.show_token(row) | ({"token": row["token"]} if "token" in row else {}) for row in rows]


@mutant("secret", "cases", "163", aim="A listed prefix is a whole personal token.")
class PrefixIsToken(Stellary):
    def prefix_of(self, value: str) -> str:
        return value


@mutant("secret", "cases", "derived", "164", aim="The prefix is not how the token begins.")
class PrefixMadeUp(Stellary):
    def prefix_of(self, value: str) -> str:
        return f"synth_{secrets.token_hex(2)}"


@mutant("secret", "cases", "shape", "163", aim="The creation of a personal token does not show it.")
class TokenNeverShown(Stellary):
    def create_token(self, request: Request) -> object:
        body = super().create_token(request)
        return {name: value for name, value in body.items() if name != "token"} if isinstance(body, dict) else body


@mutant("secret", "cases", "030", aim="Answers about a user carry the password's hash.")
class PasswordShown(Stellary):
    def show_user(self, user: Row) -> Row:
        return super().show_user(user) | {"password": user["password"]}


@mutant("secret", "cases", "030", aim="A registration echoes the password.")
class PasswordEchoed(Stellary):
    def register(self, request: Request) -> object:
        body = super().register(request)
        return body | {"password": self.read_body(request)["password"]} if isinstance(body, dict) else body
