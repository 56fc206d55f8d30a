"""Tokens and passwords that open what they should not, or do not open what they should."""

from __future__ import annotations

import base64
import binascii
import json

from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("security", "010", aim="Reading needs no token: without one, everybody is the first user.")
class ReadingIsFree(Stellary):
    def authenticate(self, request: Request) -> None:
        if request.method == "GET" and "authorization" not in request.headers:
            request.user = self.all_of("users")[0]
            return
        super().authenticate(request)


@mutant("security", "009", aim="The signature of a token is not looked at.")
class SignatureIgnored(Stellary):
    def user_of_jwt(self, token: str) -> Row | None:
        try:
            part = token.split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            return self.tables["users"].get(claims["sub"])
        except (IndexError, KeyError, TypeError, binascii.Error, ValueError):
            return None


@mutant("security", "009", aim="A personal token nobody issued works as the first user's.")
class AnyPatWorks(Stellary):
    def find_pat(self, token: str) -> Row:
        if token.startswith("synth_") and not self.all_of("tokens", prefix=token[:10]):
            scopes = ["projects:read"]
            return {"userId": self.all_of("users")[0]["id"], "scopes": scopes, "lastUsedAt": None}
        return super().find_pat(token)


@mutant("security", "009", aim="A token in the query is as good as one in the header.")
class TokenInQuery(Stellary):
    def authenticate(self, request: Request) -> None:
        if token := request.parameter("access_token"):
            request.headers["authorization"] = f"Bearer {token}"
        super().authenticate(request)


@mutant("security", "cases", "scopes", "011", aim="A personal token works on after it expired.")
class ExpiredPatWorks(Stellary):
    def is_alive(self, pat: Row) -> bool:
        return True


@mutant("security", "cases", "scopes", "crud", "012", "171", aim="A revoked personal token works on.")
class RevokedPatWorks(Stellary):
    def tokens_of(self, user: Row) -> list[Row]:
        return [row for row in super().tokens_of(user) if "revoked" not in row]

    def end_token(self, pat: Row) -> None:
        pat["revoked"] = True


@mutant("security", "cases", "scopes", "008", "002", aim="Personal tokens open nothing.")
class PatUseless(Stellary):
    def is_alive(self, pat: Row) -> bool:
        return False


@mutant("security", "cases", "005", aim="A signed token lives one day.")
class JwtLivesADay(Stellary):
    def lifetime(self) -> int:
        return 86_400


@mutant("security", "cases", "003", aim="The token of a registration does not work.")
class RegisterTokenDead(Stellary):
    def register(self, request: Request) -> object:
        body = super().register(request)
        return body | {"access_token": "eyJhbGciOiJIUzI1NiJ9.e30.x"} if isinstance(body, dict) else body


@mutant("security", "cases", "033", aim="Every password logs in.")
class WrongPasswordLogsIn(Stellary):
    def is_right_password(self, user: Row, password: str) -> bool:
        return True


@mutant("security", "cases", "033", aim="Only the first eight characters of a password count.")
class PasswordCut(Stellary):
    def take(self, request: Request, name: str) -> Row:
        body = super().take(request, name)
        secret = ("password", "currentPassword", "newPassword")
        return {key: value[:8] if key in secret else value for key, value in body.items()}

    def make_account(self, email: str, password: str, name: str | None = None) -> Row:
        return super().make_account(email, password[:8], name)


@mutant("security", "cases", "040", aim="The old password works on after a change.")
class OldPasswordWorks(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        if kind == "users" and "password" in changes:
            changes = changes | {"former": row["password"]}
        return super().change(kind, row, changes)

    def is_right_password(self, user: Row, password: str) -> bool:
        former = user | {"password": user.get("former", user["password"])}
        return super().is_right_password(user, password) or super().is_right_password(former, password)


@mutant("security", "cases", "040", aim="A change of the password answers well and is not kept.")
class NewPasswordLost(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        if kind == "users" and "password" in changes:
            return row
        return super().change(kind, row, changes)


@mutant("security", "cases", "038", aim="The current password is not asked for.")
class CurrentPasswordIgnored(Stellary):
    def check_current(self, user: Row, password: str) -> None:
        return


@mutant("security", "cases", "020", aim="Registering needs a token.")
class RegisterNeedsToken(Stellary):
    def register(self, request: Request) -> object:
        self.authenticate(request)
        return super().register(request)
