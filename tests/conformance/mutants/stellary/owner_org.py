"""Owners who can be unmade."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Stellary
from .registry import mutant


@mutant("owner", "roles", "cases", "057", aim="The role of the owner can be changed.")
class OwnerRoleChanged(Stellary):
    def check_not_owner(self, request: Request, ident: str) -> None:
        return


@mutant("owner", "roles", "cases", "057", aim="Changing the owner's role is refused but done.")
class OwnerChangedQuietly(Stellary):
    def check_not_owner(self, request: Request, ident: str) -> None:
        try:
            super().check_not_owner(request, ident)
        except Refusal:
            if request.method == "PATCH":
                self.set_org_role(request.org, ident, self.take(request, "org_role")["role"])
            raise


@mutant("owner", "roles", "cases", "057", aim="The owner's role can be changed by the owner.")
class OwnerDemotesSelf(Stellary):
    def check_not_owner(self, request: Request, ident: str) -> None:
        if ident != request.user["id"]:
            super().check_not_owner(request, ident)


@mutant("owner", "derived", "crud", "cases", "041", aim="ownerId of a new organization is somebody else.")
class OwnerIdWrong(Stellary):
    def show_org(self, org: Row) -> Row:
        return super().show_org(org) | {"ownerId": self.all_of("users")[-1]["id"][::-1]}


@mutant("owner", "cases", "051", aim="The list of members leaves the owner out.")
class OwnerNotListed(Stellary):
    def list_org_members(self, request: Request) -> object:
        members = request.org["members"].items()
        return [self.show_org_member(ident, role) for ident, role in members if ident != request.org["ownerId"]]
