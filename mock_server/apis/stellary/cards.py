"""Cards: what is completed before they are stored, and what follows when they come, change and go."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.apis.stellary.activities import record_card, record_changed, record_created
from mock_server.apis.stellary.attachments import sweep_files
from mock_server.apis.stellary.automations import notice_changed, notice_created
from mock_server.apis.stellary.checklist_items import complete_items, measure_progress
from mock_server.apis.stellary.dates import read_date
from mock_server.apis.stellary.relations import cut_relations
from mock_server.apis.stellary.scene import Scene
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

DATES = ("startDate", "dueDate")


def prepare_card(act: Act) -> None:
    """Complete dates and checklist of the body; refused where a day is none of the calendar."""
    act.body = {**act.body, **complete_fields(act, act.body)}


def complete_fields(act: Act, given: Mapping[str, Json]) -> dict[str, Json]:
    """Of what is given the dates as times, and the checklist with ids and places."""
    found: dict[str, Json] = {name: read_date(given[name], name) for name in DATES if given.get(name) is not None}
    if given.get("checklist") is not None:
        found["checklist"] = complete_items(act, given["checklist"])
    return found


def settle_created(act: Act, row: Row, _before: Row | None) -> None:
    """What follows from a new card."""
    act.row = settle_progress(act, row)
    tell_created(act, act.row)
    act.row = act.get("Card", row["id"])


def settle_changed(act: Act, row: Row, before: Row | None) -> None:
    """What follows from a change."""
    act.row = settle_progress(act, row)
    if before is not None:
        tell_changed(act, before, act.row)
    act.row = act.get("Card", row["id"])


def settle_deleted(act: Act, row: Row, _before: Row | None) -> None:
    """Tell of it, and part the card from all it was related to."""
    record_card(act, "card_deleted", row)
    cut_relations(act, row["id"])
    sweep_files(act)


def settle_progress(act: Act, card: Row) -> Row:
    """The card with the progress its checklist shows."""
    progress = measure_progress(card["checklist"])
    if progress == card["checklistProgress"]:
        return card
    return act.rows.change("Card", card["id"], {"checklistProgress": progress}, stamp=False)


def change_card(act: Act, card: Row, fields: Mapping[str, Json]) -> Row:
    """Set fields of a card, tell its people, and let the rules of its project hear of it; gives the card after that."""
    after = settle_progress(act, act.rows.change("Card", card["id"], fields))
    tell_changed(act, card, after)
    return act.get("Card", card["id"]) or after


def tell_created(scene: Scene, card: Row) -> None:
    """Tell people and rules of a new card."""
    record_created(scene, card)
    notice_created(scene, card)


def tell_changed(scene: Scene, before: Row, after: Row) -> None:
    """Tell people and rules of a change."""
    record_changed(scene, before, after)
    notice_changed(scene, before, after)


def settle_commented(act: Act, row: Row, _before: Row | None) -> None:
    """Tell of a comment."""
    card = act.get("Card", row["cardId"])
    if card is not None:
        record_card(act, "comment_added", card, commentId=row["id"])


PREPARES = {"createCard": prepare_card, "updateCard": prepare_card}
EFFECTS = {
    "createCard": settle_created,
    "createComment": settle_commented,
    "deleteCard": settle_deleted,
    "updateCard": settle_changed,
}
