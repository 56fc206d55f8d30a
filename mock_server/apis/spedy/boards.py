"""Boards: what a new one begins with, and who is told of what becomes of it."""

from __future__ import annotations

from mock_server.apis.spedy import activity, events
from mock_server.apis.spedy.board_members import ADMIN, highest_role
from mock_server.apis.spedy.board_statuses import hide_disabled
from mock_server.apis.spedy.prefixes import make_prefix
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def prepare_board(act: Act) -> None:
    """Complete a new board: a prefix in capitals, and the default teams beside those that are asked for."""
    given = act.body
    if any(not (act.get("Team", team_id) or {}).get("isActive") for team_id in given.get("teamIds", ())):
        act.refuse("bad_reference", "teamIds names a team that is not active")
    taken = {row["prefix"] for row in act.everywhere("Board", organizationId=act.tenant)}
    teams = [row["id"] for row in act.where("Team", isDefault=True, isActive=True)]
    act.body = {
        **given,
        "prefix": given["prefix"].upper() if "prefix" in given else make_prefix(given["name"], taken),
        "teamIds": [*dict.fromkeys([*given.get("teamIds", ()), *teams])],
    }


def settle_created(act: Act, row: Row, _before: Row | None) -> None:
    """Let the teams in and the creator, who sees every board anyhow where he is an Admin; hide what is off."""
    caller = act.caller or {}
    for team_id in row["teamIds"]:
        act.create("BoardTeam", {"boardId": row["id"], "teamId": team_id})
    if caller.get("role") != "Admin":
        fields = {"boardId": row["id"], "userId": caller["id"], "role": highest_role(caller, ADMIN)}
        act.create("BoardMember", fields)
    hide_disabled(act, row["id"])
    events.announce(act, "board.created", act.show("Board", row, "Board"))


def settle_changed(act: Act, row: Row, _before: Row | None) -> None:
    """Tell of a change."""
    events.announce(act, "board.updated", act.show("Board", row, "Board"))


def settle_read(act: Act, row: Row, _before: Row | None) -> None:
    """Show its teams, and count who looks at it."""
    tied = [act.find("Team", link["teamId"]) for link in act.everywhere("BoardTeam", boardId=row["id"])]
    act.row = {**row, "teams": [{"id": team["id"], "name": team["name"]} for team in tied if team is not None]}
    activity.view(act, row["id"])


PREPARES = {"createBoard": prepare_board}
EFFECTS = {
    "archiveBoard": settle_changed,
    "createBoard": settle_created,
    "getBoard": settle_read,
    "unarchiveBoard": settle_changed,
    "updateBoard": settle_changed,
}
