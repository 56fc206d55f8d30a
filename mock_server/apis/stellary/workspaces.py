"""Workspaces and what the caller is in them."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row


def list_workspaces(act: Act) -> Json:
    """The workspaces of the organization that the caller may enter."""
    found = []
    for row in act.everywhere("Workspace", organizationId=act.guarded("organization")["id"]):
        members = act.everywhere("WorkspaceMember", workspaceId=row["id"], userId=caller_id(act))
        if members:
            found.append(show_workspace(row, members[0]))
    return found


def create_workspace(act: Act) -> Json:
    """Create a workspace; the caller administers it."""
    fields = {"name": act.body["name"], "slug": act.body["slug"]}
    row, member = found_workspace(act, act.caller or {}, act.guarded("organization"), fields)
    return show_workspace(row, member)


def get_workspace(act: Act) -> Json:
    """One workspace with the caller's two roles."""
    return show_workspace(act.guarded("workspace"), act.member("workspace"))


def found_workspace(act: Act, owner: Row, organization: Row, fields: Mapping[str, Json]) -> tuple[Row, Row]:
    """A new workspace and its owner's membership; Refused where the organization has one of that slug."""
    row = act.create("Workspace", {**fields, "organizationId": organization["id"], "ownerId": owner["id"]})
    roles = {"role": "admin", "pilotageRole": "owner"}
    return row, act.create("WorkspaceMember", {"workspaceId": row["id"], "userId": owner["id"], **roles})


def show_workspace(row: Row, member: Row) -> dict[str, Json]:
    """A workspace as one of its members sees it."""
    return {**row, "myRole": member["role"], "myPilotageRole": member["pilotageRole"]}


HANDLERS = {
    "create_workspace": create_workspace,
    "get_workspace": get_workspace,
    "list_workspaces": list_workspaces,
}
