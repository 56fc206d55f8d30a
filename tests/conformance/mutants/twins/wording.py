"""Twins with other words, ids, times and members than the examples show."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from tests.conformance.mutants.honest import Honest, Refusal, Reply, Request, Row
from tests.conformance.mutants.honest.agents import TYPES
from tests.conformance.mutants.honest.rows import Agent, Entry, Project
from tests.conformance.mutants.registry import twin

OTHER_CODES = {
    "MISSING_FIELD": "BAD_INPUT",
    "INVALID_PARAMETER": "BAD_INPUT",
    "INVALID_JSON": "BAD_INPUT",
    "NOT_FOUND": "NO_ROUTE",
    "RATE_LIMITED": "TOO_MANY_REQUESTS",
    "AGENT_ALREADY_EXISTS": "CONFLICT",
    "PROJECT_ALREADY_EXISTS": "CONFLICT",
    "UNSUPPORTED_MEDIA_TYPE": "BAD_INPUT",
    "PAYLOAD_TOO_LARGE": "BAD_INPUT",
    "ORG_NOT_FOUND": "UNKNOWN_TENANT",
}


def without_nulls(row: Row) -> Row:
    """A row without its null members."""
    return {name: value for name, value in row.items() if value is not None}


@twin("words errors its own way, names codes nobody documents, uses UUIDs, leaves null members out, has no 405")
class Terse(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        code = refusal.code
        if not (request.path.startswith("/api/orgs") and code in ("MISSING_FIELD", "ORG_NOT_FOUND")):
            code = OTHER_CODES.get(code, code)
        return super().refuse(request, Refusal(refusal.status, code, "no", refusal.headers))

    def unrouted(self, request: Request, allowed: list[str]) -> Refusal:
        return super().unrouted(request, [])

    def name_agent(self, kind: str) -> str:
        return str(uuid.uuid4())

    def name_project(self) -> str:
        return str(uuid.uuid4())

    def name_entry(self) -> str:
        return f"evt-{uuid.uuid4()}"

    def show_agent(self, agent: Agent) -> Row:
        return without_nulls(super().show_agent(agent))

    def show_agent_created(self, agent: Agent) -> Row:
        return without_nulls(super().show_agent_created(agent))

    def show_agent_whole(self, agent: Agent) -> Row:
        return without_nulls(super().show_agent_whole(agent))

    def show_project(self, project: Project) -> Row:
        return without_nulls(super().show_project(project))

    def show_project_created(self, project: Project) -> Row:
        return without_nulls(super().show_project_created(project))

    def subject(self, body: Row) -> Row:
        return {"action": None} | super().subject(body)


@twin("adds members nobody documents to every object, counts milliseconds, names a charset, knows two more agent types")
class Chatty(Honest):
    def furnish(self, world: str) -> None:
        super().furnish(world)
        planner = Agent("agent-planning-home", "planner", "planning", None, self.boot - 600, started=self.boot - 600)
        planner.active = self.boot
        self.state.agents[planner.id] = planner

    def types(self) -> tuple[tuple[str, str, str], ...]:
        more = (("planning", "persistent", "Draws up plans"), ("lens", "ephemeral", "Looks things up"))
        return (*TYPES, *more)

    def stamp(self, seconds: float) -> str:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def finish(self, request: Request, reply: Reply) -> Reply:
        reply.body, reply.media = chat(reply.body), "application/json; charset=utf-8"
        reply.headers["X-Powered-By"] = "other people"
        return super().finish(request, reply)


def chat(body: object) -> object:
    """A body with one more member in each object at its top, its items and its resources."""
    if isinstance(body, list):
        return [chat(item) for item in body]
    if not isinstance(body, dict):
        return body
    inner = {name: chat(body[name]) for name in ("entries", "config", "identity", "removed", "stats") if name in body}
    return {**body, **inner, "_revision": 7}


@twin("writes times by the minute, so that many entries share one and only their order in the list tells them apart")
class SameMinute(Honest):
    def stamp(self, seconds: float) -> str:
        return super().stamp(seconds - seconds % 60)

    def arrange(self, entries: list[Entry]) -> list[Entry]:
        return sorted(super().arrange(entries), key=lambda entry: entry.time, reverse=True)


MEMBERS = frozenset(
    ("name", "type", "projectId", "autonomyLevel", "action", "params", "agentId", "repo", "slug", "channel", "config")
)


@twin("refuses members of a body that no page names")
class PickyBodies(Honest):
    def read_body(self, request: Request) -> Row:
        body = super().read_body(request)
        if request.path.startswith("/api/") and not MEMBERS.issuperset(body):
            raise Refusal(400, "INVALID_PARAMETER", "The body has members nobody knows")
        return body
