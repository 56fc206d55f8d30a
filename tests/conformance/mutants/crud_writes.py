"""Creations and deletions that do not last."""

from __future__ import annotations

from .honest import Honest, Refusal, Request
from .honest.rows import Agent, Org, Project
from .registry import mutant


@mutant("crud", "sequences", "CODESPAR-059", aim="A created agent is never kept.")
class AgentNotKept(Honest):
    def keep_agent(self, agent: Agent) -> None:
        return


@mutant("crud", "CODESPAR-059", aim="A created agent lasts until the next one is made.")
class AgentReplacesLast(Honest):
    last = ""

    def keep_agent(self, agent: Agent) -> None:
        self.state.agents.pop(self.last, None)
        self.last = agent.id
        super().keep_agent(agent)


@mutant("crud", "CODESPAR-059", aim="A created agent can be read but is not listed.")
class AgentUnlisted(Honest):
    def agents_of(self, org: str | None) -> list[Agent]:
        return [agent for agent in super().agents_of(org) if agent.created < self.boot]


@mutant("crud", "CODESPAR-059", "CODESPAR-010", aim="A created agent is kept with another level than asked.")
class AgentLevelLost(Honest):
    def keep_agent(self, agent: Agent) -> None:
        super().keep_agent(agent)
        agent.level = 1


@mutant("crud", "CODESPAR-059", aim="A created agent is SUSPENDED.")
class AgentBornSuspended(Honest):
    def keep_agent(self, agent: Agent) -> None:
        agent.status = "SUSPENDED"
        super().keep_agent(agent)


@mutant("crud", "sequences", "CODESPAR-060", aim="A deleted agent stays.")
class AgentDeleteNotKept(Honest):
    def drop_agent(self, agent: Agent) -> None:
        self.record(agent.org, "agent_terminate", "medium", agentId=agent.id)


@mutant("crud", "CODESPAR-061", "CODESPAR-017", aim="Deleting an agent a second time is 200.")
class AgentDeletedTwice(Honest):
    def delete_agent(self, request: Request) -> object:
        if request.arg not in self.state.agents:
            return {"id": request.arg, "deleted": True, "message": "Agent removed"}
        return super().delete_agent(request)


@mutant("crud", "CODESPAR-003", "CODESPAR-053", aim="Reading an agent answers the first one of the context.")
class AgentReadFirst(Honest):
    def get_agent(self, request: Request) -> object:
        self.find_agent(request.arg, request.org)
        return self.show_agent_whole(self.agents_of(request.org)[0])


@mutant("crud", "CODESPAR-088", "CODESPAR-085", aim="A created project is not listed.")
class ProjectUnlisted(Honest):
    def projects_of(self, org: str | None) -> list[Project]:
        return [project for project in super().projects_of(org) if project.created < self.boot]


@mutant("crud", "CODESPAR-093", aim="A deleted project stays.")
class ProjectDeleteNotKept(Honest):
    def drop_project(self, project: Project) -> None:
        return


@mutant("crud", "CODESPAR-093", "CODESPAR-017", aim="Deleting a project a second time is 200.")
class ProjectDeletedTwice(Honest):
    def delete_project(self, request: Request) -> object:
        try:
            return super().delete_project(request)
        except Refusal:
            gone = {"id": request.arg, "agentTerminated": False, "webhookRemoved": False}
            return {"success": True, "removed": gone}


@mutant("crud", "CODESPAR-110", aim="A created organization is never kept.")
class OrgNotKept(Honest):
    def keep_org(self, org: Org) -> None:
        return


@mutant("crud", "CODESPAR-110", aim="A created organization is listed but cannot be read.")
class OrgUnreadable(Honest):
    def get_org(self, request: Request) -> object:
        org = self.state.orgs.get(request.arg)
        if org is not None and org.created >= self.boot:
            raise self.no_org()
        return super().get_org(request)


@mutant("crud", "tenancy", "CODESPAR-110", aim="A created organization takes the name of an older one.")
class OrgNameMixed(Honest):
    def keep_org(self, org: Org) -> None:
        for other in self.state.orgs.values():
            org.name = other.name
        super().keep_org(org)
