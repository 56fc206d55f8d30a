"""Who may do what: token, scope of a personal token, organization, workspace, roles."""

from __future__ import annotations

import hashlib
from datetime import datetime

from tests.conformance.mutants.plain.wire import Refusal, Request, Row

from .app import App
from .tokens import read_claims

PUBLIC = ("register", "login")
JWT_ONLY = ("create_token", "list_tokens", "revoke_token")

# What the seed's table of scopes names; nothing else is refused to a personal token.
READS = (
    *("list_projects", "get_project", "portfolio", "templates", "export_project", "list_columns", "list_cards"),
    *("list_comments", "list_attachments", "download"),
)
WRITES = (
    *("create_project", "update_project", "import_project", "create_column", "update_column", "delete_column"),
    *("create_card", "update_card", "delete_card", "create_comment", "delete_comment", "upload", "delete_attachment"),
)
SCOPES = (
    dict.fromkeys(READS, "projects:read")
    | dict.fromkeys(WRITES, "projects:write")
    | dict.fromkeys(
        ("create_mission", "update_mission", "create_todo", "update_todo", "create_decision", "propose_action"),
        "pilotage:write",
    )
    | dict.fromkeys(
        ("list_notifications", "count_notifications", "read_all_notifications", "read_notification"),
        "notifications:read",
    )
    | {"pilotage_state": "pilotage:read", "get_me": "account:read", "update_me": "account:write"}
)


class Guards(App):
    """The chain every request but two passes; memberships sit in the rows of organizations and workspaces."""

    def guard(self, request: Request) -> None:
        """Token, scope, then the rows the path names, from the outside in."""
        if request.handler in PUBLIC:
            return
        self.authenticate(request)
        self.check_kind(request)
        self.check_scope(request)
        if "orgSlug" in request.args:
            request.org = self.enter_org(request)
        if "wsSlug" in request.args:
            request.workspace = self.enter_workspace(request)
        if "projectId" in request.args:
            request.project = self.enter_project(request)
        if "cardId" in request.args:
            request.card = self.enter_card(request)

    def authenticate(self, request: Request) -> None:
        """Find out who asks: a signed token first, a personal token second."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        token = token.strip()
        if kind.lower() != "bearer" or not token:
            raise Refusal(401, "Authentication required")
        user = self.user_of_jwt(token)
        if user is None:
            request.pat = self.find_pat(token)
            self.use_pat(request.pat)
            user = self.tables["users"][request.pat["userId"]]
        request.user = user

    def user_of_jwt(self, token: str) -> Row | None:
        """The user a signed token stands for, None where it is none of ours or is too old."""
        claims = read_claims(token, self.key)
        if claims is None or claims["exp"] <= self.now():
            return None
        return self.tables["users"].get(claims["sub"])

    def find_pat(self, token: str) -> Row:
        """The living personal token with this value; 401 otherwise."""
        digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
        pat = next((row for row in self.all_of("tokens") if row["digest"] == digest), None)
        if pat is None or not self.is_alive(pat):
            raise Refusal(401, "Invalid or expired token")
        return pat

    def is_alive(self, pat: Row) -> bool:
        """Whether a personal token has time left; a revoked one is gone from the store."""
        return pat["expiresAt"] is None or datetime.fromisoformat(pat["expiresAt"]).timestamp() > self.now()

    def use_pat(self, pat: Row) -> None:
        """Note that a personal token was used."""
        self.change("tokens", pat, {"lastUsedAt": self.stamp()})

    def check_kind(self, request: Request) -> None:
        """Refuse personal tokens where only a signed one will do."""
        if request.pat and request.handler in JWT_ONLY:
            raise Refusal(403, "Personal access tokens cannot manage tokens")

    def check_scope(self, request: Request) -> None:
        """Refuse a personal token that lacks the scope of the operation."""
        scope = self.scope_of(request)
        if request.pat and scope is not None and scope not in request.pat["scopes"]:
            raise Refusal(403, f"The token lacks the scope {scope}")

    def scope_of(self, request: Request) -> str | None:
        """The scope an operation asks of a personal token."""
        return SCOPES.get(request.handler)

    def enter_org(self, request: Request) -> Row:
        """The organization of the path: 404 where nobody has it, 403 where the user is no member."""
        org = self.org_by_slug(request.args["orgSlug"])
        if org is None:
            raise self.missing("orgs")
        if not self.is_org_member(request, org):
            raise self.outside("organization")
        return org

    def org_by_slug(self, slug: str) -> Row | None:
        """The organization with a slug."""
        return next(iter(self.all_of("orgs", slug=slug)), None)

    def is_org_member(self, request: Request, org: Row) -> bool:
        """Whether the user belongs to an organization."""
        return request.user["id"] in org["members"]

    def enter_workspace(self, request: Request) -> Row:
        """The workspace of the path: 404 where the organization has none such, 403 for whom it is closed."""
        workspace = self.workspace_by_slug(request)
        if workspace is None:
            raise self.missing("workspaces")
        if not self.is_workspace_member(request, workspace):
            raise self.outside("workspace")
        return workspace

    def workspace_by_slug(self, request: Request) -> Row | None:
        """The workspace with the slug of the path in the organization of the path."""
        slug, org = request.args["wsSlug"], request.org["id"]
        return next(iter(self.all_of("workspaces", slug=slug, organizationId=org)), None)

    def is_workspace_member(self, request: Request, workspace: Row) -> bool:
        """Whether the user belongs to a workspace; a role in the organization opens none."""
        return request.user["id"] in workspace["members"]

    def outside(self, level: str) -> Refusal:
        """The refusal for somebody who is no member."""
        return Refusal(403, f"You are not a member of this {level}")

    def enter_project(self, request: Request) -> Row:
        """The project of the path, in the workspace of the path."""
        return self.find("projects", request.args["projectId"], workspaceId=request.workspace["id"])

    def enter_card(self, request: Request) -> Row:
        """The card of the path, in the project of the path."""
        return self.find("cards", request.args["cardId"], projectId=request.project["id"])

    def need_org_role(self, request: Request, *roles: str) -> None:
        """403 unless the user has one of these roles in the organization."""
        if request.org["members"].get(request.user["id"]) not in roles:
            raise Refusal(403, f"Only an organization's {' or '.join(roles)} may do this")

    def need_pilotage(self, request: Request, *roles: str) -> None:
        """403 unless the user has one of these roles in the cockpit."""
        if self.pilotage_role(request) not in roles:
            raise Refusal(403, f"Only a {' or '.join(roles)} of the cockpit may do this")

    def pilotage_role(self, request: Request) -> str:
        """The user's role in the cockpit of the workspace."""
        role: str = request.workspace["members"][request.user["id"]]["pilotageRole"]
        return role
