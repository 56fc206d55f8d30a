"""How cards depend on each other: kept once, read from both ends."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.apis.stellary.scene import Scene, find_project_of
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

INVERSES: Mapping[str, str] = {"blocks": "blocked_by", "blocked_by": "blocks", "related_to": "related_to"}
"""What a relation is called from its other end; the others have no word for it and are shown as they were made."""


def check_relation(act: Act) -> None:
    """A card is related to another one of its project; refused where that is said already, from whichever end."""
    card, target = act.path_row("Card"), act.find("Card", act.body["targetCardId"])
    if target is None or find_project_of(act, target) != act.path_row("Project")["id"]:
        act.refuse("not_found", "targetCardId names no card of the project")
    if target["id"] == card["id"]:
        act.refuse("invalid", "a card is not related to itself")
    wanted = {"sourceCardId": card["id"], "targetCardId": target["id"], "type": act.body["type"]}
    if any(_says_same(row, wanted) for row in list_ends(act, card["id"])):
        act.refuse("duplicate", "the cards are related so already")


def list_relations(act: Act) -> Json:
    """The relations of a card as they read from it."""
    own = act.path_row("Card")["id"]
    rows = list_ends(act, own)
    return [act.show("Relation", row if row["sourceCardId"] == own else turn(row), "Relation") for row in rows]


def turn(row: Row) -> Row:
    """A relation as it reads from its target; as it is where there is no word for that."""
    inverse = INVERSES.get(row["type"])
    if inverse is None:
        return row
    return {**row, "sourceCardId": row["targetCardId"], "targetCardId": row["sourceCardId"], "type": inverse}


def list_ends(scene: Scene, card_id: str) -> list[Row]:
    """The relations a card is one end of, oldest first."""
    found = [row for end in ("sourceCardId", "targetCardId") for row in scene.rows.search("Relation", {end: card_id})]
    return sorted(found, key=lambda row: int(row["$seq"]))


def cut_relations(scene: Scene, card_id: str) -> None:
    """Remove every relation a card is one end of."""
    for row in list_ends(scene, card_id):
        scene.rows.remove("Relation", row["id"])


def _says_same(row: Row, wanted: Mapping[str, Json]) -> bool:
    return any(all(side[name] == value for name, value in wanted.items()) for side in (row, turn(row)))


HANDLERS = {"list_relations": list_relations}
PREPARES = {"createRelation": check_relation}
