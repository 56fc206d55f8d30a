"""Agents of a form nobody documents."""

from __future__ import annotations

from .honest import Honest, Reply, Request, Row
from .honest.rows import Agent
from .registry import mutant


@mutant("shape", "CODESPAR-003", "CODESPAR-053", aim="uptime is a text.")
class UptimeText(Honest):
    def uptime(self, agent: Agent) -> object:
        return f"{super().uptime(agent)}s"


@mutant("shape", "CODESPAR-051", aim="autonomyLevel is a text in the list.")
class LevelText(Honest):
    def show_agent(self, agent: Agent) -> Row:
        return super().show_agent(agent) | {"autonomyLevel": str(agent.level)}


@mutant("shape", "CODESPAR-051", aim="status is in small letters.")
class StatusSmall(Honest):
    def show_agent(self, agent: Agent) -> Row:
        return super().show_agent(agent) | {"status": agent.status.lower()}


@mutant("shape", "CODESPAR-051", aim="Agents are listed without their status.")
class AgentWithoutStatus(Honest):
    def show_agent(self, agent: Agent) -> Row:
        row = super().show_agent(agent)
        del row["status"]
        return row


@mutant("shape", "CODESPAR-053", aim="lastActivity is a number of seconds.")
class ActivityNumber(Honest):
    def show_agent(self, agent: Agent) -> Row:
        return super().show_agent(agent) | {"lastActivity": int(agent.active)}


@mutant("shape", "CODESPAR-053", aim="The detail of an agent lacks its stats.")
class DetailWithoutStats(Honest):
    def show_agent_whole(self, agent: Agent) -> Row:
        row = super().show_agent_whole(agent)
        del row["stats"]
        return row


@mutant("shape", "CODESPAR-003", aim="An agent comes inside a data member.")
class AgentWrapped(Honest):
    def get_agent(self, request: Request) -> object:
        return {"data": super().get_agent(request)}


@mutant("shape", "CODESPAR-004", aim="Agents come inside an agents member.")
class AgentsWrapped(Honest):
    def list_agents(self, request: Request) -> object:
        return {"agents": super().list_agents(request)}


@mutant("shape", "cases", "CODESPAR-070", aim="agent-types lacks incident.")
class TypeMissing(Honest):
    def list_agent_types(self, request: Request) -> object:
        return [{"type": t, "lifecycle": life, "description": d} for t, life, d in self.types() if t != "incident"]


@mutant("shape", "cases", "CODESPAR-070", aim="The coordinator is ephemeral.")
class LifecycleWrong(Honest):
    def types(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((t, "ephemeral" if t == "coordinator" else life, d) for t, life, d in super().types())


@mutant("shape", "cases", "CODESPAR-052", "CODESPAR-071", aim="An agent is of a type agent-types does not list.")
class TypeUnlisted(Honest):
    def show_agent(self, agent: Agent) -> Row:
        return super().show_agent(agent) | ({"type": "butler"} if agent.type == "coordinator" else {})


@mutant("shape", "CODESPAR-002", aim="Reading an agent is answered as text/plain.")
class AgentAsText(Honest):
    def get_agent(self, request: Request) -> object:
        return Reply(200, super().get_agent(request), media="text/plain")
