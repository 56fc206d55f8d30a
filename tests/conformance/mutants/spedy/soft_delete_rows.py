"""Deletion that shows, hides, or loses too much."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("soft_delete", "072", aim="A deleted row stays in the list.")
class DeletedListed(Spedy):
    def live(self, request: Request, kind: str, permission: str, **where: object) -> list[Row]:
        return self.all_of(kind, **where)


@mutant("soft_delete", "072", aim="A deleted row can be read.")
class DeletedRead(Spedy):
    def find_live(self, kind: str, ident: str, **where: object) -> Row:
        return self.find(kind, ident, **where)

    def enter_ticket(self, request: Request) -> Row:
        return self.find("tickets", request.args["ticketId"], boardId=request.at["boards"]["id"])


@mutant("soft_delete", "073", aim="includeDeleted shows nothing more.")
class RevealIgnored(Spedy):
    def reveals(self, request: Request) -> bool:
        super().reveals(request)
        return False


@mutant("soft_delete", "467", "512", aim="includeDeleted works for who may not see deleted rows.")
class RevealedToAll(Spedy):
    def live(self, request: Request, kind: str, permission: str, **where: object) -> list[Row]:
        return super().live(request, kind, "customers:view" if kind == "customers" else "milestones:view", **where)


@mutant("soft_delete", "073", aim="includeDeleted shows the deleted rows alone.")
class RevealsDeletedAlone(Spedy):
    def live(self, request: Request, kind: str, permission: str, **where: object) -> list[Row]:
        rows = super().live(request, kind, permission, **where)
        dead = [row for row in rows if row["deletedAt"] is not None]
        return dead if self.reveals(request) and dead else rows


@mutant("soft_delete", "cases", "075", aim="A restored ticket has lost its labels.")
class RestoreLosesLabels(Spedy):
    def unmark(self, kind: str, row: Row) -> Row:
        super().unmark(kind, row)
        return self.change(kind, row, {"description": None, "notes": None, "startDate": None, "plannedDate": None})


@mutant("soft_delete", "074", aim="A restored row comes back under another id.")
class RestoreRenames(Spedy):
    def unmark(self, kind: str, row: Row) -> Row:
        super().unmark(kind, row)
        self.tables[kind].pop(row["id"])
        return self.keep(kind, row | {"id": self.mint(kind)})


@mutant("soft_delete", "075", aim="Restoring answers well and does nothing.")
class RestoreDoesNothing(Spedy):
    def unmark(self, kind: str, row: Row) -> Row:
        if row["deletedAt"] is None:
            return super().unmark(kind, row)
        return row | {"deletedAt": None}


@mutant("soft_delete", "310", aim="A row that is not deleted is restored all the same.")
class RestoresLiving(Spedy):
    def unmark(self, kind: str, row: Row) -> Row:
        return self.change(kind, row, {"deletedAt": None})


@mutant("soft_delete", "crud", "546", aim="A second deletion is answered as the first one.")
class DeletesTwice(Spedy):
    def find_customer(self, request: Request) -> Row:
        if request.method == "DELETE":
            return self.find("customers", request.args["customerId"], orgId=request.org["id"])
        return super().find_customer(request)


@mutant("soft_delete", "075", aim="A deleted row is gone for good.")
class GoneForGood(Spedy):
    def mark(self, kind: str, row: Row, stamp: str | None = None) -> None:
        if kind in ("customers", "milestones", "releases"):
            self.drop(kind, row)
        else:
            super().mark(kind, row, stamp)


@mutant("soft_delete", "072", aim="The total counts deleted rows.")
class DeletedCounted(Spedy):
    def list_customers(self, request: Request) -> object:
        found = super().list_customers(request)
        whole = len(self.all_of("customers", orgId=request.org["id"]))
        return {**found, "total": whole} if isinstance(found, dict) else found


@mutant("derived", "soft_delete", "505", aim="The progress of a milestone counts deleted tickets.")
class ProgressOfDeleted(Spedy):
    def show_milestone(self, row: Row) -> Row:
        total = len(self.all_of("tickets", milestoneId=row["id"]))
        shown = super().show_milestone(row)
        return shown | {"progress": shown["progress"] | {"total": total}}


@mutant("cases", "307", aim="Subtickets outlive the ticket above them.")
class ChildrenOutlive(Spedy):
    def delete_ticket(self, request: Request) -> object:
        kept = [(row, row["parentTicketId"]) for row in self.children_of(request.at["tickets"])]
        for row, _ in kept:
            row["parentTicketId"] = "tkt_none"
        found = super().delete_ticket(request)
        for row, parent in kept:
            row["parentTicketId"] = parent
        return found


@mutant("cases", "307", aim="Subtickets do not come back with the ticket above them.")
class ChildrenStayGone(Spedy):
    def restore_ticket(self, request: Request) -> object:
        return self.show_ticket(self.unmark("tickets", request.at["tickets"]))


@mutant("unique", "soft_delete", "502", aim="A restored row shares its name with another one.")
class RestoreDoubles(Spedy):
    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        if but is None or but.get("deletedAt") is None:
            super().check_free(kind, name, but, **where)


@mutant("unique", "422", aim="The name of a deleted row stays taken.")
class NamesStayTaken(Spedy):
    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        for row in self.all_of(kind, **where):
            if row is not but and row["name"] == name:
                raise Refusal(409, "It is taken")


@mutant("soft_delete", "074", aim="The id of a deleted customer is given to the next one.")
class IdsGivenAgain(Spedy):
    def mark(self, kind: str, row: Row, stamp: str | None = None) -> None:
        super().mark(kind, row, stamp)
        if kind == "customers":
            self.spare = row["id"]

    def mint(self, kind: str) -> str:
        spare, self.spare = getattr(self, "spare", ""), ""
        return spare if kind == "customers" and spare else super().mint(kind)


@mutant("soft_delete", "076", aim="includeDeleted shows deleted teams, which no page says.")
class TeamsRevealed(Spedy):
    def list_teams(self, request: Request) -> object:
        rows = self.all_of("teams", orgId=request.org["id"])
        rows = rows if self.reveals(request) else self.undeleted("teams", rows)
        return self.page(request, self.newest(rows), self.show_team)


@mutant("soft_delete", "546", aim="Deleting a deleted team answers as the first deletion did.")
class TeamsDeletedAgain(Spedy):
    def delete_team(self, request: Request) -> object:
        row = self.find("teams", request.args["teamId"], orgId=request.org["id"])
        return super().delete_team(request) if row["deletedAt"] is None else self.gone(request)

    def gone(self, request: Request) -> object:
        """The answer of a deletion."""
        row = self.find("teams", request.args["teamId"], orgId=request.org["id"])
        self.change("teams", row, {"deletedAt": None})
        return super().delete_team(request)
