"""The cards of a project, over all its columns."""

from __future__ import annotations

from mock_server.apis.stellary.scene import Scene, list_columns
from mock_server.engine.table import Index, Row

_IN_ORDER = Index(("columnId",), ("order",))


def list_cards(scene: Scene, project_id: str) -> list[Row]:
    """All cards, column after column and each from the first to the last."""
    return [card for column in list_columns(scene, project_id) for card in list_column(scene, column)]


def list_column(scene: Scene, column: Row) -> list[Row]:
    """The cards of a column from the first to the last."""
    return scene.rows.store.scan("Card", _IN_ORDER, (column["id"],))
