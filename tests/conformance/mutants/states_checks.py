"""Agent actions that take anything."""

from __future__ import annotations

from .honest import Honest, Refusal, Row
from .honest.rows import Agent
from .registry import mutant


@mutant("states", "required", "CODESPAR-066", aim="set_autonomy takes any whole number.")
class AnyLevel(Honest):
    def set_autonomy(self, agent: Agent, params: object) -> Row:
        level = params.get("level") if isinstance(params, dict) else None
        if isinstance(level, int) and not isinstance(level, bool):
            before, agent.level = agent.level, level
            self.record(agent.org, "autonomy_change", "high", agentId=agent.id)
            return {"id": agent.id, "action": "set_autonomy"} | self.levels(before, level) | self.done_at()
        return super().set_autonomy(agent, params)


@mutant("states", "required", "CODESPAR-066", "CODESPAR-015", aim="set_autonomy without a level sets it to 0.")
class MissingLevelIsZero(Honest):
    def set_autonomy(self, agent: Agent, params: object) -> Row:
        return super().set_autonomy(agent, params if isinstance(params, dict) and "level" in params else {"level": 0})


@mutant("states", "cases", "errors", "CODESPAR-066", aim="A bad level has the code INVALID_ACTION.")
class BadLevelCode(Honest):
    def set_autonomy(self, agent: Agent, params: object) -> Row:
        try:
            return super().set_autonomy(agent, params)
        except Refusal as refusal:
            raise Refusal(400, "INVALID_ACTION", refusal.text) from refusal


@mutant("states", "cases", "CODESPAR-066", aim="A refused level is kept all the same.")
class RefusedLevelKept(Honest):
    def set_autonomy(self, agent: Agent, params: object) -> Row:
        level = params.get("level") if isinstance(params, dict) else None
        if isinstance(level, int) and level > 5:
            agent.level = 5
        return super().set_autonomy(agent, params)


@mutant("states", "cases", "CODESPAR-067", aim="An unknown action restarts the agent.")
class UnknownActionRestarts(Honest):
    def action_of(self, body: Row) -> str:
        try:
            return super().action_of(body)
        except Refusal:
            if isinstance(body.get("action"), str):
                return "restart"
            raise


@mutant("states", "required", "CODESPAR-067", "CODESPAR-015", aim="A missing action resumes the agent.")
class MissingActionResumes(Honest):
    def action_of(self, body: Row) -> str:
        return super().action_of({"action": "resume"} | body)
