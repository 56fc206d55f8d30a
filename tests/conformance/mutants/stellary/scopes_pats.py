"""Scopes of personal tokens that bind nothing, or bind too much."""

from __future__ import annotations

from typing import ClassVar

from .bending import Blind
from .honest import Refusal, Request, Stellary
from .registry import mutant


class Unscoped(Stellary):
    """A server where one scope is asked of nobody: ``free`` names it."""

    free: ClassVar[str] = ""

    def scope_of(self, request: Request) -> str | None:
        scope = super().scope_of(request)
        return None if scope == self.free else scope


@mutant("scopes", "172", aim="Every personal token may read projects.")
class ProjectsReadFree(Unscoped):
    free = "projects:read"


@mutant("scopes", "172", aim="Every personal token may write projects.")
class ProjectsWriteFree(Unscoped):
    free = "projects:write"


@mutant("scopes", "173", aim="Every personal token may read the cockpit.")
class PilotageReadFree(Unscoped):
    free = "pilotage:read"


@mutant("scopes", "174", aim="Every personal token may write to the cockpit.")
class PilotageWriteFree(Unscoped):
    free = "pilotage:write"


@mutant("scopes", "175", aim="Every personal token may read notifications.")
class NotificationsReadFree(Unscoped):
    free = "notifications:read"


@mutant("scopes", "176", aim="Every personal token may read the profile.")
class AccountReadFree(Unscoped):
    free = "account:read"


@mutant("scopes", "176", aim="Every personal token may change the profile.")
class AccountWriteFree(Unscoped):
    free = "account:write"


@mutant("scopes", "172", aim="Deleting a card asks for the scope of reading.")
class DeleteByReaders(Stellary):
    def scope_of(self, request: Request) -> str | None:
        return "projects:read" if request.handler == "delete_card" else super().scope_of(request)


@mutant("scopes", "172", aim="Uploading asks a personal token for no scope.")
class UploadUnscoped(Stellary):
    def scope_of(self, request: Request) -> str | None:
        return None if request.handler == "upload" else super().scope_of(request)


@mutant("scopes", "176", aim="The scope account:read does not open the profile.")
class AccountReadUseless(Stellary):
    def scope_of(self, request: Request) -> str | None:
        return "account:write" if request.handler == "get_me" else super().scope_of(request)


@mutant("scopes", "175", aim="The scope notifications:read does not let its holder mark anything as read.")
class MarkingRefused(Stellary):
    def scope_of(self, request: Request) -> str | None:
        return "notifications:write" if request.method == "PATCH" and not request.org else super().scope_of(request)


@mutant("scopes", "172", aim="A personal token needs every scope for everything.")
class AllScopesNeeded(Stellary):
    def check_scope(self, request: Request) -> None:
        if request.pat and len(request.pat["scopes"]) < 7:
            raise Refusal(403, "The token lacks scopes")


class Escalating(Stellary):
    """A server where one operation on tokens takes personal tokens: ``open`` names its handler."""

    open: ClassVar[str] = ""

    def check_kind(self, request: Request) -> None:
        if request.handler != self.open:
            super().check_kind(request)


@mutant("scopes", "security", "cases", "162", aim="A personal token can make another.")
class PatMakesPat(Escalating):
    open = "create_token"


@mutant("scopes", "security", "cases", "162", aim="A personal token can list the tokens.")
class PatListsPats(Escalating):
    open = "list_tokens"


@mutant("scopes", "security", "cases", "162", aim="A personal token can revoke tokens.")
class PatRevokesPats(Escalating):
    open = "revoke_token"


@mutant("scopes", "cases", "derived", "crud", "166", aim="A personal token made without scopes has none.")
class NoScopesByDefault(Stellary):
    def create_token(self, request: Request) -> object:
        body = super().create_token(request)
        if isinstance(body, dict) and "scopes" not in self.read_body(request):
            self.tables["tokens"][body["id"]]["scopes"] = body["scopes"] = []
        return body


@mutant("scopes", "required", "cases", "167", aim="A scope nobody knows is taken.")
class UnknownScopeTaken(Blind):
    blind = frozenset({("scopes", "scopes")})
