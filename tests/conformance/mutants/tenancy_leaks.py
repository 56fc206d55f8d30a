"""Walls between organizations with a hole."""

from __future__ import annotations

from .honest import Honest, Refusal, Request, Row
from .honest.rows import Agent, Entry, Project
from .registry import mutant

ALL = "CODESPAR-009"


@mutant("tenancy", "sequences", ALL, "CODESPAR-008", aim="The list of agents shows those of every organization.")
class AgentListLeaks(Honest):
    def agents_of(self, org: str | None) -> list[Agent]:
        return list(self.state.agents.values())


@mutant("tenancy", ALL, "CODESPAR-012", aim="The list of projects shows those of every organization.")
class ProjectListLeaks(Honest):
    def projects_of(self, org: str | None) -> list[Project]:
        return list(self.state.projects.values())


@mutant("tenancy", "sequences", ALL, "CODESPAR-072", aim="An agent of another organization can be read by its id.")
class AgentReadLeaks(Honest):
    def get_agent(self, request: Request) -> object:
        agent = self.state.agents.get(request.arg)
        if agent is None:
            raise Refusal(404, "AGENT_NOT_FOUND", "Agent not found")
        return self.show_agent_whole(agent)


@mutant("tenancy", "CODESPAR-072", "CODESPAR-010", aim="An agent of another organization can be suspended.")
class AgentActionLeaks(Honest):
    def act_on_agent(self, request: Request) -> object:
        request.org = self.owner(request)
        return super().act_on_agent(request)

    def owner(self, request: Request) -> str | None:
        agent = self.state.agents.get(request.arg)
        return agent.org if agent else request.org


@mutant("tenancy", "sequences", "CODESPAR-072", "CODESPAR-010", aim="An agent of another organization can be deleted.")
class AgentDeleteLeaks(Honest):
    def delete_agent(self, request: Request) -> object:
        agent = self.state.agents.get(request.arg)
        request.org = agent.org if agent else request.org
        return super().delete_agent(request)


@mutant("tenancy", "CODESPAR-092", aim="A project of another organization can be deleted.")
class ProjectDeleteLeaks(Honest):
    def delete_project(self, request: Request) -> object:
        project = self.state.projects.get(request.arg)
        request.org = project.org if project else request.org
        return super().delete_project(request)


@mutant("tenancy", "CODESPAR-092", aim="Deleting a foreign project answers 404 but removes it.")
class ForeignDeleteWorks(Honest):
    def find_project(self, name: str, org: str | None) -> Project:
        project = self.state.projects.get(name)
        if project is not None and not self.sees(project.org, org):
            self.drop_project(project)
        return super().find_project(name, org)


@mutant("tenancy", "CODESPAR-049", ALL, aim="The header is ignored on the audit trail.")
class AuditIgnoresHeader(Honest):
    def trail(self, org: str | None) -> list[Entry]:
        return list(self.state.entries)


@mutant("tenancy", "cases", ALL, aim="The header is ignored on the memory numbers.")
class MemoryIgnoresHeader(Honest):
    def memory_of(self, org: str | None) -> Row:
        return super().memory_of(None)


@mutant("tenancy", "CODESPAR-010", "CODESPAR-009", aim="An agent made with the header lands in the default context.")
class AgentLandsOutside(Honest):
    def draft_agent(self, body: Row, org: str | None) -> Agent:
        agent = super().draft_agent(body, org)
        agent.org = None
        return agent


@mutant("tenancy", "CODESPAR-010", "CODESPAR-088", aim="A project made with the header lands in the default context.")
class ProjectLandsOutside(Honest):
    def keep_project(self, project: Project) -> None:
        project.org = None
        super().keep_project(project)


@mutant("tenancy", "CODESPAR-017", aim="An unknown organization in the header works in the default context.")
class UnknownOrgIsDefault(Honest):
    def enter_tenant(self, request: Request) -> str | None:
        org = request.headers.get("x-org-id")
        return org if org in self.state.orgs else None


@mutant("tenancy", "CODESPAR-008", aim="Requests without the header are refused.")
class HeaderDemanded(Honest):
    def enter_tenant(self, request: Request) -> str | None:
        if "x-org-id" not in request.headers:
            raise Refusal(400, "MISSING_FIELD", "The header x-org-id is required")
        return super().enter_tenant(request)


@mutant("tenancy", "cases", "CODESPAR-049", aim="A link made in one organization is journalled in all of them.")
class LinkEntryLeaks(Honest):
    def record(self, org: str | None, action: str, risk: str, **facts: object) -> None:
        for owner in (None, *self.state.orgs) if action == "link" else (org,):
            super().record(owner, action, risk, **facts)
