"""Faults that only show while several clients write at once: read, wait, write back, with no lock around it."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext

from .honest import Honest, Request, Row
from .honest.rows import Agent, Entry, Org, Project
from .meeting import Meeting
from .registry import mutant


class Unguarded(Honest):
    """A server whose writes do not wait for each other."""

    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.meet = Meeting().meet

    def serialised(self, request: Request) -> AbstractContextManager[object]:
        return super().serialised(request) if request.method == "GET" else nullcontext()


@mutant("parallel", "CODESPAR-059", aim="Agents made at the same time overwrite each other.")
class AgentsLost(Unguarded):
    def keep_agent(self, agent: Agent) -> None:
        agents = dict(self.state.agents)
        self.meet()
        agents[agent.id] = agent
        self.state.agents = agents


@mutant("parallel", "CODESPAR-085", "CODESPAR-088", aim="Projects made at the same time overwrite each other.")
class ProjectsLost(Unguarded):
    def keep_project(self, project: Project) -> None:
        projects = dict(self.state.projects)
        self.meet()
        projects[project.id] = project
        self.state.projects = projects


@mutant(
    "parallel", "journal", "append_only", "CODESPAR-041", "CODESPAR-050", aim="Entries left at the same time are lost."
)
class EntriesLost(Unguarded):
    def write(
        self, org: str | None, actor_type: str, actor: str, action: str, result: str, facts: Row, when: float
    ) -> None:
        entry = Entry(self.name_entry(), org, self.stamp(when), actor_type, actor, action, result, facts)
        entries = list(self.state.entries)
        if actor == "api":
            self.meet()
        before = next((old.hash for old in reversed(entries) if old.org == org), "0" * 64)
        entry.hash = self.digest(before, entry)
        self.state.entries = [*entries, entry]


@mutant("parallel", "unique", "CODESPAR-109", "CODESPAR-018", aim="Ten clients can make the same organization at once.")
class OrgsDoubled(Unguarded):
    def check_org_free(self, org: Org) -> None:
        super().check_org_free(org)
        self.meet()


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
        self.meet()
        super().put_status(agent, action)
        self.busy.discard(agent.id)
