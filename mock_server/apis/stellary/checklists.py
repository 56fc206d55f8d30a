"""Items of a card's checklist, one by one."""

from __future__ import annotations

from mock_server.apis.stellary.cards import change_card, settle_changed
from mock_server.apis.stellary.checklist_items import MOST, Item, draw_id, place_item
from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def create_checklist_item(act: Act) -> Json:
    """Add an item behind the others; refused where the card has all it may have."""
    items: list[Item] = act.current["checklist"]
    if len(items) >= MOST:
        act.refuse("invalid", f"a checklist may have {MOST} items")
    order = max((item["order"] for item in items), default=-1) + 1
    own = draw_id(act, {item["_id"] for item in items})
    item = {"_id": own, "title": act.body["title"], "done": False, "order": order}
    change_card(act, act.current, {"checklist": [*items, item]})
    return item


def update_checklist_item(act: Act) -> Json:
    """Tick an item off, rename it, or put it in another place."""
    items: list[Item] = act.current["checklist"]
    sent = {name: act.body[name] for name in ("title", "done") if name in act.body}
    item = {**_find(act), **sent}
    if "order" in act.body:
        items = place_item(items, item, act.body["order"])
    else:
        items = [item if other["_id"] == item["_id"] else other for other in items]
    change_card(act, act.current, {"checklist": items})
    return next(other for other in items if other["_id"] == item["_id"])


def take_item(act: Act) -> None:
    """An item goes; those behind it keep their sequence."""
    own = _find(act)["_id"]
    act.fields = {"checklist": [item for item in act.current["checklist"] if item["_id"] != own]}


def _find(act: Act) -> Item:
    found: list[Item] = [item for item in act.current["checklist"] if item["_id"] == act.path["itemId"]]
    if not found:
        act.refuse("not_found")
    return found[0]


HANDLERS = {
    "create_checklist_item": create_checklist_item,
    "update_checklist_item": update_checklist_item,
}
PREPARES = {"deleteChecklistItem": take_item}
EFFECTS = {"deleteChecklistItem": settle_changed}
