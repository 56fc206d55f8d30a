"""Organizations and their members."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .accounts import OK, Accounts


class Orgs(Accounts):
    """/organizations."""

    ROUTES: Routes = (
        ("POST", "/organizations", "create_org"),
        ("GET", "/organizations", "list_orgs"),
        ("GET", "/organizations/:orgSlug", "get_org"),
        ("PATCH", "/organizations/:orgSlug", "update_org"),
        ("DELETE", "/organizations/:orgSlug", "delete_org"),
        ("GET", "/organizations/:orgSlug/members", "list_org_members"),
        ("POST", "/organizations/:orgSlug/members", "add_org_member"),
        ("PATCH", "/organizations/:orgSlug/members/:userId", "update_org_member"),
        ("DELETE", "/organizations/:orgSlug/members/:userId", "remove_org_member"),
    )

    def create_org(self, request: Request) -> object:
        """A new organization, owned by the user."""
        body = self.take(request, "org")
        self.check_org_free(body["slug"])
        return self.show_org(self.make_org(request.user, body["name"], body["slug"]))

    def check_org_free(self, slug: str) -> None:
        """409 where a slug is taken."""
        if self.org_by_slug(slug) is not None:
            raise Refusal(409, "This slug is taken")

    def make_org(self, user: Row, name: str, slug: str) -> Row:
        """An organization whose only member is its owner."""
        row = {"id": self.mint("orgs"), "name": name, "slug": slug, "ownerId": user["id"], "createdAt": self.stamp()}
        return self.keep("orgs", row | {"members": {user["id"]: "owner"}})

    def show_org(self, org: Row) -> Row:
        """An organization as its creation shows it."""
        return {name: org[name] for name in ("id", "name", "slug", "ownerId", "createdAt")}

    def list_orgs(self, request: Request) -> object:
        """The organizations the user belongs to."""
        return [
            {"id": org["id"], "name": org["name"], "slug": org["slug"], "myRole": self.role_in(request, org)}
            for org in self.orgs_of(request)
        ]

    def orgs_of(self, request: Request) -> list[Row]:
        """The organizations a user sees."""
        return [org for org in self.all_of("orgs") if request.user["id"] in org["members"]]

    def role_in(self, request: Request, org: Row) -> str:
        """The user's role in an organization."""
        role: str = org["members"].get(request.user["id"], "member")
        return role

    def get_org(self, request: Request) -> object:
        """One organization."""
        return self.show_org(request.org) | {"myRole": self.role_in(request, request.org)}

    def update_org(self, request: Request) -> object:
        """Another name."""
        self.check_org_update(request)
        self.change("orgs", request.org, self.take(request, "org_patch"))
        return self.get_org(request)

    def check_org_update(self, request: Request) -> None:
        """403 for whom may not rename an organization."""
        self.need_org_role(request, "owner", "admin")

    def delete_org(self, request: Request) -> object:
        """The end of an organization and of all in it."""
        self.check_org_delete(request)
        self.drop("orgs", request.org)
        return OK

    def check_org_delete(self, request: Request) -> None:
        """403 for all but the owner."""
        self.need_org_role(request, "owner")

    def show_org_member(self, ident: str, role: str) -> Row:
        """A member of an organization."""
        return {"userId": ident, "role": role, "email": self.tables["users"][ident]["email"]}

    def list_org_members(self, request: Request) -> object:
        """The members, the owner first."""
        return [self.show_org_member(ident, role) for ident, role in request.org["members"].items()]

    def add_org_member(self, request: Request) -> object:
        """A user joins by address."""
        self.check_org_staff(request)
        body = self.take(request, "org_member")
        user = self.known_user(body["email"])
        self.check_org_newcomer(request.org, user)
        request.org["members"][user["id"]] = body["role"]
        return self.show_org_member(user["id"], body["role"])

    def check_org_staff(self, request: Request) -> None:
        """403 for whom may not change the members."""
        self.need_org_role(request, "owner", "admin")

    def known_user(self, email: str) -> Row:
        """The user with an address; 404 where nobody has it."""
        user = self.user_by_email(email)
        if user is None:
            raise self.missing("users")
        return user

    def check_org_newcomer(self, org: Row, user: Row) -> None:
        """409 for a user who is a member already."""
        if user["id"] in org["members"]:
            raise Refusal(409, "Already a member")

    def member_of(self, request: Request) -> str:
        """The id of the member the path names; 404 where there is none."""
        ident = request.args["userId"]
        if ident not in request.org["members"]:
            raise Refusal(404, "No such member")
        return ident

    def check_not_owner(self, request: Request, ident: str) -> None:
        """403 where the owner is meant."""
        if ident == request.org["ownerId"]:
            raise Refusal(403, "The owner cannot be changed")

    def update_org_member(self, request: Request) -> object:
        """Another role."""
        self.check_org_staff(request)
        body = self.take(request, "org_role")
        ident = self.member_of(request)
        self.check_not_owner(request, ident)
        self.set_org_role(request.org, ident, body["role"])
        return self.show_org_member(ident, body["role"])

    def set_org_role(self, org: Row, ident: str, role: str) -> None:
        """Write a member's role."""
        org["members"][ident] = role

    def remove_org_member(self, request: Request) -> object:
        """A member leaves, and with that every workspace and project of the organization."""
        self.check_org_staff(request)
        ident = self.member_of(request)
        self.check_not_owner(request, ident)
        self.expel(request.org, ident)
        return OK

    def expel(self, org: Row, ident: str) -> None:
        """Take a user out of an organization and all below it."""
        del org["members"][ident]
        for workspace in self.all_of("workspaces", organizationId=org["id"]):
            workspace["members"].pop(ident, None)
            for project in self.all_of("projects", workspaceId=workspace["id"]):
                project["members"].pop(ident, None)
