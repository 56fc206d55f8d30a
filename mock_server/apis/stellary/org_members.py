"""Who belongs to an organization; its owner stays."""

from __future__ import annotations

from mock_server.apis.stellary.auth import find_user
from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def add_org_member(act: Act) -> Json:
    """Add a user by address; refused where nobody has it, or who has it is a member already."""
    user = find_user(act, act.body["email"])
    row = act.create("OrgMember", {"userId": user["id"], "role": act.body["role"]})
    return act.show("OrgMember", row, "OrgMember")


def update_org_member(act: Act) -> Json:
    """Change the role of a member; the owner's stays."""
    _refuse_owner(act)
    return act.show("OrgMember", act.change({"role": act.body["role"]}), "OrgMember")


def remove_org_member(act: Act) -> Json:
    """Remove a member with the memberships in the organization's workspaces and their projects."""
    _refuse_owner(act)
    member = act.current
    for workspace in act.everywhere("Workspace", organizationId=member["organizationId"]):
        for project in act.everywhere("Project", workspaceId=workspace["id"]):
            _leave(act, "ProjectMember", projectId=project["id"], userId=member["userId"])
        _leave(act, "WorkspaceMember", workspaceId=workspace["id"], userId=member["userId"])
    act.remove("OrgMember", member["id"])
    return {"ok": True}


def _refuse_owner(act: Act) -> None:
    if act.current["role"] == "owner":
        act.refuse("owner_fixed")


def _leave(act: Act, resource: str, **fields: Json) -> None:
    for row in act.everywhere(resource, **fields):
        act.remove(resource, row["id"])


HANDLERS = {
    "add_org_member": add_org_member,
    "remove_org_member": remove_org_member,
    "update_org_member": update_org_member,
}
