"""Writes that answer well and do not last."""

from __future__ import annotations

from .bending import Forgetful, Keeper
from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("crud", "update", "073", aim="A new name of a project is shown and not kept.")
class ProjectNameLost(Forgetful):
    forgets = "projects"


@mutant("crud", "update", "048", aim="A new name of an organization is not kept.")
class OrgNameLost(Forgetful):
    forgets = "orgs"


@mutant("crud", "update", "cases", "036", aim="A new name of a user is not kept.")
class ProfileLost(Forgetful):
    forgets = "users"


@mutant("crud", "update", "187", aim="A new name or color of a label is shown and not kept.")
class LabelChangeLost(Forgetful):
    forgets = "labels"


@mutant("crud", "update", "190", aim="A change of a custom field is shown and not kept.")
class FieldChangeLost(Forgetful):
    forgets = "fields"


@mutant("crud", "update", "204", aim="A change of a document is shown and not kept.")
class DocumentChangeLost(Forgetful):
    forgets = "documents"


@mutant("crud", "update", "212", aim="A change of an agent is shown and not kept.")
class AgentChangeLost(Forgetful):
    forgets = "agents"


@mutant("crud", "update", "179", "182", aim="A change of a work package is not kept.")
class ScopeChangeLost(Forgetful):
    forgets = "scopes"


@mutant("crud", "update", "231", "232", aim="A change of a rule is shown and not kept.")
class RuleChangeLost(Forgetful):
    forgets = "rules"


@mutant("crud", "update", "cases", "146", "143", aim="A new status of a mission of the cockpit is not kept.")
class MissionStatusLost(Forgetful):
    forgets = "missions"


@mutant("crud", "105", aim="Deleting a card answers well and does nothing.")
class CardDeleteIdle(Keeper):
    kept = "cards"


@mutant("crud", "111", aim="Deleting a comment answers well and does nothing.")
class CommentDeleteIdle(Keeper):
    kept = "comments"


@mutant("crud", "cases", "116", aim="Deleting an attachment answers well and does nothing.")
class AttachmentDeleteIdle(Keeper):
    kept = "attachments"


@mutant("crud", "sequences", "089", aim="Deleting a column answers well and does nothing.")
class ColumnDeleteIdle(Keeper):
    kept = "columns"


@mutant("crud", "cases", "196", aim="Deleting a relation answers well and does nothing.")
class RelationDeleteIdle(Keeper):
    kept = "relations"


@mutant("crud", "180", aim="Deleting a work package answers well and does nothing.")
class ScopeDeleteIdle(Keeper):
    kept = "scopes"


@mutant("crud", "246", aim="Deleting a draft answers well and does nothing.")
class DraftDeleteIdle(Keeper):
    kept = "drafts"


@mutant("crud", "237", aim="Deleting a rule answers well and does nothing.")
class RuleDeleteIdle(Keeper):
    kept = "rules"


@mutant("crud", "049", "050", aim="Deleting an organization answers well and does nothing.")
class OrgDeleteIdle(Keeper):
    kept = "orgs"


@mutant("crud", "cases", "104", aim="Archiving a card removes it.")
class ArchivedVanishes(Stellary):
    def update_card(self, request: Request) -> object:
        body = super().update_card(request)
        if request.card["archived"]:
            self.drop("cards", request.card)
        return body


@mutant("crud", "update", "cases", "104", aim="Archiving a card is told and not done.")
class ArchiveIdle(Stellary):
    def edit_card(self, card: Row, changes: Row) -> None:
        super().edit_card(card, {name: value for name, value in changes.items() if name != "archived"})


@mutant("crud", "087", aim="A new column does not show in the list.")
class NewColumnHidden(Stellary):
    def create_column(self, request: Request) -> object:
        shown = super().create_column(request)
        if isinstance(shown, dict):
            self.drop("columns", self.tables["columns"][shown["id"]])
        return shown


@mutant("crud", "090", "091", aim="The list of cards shows the first column alone.")
class CardsOfFirstColumn(Stellary):
    def list_cards(self, request: Request) -> object:
        return [
            self.show_card(card)
            for column in self.columns_of(request.project)[:1]
            for card in self.cards_in(column["id"])
        ]


@mutant("crud", "cases", "091", aim="Every new card lands in the first column.")
class CardsLandFirst(Stellary):
    def find_column(self, request: Request) -> Row:
        column = super().find_column(request)
        return self.columns_of(request.project)[0] if request.handler == "create_card" else column


@mutant("crud", "cases", "067", aim="Accepting an invitation makes nobody a member.")
class InvitationIdle(Stellary):
    def admit(self, workspace: Row, ident: str, role: str, pilotage: str = "viewer") -> None:
        if any(row["workspaceId"] == workspace["id"] for row in self.all_of("invitations")):
            return
        super().admit(workspace, ident, role, pilotage)


@mutant("crud", "cases", "084", aim="A removed member of a project stays in its list.")
class ProjectMemberStays(Stellary):
    def remove_project_member(self, request: Request) -> object:
        kept = dict(request.project["members"])
        answer = super().remove_project_member(request)
        request.project["members"] = kept
        return answer


@mutant("crud", "cases", "197", aim="A deleted item of a checklist stays.")
class ItemStays(Stellary):
    def delete_item(self, request: Request) -> object:
        self.find_item(request)
        return {"ok": True}


@mutant("crud", "cases", "185", aim="A label cannot be taken off a card.")
class LabelSticks(Stellary):
    def take_label(self, request: Request) -> object:
        self.find_label(request)
        return {"ok": True}


@mutant("crud", "201", "cases", aim="The content of a document comes back empty.")
class ContentLost(Stellary):
    def show_document(self, row: Row) -> Row:
        return super().show_document(row) | {"content": {"type": "doc", "content": []}}


@mutant("crud", "153", "cases", aim="The payload of a proposed action comes back with its values as texts.")
class PayloadAsTexts(Stellary):
    def show_action(self, row: Row) -> Row:
        payload = row["payload"]
        shown = {name: str(value) for name, value in payload.items()} if payload else payload
        return super().show_action(row) | {"payload": shown}
