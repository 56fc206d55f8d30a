"""Agents of a workspace, their missions and what they propose."""

from __future__ import annotations

import json

from tests.conformance.mutants.plain.wire import Refusal, Reply, Request, Routes, Row

from .accounts import OK
from .documents import Documents

AGENT = ("id", "name", "slug", "description", "autonomyMode", "tools", "rateLimits", "createdAt")
RUN = ("id", "agentId", "cardId", "prompt", "status", "progress", "result", "createdAt", "updatedAt")
ENDED = ("completed", "failed", "cancelled")
PROGRESS = {"queued": 0, "running": 40, "awaiting_approval": 70, "completed": 100, "failed": 100, "cancelled": 100}


class Agents(Documents):
    """{W}/agents, {W}/missions and {W}/proposals.

    A mission takes one step ahead of each GET of itself, of its proposals and of its agent's missions: queued →
    running → completed; a prompt that says ``fail`` ends in failed; agents that are not autonomous wait for approval
    of one proposal, which moves the card to the next column, before they complete. A stream tells every step up to
    the end or to the waiting.
    """

    ROUTES: Routes = (
        ("POST", "{W}/agents", "create_agent"),
        ("GET", "{W}/agents", "list_agents"),
        ("GET", "{W}/agents/:agentId", "get_agent"),
        ("PATCH", "{W}/agents/:agentId", "update_agent"),
        ("DELETE", "{W}/agents/:agentId", "delete_agent"),
        ("POST", "{W}/agents/:agentId/missions", "create_run"),
        ("GET", "{W}/agents/:agentId/missions", "list_runs"),
        ("GET", "{W}/missions/:missionId", "get_run"),
        ("POST", "{W}/missions/:missionId/cancel", "cancel_run"),
    )

    def create_agent(self, request: Request) -> object:
        """A new agent, supervised unless told otherwise."""
        body = self.take(request, "agent")
        self.check_agent_free(request, body["slug"])
        row: Row = {"description": None, "autonomyMode": "supervised", "tools": [], "rateLimits": None} | body
        row |= {"id": self.mint("agents"), "workspaceId": request.workspace["id"], "createdAt": self.stamp()}
        return self.show_agent(self.keep("agents", row))

    def check_agent_free(self, request: Request, slug: str) -> None:
        """409 where the workspace has the slug already."""
        if self.all_of("agents", workspaceId=request.workspace["id"], slug=slug):
            raise Refusal(409, "This slug is taken")

    def show_agent(self, row: Row) -> Row:
        """An agent."""
        return {name: row[name] for name in AGENT}

    def list_agents(self, request: Request) -> object:
        """The agents of the workspace."""
        return [self.show_agent(row) for row in self.all_of("agents", workspaceId=request.workspace["id"])]

    def find_agent(self, request: Request) -> Row:
        """The agent of the path in the workspace of the path."""
        return self.find("agents", request.args["agentId"], workspaceId=request.workspace["id"])

    def get_agent(self, request: Request) -> object:
        """One agent."""
        return self.show_agent(self.find_agent(request))

    def update_agent(self, request: Request) -> object:
        """Another configuration."""
        row = self.find_agent(request)
        body = self.take(request, "agent_patch")
        if body.get("slug", row["slug"]) != row["slug"]:
            self.check_agent_free(request, body["slug"])
        return self.show_agent(self.change("agents", row, body))

    def delete_agent(self, request: Request) -> object:
        """An agent goes with its missions."""
        self.drop("agents", self.find_agent(request))
        return OK

    def create_run(self, request: Request) -> object:
        """A new mission on a card of the workspace, queued."""
        agent = self.find_agent(request)
        body = self.take(request, "run")
        card = self.find("cards", body["cardId"])
        self.find("projects", card["projectId"], workspaceId=request.workspace["id"])
        row = {"id": self.mint("runs"), "agentId": agent["id"], "workspaceId": request.workspace["id"]} | body
        row |= {"status": "queued", "progress": 0, "result": None}
        return self.show_run(self.keep("runs", row | {"createdAt": self.stamp(), "updatedAt": self.stamp()}))

    def show_run(self, row: Row) -> Row:
        """A mission."""
        return {name: row[name] for name in RUN}

    def list_runs(self, request: Request) -> object:
        """The missions of an agent."""
        agent = self.find_agent(request)
        return [self.show_run(self.step(request, row)) for row in self.all_of("runs", agentId=agent["id"])]

    def find_run(self, request: Request) -> Row:
        """The mission of the path in the workspace of the path."""
        return self.find("runs", request.args["missionId"], workspaceId=request.workspace["id"])

    def get_run(self, request: Request) -> object:
        """One mission, or the stream of its steps for who accepts that."""
        row = self.find_run(request)
        if "text/event-stream" in request.headers.get("accept", ""):
            return Reply(200, None, {"Cache-Control": "no-cache"}, raw=self.stream(request, row), media=self.events())
        return self.show_run(self.step(request, row))

    def events(self) -> str:
        """The media type of a stream."""
        return "text/event-stream"

    def stream(self, request: Request, row: Row) -> bytes:
        """The steps of a mission as server-sent events, from where it is."""
        lines = [json.dumps(self.show_run(row))]
        while row["status"] not in (*ENDED, "awaiting_approval"):
            lines.append(json.dumps(self.show_run(self.step(request, row))))
        return "".join(f"event: progress\ndata: {line}\n\n" for line in lines).encode()

    def step(self, request: Request, row: Row) -> Row:
        """Let a mission go one step, unless it has ended or waits."""
        if row["status"] in ENDED or row["status"] == "awaiting_approval":
            return row
        agent = self.tables["agents"][row["agentId"]]
        if row["status"] == "queued":
            return self.set_run(row, "running")
        if "fail" in row["prompt"].lower():
            return self.set_run(row, "failed", "The agent gave up")
        if self.acts_alone(agent):
            kind, payload = self.plan_action(row)
            self.carry_out(request, kind, payload)
            return self.set_run(row, "completed", "Done")
        if not self.all_of("proposals", missionId=row["id"]):
            self.propose(row)
            return self.set_run(row, "awaiting_approval")
        return self.set_run(row, "completed", "Done")

    def acts_alone(self, agent: Row) -> bool:
        """Whether an agent asks nobody."""
        return bool(agent["autonomyMode"] == "autonomous")

    def set_run(self, row: Row, status: str, result: str | None = None) -> Row:
        """Write the status of a mission."""
        changes = {"status": status, "progress": PROGRESS[status], "result": result, "updatedAt": self.stamp()}
        return self.change("runs", row, changes)

    def plan_action(self, run: Row) -> tuple[str, Row]:
        """What an agent does to a card: one column on, back from the last, a comment where there is but one."""
        card = self.tables["cards"][run["cardId"]]
        columns = self.columns_of(self.tables["projects"][card["projectId"]])
        place = next(place for place, column in enumerate(columns) if column["id"] == card["columnId"])
        if len(columns) == 1:
            return "add_comment", {"cardId": card["id"], "content": "Looked at it"}
        goal = columns[place + 1] if place + 1 < len(columns) else columns[place - 1]
        return "move_card", {"cardId": card["id"], "targetColumn": goal["id"]}

    def propose(self, run: Row) -> None:
        """Keep what the agent would do; ``proposals.Proposals`` does it."""
        raise NotImplementedError

    def cancel_run(self, request: Request) -> object:
        """Stop a mission that has not ended."""
        row = self.find_run(request)
        self.check_run(row)
        return self.show_run(self.set_run(row, "cancelled"))

    def check_run(self, row: Row) -> None:
        """409 for a mission that has ended."""
        if row["status"] in ENDED:
            raise Refusal(409, f"The mission is {row['status']}")
