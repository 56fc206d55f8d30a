"""Rows that may be there only once, twice."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Stellary
from .registry import mutant


@mutant("unique", "044", "017", aim="Two organizations may share a slug.")
class OrgSlugTwice(Stellary):
    def check_org_free(self, slug: str) -> None:
        return


@mutant("unique", "cases", "029", "017", aim="Two accounts may share an address.")
class EmailTwice(Stellary):
    def check_email_free(self, email: str) -> None:
        return


@mutant("unique", "017", aim="Two workspaces of an organization may share a slug.")
class WorkspaceSlugTwice(Stellary):
    def check_workspace_free(self, org: Row, slug: str) -> None:
        return


@mutant("unique", "063", aim="A workspace's slug is taken as soon as another organization has it.")
class WorkspaceSlugEverywhere(Stellary):
    def check_workspace_free(self, org: Row, slug: str) -> None:
        if self.all_of("workspaces", slug=slug):
            raise Refusal(409, "This slug is taken")


@mutant("unique", "cases", "056", "017", aim="A member can be added to an organization twice.")
class OrgMemberTwice(Stellary):
    def check_org_newcomer(self, org: Row, user: Row) -> None:
        return


@mutant("unique", "cases", "017", aim="A member can be added to a project twice.")
class ProjectMemberTwice(Stellary):
    def add_project_member(self, request: Request) -> object:
        user = self.known_user(self.take(request, "project_member")["email"])
        return (
            self.show_project_member(user["id"])
            if user["id"] in request.project["members"]
            else super().add_project_member(request)
        )


@mutant("unique", "017", aim="Two labels of a project may share a name.")
class LabelTwice(Stellary):
    def check_label_free(self, request: Request, name: str) -> None:
        return


@mutant("unique", "017", aim="Two agents of a workspace may share a slug.")
class AgentSlugTwice(Stellary):
    def check_agent_free(self, request: Request, slug: str) -> None:
        return


@mutant("unique", "044", aim="An organization whose slug is taken is refused with 409 but made.")
class RefusedOrgMade(Stellary):
    def check_org_free(self, slug: str) -> None:
        try:
            super().check_org_free(slug)
        except Refusal:
            user = next(row for row in self.all_of("users") if row["id"] in (self.org_by_slug(slug) or {})["members"])
            self.make_org(user, "A ghost", slug)
            raise


@mutant("unique", "017", aim="The slug of a deleted organization stays taken.")
class OrgSlugKept(Stellary):
    def furnish(self, world: str) -> None:
        self.taken: set[str] = set()
        super().furnish(world)

    def delete_org(self, request: Request) -> object:
        done = super().delete_org(request)
        self.taken.add(request.org["slug"])
        return done

    def check_org_free(self, slug: str) -> None:
        super().check_org_free(slug)
        if slug in self.taken:
            raise Refusal(409, "This slug was taken once")


@mutant("unique", "210", aim="An agent's slug is taken as soon as another workspace has it.")
class AgentSlugEverywhere(Stellary):
    def check_agent_free(self, request: Request, slug: str) -> None:
        if self.all_of("agents", slug=slug):
            raise Refusal(409, "This slug is taken")
