"""Projects as one document: taken out, and made from one."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.apis.stellary.automations import notice_created
from mock_server.apis.stellary.cards import complete_fields, settle_progress
from mock_server.apis.stellary.project_cards import list_column
from mock_server.apis.stellary.projects import BOARD, furnish
from mock_server.apis.stellary.scene import list_columns
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

CARRIED = ("title", "description", "priority", "startDate", "dueDate", "assigneeId", "archived")
"""Fields of a card that travel; the checklist does too, without its ids."""
STEP = ("title", "done", "order")


def export_project(act: Act) -> Json:
    """The project with its columns and cards, each from the first to the last."""
    project = act.current
    columns = list_columns(act, project["id"])
    return {
        "project": {"name": project["name"]},
        "columns": [{"name": column["name"], "order": column["order"]} for column in columns],
        "cards": [_pack(card, place) for place, column in enumerate(columns) for card in list_column(act, column)],
        "exportedAt": act.now,
    }


def read_document(act: Act) -> None:
    """The cards of a document are completed before a project is made of it.

    Refused where a card names a column the document does not hold.
    """
    sent, cards = act.body.get("columns"), act.body.get("cards", [])
    if any(card["columnIndex"] >= len(sent or ()) for card in cards):
        act.refuse("invalid", "a columnIndex has no column behind it")
    act.body = {**act.body, "cards": [(card["columnIndex"], _unpack(act, card)) for card in cards]}
    act.fields = {"name": act.body["project"]["name"]}


def unpack_document(act: Act, project: Row, _before: Row | None) -> None:
    """Columns and cards of the document come silently; without columns there are the usual ones."""
    sent = act.body.get("columns")
    columns = furnish(act, project, BOARD if sent is None else [column["name"] for column in sent])
    for place, fields in act.body["cards"]:
        notice_created(act, settle_progress(act, act.create("Card", {**fields, "columnId": columns[place]["id"]})))


def _pack(card: Row, place: int) -> dict[str, Json]:
    checklist = [{name: item[name] for name in STEP} for item in card["checklist"]]
    return {"columnIndex": place, **{name: card[name] for name in CARRIED}, "checklist": checklist}


def _unpack(act: Act, card: Mapping[str, Json]) -> dict[str, Json]:
    return {**{name: card[name] for name in CARRIED if name in card}, **complete_fields(act, card)}


HANDLERS = {"export_project": export_project}
PREPARES = {"importProject": read_document}
EFFECTS = {"importProject": unpack_document}
