"""Which repository an agent is linked to."""

from __future__ import annotations

from mock_server.apis.codespar.repositories import find_repository
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row


def check_link(act: Act) -> Json:
    """Linked with its configuration, or not; an agent nobody knows is not linked (CODESPAR-075)."""
    found = act.where("Link", agentId=act.query["agentId"])
    if not found:
        return {"linked": False}
    return {"linked": True, "config": act.show("Link", found[0], "ProjectConfig")}


def link_agent(act: Act) -> Json:
    """Link an agent to a repository (CODESPAR-076 to 082)."""
    repository = find_repository(act, act.body["repo"])
    if not act.option("github_token"):
        act.refuse("missing_config")
    row = create_link(act, act.body["agentId"], repository)
    act.emit("link", metadata={"risk": "low", "agentId": row["agentId"], "repo": row["repo"]})
    return {"success": True, "config": act.show("Link", row, "ProjectConfig")}


def create_link(act: Act, agent_id: str, repository: dict[str, Json]) -> Row:
    """Store a link made over the API; refused where the agent has one."""
    given = {**repository, "agentId": agent_id, "webhookId": None, "linkedAt": act.now, "linkedBy": "api"}
    return act.create("Link", given)
