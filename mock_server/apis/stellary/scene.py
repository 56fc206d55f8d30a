"""Where something happens to a board: within a request or within a step that was due."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.agenda import Turn
from mock_server.engine.clock import parse_time
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

Scene = Act | Turn
"""Both reach every row by `rows`, tell the time by `now` and register further steps by `later`."""
SYSTEM = "system"
"""Who acts where no person does, as when a due date arrives."""


def name_actor(scene: Scene) -> str:
    """The id of the caller; `SYSTEM` in a step."""
    caller = scene.caller if isinstance(scene, Act) else None
    return str(caller["id"]) if caller is not None else SYSTEM


def list_columns(scene: Scene, project_id: str) -> list[Row]:
    """The columns of a project from the first to the last."""
    found = scene.rows.search("Column", {"projectId": project_id})
    return sorted(found, key=lambda column: int(column["order"]))


def find_project_of(scene: Scene, card: Row) -> str | None:
    """The id of the project a card's column belongs to; None where the column is gone."""
    column = scene.rows.live("Column", card["columnId"])
    return str(column["projectId"]) if column is not None else None


def find_in_workspace(scene: Scene, resource: str, row_id: Json, workspace_id: str) -> Row | None:
    """The row of that id where it is one of the workspace, else None."""
    row = scene.rows.live(resource, row_id) if isinstance(row_id, str) else None
    return row if row is not None and row.get("workspaceId") == workspace_id else None


def seconds_until(scene: Scene, time: str) -> float:
    """Seconds from the scene's now to a time; negative where it has passed."""
    return parse_time(time) - parse_time(scene.now)
