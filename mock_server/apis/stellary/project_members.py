"""Who works on a project."""

from __future__ import annotations

from mock_server.apis.stellary.activities import record
from mock_server.apis.stellary.auth import find_user
from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def add_project_member(act: Act) -> Json:
    """Let a user join by address; refused where nobody has it, or who has it is a member already."""
    user, project = find_user(act, act.body["email"]), act.path_row("Project")
    row = act.create("ProjectMember", {"userId": user["id"]})
    record(act, "member_added", project["id"], {"userId": user["id"], "name": user["name"]})
    return act.show("ProjectMember", row, "ProjectMember")


def remove_project_member(act: Act) -> Json:
    """Take a user off a project, who is told of it with those who stay."""
    row = act.current
    user = act.get("User", row["userId"])
    name = user["name"] if user is not None else None
    record(act, "member_removed", row["projectId"], {"userId": row["userId"], "name": name})
    act.remove("ProjectMember", row["id"])
    return {"ok": True}


HANDLERS = {"add_project_member": add_project_member, "remove_project_member": remove_project_member}
