"""Values the server works out, worked out wrongly."""

from __future__ import annotations

import uuid

from .honest import Honest, Request, Row
from .honest.rows import Agent, Org, Project
from .registry import mutant


@mutant("derived", "cases", "CODESPAR-108", aim="The id of an organization is not made of its slug.")
class OrgIdWithoutSlug(Honest):
    def name_org(self, slug: str) -> str:
        return f"org-{uuid.uuid5(uuid.NAMESPACE_DNS, slug).hex[:12]}"


@mutant("derived", "cases", "crud", "CODESPAR-107", aim="A slug that was not given is the name as it is.")
class SlugIsName(Honest):
    def slug_of(self, name: str) -> str:
        return name


@mutant("derived", "cases", "CODESPAR-107", "CODESPAR-108", aim="A slug that was given is thrown away.")
class SlugThrownAway(Honest):
    def read_body(self, request: Request) -> Row:
        body = super().read_body(request)
        if request.path == "/api/orgs":
            body.pop("slug", None)
        return body


@mutant("derived", "CODESPAR-112", aim="projectCount stays what it was at the start.")
class CountFrozen(Honest):
    def project_count(self, org: Org) -> int:
        return sum(project.org == org.id and project.created < self.boot for project in self.state.projects.values())


@mutant("derived", "CODESPAR-112", aim="projectCount does not fall when a project is deleted.")
class CountNeverFalls(Honest):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.peaks: dict[str, int] = {}

    def keep_project(self, project: Project) -> None:
        super().keep_project(project)
        if project.org is not None:
            self.project_count(self.state.orgs[project.org])

    def project_count(self, org: Org) -> int:
        self.peaks[org.id] = max(super().project_count(org), self.peaks.get(org.id, 0))
        return self.peaks[org.id]


@mutant("derived", "CODESPAR-112", "CODESPAR-110", aim="A new organization counts one project too many.")
class CountOneMore(Honest):
    def project_count(self, org: Org) -> int:
        return super().project_count(org) + 1


@mutant("derived", "CODESPAR-094", aim="The detail of an organization lists no projects.")
class DetailWithoutProjects(Honest):
    def show_org_whole(self, org: Org) -> Row:
        return super().show_org_whole(org) | {"projects": []}


@mutant("derived", "CODESPAR-094", aim="The detail of an organization shows every agent as ACTIVE.")
class DetailStatusFixed(Honest):
    def projects_in(self, org: Org) -> list[Row]:
        return [row | {"agentStatus": "ACTIVE"} for row in super().projects_in(org)]


@mutant("derived", "crud", "CODESPAR-085", aim="The agent a new project names does not exist.")
class AgentDangling(Honest):
    def show_project_created(self, project: Project) -> Row:
        return super().show_project_created(project) | {"agentId": f"{project.agent}-x"}


@mutant("derived", "cases", "crud", "CODESPAR-084", aim="A project without a name gets the whole owner/name.")
class NameNotDerived(Honest):
    def default_name(self, repo: str) -> str:
        return repo


@mutant("derived", "tenancy", "CODESPAR-088", aim="Projects are listed without their organization's id.")
class ProjectWithoutOrg(Honest):
    def show_project(self, project: Project) -> Row:
        return super().show_project(project) | {"orgId": None}


@mutant("derived", "cases", "CODESPAR-053", aim="The detail of an agent shows the level it had at the start.")
class DetailLevelStale(Honest):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.first = {agent.id: agent.level for agent in self.state.agents.values()}

    def show_agent_whole(self, agent: Agent) -> Row:
        self.first.setdefault(agent.id, agent.level)
        return super().show_agent_whole(agent) | {"autonomyLevel": self.first[agent.id]}


@mutant("derived", "CODESPAR-166", aim="A listed project always calls its agent ACTIVE.")
class AgentStatusStale(Honest):
    def show_project(self, project: Project) -> Row:
        return super().show_project(project) | {"agentStatus": "ACTIVE"}


@mutant("derived", "CODESPAR-155", aim="An agent shows some project of its context, not its own.")
class AnyProjectShown(Honest):
    def show_agent_whole(self, agent: Agent) -> Row:
        shown = super().show_agent_whole(agent)
        some = next((p for p in self.state.projects.values() if p.org == agent.org), None)
        if shown.get("project") and some:
            shown["project"] = {"id": some.id, "name": some.name, "repo": some.repo, "defaultBranch": "main"}
        return shown
