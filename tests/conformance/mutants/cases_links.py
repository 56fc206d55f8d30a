"""Links that are not what was asked."""

from __future__ import annotations

from .honest import Honest, Refusal, Request, Row
from .honest.rows import Agent, Project
from .registry import mutant


@mutant("cases", "CODESPAR-076", aim="A link by full address keeps the address as repository.")
class LinkUrlKept(Honest):
    def plain_repo(self, text: str) -> str:
        return text

    def repo_of(self, text: str) -> str:
        return text if text.startswith("https://github.com/") else super().repo_of(text)


@mutant("cases", "CODESPAR-076", aim="A link by full address is refused.")
class LinkUrlRefused(Honest):
    def plain_repo(self, text: str) -> str:
        return text


@mutant("cases", "CODESPAR-077", "CODESPAR-075", aim="A new link does not show in the check.")
class LinkNotShown(Honest):
    def tie(self, agent: Agent, repo: str) -> Project:
        project = super().tie(agent, repo)
        agent.project = None
        return project


@mutant("cases", "CODESPAR-075", aim="The check calls every agent linked.")
class EveryoneLinked(Honest):
    def show_link(self, agent: Agent) -> Row:
        link = super().show_link(agent)
        if link["linked"] is False:
            stray = Project("proj-stray", "stray", "some/stray", agent.org, agent.id, self.boot)
            return {"linked": True, "config": self.show_config(agent, stray)}
        return link


@mutant("cases", "errors", "CODESPAR-080", "CODESPAR-017", aim="Linking an unknown agent is 400.")
class LinkUnknownAgent(Honest):
    def link_project(self, request: Request) -> object:
        try:
            return super().link_project(request)
        except Refusal as refusal:
            if refusal.code == "AGENT_NOT_FOUND":
                raise Refusal(400, "INVALID_PARAMETER", refusal.text) from refusal
            raise


@mutant("cases", "errors", "CODESPAR-078", aim="A second link has the code CONFLICT.")
class LinkTwiceCode(Honest):
    def check_unlinked(self, agent: Agent) -> None:
        try:
            super().check_unlinked(agent)
        except Refusal as refusal:
            raise Refusal(409, "CONFLICT", refusal.text) from refusal


@mutant("cases", "CODESPAR-081", aim="A repository that does not exist is linked.")
class LinkUnknownRepo(Honest):
    def repo_of(self, text: str) -> str:
        return text if text.startswith("nonexistent/") else super().repo_of(text)


@mutant("cases", "derived", "CODESPAR-089", aim="The agent of a new project is not linked.")
class ProjectAgentUnlinked(Honest):
    def spawn_agent(self, project: Project) -> Agent:
        agent = super().spawn_agent(project)
        agent.project = None
        return agent

    def end_crew(self, project: Project) -> bool:
        agent = self.state.agents.get(project.agent)
        if agent is not None:
            agent.project = project.id
        return super().end_crew(project)
