"""Who belongs to an organization; its owner stays."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row


def refuse_owner(act: Act) -> None:
    """The owner keeps role and membership."""
    if act.current["role"] == "owner":
        act.refuse("owner_fixed")


def settle_removed(act: Act, member: Row, _before: Row | None) -> None:
    """Who leaves an organization leaves its workspaces and their projects."""
    for workspace in act.everywhere("Workspace", organizationId=member["organizationId"]):
        for project in act.everywhere("Project", workspaceId=workspace["id"]):
            _leave(act, "ProjectMember", projectId=project["id"], userId=member["userId"])
        _leave(act, "WorkspaceMember", workspaceId=workspace["id"], userId=member["userId"])


def _leave(act: Act, resource: str, **fields: Json) -> None:
    for row in act.everywhere(resource, **fields):
        act.remove(resource, row["id"])


PREPARES = {"removeOrgMember": refuse_owner, "updateOrgMember": refuse_owner}
EFFECTS = {"removeOrgMember": settle_removed}
