"""Agents: list, read, create, delete, and what their rows look like."""

from __future__ import annotations

from .checks import text_of, whole_of
from .journal import Journal
from .rows import Agent
from .wire import Refusal, Reply, Request, Routes, Row
from .world import SHORT

TYPES = (
    ("project", "persistent", "Looks after one repository"),
    ("coordinator", "persistent", "Spreads work over agents"),
    ("task", "ephemeral", "Does one task"),
    ("review", "ephemeral", "Reads a pull request"),
    ("deploy", "ephemeral", "Brings a build out"),
    ("incident", "ephemeral", "Looks into a failure"),
)


class Agents(Journal):
    """The agents of all organizations."""

    ROUTES: Routes = (
        ("GET", "/api/agents", "list_agents"),
        ("GET", "/api/agents/:id", "get_agent"),
        ("POST", "/api/agents", "create_agent"),
        ("DELETE", "/api/agents/:id", "delete_agent"),
        ("GET", "/api/agent-types", "list_agent_types"),
    )
    CREATED = 201

    def list_agent_types(self, request: Request) -> object:
        """The types an agent can have."""
        return [{"type": kind, "lifecycle": life, "description": text} for kind, life, text in self.types()]

    def types(self) -> tuple[tuple[str, str, str], ...]:
        """Type, lifecycle and description of each type."""
        return TYPES

    def list_agents(self, request: Request) -> object:
        """The agents of the context."""
        return [self.show_agent(agent) for agent in self.agents_of(request.org)]

    def agents_of(self, org: str | None) -> list[Agent]:
        """The agents a context shows, oldest first."""
        return [agent for agent in self.state.agents.values() if self.sees(agent.org, org)]

    def find_agent(self, name: object, org: str | None) -> Agent:
        """One agent of the context; 404 otherwise."""
        agent = self.state.agents.get(name) if isinstance(name, str) else None
        if agent is None or not self.sees(agent.org, org):
            raise Refusal(404, "AGENT_NOT_FOUND", "Agent not found")
        return agent

    def get_agent(self, request: Request) -> object:
        """One agent in full."""
        return self.show_agent_whole(self.find_agent(request.arg, request.org))

    def create_agent(self, request: Request) -> object:
        """A new agent, active at once."""
        body = self.read_body(request)
        agent = self.draft_agent(body, request.org)
        self.check_agent_name(agent)
        self.keep_agent(agent)
        self.record(agent.org, "agent_spawn", "low", agentId=agent.id, agentType=agent.type)
        return Reply(self.CREATED, self.show_agent_created(agent))

    def draft_agent(self, body: Row, org: str | None) -> Agent:
        """A checked body as an agent that is not kept yet."""
        name, kind = self.required(body, "name"), self.required(body, "type")
        self.check_type(kind)
        level = self.default_level() if "autonomyLevel" not in body else self.level(body["autonomyLevel"])
        if level is None:
            raise Refusal(400, "INVALID_PARAMETER", "autonomyLevel must be a whole number from 0 to 5")
        project = body.get("projectId")
        self.check_project(kind, project, org)
        agent = Agent(self.name_agent(kind), name, kind, self.lands_in(org), self.now(), level=level)
        agent.started = agent.active = agent.linked_at = self.now()
        agent.project = project if isinstance(project, str) else None
        agent.channels = ["web"] if kind == "project" else None
        agent.task = name if kind == "task" else None
        return agent

    def required(self, body: Row, field: str) -> str:
        """A required text of a body."""
        return text_of(body, field)

    def level(self, value: object) -> int | None:
        """An autonomy level, None where the value is none."""
        return whole_of(value, 0, 5)

    def default_level(self) -> int:
        """The level of a new agent."""
        return 1

    def check_type(self, kind: str) -> None:
        """Refuse an unknown agent type."""
        if kind not in [known for known, _, _ in self.types()]:
            raise Refusal(400, "INVALID_PARAMETER", f"Unknown agent type; known: {', '.join(t for t, _, _ in TYPES)}")

    def check_project(self, kind: str, project: object, org: str | None) -> None:
        """Refuse a project agent without a project, and a project the context does not have."""
        if project is None:
            if kind == "project":
                raise Refusal(400, "MISSING_FIELD", "projectId is required for agents of type project")
            return
        if not isinstance(project, str):
            raise Refusal(400, "INVALID_PARAMETER", "projectId must be a string")
        row = self.state.projects.get(project)
        if row is None or not self.sees(row.org, org):
            raise Refusal(404, "PROJECT_NOT_FOUND", "Project not found")

    def check_agent_name(self, agent: Agent) -> None:
        """Refuse a name the context has already."""
        if any(old.name == agent.name and old.org == agent.org for old in self.state.agents.values()):
            raise Refusal(409, "AGENT_ALREADY_EXISTS", "An agent of that name exists")

    def lands_in(self, org: str | None) -> str | None:
        """The owner of a row made in a context."""
        return org

    def name_agent(self, kind: str) -> str:
        """An id for a new agent."""
        return f"agent-{SHORT.get(kind, kind)}-{next(self.state.numbers):06x}"

    def keep_agent(self, agent: Agent) -> None:
        """Put a new agent among the others."""
        self.state.agents[agent.id] = agent

    def delete_agent(self, request: Request) -> object:
        """Stop and remove an agent."""
        agent = self.find_agent(request.arg, request.org)
        self.drop_agent(agent)
        return {"id": agent.id, "deleted": True, "message": "Agent removed"}

    def drop_agent(self, agent: Agent) -> None:
        """Take an agent out and leave its entry."""
        self.state.agents.pop(agent.id, None)
        self.record(agent.org, "agent_terminate", "medium", agentId=agent.id)

    def uptime(self, agent: Agent) -> object:
        """Seconds up, as of the last heartbeat; one comes each minute."""
        return int((self.now() - agent.started) // 60) * 60

    def show_agent(self, agent: Agent) -> Row:
        """An agent in a list."""
        row: Row = {
            "id": agent.id,
            "type": agent.type,
            "status": agent.status,
            "autonomyLevel": agent.level,
            "projectId": agent.project,
            "uptime": self.uptime(agent),
            "lastActivity": self.stamp(agent.active),
        }
        if agent.channels is not None:
            row["channels"] = agent.channels
        if agent.task is not None:
            row["task"] = agent.task
        return row

    def show_agent_whole(self, agent: Agent) -> Row:
        """An agent read by its id."""
        project = self.state.projects.get(agent.project or "")
        short = project and {"id": project.id, "name": project.name, "repo": project.repo, "defaultBranch": "main"}
        stats = ("messagesProcessed", "tasksCompleted", "reviewsPerformed", "deploysTriggered", "incidentsHandled")
        return {
            **self.show_agent(agent),
            "project": short,
            "stats": dict.fromkeys(stats, 0),
            "memory": {"embeddings": 0, "storageMB": 0},
        }

    def show_agent_created(self, agent: Agent) -> Row:
        """The answer to a creation."""
        return {
            "id": agent.id,
            "name": agent.name,
            "type": agent.type,
            "status": agent.status,
            "autonomyLevel": agent.level,
            "projectId": agent.project,
            "createdAt": self.stamp(agent.created),
        }
