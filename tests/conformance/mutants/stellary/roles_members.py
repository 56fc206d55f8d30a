"""Roles that do not count, or count for the wrong thing."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Stellary
from .registry import mutant


@mutant("roles", "049", aim="Every member can delete the organization.")
class MemberDeletesOrg(Stellary):
    def check_org_delete(self, request: Request) -> None:
        return


@mutant("roles", "049", aim="An admin can delete the organization.")
class AdminDeletesOrg(Stellary):
    def check_org_delete(self, request: Request) -> None:
        self.need_org_role(request, "owner", "admin")


@mutant("roles", "049", aim="Deleting an organization is refused with 403 but done.")
class RefusedDeleteDone(Stellary):
    def check_org_delete(self, request: Request) -> None:
        try:
            super().check_org_delete(request)
        except Refusal:
            self.drop("orgs", request.org)
            raise


@mutant("roles", "049", "crud", "cascade", aim="The owner cannot delete the organization.")
class OwnerCannotDelete(Stellary):
    def check_org_delete(self, request: Request) -> None:
        raise Refusal(403, "Nobody may do this")


@mutant("roles", "152", aim="A viewer of the cockpit can write to it.")
class ViewerWrites(Stellary):
    def check_cockpit(self, request: Request) -> None:
        return


@mutant("roles", "152", aim="A viewer of the cockpit can make decisions.")
class ViewerDecides(Stellary):
    def check_cockpit(self, request: Request) -> None:
        if request.handler != "create_decision":
            super().check_cockpit(request)


@mutant("roles", "152", aim="A viewer of the cockpit can review proposed actions.")
class ViewerReviews(Stellary):
    def check_cockpit(self, request: Request) -> None:
        if request.handler != "review_action":
            super().check_cockpit(request)


@mutant("roles", "derived", "cases", "138", aim="The state of the cockpit calls everybody its owner.")
class EverybodyOwns(Stellary):
    def usage(self, request: Request, query: Row) -> Row:
        return super().usage(request, query) | {"role": "owner"}


@mutant("roles", "cases", "update", "070", aim="A new role in the workspace takes away the role in the cockpit.")
class RoleResetsPilotage(Stellary):
    def set_workspace_roles(self, member: Row, body: Row) -> None:
        member.update({"pilotageRole": "viewer"} | body)


@mutant("roles", "cases", "crud", "update", "070", aim="A new role in the cockpit is not kept.")
class PilotageRoleLost(Stellary):
    def set_workspace_roles(self, member: Row, body: Row) -> None:
        member.update({name: value for name, value in body.items() if name != "pilotageRole"})


@mutant("roles", "cases", "crud", "update", "058", aim="A new role in the organization is shown and not kept.")
class OrgRoleLost(Stellary):
    def set_org_role(self, org: Row, ident: str, role: str) -> None:
        return


@mutant("roles", "cases", "crud", "derived", "045", aim="The creator of an organization is an admin of it.")
class CreatorIsAdmin(Stellary):
    def make_org(self, user: Row, name: str, slug: str) -> Row:
        row = super().make_org(user, name, slug)
        row["members"][user["id"]] = "admin"
        return row


@mutant("roles", "cases", "067", aim="An invitation as admin makes a member.")
class InvitedRoleLost(Stellary):
    def admit(self, workspace: Row, ident: str, role: str, pilotage: str = "viewer") -> None:
        super().admit(workspace, ident, "member", pilotage)
