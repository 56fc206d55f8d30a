"""Workspaces, their members and the invitations to them."""

from __future__ import annotations

import secrets

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .orgs import Orgs

WEEK = 7 * 86_400


class Workspaces(Orgs):
    """/orgs/:orgSlug/workspaces and /invitations. Mail goes to ``outbox``; the token shows in the answer too."""

    ROUTES: Routes = (
        ("POST", "/orgs/:orgSlug/workspaces", "create_workspace"),
        ("GET", "/orgs/:orgSlug/workspaces", "list_workspaces"),
        ("GET", "{W}", "get_workspace"),
        ("POST", "{W}/members/invite", "invite"),
        ("POST", "/invitations/:token/accept", "accept_invitation"),
        ("PATCH", "{W}/members/:userId", "update_workspace_member"),
    )

    def create_workspace(self, request: Request) -> object:
        """A new workspace, owned by the user."""
        body = self.take(request, "workspace")
        self.check_workspace_free(request.org, body["slug"])
        workspace = self.make_workspace(request.user, request.org, body["name"], body["slug"])
        return self.show_workspace(request, workspace)

    def check_workspace_free(self, org: Row, slug: str) -> None:
        """409 where the organization has the slug already."""
        if self.all_of("workspaces", organizationId=org["id"], slug=slug):
            raise Refusal(409, "This slug is taken")

    def make_workspace(self, user: Row, org: Row, name: str, slug: str, *, personal: bool = False) -> Row:
        """A workspace whose only member is its owner."""
        row = {
            "id": self.mint("workspaces"),
            "name": name,
            "slug": slug,
            "organizationId": org["id"],
            "ownerId": user["id"],
            "isPersonal": personal,
            "createdAt": self.stamp(),
            "updatedAt": self.stamp(),
            "members": {user["id"]: {"role": "admin", "pilotageRole": "owner"}},
        }
        return self.keep("workspaces", row)

    def show_workspace(self, request: Request, row: Row) -> Row:
        """A workspace as a user sees it."""
        names = ("id", "name", "slug", "organizationId", "ownerId", "isPersonal")
        mine = row["members"].get(request.user["id"], {"role": "member", "pilotageRole": "viewer"})
        return (
            {name: row[name] for name in names}
            | {"myRole": mine["role"], "myPilotageRole": mine["pilotageRole"]}
            | {"createdAt": row["createdAt"], "updatedAt": row["updatedAt"]}
        )

    def list_workspaces(self, request: Request) -> object:
        """The workspaces of the organization that are open to the user."""
        return [self.show_workspace(request, row) for row in self.workspaces_of(request)]

    def workspaces_of(self, request: Request) -> list[Row]:
        """The workspaces a user sees in an organization."""
        rows = self.all_of("workspaces", organizationId=request.org["id"])
        return [row for row in rows if request.user["id"] in row["members"]]

    def get_workspace(self, request: Request) -> object:
        """One workspace."""
        return self.show_workspace(request, request.workspace)

    def check_workspace_staff(self, request: Request) -> None:
        """403 for who is admin neither of the workspace nor of the organization."""
        ident = request.user["id"]
        mine = request.workspace["members"].get(ident, {}).get("role")
        if mine != "admin" and request.org["members"].get(ident) not in ("owner", "admin"):
            raise Refusal(403, "Only an admin may do this")

    def invite(self, request: Request) -> object:
        """An invitation, mailed."""
        self.check_workspace_staff(request)
        body = self.take(request, "invite")
        self.check_invitable(request, body["email"])
        row = {
            "id": self.mint("invitations"),
            "email": body["email"],
            "role": body.get("role", "member"),
            "token": secrets.token_urlsafe(24),
            "status": "pending",
            "expiresAt": self.stamp(self.now() + WEEK),
            "expires": self.now() + WEEK,
            "workspaceId": request.workspace["id"],
        }
        self.keep("invitations", row)
        self.mail(row)
        return self.show_invitation(row)

    def check_invitable(self, request: Request, email: str) -> None:
        """409 for who is a member or invited already."""
        user = self.user_by_email(email)
        if user is not None and user["id"] in request.workspace["members"]:
            raise Refusal(409, "Already a member")
        if self.all_of("invitations", email=email, workspaceId=request.workspace["id"], status="pending"):
            raise Refusal(409, "Already invited")

    def mail(self, invitation: Row) -> None:
        """Send the letter with the token."""
        self.outbox.append({"to": invitation["email"], "subject": "You are invited", "token": invitation["token"]})

    def show_invitation(self, row: Row) -> Row:
        """An invitation as its sender sees it."""
        return {name: row[name] for name in ("id", "email", "role", "token", "status", "expiresAt")}

    def accept_invitation(self, request: Request) -> object:
        """The invited user joins the workspace, and its organization where needed."""
        row = next(iter(self.all_of("invitations", token=request.args["token"])), None)
        if row is None or row["expires"] <= self.now():
            raise self.missing("invitations")
        self.check_addressee(request, row)
        self.check_unused(row)
        workspace = self.tables["workspaces"][row["workspaceId"]]
        self.change("invitations", row, {"status": "accepted"})
        self.admit(workspace, request.user["id"], row["role"])
        return self.show_workspace(request, workspace)

    def check_addressee(self, request: Request, row: Row) -> None:
        """403 for everybody but the one who was invited."""
        if row["email"].lower() != request.user["email"].lower():
            raise Refusal(403, "This invitation is for somebody else")

    def check_unused(self, row: Row) -> None:
        """409 where an invitation was accepted before."""
        if row["status"] != "pending":
            raise Refusal(409, "This invitation was used")

    def admit(self, workspace: Row, ident: str, role: str, pilotage: str = "viewer") -> None:
        """Make a user a member of a workspace and of its organization."""
        workspace["members"][ident] = {"role": role, "pilotageRole": pilotage}
        self.tables["orgs"][workspace["organizationId"]]["members"].setdefault(ident, "member")

    def update_workspace_member(self, request: Request) -> object:
        """Other roles; each is changed without the other."""
        self.check_workspace_staff(request)
        body = self.take(request, "workspace_role")
        ident = request.args["userId"]
        if ident not in request.workspace["members"]:
            raise Refusal(404, "No such member")
        self.set_workspace_roles(request.workspace["members"][ident], body)
        email = self.tables["users"][ident]["email"]
        return {"userId": ident, "email": email} | request.workspace["members"][ident]

    def set_workspace_roles(self, member: Row, body: Row) -> None:
        """Write a member's roles."""
        member.update(body)
