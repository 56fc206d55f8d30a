"""The cards on a board."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .accounts import OK
from .columns import Columns

SHOWN = (
    *("id", "title", "description", "columnId", "order", "archived", "priority", "startDate", "dueDate"),
    *("assigneeId", "checklist"),
)
TAIL = ("labels", "customFields", "createdAt", "updatedAt")


class Cards(Columns):
    """{P}/cards."""

    ROUTES: Routes = (
        ("GET", "{P}/cards", "list_cards"),
        ("POST", "{P}/columns/:columnId/cards", "create_card"),
        ("PATCH", "{C}", "update_card"),
        ("DELETE", "{C}", "delete_card"),
    )

    def list_cards(self, request: Request) -> object:
        """The cards of all columns, from the left and from the top."""
        return [self.show_card(card) for card in self.cards_of(request.project)]

    def cards_of(self, project: Row) -> list[Row]:
        """The cards of a project in the order of the board."""
        places = {column["id"]: column["order"] for column in self.columns_of(project)}
        cards = self.all_of("cards", projectId=project["id"])
        return sorted(cards, key=lambda card: (places.get(card["columnId"], 99), card["order"]))

    def cards_in(self, column: str) -> list[Row]:
        """The cards of a column from the top."""
        return sorted(self.all_of("cards", columnId=column), key=lambda card: card["order"])

    def show_card(self, card: Row) -> Row:
        """A card with what is counted about it."""
        return (
            {name: card[name] for name in SHOWN}
            | {"checklistProgress": self.progress(card)}
            | {"commentCount": self.count_comments(card), "attachmentCount": self.count_attachments(card)}
            | {name: card[name] for name in TAIL}
        )

    def count_comments(self, card: Row) -> int:
        """How many comments a card has."""
        return len(self.all_of("comments", cardId=card["id"]))

    def count_attachments(self, card: Row) -> int:
        """How many attachments a card has."""
        return len(self.all_of("attachments", cardId=card["id"]))

    def progress(self, card: Row) -> int:
        """Percent of the checklist that is done, 0 where there is none."""
        items = card["checklist"]
        return round(100 * sum(item["done"] for item in items) / len(items)) if items else 0

    def create_card(self, request: Request) -> object:
        """A new card at the end of a column."""
        column = self.find_column(request)
        body = self.take(request, "card")
        request.card = card = self.make_card(column, body, len(self.cards_in(column["id"])))
        self.tell_card(request, "card_created")
        if card["assigneeId"] is not None:
            self.tell_card(request, "card_assigned", assigneeId=card["assigneeId"])
        self.happen(request, "task_created", "task_added_to_board")
        if card["assigneeId"] is not None:
            self.happen(request, "task_assigned")
        return self.show_card(card)

    def make_card(self, column: Row, body: Row, order: int) -> Row:
        """A card from checked members."""
        row: Row = {
            "id": self.mint("cards"),
            "projectId": column["projectId"],
            "columnId": column["id"],
            "order": order,
            "archived": False,
            "labels": [],
            "customFields": {},
            "createdAt": self.stamp(),
            "updatedAt": self.stamp(),
        }
        for name in ("title", "description", "priority", "startDate", "dueDate", "assigneeId", "archived"):
            row[name] = body.get(name, row.get(name))
        return self.keep("cards", row | {"checklist": self.make_items(body.get("checklist", []))})

    def make_items(self, items: list[Row]) -> list[Row]:
        """A checklist from checked members, in its order."""
        rows = [
            {
                "_id": item.get("_id") or self.mint("items"),
                "title": item["title"],
                "done": item.get("done", False),
                "order": item.get("order", place),
            }
            for place, item in enumerate(items)
        ]
        return sorted(rows, key=lambda row: row["order"])

    def tell_card(self, request: Request, kind: str, **meta: object) -> None:
        """Notify of something about the request's card."""
        self.tell(request, kind, cardId=request.card["id"], title=request.card["title"], **meta)

    def happen(self, request: Request, *triggers: str) -> None:
        """Let automations react; ``automations.Automations`` does it."""
        raise NotImplementedError

    def update_card(self, request: Request) -> object:
        """Change the members that are sent, and no other."""
        card = request.card
        body = self.take(request, "card_patch")
        if "columnId" in body:
            self.find("columns", body["columnId"], projectId=request.project["id"])
        if "checklist" in body:
            body["checklist"] = self.make_items(body["checklist"])
        before = dict(card)
        column, order = body.pop("columnId", card["columnId"]), body.pop("order", None)
        self.edit_card(card, body | {"updatedAt": self.stamp()})
        if column != card["columnId"] or order is not None:
            self.move(card, column, order)
        self.report(request, before)
        return self.show_card(card)

    def edit_card(self, card: Row, changes: Row) -> None:
        """Write members of a card."""
        self.change("cards", card, changes)

    def move(self, card: Row, column: str, order: int | None) -> None:
        """Put a card into a column, at its end where no place is named; both columns close up."""
        left = card["columnId"]
        others = [row for row in self.cards_in(column) if row is not card]
        self.change("cards", card, {"columnId": column})
        self.place("cards", others, card, len(others) if order is None else order)
        if left != column:
            self.number("cards", self.cards_in(left))

    def report(self, request: Request, before: Row) -> None:
        """Tell what a change of a card was, and let automations react."""
        card = request.card
        changed = {name for name, value in card.items() if value != before[name]} - {"updatedAt"}
        if "columnId" in changed:
            names = [self.tables["columns"][row["columnId"]]["name"] for row in (before, card)]
            self.tell_card(request, "card_moved", fromColumn=names[0], toColumn=names[1])
            self.happen(request, "task_moved")
            changed.discard("order")
        if "archived" in changed and card["archived"]:
            self.tell_card(request, "card_archived")
            changed.discard("archived")
        if "assigneeId" in changed:
            self.tell_card(request, "card_assigned", assigneeId=card["assigneeId"])
            if card["assigneeId"] is not None:
                self.happen(request, "task_assigned")
        if rest := changed - {"columnId", "assigneeId"}:
            self.tell_card(request, "card_updated", fields=sorted(rest))
        self.look_at_checklist(request, before["checklist"])

    def look_at_checklist(self, request: Request, before: list[Row]) -> None:
        """Let automations react to a checklist that has just been finished."""
        items = request.card["checklist"]
        if items and all(item["done"] for item in items) and not (before and all(item["done"] for item in before)):
            self.happen(request, "checklist_complete")

    def delete_card(self, request: Request) -> object:
        """A card goes with all that hangs on it; its column closes up."""
        self.tell_card(request, "card_deleted")
        self.drop("cards", request.card)
        self.number("cards", self.cards_in(request.card["columnId"]))
        return OK
