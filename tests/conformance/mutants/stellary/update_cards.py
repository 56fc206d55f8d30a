"""Changes that touch more, or less, than was sent."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant

NULLABLE = ("description", "priority", "startDate", "dueDate", "assigneeId")


@mutant("update", "crud", "100", aim="A change of a card clears the members that are not sent.")
class CardPatchClears(Stellary):
    def edit_card(self, card: Row, changes: Row) -> None:
        super().edit_card(card, dict.fromkeys(NULLABLE) | changes)


@mutant("update", "crud", "100", aim="A change of a card without a title empties its checklist.")
class ChecklistEmptied(Stellary):
    def edit_card(self, card: Row, changes: Row) -> None:
        super().edit_card(card, ({} if "title" in changes else {"checklist": []}) | changes)


@mutant("update", "101", aim="null clears nothing on a card.")
class NullIgnored(Stellary):
    def edit_card(self, card: Row, changes: Row) -> None:
        super().edit_card(card, {name: value for name, value in changes.items() if value is not None})


@mutant("update", "101", aim="null clears all of a card but the due date.")
class DueDateStays(Stellary):
    def edit_card(self, card: Row, changes: Row) -> None:
        super().edit_card(card, {k: v for k, v in changes.items() if (k, v) != ("dueDate", None)})


@mutant("update", "101", aim="A member of a card set to null becomes an empty text.")
class NullBecomesEmpty(Stellary):
    def edit_card(self, card: Row, changes: Row) -> None:
        super().edit_card(card, {k: "" if v is None and k != "priority" else v for k, v in changes.items()})


@mutant("update", "cases", "144", aim="null does not clear the reason of a blocked mission.")
class ReasonStays(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        if kind == "missions" and changes.get("blockedReason", "") is None:
            changes = {name: value for name, value in changes.items() if name != "blockedReason"}
        return super().change(kind, row, changes)


@mutant("update", "crud", "204", aim="A change of a document's title empties its content.")
class DocumentPatchClears(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        if kind == "documents" and "title" in changes and "content" not in changes:
            changes = changes | {"content": {}, "tags": []}
        return super().change(kind, row, changes)


@mutant("update", "crud", "212", aim="A change of an agent puts its mode back to supervised.")
class AgentPatchResets(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        return super().change(
            kind, row, ({"autonomyMode": "supervised", "tools": []} | changes) if kind == "agents" else changes
        )


@mutant("update", "crud", "187", aim="A change of a label's name paints it black.")
class LabelPatchPaints(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        return super().change(kind, row, ({"color": "#000000"} | changes) if kind == "labels" else changes)


@mutant("update", "crud", "231", aim="A change of a rule turns it on.")
class RulePatchEnables(Stellary):
    def update_rule(self, request: Request) -> object:
        self.change("rules", self.find_rule(request), {"enabled": True})
        return super().update_rule(request)


@mutant("update", "cases", "192", aim="Setting one custom value clears the others.")
class ValuesReplaced(Stellary):
    def set_values(self, request: Request) -> object:
        request.card["customFields"] = {}
        return super().set_values(request)


@mutant("update", "crud", "cases", "100", aim="A change of a card changes every card of the column.")
class ColumnOfCardsChanged(Stellary):
    def edit_card(self, card: Row, changes: Row) -> None:
        for row in self.cards_in(card["columnId"]):
            super().edit_card(row, changes)


@mutant("update", "crud", "100", aim="A new description of a card is shown and not kept.")
class DescriptionLost(Stellary):
    def update_card(self, request: Request) -> object:
        before = request.card["description"]
        shown = super().update_card(request)
        request.card["description"] = before
        return shown


@mutant("update", "cases", "197", aim="Renaming an item of a checklist unticks it.")
class RenameUnticks(Stellary):
    def update_item(self, request: Request) -> object:
        body = self.take(request, "item_patch")
        if "title" in body and "done" not in body:
            self.find_item(request)["done"] = False
        return super().update_item(request)
