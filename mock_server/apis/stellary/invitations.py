"""Invitations into a workspace."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.clock import format_time, stamp_seconds
from mock_server.engine.owner import caller_id
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


def check_acceptance(act: Act) -> None:
    """An invitation is accepted once, in time, by who has its address."""
    invitation, user = act.current, act.caller
    if user is None or user["email"].lower() != invitation["email"].lower():
        act.refuse("foreign_invitation")
    if invitation["status"] != "pending":
        act.refuse("illegal", "it was accepted already")
    if not _waits(act, invitation):
        act.refuse("not_found", "the invitation has expired")
    act.fields = {"status": "accepted"}


def join(act: Act, invitation: Row, _before: Row | None) -> None:
    """Let the caller in, into the organization too where the caller is none of its members yet."""
    workspace, own = act.get("Workspace", invitation["workspaceId"]) or {}, {"userId": caller_id(act)}
    organization = {"organizationId": workspace["organizationId"]}
    if not act.everywhere("OrgMember", **organization, **own):
        act.create("OrgMember", {**organization, **own, "role": "member"})
    act.create("WorkspaceMember", {"workspaceId": workspace["id"], **own, "role": invitation["role"]})


def _is_inside(act: Act, workspace: Row, email: str) -> bool:
    members = act.everywhere("WorkspaceMember", workspaceId=workspace["id"])
    users = [act.get("User", member["userId"]) for member in members]
    return any(user["email"].lower() == email.lower() for user in users if user is not None)


def _waits(act: Act, invitation: Row) -> bool:
    return invitation["status"] == "pending" and stamp_seconds(invitation["expiresAt"]) > stamp_seconds(act.now)


PREPARES = {"acceptInvitation": check_acceptance, "inviteMember": prepare_invitation}
EFFECTS = {"acceptInvitation": join, "inviteMember": send_invitation}
