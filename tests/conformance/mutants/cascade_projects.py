"""Deletions of a project that take too little or too much with them."""

from __future__ import annotations

from .honest import Honest, Request
from .honest.rows import Agent, Project
from .registry import mutant

HIDDEN = "(hidden)"


@mutant("cascade", "CODESPAR-090", aim="Deleting a project leaves its agent running.")
class ProjectLeavesAgent(Honest):
    def end_crew(self, project: Project) -> bool:
        return True


@mutant("cascade", "CODESPAR-090", aim="Deleting a project only suspends its agent.")
class ProjectSuspendsAgent(Honest):
    def end_crew(self, project: Project) -> bool:
        agent = self.state.agents.get(project.agent)
        if agent is not None:
            self.put_status(agent, "suspend")
        return True


@mutant("cascade", "CODESPAR-090", aim="Deleting a project takes its agent off the list but leaves it readable.")
class ProjectHidesAgent(Honest):
    def end_crew(self, project: Project) -> bool:
        agent = self.state.agents.get(project.agent)
        if agent is not None:
            agent.name = HIDDEN
        return True

    def agents_of(self, org: str | None) -> list[Agent]:
        return [agent for agent in super().agents_of(org) if agent.name != HIDDEN]


@mutant("cascade", "CODESPAR-090", aim="Deleting a project ends every agent of the context.")
class ProjectTakesAll(Honest):
    def end_crew(self, project: Project) -> bool:
        for agent in self.agents_of(project.org):
            self.drop_agent(agent)
        return True


@mutant("cascade", "cases", "CODESPAR-091", aim="The answer to a deleted project lacks what was removed.")
class ProjectDeleteSilent(Honest):
    def delete_project(self, request: Request) -> object:
        super().delete_project(request)
        return {"success": True}


@mutant("cascade", "CODESPAR-153", aim="An agent can belong to a project that does not exist.")
class UnknownProjectTaken(Honest):
    def check_project(self, kind: str, project: object, org: str | None) -> None:
        if project is None or not isinstance(project, str):
            super().check_project(kind, project, org)
