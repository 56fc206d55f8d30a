"""What outlives the row it hung on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from .honest import Request, Row, Stellary
from .registry import mutant


class Haunted(Stellary):
    """A server that keeps a deleted organization and all in it as ghosts; ``shown`` are the handlers that see them."""

    shown: ClassVar[frozenset[str]] = frozenset()

    def delete_org(self, request: Request) -> object:
        self.check_org_delete(request)
        request.org["gone"] = request.org["slug"]
        request.org["slug"] = f"{request.org['id']} is no more"
        return {"ok": True}

    def orgs_of(self, request: Request) -> list[Row]:
        return [org for org in super().orgs_of(request) if "gone" not in org]

    def enter_org(self, request: Request) -> Row:
        if request.handler in self.shown:
            for org in self.all_of("orgs"):
                if org.get("gone") == request.args["orgSlug"] and request.user["id"] in org["members"]:
                    return org
        return super().enter_org(request)


@mutant("cascade", "050", aim="The workspaces of a deleted organization can still be read.")
class WorkspacesOutlive(Haunted):
    shown = frozenset(("list_workspaces", "get_workspace"))


@mutant("cascade", "050", aim="The projects of a deleted organization can still be read.")
class ProjectsOutlive(Haunted):
    shown = frozenset(("list_projects", "get_project", "portfolio"))


@mutant("cascade", "050", aim="The cards of a deleted organization can still be read and changed.")
class BoardsOutlive(Haunted):
    shown = frozenset(("list_cards", "list_columns", "create_card", "update_card", "list_comments"))


@mutant("cascade", "050", aim="The documents and the cockpit of a deleted organization can still be read.")
class DocumentsOutlive(Haunted):
    shown = frozenset(("list_documents", "get_document", "pilotage_state"))


@mutant("cascade", "crud", "050", aim="A deleted organization stays in its owner's list.")
class OrgStaysListed(Haunted):
    def orgs_of(self, request: Request) -> list[Row]:
        return [org for org in self.all_of("orgs") if request.user["id"] in org["members"]]


@mutant("cascade", "sequences", "089", aim="The cards of a deleted column stay.")
class CardsOutliveColumn(Stellary):
    def children(self, kind: str) -> Iterable[tuple[str, str]]:
        return () if kind == "columns" else super().children(kind)


class Ownerless(Stellary):
    """A server where what hangs on a card is found after the card is gone; ``shown`` are the handlers that do."""

    shown: ClassVar[frozenset[str]] = frozenset()
    spared: ClassVar[str] = ""

    def children(self, kind: str) -> Iterable[tuple[str, str]]:
        return [pair for pair in super().children(kind) if pair[0] != self.spared]

    def enter_card(self, request: Request) -> Row:
        ident = request.args["cardId"]
        if request.handler in self.shown and self.all_of(self.spared, cardId=ident):
            return {"id": ident}
        return super().enter_card(request)


@mutant("cascade", "105", aim="The comments of a deleted card can still be read.")
class CommentsOutliveCard(Ownerless):
    shown = frozenset(("list_comments",))
    spared = "comments"


@mutant("cascade", "105", aim="The attachments of a deleted card can still be fetched.")
class AttachmentsOutliveCard(Ownerless):
    shown = frozenset(("list_attachments", "download"))
    spared = "attachments"


@mutant("cascade", "cases", "105", aim="The relations of a deleted card stay at the other end.")
class RelationsOutliveCard(Stellary):
    def children(self, kind: str) -> Iterable[tuple[str, str]]:
        return [pair for pair in super().children(kind) if pair[0] != "relations"]


@mutant("cascade", "cases", "184", aim="A deleted label stays on the cards.")
class LabelStaysOnCards(Stellary):
    def strip_label(self, label: Row) -> None:
        return


@mutant("cascade", "cases", "184", aim="A deleted label goes from the first card alone.")
class LabelGoesOnce(Stellary):
    def strip_label(self, label: Row) -> None:
        for card in [row for row in self.all_of("cards") if label["id"] in row["labels"]][:1]:
            self.change("cards", card, {"labels": [one for one in card["labels"] if one != label["id"]]})


@mutant("cascade", "cases", "191", aim="The values of a deleted custom field stay on the cards.")
class ValuesStayOnCards(Stellary):
    def strip_values(self, field: Row) -> None:
        return


@mutant("cascade", "210", aim="The missions of a deleted agent can still be read.")
class RunsOutliveAgent(Stellary):
    def children(self, kind: str) -> Iterable[tuple[str, str]]:
        return () if kind == "agents" else super().children(kind)

    def step(self, request: Request, row: Row) -> Row:
        return super().step(request, row) if row["agentId"] in self.tables["agents"] else row


@mutant("cascade", "cases", "237", aim="A deleted rule goes on firing.")
class RuleOutlivesItself(Stellary):
    def furnish(self, world: str) -> None:
        self.dead: list[Row] = []
        super().furnish(world)

    def delete_rule(self, request: Request) -> object:
        self.dead.append(self.find_rule(request))
        return super().delete_rule(request)

    def rules_for(self, request: Request, trigger: str) -> list[Row]:
        dead = [row for row in self.dead if (row["projectId"], row["trigger"]) == (request.project["id"], trigger)]
        return super().rules_for(request, trigger) + [row for row in dead if row["enabled"]]


@mutant("cascade", "304", aim="A document can be put below one that does not exist.")
class DocumentBelowNothing(Stellary):
    def check_parent(self, request: Request, ident: str | None, child: str | None = None) -> None:
        if ident in self.tables["documents"]:
            super().check_parent(request, ident, child)
