"""Walls around organizations and workspaces with a hole."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant


class Guest(Stellary):
    """A server that lets strangers into some operations; they count as members without a say there."""

    def lets_in(self, request: Request) -> bool:
        """Whether a stranger may do what the request asks."""
        return False

    def is_org_member(self, request: Request, org: Row) -> bool:
        return self.lets_in(request) or super().is_org_member(request, org)

    def is_workspace_member(self, request: Request, workspace: Row) -> bool:
        return self.lets_in(request) or super().is_workspace_member(request, workspace)

    def pilotage_role(self, request: Request) -> str:
        mine = request.workspace["members"].get(request.user["id"], {"pilotageRole": "owner"})
        return str(mine["pilotageRole"])


@mutant("tenancy", "047", "248", aim="An organization can be read by who is no member.")
class OrgReadByAll(Guest):
    def lets_in(self, request: Request) -> bool:
        return request.handler == "get_org"


@mutant("tenancy", "047", "248", aim="The members of an organization show to who is none of them.")
class OrgMembersShown(Guest):
    def lets_in(self, request: Request) -> bool:
        return request.handler == "list_org_members"


@mutant("tenancy", "248", "247", aim="Everything in an organization can be read from outside.")
class OutsiderReads(Guest):
    def lets_in(self, request: Request) -> bool:
        return request.method == "GET" and "wsSlug" in request.args


@mutant("tenancy", "248", aim="Strangers can write into a workspace.")
class OutsiderWrites(Guest):
    def lets_in(self, request: Request) -> bool:
        return request.method != "GET" and "wsSlug" in request.args


@mutant("tenancy", "248", aim="Strangers can make a workspace in an organization.")
class OutsiderSettles(Guest):
    def lets_in(self, request: Request) -> bool:
        return request.handler == "create_workspace"


@mutant("tenancy", "046", "247", aim="The list of organizations shows those of everybody.")
class OrgListShowsAll(Stellary):
    def orgs_of(self, request: Request) -> list[Row]:
        return self.all_of("orgs")


@mutant("tenancy", "roles", "022", aim="Every member of an organization enters every workspace of it.")
class WorkspaceOpen(Stellary):
    def is_workspace_member(self, request: Request, workspace: Row) -> bool:
        return True

    def pilotage_role(self, request: Request) -> str:
        mine = request.workspace["members"].get(request.user["id"], {"pilotageRole": "owner"})
        return str(mine["pilotageRole"])


@mutant("tenancy", "061", aim="The list of workspaces shows those that are closed to the user.")
class WorkspaceListShowsAll(Stellary):
    def workspaces_of(self, request: Request) -> list[Row]:
        return self.all_of("workspaces", organizationId=request.org["id"])


@mutant("tenancy", "063", "248", aim="A workspace is found by its slug in whatever organization it lies.")
class WorkspaceOfAnyOrg(Stellary):
    def workspace_by_slug(self, request: Request) -> Row | None:
        found = super().workspace_by_slug(request)
        return found or next(iter(self.all_of("workspaces", slug=request.args["wsSlug"])), None)

    def is_workspace_member(self, request: Request, workspace: Row) -> bool:
        return True

    def pilotage_role(self, request: Request) -> str:
        return "owner"


class Lingering(Guest):
    """A server that remembers whom it put out."""

    def furnish(self, world: str) -> None:
        self.former: set[tuple[str, str]] = set()
        super().furnish(world)

    def expel(self, org: Row, ident: str) -> None:
        super().expel(org, ident)
        self.former.add((org["slug"], ident))

    def was_in(self, request: Request) -> bool:
        """Whether the user was put out of the organization of the path."""
        return (request.args.get("orgSlug", ""), request.user["id"]) in self.former


@mutant("tenancy", "roles", "cases", "059", aim="A removed member reads on.")
class RemovedReads(Lingering):
    def lets_in(self, request: Request) -> bool:
        return request.method == "GET" and self.was_in(request)


@mutant("tenancy", "roles", "cases", "059", aim="A removed member writes on.")
class RemovedWrites(Lingering):
    def lets_in(self, request: Request) -> bool:
        return request.method != "GET" and self.was_in(request)


@mutant("tenancy", "roles", "cases", "crud", "059", aim="Removing a member answers well and does nothing.")
class MemberStays(Stellary):
    def expel(self, org: Row, ident: str) -> None:
        return


@mutant("tenancy", "cases", "059", aim="A removed member stays in the workspaces of the organization.")
class WorkspaceOutlivesMembership(Lingering):
    def lets_in(self, request: Request) -> bool:
        return "wsSlug" in request.args and self.was_in(request)
