"""Invitations into a workspace."""

from __future__ import annotations

from mock_server.apis.stellary.auth import caller_of
from mock_server.engine.act import Act
from mock_server.engine.clock import format_time, stamp_seconds
from mock_server.engine.contract import ContractError, Json
from mock_server.engine.table import Row

LIFETIME = 7 * 24 * 60 * 60
"""Seconds an invitation waits."""


def prepare_invitation(act: Act) -> None:
    """An invitation waits for a week; refused where its address is a member's, or waits for another already."""
    email = act.body["email"]
    if _is_inside(act, act.guarded("workspace"), email):
        act.refuse("duplicate", "who has this address is a member")
    if any(_waits(act, row) for row in act.where("Invitation", email=email)):
        act.refuse("duplicate", "an invitation to this address waits for its answer")
    act.fields = {**act.body, "expiresAt": format_time(int(stamp_seconds(act.now)) + LIFETIME)}


def send_invitation(act: Act, row: Row, _before: Row | None) -> None:
    """Write to the address."""
    name, token = act.guarded("workspace")["name"], row["token"]
    text = f"You may join {name} as {row['role']}. Your token is {token}; it is good until {row['expiresAt']}."
    act.mail(row["email"], f"Join {name}", text, token=token)


def accept_invitation(act: Act) -> Json:
    """Let the caller in, into the organization too where the caller is none of its members yet."""
    invitation, user = act.current, caller_of(act)
    if user["email"].lower() != invitation["email"].lower():
        act.refuse("foreign_invitation")
    if invitation["status"] != "pending":
        act.refuse("illegal", "it was accepted already")
    if not _waits(act, invitation):
        act.refuse("not_found", "the invitation has expired")
    workspace = act.get("Workspace", invitation["workspaceId"])
    if workspace is None:
        raise ContractError(f"invitation {invitation['id']} is left over from a workspace that is gone")
    _join(act, workspace, user, invitation["role"])
    act.change({"status": "accepted"})
    return act.show("Workspace", workspace, "WorkspaceEntry")


def _join(act: Act, workspace: Row, user: Row, role: str) -> None:
    organization = workspace["organizationId"]
    if not act.everywhere("OrgMember", organizationId=organization, userId=user["id"]):
        act.create("OrgMember", {"organizationId": organization, "userId": user["id"], "role": "member"})
    act.create("WorkspaceMember", {"workspaceId": workspace["id"], "userId": user["id"], "role": role})


def _is_inside(act: Act, workspace: Row, email: str) -> bool:
    members = act.everywhere("WorkspaceMember", workspaceId=workspace["id"])
    users = [act.get("User", member["userId"]) for member in members]
    return any(user["email"].lower() == email.lower() for user in users if user is not None)


def _waits(act: Act, invitation: Row) -> bool:
    return invitation["status"] == "pending" and stamp_seconds(invitation["expiresAt"]) > stamp_seconds(act.now)


HANDLERS = {"accept_invitation": accept_invitation}
PREPARES = {"inviteMember": prepare_invitation}
EFFECTS = {"inviteMember": send_invitation}
