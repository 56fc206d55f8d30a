"""Labels on cards."""

from __future__ import annotations

from mock_server.apis.stellary.cards import settle_changed
from mock_server.apis.stellary.project_cards import list_cards
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def put_label(act: Act) -> None:
    """A label comes behind the others; refused where the card has it."""
    labels, own = act.current["labels"], act.path_row("Label")["id"]
    if own in labels:
        act.refuse("duplicate", "the card has this label")
    act.fields = {"labels": [*labels, own]}


def take_label(act: Act) -> None:
    """A label goes; refused where the card lacks it."""
    card, own = act.current, act.path_row("Label")["id"]
    if own not in card["labels"]:
        act.refuse("not_found", "the card has no such label")
    act.fields = {"labels": _without(card, own)}


def settle_deleted_label(act: Act, row: Row, _before: Row | None) -> None:
    """Take a deleted label off every card of its project."""
    for card in list_cards(act, row["projectId"]):
        if row["id"] in card["labels"]:
            act.rows.change("Card", card["id"], {"labels": _without(card, row["id"])}, stamp=False)


def _without(card: Row, label_id: str) -> list[str]:
    return [other for other in card["labels"] if other != label_id]


PREPARES = {"addCardLabel": put_label, "removeCardLabel": take_label}
EFFECTS = {
    "addCardLabel": settle_changed,
    "deleteLabel": settle_deleted_label,
    "removeCardLabel": settle_changed,
}
