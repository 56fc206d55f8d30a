"""Registering a repository: a project, the agent that works on it, and the link between them."""

from __future__ import annotations

from mock_server.apis.codespar.links import create_link
from mock_server.apis.codespar.repositories import find_repository
from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def create_project(act: Act) -> Json:
    """Create the project and spawn its agent, which counts as linked (CODESPAR-083 to 089)."""
    repository = find_repository(act, act.body["repo"])
    name = act.body.get("name", repository["name"])
    # Project and agent name each other: the project comes first and learns its agent's id afterwards.
    project = act.create("Project", {**repository, "name": name, "agentId": None})
    agent = act.create(
        "Agent", {"name": None, "type": "project", "autonomyLevel": 1, "projectId": project["id"], "channels": []}
    )
    create_link(act, agent["id"], repository)
    act.row = agent
    act.emit("agent_spawn")
    return act.change_row("Project", project["id"], {"agentId": agent["id"]})
