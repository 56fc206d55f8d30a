"""People, their passwords and their tokens."""

from __future__ import annotations

import hashlib
import re
import secrets

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .forms import TOKEN_SCOPES
from .guards import Guards
from .tokens import hash_password, is_password, sign

WEEK = 7 * 86_400
OK: Row = {"ok": True}


class Accounts(Guards):
    """/auth and /api-tokens."""

    ROUTES: Routes = (
        ("POST", "/auth/register", "register"),
        ("POST", "/auth/login", "login"),
        ("GET", "/auth/me", "get_me"),
        ("PATCH", "/auth/me", "update_me"),
        ("POST", "/auth/change-password", "change_password"),
        ("POST", "/api-tokens", "create_token"),
        ("GET", "/api-tokens", "list_tokens"),
        ("DELETE", "/api-tokens/:id", "revoke_token"),
    )

    def register(self, request: Request) -> object:
        """A new account with an organization and a workspace of its own."""
        body = self.take(request, "register")
        self.check_email_free(body["email"])
        user = self.make_account(body["email"], body["password"], body.get("name"))
        return {"access_token": self.issue(user), "user": self.show_user(user)}

    def check_email_free(self, email: str) -> None:
        """409 where an address is taken."""
        if self.user_by_email(email) is not None:
            raise Refusal(409, "This e-mail address is taken")

    def user_by_email(self, email: str) -> Row | None:
        """The user with an address; capitals do not count."""
        return next((row for row in self.all_of("users") if row["email"].lower() == email.lower()), None)

    def make_account(self, email: str, password: str, name: str | None = None) -> Row:
        """A user with a personal organization and workspace."""
        ident, local = self.mint("users"), email.partition("@")[0]
        user = {"id": ident, "email": email, "name": name or local, "password": hash_password(password)}
        self.keep("users", user)
        slug = f"{re.sub(r'[^a-z0-9]+', '-', local.lower()).strip('-')[:40] or 'me'}-{ident[-8:]}"
        org = self.make_org(user, f"{user['name']}'s organization", slug)
        self.make_workspace(user, org, "Personal", "personal", personal=True)
        return user

    def make_org(self, user: Row, name: str, slug: str) -> Row:
        """An organization owned by a user; ``orgs.Orgs`` does it."""
        raise NotImplementedError

    def make_workspace(self, user: Row, org: Row, name: str, slug: str, *, personal: bool = False) -> Row:
        """A workspace owned by a user; ``workspaces.Workspaces`` does it."""
        raise NotImplementedError

    def issue(self, user: Row) -> str:
        """A fresh signed token."""
        now = int(self.now())
        return sign({"sub": user["id"], "email": user["email"], "iat": now, "exp": now + self.lifetime()}, self.key)

    def lifetime(self) -> int:
        """Seconds a signed token lives."""
        return WEEK

    def show_user(self, user: Row) -> Row:
        """A user as the answer to a registration shows it."""
        return {"id": user["id"], "email": user["email"], "name": user["name"]}

    def show_profile(self, user: Row) -> Row:
        """A user with the role in the cockpit of the first workspace."""
        ident = user["id"]
        roles = [row["members"][ident]["pilotageRole"] for row in self.all_of("workspaces") if ident in row["members"]]
        return self.show_user(user) | {"pilotageRole": roles[0] if roles else "viewer"}

    def login(self, request: Request) -> object:
        """A signed token for an address and its password."""
        body = self.take(request, "login")
        user = self.user_by_email(body["email"])
        if user is None or not self.is_right_password(user, body["password"]):
            raise Refusal(401, "Invalid credentials")
        return {"access_token": self.issue(user), "user": self.show_profile(user)}

    def is_right_password(self, user: Row, password: str) -> bool:
        """Whether a password is the user's."""
        return is_password(password, user["password"])

    def get_me(self, request: Request) -> object:
        """Who the token stands for."""
        return {"user": self.show_profile(request.user)}

    def update_me(self, request: Request) -> object:
        """Another name."""
        self.change("users", request.user, self.take(request, "profile"))
        return self.get_me(request)

    def change_password(self, request: Request) -> object:
        """Another password; signed tokens go on."""
        body = self.take(request, "password")
        self.check_current(request.user, body["currentPassword"])
        self.change("users", request.user, {"password": hash_password(body["newPassword"])})
        return OK

    def check_current(self, user: Row, password: str) -> None:
        """401 where the current password is wrong."""
        if not self.is_right_password(user, password):
            raise Refusal(401, "The current password is wrong")

    def create_token(self, request: Request) -> object:
        """A personal token; its value shows in this answer alone."""
        body = self.take(request, "token")
        value = f"synth_{secrets.token_hex(20)}"
        row = {
            "id": self.mint("tokens"),
            "userId": request.user["id"],
            "digest": hashlib.sha256(value.encode()).hexdigest(),
            "name": body["name"],
            "prefix": self.prefix_of(value),
            "scopes": list(dict.fromkeys(body.get("scopes", TOKEN_SCOPES))),
            "expiresAt": body.get("expiresAt"),
            "lastUsedAt": None,
            "createdAt": self.stamp(),
        }
        self.keep("tokens", row)
        return {"token": value} | {
            name: member for name, member in self.show_token(row).items() if name != "lastUsedAt"
        }

    def prefix_of(self, value: str) -> str:
        """The beginning of a token by which people know it again."""
        return value[:10]

    def show_token(self, row: Row) -> Row:
        """A personal token as lists show it."""
        names = ("id", "name", "prefix", "scopes", "expiresAt", "lastUsedAt", "createdAt")
        return {name: row[name] for name in names}

    def list_tokens(self, request: Request) -> object:
        """The user's own personal tokens."""
        return [self.show_token(row) for row in self.tokens_of(request.user)]

    def tokens_of(self, user: Row) -> list[Row]:
        """The personal tokens of a user."""
        return self.all_of("tokens", userId=user["id"])

    def revoke_token(self, request: Request) -> object:
        """End a personal token for good."""
        self.end_token(self.find("tokens", request.args["id"], userId=request.user["id"]))
        return OK

    def end_token(self, pat: Row) -> None:
        """Take a personal token out of the store."""
        self.drop("tokens", pat)
