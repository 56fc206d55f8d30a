"""Agent actions that do not do what they say."""

from __future__ import annotations

from .honest import Honest, Row
from .honest.rows import Agent
from .registry import mutant


class Stuck(Honest):
    """A server that does not keep the outcome of one action."""

    ignores = ""

    def put_status(self, agent: Agent, action: str) -> None:
        if action != self.ignores:
            super().put_status(agent, action)


@mutant("states", "sequences", "CODESPAR-062", aim="suspend answers well and is not kept.")
class SuspendNotKept(Stuck):
    ignores = "suspend"


@mutant("states", "CODESPAR-063", aim="resume answers well and is not kept.")
class ResumeNotKept(Stuck):
    ignores = "resume"


@mutant("states", "CODESPAR-064", aim="restart leaves a suspended agent suspended.")
class RestartNotKept(Stuck):
    ignores = "restart"


@mutant("states", "CODESPAR-063", aim="resume leads to IDLE.")
class ResumeToIdle(Honest):
    def put_status(self, agent: Agent, action: str) -> None:
        super().put_status(agent, action)
        if action == "resume":
            agent.status = "IDLE"


@mutant("states", "cases", "CODESPAR-064", aim="restart answers the old uptime.")
class RestartKeepsUptime(Honest):
    def uptime(self, agent: Agent) -> object:
        return int(self.now() - agent.created) + 60


@mutant("states", "CODESPAR-068", aim="previousStatus is the new status.")
class PreviousStatusIsNew(Honest):
    def statuses(self, before: str, after: str) -> Row:
        return super().statuses(after, after)


@mutant("states", "CODESPAR-068", aim="previousStatus is always ACTIVE.")
class PreviousStatusFixed(Honest):
    def statuses(self, before: str, after: str) -> Row:
        return super().statuses("ACTIVE", after)


@mutant("states", "cases", "CODESPAR-068", aim="previousLevel is the new level.")
class PreviousLevelIsNew(Honest):
    def levels(self, before: int, after: int) -> Row:
        return super().levels(after, after)


@mutant("states", "CODESPAR-069", aim="suspend resets the autonomy level to 1.")
class SuspendResetsLevel(Honest):
    def put_status(self, agent: Agent, action: str) -> None:
        super().put_status(agent, action)
        if action == "suspend":
            agent.level = 1


@mutant("states", "cases", "CODESPAR-069", aim="set_autonomy wakes a suspended agent.")
class LevelWakesAgent(Honest):
    def put_level(self, agent: Agent, level: int) -> None:
        super().put_level(agent, level)
        agent.status = "ACTIVE"


@mutant("states", "CODESPAR-069", "CODESPAR-062", aim="suspend suspends every agent of the context.")
class SuspendTakesAll(Honest):
    def put_status(self, agent: Agent, action: str) -> None:
        for other in self.agents_of(agent.org) if action == "suspend" else [agent]:
            super().put_status(other, action)


@mutant("states", "cases", "CODESPAR-065", aim="set_autonomy answers well and is not kept.")
class LevelNotKept(Honest):
    def put_level(self, agent: Agent, level: int) -> None:
        return


@mutant("states", "crud", "CODESPAR-062", aim="A suspended agent drops off the list.")
class SuspendedUnlisted(Honest):
    def agents_of(self, org: str | None) -> list[Agent]:
        return [agent for agent in super().agents_of(org) if agent.status != "SUSPENDED"]
