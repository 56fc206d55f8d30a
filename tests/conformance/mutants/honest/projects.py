"""Projects: list, create, delete."""

from __future__ import annotations

import re

from .actions import Actions
from .rows import Agent, Project
from .wire import Refusal, Reply, Request, Routes, Row

REPO = re.compile(r"[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}")
EPHEMERAL = ("task", "review", "deploy", "incident")


class Projects(Actions):
    """Repositories under work, each with the agent that looks after it."""

    ROUTES: Routes = (
        ("GET", "/api/projects", "list_projects"),
        ("POST", "/api/projects", "create_project"),
        ("DELETE", "/api/projects/:id", "delete_project"),
    )

    def list_projects(self, request: Request) -> object:
        """The projects of the context."""
        return self.wrap("projects", [self.show_project(project) for project in self.projects_of(request.org)])

    def wrap(self, name: str, rows: list[Row]) -> object:
        """A list as it is answered: bare."""
        return rows

    def projects_of(self, org: str | None) -> list[Project]:
        """The projects a context shows, oldest first."""
        return [project for project in self.state.projects.values() if self.sees(project.org, org)]

    def create_project(self, request: Request) -> object:
        """A new project with its agent."""
        body = self.read_body(request)
        repo = self.repo_of(self.required(body, "repo"))
        name = self.required(body, "name") if body.get("name") is not None else self.default_name(repo)
        self.check_repo_free(repo, request.org)
        project = Project(self.name_project(), name, repo, self.lands_in(request.org), "", self.now())
        self.keep_project(project)
        project.agent = self.spawn_agent(project).id
        return Reply(self.CREATED, self.show_project_created(project))

    def repo_of(self, text: str) -> str:
        """An owner/name that exists on GitHub; owner 'nonexistent' stands for what does not."""
        if not REPO.fullmatch(text):
            raise Refusal(400, "INVALID_PARAMETER", "repo must look like owner/name")
        if text.startswith("nonexistent/"):
            raise Refusal(404, "REPO_NOT_FOUND", "Repository not found or not accessible")
        return text

    def default_name(self, repo: str) -> str:
        """The name of a project that was given none."""
        return repo.partition("/")[2]

    def check_repo_free(self, repo: str, org: str | None) -> None:
        """Refuse a repository the context has already."""
        if any(old.repo == repo and old.org == org for old in self.state.projects.values()):
            raise Refusal(409, "PROJECT_ALREADY_EXISTS", "The project exists already")

    def name_project(self) -> str:
        """An id for a new project."""
        return f"proj-{next(self.state.numbers):03}"

    def keep_project(self, project: Project) -> None:
        """Put a new project among the others."""
        self.state.projects[project.id] = project

    def spawn_agent(self, project: Project) -> Agent:
        """The agent of a new project, tied to it."""
        agent = Agent(self.name_agent("project"), f"{project.repo} agent", "project", project.org, self.now())
        agent.started = agent.active = agent.linked_at = self.now()
        agent.project, agent.channels = project.id, ["web"]
        self.state.agents[agent.id] = agent
        self.record(project.org, "agent_spawn", "low", agentId=agent.id, repo=project.repo)
        return agent

    def find_project(self, name: str, org: str | None) -> Project:
        """One project of the context; 404 otherwise."""
        project = self.state.projects.get(name)
        if project is None or not self.sees(project.org, org):
            raise Refusal(404, "PROJECT_NOT_FOUND", "Project not found")
        return project

    def delete_project(self, request: Request) -> object:
        """Remove a project, its agent and that one's ephemeral children."""
        project = self.find_project(request.arg, request.org)
        self.drop_project(project)
        ended = self.end_crew(project)
        self.record(project.org, "unlink", "high", projectId=project.id, repo=project.repo)
        return {"success": True, "removed": {"id": project.id, "agentTerminated": ended, "webhookRemoved": False}}

    def drop_project(self, project: Project) -> None:
        """Take a project out."""
        self.state.projects.pop(project.id, None)

    def end_crew(self, project: Project) -> bool:
        """End the agents that go with a project and untie the rest; whether its own agent ended."""
        ended = False
        for agent in [agent for agent in self.state.agents.values() if agent.project == project.id]:
            if agent.id == project.agent or agent.type in EPHEMERAL:
                self.drop_agent(agent)
                ended = ended or agent.id == project.agent
            agent.project = None
        return ended

    def show_project(self, project: Project) -> Row:
        """A project in a list."""
        agent = self.state.agents.get(project.agent)
        return {
            "id": project.id,
            "name": project.name,
            "repo": project.repo,
            "repoUrl": f"https://github.com/{project.repo}",
            "defaultBranch": "main",
            "webhookConfigured": False,
            "agentId": project.agent,
            "agentStatus": agent.status if agent else "ERROR",
            "orgId": project.org,
            "createdAt": self.stamp(project.created),
        }

    def show_project_created(self, project: Project) -> Row:
        """The answer to a creation."""
        return {
            "id": project.id,
            "agentId": project.agent,
            "repo": project.repo,
            "orgId": project.org,
            "webhookUrl": "http://localhost:3000/webhooks/github",
            "webhookConfigured": False,
        }
