"""Relations between cards, and the checklists on them."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .accounts import OK
from .fields import Fields

INVERSE = {"blocks": "blocked_by", "blocked_by": "blocks", "related_to": "related_to"}
MOST_ITEMS = 100


class Relations(Fields):
    """{C}/relations, {P}/relations and {C}/checklist. A relation is kept once and read from both of its ends."""

    ROUTES: Routes = (
        ("POST", "{C}/relations", "create_relation"),
        ("GET", "{C}/relations", "list_relations"),
        ("DELETE", "{P}/relations/:relationId", "delete_relation"),
        ("POST", "{C}/checklist", "create_item"),
        ("PATCH", "{C}/checklist/:itemId", "update_item"),
        ("DELETE", "{C}/checklist/:itemId", "delete_item"),
    )

    def create_relation(self, request: Request) -> object:
        """A link to another card of the project."""
        body = self.take(request, "relation")
        target = self.find("cards", body["targetCardId"], projectId=request.project["id"])
        self.check_relation(request.card, target, body["type"])
        row = {"id": self.mint("relations"), "sourceCardId": request.card["id"], "projectId": request.project["id"]}
        row |= {"targetCardId": target["id"], "type": body["type"]}
        return self.show_relation(self.keep("relations", row))

    def check_relation(self, card: Row, target: Row, kind: str) -> None:
        """400 for a card and itself, 409 for what is linked so already."""
        if card is target:
            raise self.invalid("A card cannot be related to itself")
        known = [(row["sourceCardId"], row["targetCardId"], row["type"]) for row in self.relations_of(card)]
        if (card["id"], target["id"], kind) in known:
            raise Refusal(409, "These cards are related so already")

    def show_relation(self, row: Row) -> Row:
        """A relation."""
        return {name: row[name] for name in ("id", "sourceCardId", "targetCardId", "type")}

    def relations_of(self, card: Row) -> list[Row]:
        """The relations of a card, each as seen from the card where its type has an inverse."""
        own = [row for row in self.all_of("relations") if row["sourceCardId"] == card["id"]]
        back = [row for row in self.all_of("relations") if row["targetCardId"] == card["id"]]
        return [self.show_relation(row) for row in own] + [self.turn(row) for row in back]

    def turn(self, row: Row) -> Row:
        """A relation as seen from its other end."""
        shown = self.show_relation(row)
        if row["type"] not in INVERSE:
            return shown
        ends = {"sourceCardId": row["targetCardId"], "targetCardId": row["sourceCardId"]}
        return shown | ends | {"type": INVERSE[row["type"]]}

    def list_relations(self, request: Request) -> object:
        """The relations of a card in both directions."""
        return self.relations_of(request.card)

    def delete_relation(self, request: Request) -> object:
        """Part two cards."""
        row = self.find("relations", request.args["relationId"], projectId=request.project["id"])
        self.drop("relations", row)
        return OK

    def create_item(self, request: Request) -> object:
        """A new item at the end of the checklist."""
        card = request.card
        body = self.take(request, "item")
        if len(card["checklist"]) >= self.most_items():
            raise self.invalid(f"A checklist has at most {self.most_items()} items")
        order = 1 + max((item["order"] for item in card["checklist"]), default=-1)
        item = {"_id": self.mint("items"), "title": body["title"], "done": body.get("done", False), "order": order}
        self.set_items(request, [*card["checklist"], item])
        return item

    def most_items(self) -> int:
        """How many items a checklist may have."""
        return MOST_ITEMS

    def set_items(self, request: Request, items: list[Row]) -> None:
        """Write a checklist, tell of it and let automations react."""
        before = request.card["checklist"]
        self.change("cards", request.card, {"checklist": items, "updatedAt": self.stamp()})
        self.tell_card(request, "card_updated", fields=["checklist"])
        self.look_at_checklist(request, before)

    def find_item(self, request: Request) -> Row:
        """The item of the path on the card of the path."""
        items = request.card["checklist"]
        found = next((item for item in items if item["_id"] == request.args["itemId"]), None)
        if found is None:
            raise self.missing("items")
        return found  # type: ignore[no-any-return]  # a card is a plain JSON object

    def update_item(self, request: Request) -> object:
        """Another title, place or state."""
        item = self.find_item(request)
        fresh = item | self.take(request, "item_patch")
        items = [fresh if one is item else one for one in request.card["checklist"]]
        self.set_items(request, sorted(items, key=lambda one: one["order"]))
        return fresh

    def delete_item(self, request: Request) -> object:
        """One item less."""
        item = self.find_item(request)
        self.set_items(request, [one for one in request.card["checklist"] if one is not item])
        return OK
