"""Twins that put up with more, or refuse less, where no page says."""

from __future__ import annotations

from tests.conformance.mutants.honest import Honest, Refusal, Request, Row
from tests.conformance.mutants.honest.rows import Agent, Org, Project
from tests.conformance.mutants.registry import twin


@twin("moves limit and page into their bounds instead of refusing, and says 400 to a wrong media type")
class Clamping(Honest):
    def whole(self, request: Request, name: str, default: int, most: int | None) -> int:
        try:
            value = int((request.parameter(name) or "")[:9])
        except ValueError:
            return default
        return max(1, value if most is None else min(value, most))

    def check_media(self, request: Request) -> None:
        try:
            super().check_media(request)
        except Refusal as refusal:
            raise Refusal(400, "INVALID_CONTENT_TYPE", refusal.text) from refusal


@twin("takes a taken agent name, an unknown risk, an event without a name and an unknown agent in the link check")
class Lenient(Honest):
    def check_agent_name(self, agent: Agent) -> None:
        return

    def risk(self, request: Request) -> str:
        return request.parameter("risk") or "all"

    def nameless_event(self) -> object:
        return {"received": True, "event": "", "processed": False, "reason": "Event type not handled"}

    def check_link(self, request: Request) -> object:
        name = self.required_parameter(request, "agentId")
        agent = self.state.agents.get(name)
        if agent is None or not self.sees(agent.org, request.org):
            return {"linked": False}
        return self.show_link(agent)

    def pages(self, total: int, size: int) -> int:
        return max(1, super().pages(total, size))


@twin("calls suspending twice and resuming an active agent a conflict, and looks at the action before the agent")
class Touchy(Honest):
    def act_on_agent(self, request: Request) -> object:
        self.action_of(self.read_body(request))
        return super().act_on_agent(request)

    def move(self, agent: Agent, action: str) -> Row:
        if action != "restart" and agent.status == {"suspend": "SUSPENDED", "resume": "ACTIVE"}[action]:
            raise Refusal(409, "INVALID_STATE", f"The agent is {agent.status} already")
        return super().move(agent, action)


@twin("ends a project when its agent is deleted, and keeps linked repositories out of the list of projects")
class TightLinks(Honest):
    def drop_agent(self, agent: Agent) -> None:
        super().drop_agent(agent)
        for project in [row for row in self.state.projects.values() if row.agent == agent.id]:
            self.drop_project(project)

    def projects_of(self, org: str | None) -> list[Project]:
        return [project for project in super().projects_of(org) if not self.is_linked(project)]

    def is_linked(self, project: Project) -> bool:
        agent = self.state.agents.get(project.agent)
        return agent is not None and agent.type != "project"

    def projects_in(self, org: Org) -> list[Row]:
        shown = {project.id for project in self.projects_of(org.id)}
        return [row for row in super().projects_in(org) if row["id"] in shown]


@twin("narrows organizations to the one the header names")
class ScopedOrgs(Honest):
    def orgs_for(self, context: str | None) -> list[Org]:
        return [org for org in super().orgs_for(context) if context in (None, org.id)]
