"""Names that stay taken, parents nobody looks up, values nobody checks, stale copies, rows torn by many hands."""

from __future__ import annotations

import threading
import time

from .honest import Honest, Refusal, Request, Row
from .honest.rows import Agent, Project
from .parallel_writers import PAUSE, Unguarded
from .registry import mutant


@mutant("unique", "CODESPAR-159", aim="The repository of a deleted project stays taken.")
class RepoStaysTaken(Honest):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.dropped: set[tuple[str, str | None]] = set()

    def drop_project(self, project: Project) -> None:
        super().drop_project(project)
        self.dropped.add((project.repo, project.org))

    def check_repo_free(self, repo: str, org: str | None) -> None:
        super().check_repo_free(repo, org)
        if (repo, org) in self.dropped:
            raise Refusal(409, "PROJECT_ALREADY_EXISTS", "The project existed once")


@mutant("cascade", "CODESPAR-153", aim="An agent can belong to a project that does not exist.")
class UnknownProjectTaken(Honest):
    def check_project(self, kind: str, project: object, org: str | None) -> None:
        if project is None or not isinstance(project, str):
            super().check_project(kind, project, org)


@mutant("required", "CODESPAR-175", aim="An identity can be looked up in a channel nobody knows.")
class AnyChannelType(Honest):
    def find_identity(self, request: Request) -> object:
        try:
            return super().find_identity(request)
        except Refusal as refusal:
            if refusal.code != "INVALID_PARAMETER":
                raise
            return self.nobody()


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


@mutant("parallel", "CODESPAR-137", aim="Two actions on one agent at the same time crash the server.")
class ActionsCollide(Unguarded):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.busy: set[str] = set()
        self.gate = threading.Lock()

    def put_status(self, agent: Agent, action: str) -> None:
        with self.gate:
            if agent.id in self.busy:
                raise RuntimeError("the agent is in use")
            self.busy.add(agent.id)
        time.sleep(PAUSE)
        super().put_status(agent, action)
        self.busy.discard(agent.id)
