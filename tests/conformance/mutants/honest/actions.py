"""What an agent can be told: suspend, resume, restart, set_autonomy."""

from __future__ import annotations

from .agents import Agents
from .rows import Agent
from .wire import Refusal, Request, Routes, Row

TARGETS = {"suspend": "SUSPENDED", "resume": "ACTIVE", "restart": "ACTIVE"}


class Actions(Agents):
    """POST /api/agents/:id/action."""

    ROUTES: Routes = (("POST", "/api/agents/:id/action", "act_on_agent"),)

    def act_on_agent(self, request: Request) -> object:
        """Do one action on one agent."""
        agent = self.find_agent(request.arg, request.org)
        body = self.read_body(request)
        action = self.action_of(body)
        if action == "set_autonomy":
            return self.set_autonomy(agent, body.get("params"))
        return self.move(agent, action)

    def action_of(self, body: Row) -> str:
        """The action asked for."""
        action = body.get("action")
        if not isinstance(action, str) or action not in (*TARGETS, "set_autonomy"):
            raise Refusal(400, "INVALID_ACTION", "action must be suspend, resume, restart or set_autonomy")
        return action

    def set_autonomy(self, agent: Agent, params: object) -> Row:
        """Change the autonomy level."""
        level = self.level(params.get("level")) if isinstance(params, dict) else None
        if level is None:
            raise Refusal(400, "INVALID_AUTONOMY_LEVEL", "params.level must be a whole number from 0 to 5")
        before = agent.level
        self.put_level(agent, level)
        self.record(agent.org, "autonomy_change", "high", agentId=agent.id, previous=before, current=level)
        return {"id": agent.id, "action": "set_autonomy"} | self.levels(before, level) | self.done_at()

    def put_level(self, agent: Agent, level: int) -> None:
        """Keep a new level."""
        agent.level = level
        agent.active = self.now()

    def levels(self, before: int, after: int) -> Row:
        """The two levels of the answer."""
        return {"previousLevel": before, "currentLevel": after}

    def move(self, agent: Agent, action: str) -> Row:
        """Bring an agent into the state an action leads to; again is no fault."""
        before = agent.status
        self.put_status(agent, action)
        self.record(agent.org, "instruct", "medium", agentId=agent.id, instruction=action)
        answer: Row = {"id": agent.id, "action": action} | self.statuses(before, TARGETS[action]) | self.done_at()
        if action == "restart":
            answer["uptime"] = self.uptime(agent)
        return answer

    def put_status(self, agent: Agent, action: str) -> None:
        """Keep a new status."""
        agent.status = TARGETS[action]
        agent.active = self.now()
        if action == "restart":
            agent.started = self.now()

    def statuses(self, before: str, after: str) -> Row:
        """The two statuses of the answer."""
        return {"previousStatus": before, "currentStatus": after}

    def done_at(self) -> Row:
        """When it was done."""
        return {"timestamp": self.stamp(self.now())}
