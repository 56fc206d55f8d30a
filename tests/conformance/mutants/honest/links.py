"""The tie between an agent and a repository: check it, make it."""

from __future__ import annotations

import re

from .projects import Projects
from .rows import Agent, Project
from .wire import Refusal, Request, Routes, Row

URL = re.compile(r"https?://(?:www\.)?github\.com/([^/]+/[^/]+?)(?:\.git)?/?")


class Links(Projects):
    """GET /api/project and POST /api/project/link."""

    ROUTES: Routes = (("GET", "/api/project", "check_link"), ("POST", "/api/project/link", "link_project"))
    TOKEN = True

    def check_link(self, request: Request) -> object:
        """Whether an agent is tied to a repository, and how."""
        name = self.required_parameter(request, "agentId")
        return self.show_link(self.find_agent(name, request.org))

    def required_parameter(self, request: Request, name: str) -> str:
        """A query parameter that must be there."""
        value = request.parameter(name)
        if not value:
            raise Refusal(400, "MISSING_FIELD", f"{name} is required")
        return value

    def show_link(self, agent: Agent) -> Row:
        """The answer for one agent."""
        project = self.state.projects.get(agent.project or "")
        return {"linked": False} if project is None else {"linked": True, "config": self.show_config(agent, project)}

    def link_project(self, request: Request) -> object:
        """Tie an agent to a repository."""
        body = self.read_body(request)
        name, text = self.required(body, "agentId"), self.required(body, "repo")
        agent = self.find_agent(name, request.org)
        repo = self.repo_of(self.plain_repo(text))
        if not self.TOKEN:
            raise Refusal(400, "MISSING_CONFIG", "GITHUB_TOKEN is not set")
        self.check_unlinked(agent)
        project = self.tie(agent, repo)
        self.record(agent.org, "link", "medium", agentId=agent.id, repo=repo)
        return {"success": True, "config": self.show_config(agent, project)}

    def plain_repo(self, text: str) -> str:
        """owner/name out of itself or a full GitHub address."""
        match = URL.fullmatch(text)
        return match.group(1) if match else text

    def check_unlinked(self, agent: Agent) -> None:
        """Refuse a second tie."""
        if agent.project in self.state.projects:
            raise Refusal(409, "ALREADY_LINKED", "The agent is linked already")

    def tie(self, agent: Agent, repo: str) -> Project:
        """Keep the tie; a repository nobody has yet becomes a project under this agent."""
        rows = self.state.projects.values()
        project = next((row for row in rows if row.repo == repo and row.org == agent.org), None)
        if project is None:
            project = Project(self.name_project(), self.default_name(repo), repo, agent.org, agent.id, self.now())
            self.keep_project(project)
        agent.project, agent.linked_at, agent.linked_by = project.id, self.now(), "api"
        return project

    def show_config(self, agent: Agent, project: Project) -> Row:
        """The configuration behind a tie."""
        return {
            "id": project.id,
            "name": project.name,
            "repo": project.repo,
            "repoUrl": f"https://github.com/{project.repo}",
            "defaultBranch": "main",
            "webhookConfigured": False,
            "linkedAt": self.stamp(agent.linked_at),
            "linkedBy": agent.linked_by,
        }
