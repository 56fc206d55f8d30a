"""Projects: the board a new one begins with, and what one can start from."""

from __future__ import annotations

from collections.abc import Iterable

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row

BOARD = ("To Do", "In Progress", "Done")
"""The columns of a new project."""
TEMPLATES = (
    ("kanban", "Kanban", "A plain board.", BOARD),
    ("scrum", "Scrum", "Work in sprints.", ("Backlog", "Sprint", "In Progress", "Review", "Done")),
    (
        "bugs",
        "Bug tracking",
        "From report to release.",
        ("Reported", "Confirmed", "In Progress", "Testing", "Released"),
    ),
    ("editorial", "Editorial", "Texts on their way.", ("Ideas", "Writing", "Editing", "Published")),
)
"""Id, name, description and columns."""


def create_project(act: Act, name: str, columns: Iterable[str] = BOARD) -> Row:
    """A new project of the path's workspace with its columns, and the caller as its first member."""
    row = act.create("Project", {"name": name})
    furnish(act, row, columns)
    return row


def furnish(act: Act, project: Row, columns: Iterable[str]) -> list[Row]:
    """Give a new project its columns, in this order, and the caller as its first member; gives the columns."""
    own = {"projectId": project["id"], "workspaceId": project["workspaceId"]}
    act.create("ProjectMember", {**own, "userId": caller_id(act)})
    return [act.create("Column", {**own, "name": name}) for name in columns]


def settle_created(act: Act, row: Row, _before: Row | None) -> None:
    """What a new project begins with."""
    furnish(act, row, BOARD)


def list_templates(_act: Act) -> Json:
    """What a project can start from; the same everywhere."""
    members = ("id", "name", "description", "columns")
    return [{**dict(zip(members, entry, strict=True)), "columns": list(entry[3])} for entry in TEMPLATES]


HANDLERS = {"list_templates": list_templates}
EFFECTS = {"createProject": settle_created}
