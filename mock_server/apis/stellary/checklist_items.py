"""The steps of a card: a list kept in the card's own row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mock_server.engine.act import Act
from mock_server.engine.contract import Json

MOST = 100
"""Items one card may have."""

Item = dict[str, Json]


def complete_items(act: Act, given: Sequence[Mapping[str, Json]]) -> list[Item]:
    """Whole items, in order: those without an id get one, those without a place stand where they were sent."""
    taken = {item["_id"] for item in given if item.get("_id")}
    found: list[Item] = []
    for place, item in enumerate(given):
        own = item.get("_id")
        if not own or own in {other["_id"] for other in found}:
            own = draw_id(act, taken)
            taken.add(own)
        whole = {"_id": own, "title": item["title"], "done": item.get("done", False), "order": item.get("order", place)}
        found.append(whole)
    return sorted(found, key=lambda item: int(item["order"]))


def draw_id(act: Act, taken: set[str]) -> str:
    """An id no other item of the card has."""
    found = act.rows.ids.draw_hex(6)
    while found in taken:
        found = act.rows.ids.draw_hex(6)
    return found


def place_item(items: Sequence[Item], item: Item, place: int) -> list[Item]:
    """The items with one of them put in a place; all are numbered anew."""
    rest = [other for other in items if other["_id"] != item["_id"]]
    rest.insert(min(place, len(rest)), item)
    return [{**other, "order": number} for number, other in enumerate(rest)]


def measure_progress(items: Sequence[Mapping[str, Json]]) -> int:
    """Percent of the items that are done, to the nearest whole number; 0 without items."""
    done = sum(1 for item in items if item["done"])
    return (200 * done + len(items)) // (2 * len(items)) if items else 0
