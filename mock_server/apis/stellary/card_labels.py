"""Labels on cards."""

from __future__ import annotations

from mock_server.apis.stellary.cards import change_card
from mock_server.apis.stellary.project_cards import list_cards
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row


def add_card_label(act: Act) -> Json:
    """Put a label of the project on a card; refused where the card has it."""
    card, label = act.current, act.path_row("Label")
    if label["id"] in card["labels"]:
        act.refuse("duplicate", "the card has this label")
    return act.show("Card", change_card(act, card, {"labels": [*card["labels"], label["id"]]}), "Card")


def remove_card_label(act: Act) -> Json:
    """Take a label off a card that has it."""
    card, label = act.current, act.path_row("Label")
    if label["id"] not in card["labels"]:
        act.refuse("not_found", "the card has no such label")
    change_card(act, card, {"labels": _without(card, label["id"])})
    return {"ok": True}


def settle_deleted_label(act: Act, row: Row, _before: Row | None) -> None:
    """Take a deleted label off every card of its project."""
    for card in list_cards(act, row["projectId"]):
        if row["id"] in card["labels"]:
            act.rows.change("Card", card["id"], {"labels": _without(card, row["id"])}, stamp=False)


def _without(card: Row, label_id: str) -> list[str]:
    return [other for other in card["labels"] if other != label_id]


HANDLERS = {"add_card_label": add_card_label, "remove_card_label": remove_card_label}
EFFECTS = {"deleteLabel": settle_deleted_label}
