"""Teams: no customer is in one, and one that is shut down opens no board any more."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.table import Row


def prepare_member(act: Act) -> None:
    """Refuse a customer."""
    if (act.get("User", act.body["userId"]) or {}).get("role") == "Customer":
        act.refuse("invalid", "customers are in no team")


def settle_changed(act: Act, row: Row, before: Row | None) -> None:
    """Take a team that is active no more off the default teams and off its boards."""
    if before is not None and before["isActive"] and not row["isActive"]:
        act.row = withdraw(act, row)


def settle_deleted(act: Act, row: Row, _before: Row | None) -> None:
    """Take a deleted team off the default teams and off its boards."""
    withdraw(act, row)


def withdraw(act: Act, team: Row) -> Row:
    """The team without boards; it is put on new ones by nobody but who asks for it."""
    for link in act.everywhere("BoardTeam", teamId=team["id"]):
        act.remove("BoardTeam", link["id"])
    return act.rows.change("Team", team["id"], {"isDefault": False}, stamp=False)


PREPARES = {"addTeamMember": prepare_member}
EFFECTS = {"deleteTeam": settle_deleted, "updateTeam": settle_changed}
