"""A workspace's projects in numbers."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.store import Store
from mock_server.engine.table import Index, Row

# Counts come from indexes; only cards of open columns are looked at, for their dates.
_OF_WORKSPACE, _OF_PROJECT, _OF_COLUMN = Index(("workspaceId",)), Index(("projectId",)), Index(("columnId",))
_BOARD = Index(("projectId",), ("order",))


def read_portfolio(act: Act) -> Json:
    """An entry for every project of the workspace."""
    store = act.rows.store
    projects = store.scan("Project", _OF_WORKSPACE, (act.guarded("workspace")["id"],))
    return [_sum_up(store, row, act.now) for row in projects]


def _sum_up(store: Store, project: Row, now: str) -> dict[str, Json]:
    key = (project["id"],)
    columns = [row["id"] for row in store.scan("Column", _BOARD, key)]
    sizes = [store.count("Card", _OF_COLUMN, (column,)) for column in columns]
    waiting = [card["dueDate"] for column in columns[:-1] for card in store.scan("Card", _OF_COLUMN, (column,))]
    return {
        "id": project["id"],
        "name": project["name"],
        "columnCount": len(columns),
        "cardCount": sum(sizes),
        "doneCount": sizes[-1] if sizes else 0,
        "overdueCount": sum(1 for due in waiting if due is not None and due < now),
        "memberCount": store.count("ProjectMember", _OF_PROJECT, key),
    }


HANDLERS = {"read_portfolio": read_portfolio}
