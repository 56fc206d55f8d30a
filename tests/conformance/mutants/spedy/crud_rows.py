"""Rows that vanish, stay, or count wrong."""

from __future__ import annotations

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("crud", "035", aim="A created row is not listed.")
class CreatedUnlisted(Spedy):
    def list_labels(self, request: Request) -> object:
        return self.page(request, self.all_of("labels", orgId=request.org["id"])[:2], self.show_label)


@mutant("crud", "cases", "sequences", "035", "603", aim="Deleting a label answers well and does nothing.")
class LabelStays(Spedy):
    def drop(self, kind: str, row: Row) -> None:
        if kind != "labels":
            super().drop(kind, row)


@mutant("cascade", "sequences", "146", "cases", aim="Tickets outlive their board.")
class TicketsOutliveBoard(Spedy):
    def enter_board(self, request: Request) -> Row:
        ghost = self.ghosts.get(request.args["boardId"])
        return ghost if ghost is not None and request.handler != "get_board" else super().enter_board(request)

    def furnish(self, world: str) -> None:
        self.ghosts: dict[str, Row] = {}
        super().furnish(world)

    def drop(self, kind: str, row: Row) -> None:
        if kind == "boards":
            self.ghosts[row["id"]] = row
            self.tables["boards"].pop(row["id"])
            return
        super().drop(kind, row)


@mutant("derived", "423", aim="A team counts one member too many.")
class TeamMiscounts(Spedy):
    def show_team(self, team: Row) -> Row:
        found = super().show_team(team)
        return found | {"memberCount": found["memberCount"] + 1}


@mutant("derived", "cases", "505", aim="The progress of a milestone does not know what is done.")
class ProgressBlind(Spedy):
    def show_milestone(self, row: Row) -> Row:
        found = super().show_milestone(row)
        return found | {"progress": found["progress"] | {"completed": 0}}


@mutant("derived", "cases", "221", aim="A deleted label stays on tickets.")
class LabelsLinger(Spedy):
    def drop(self, kind: str, row: Row) -> None:
        if kind == "labels":
            self.buried = {**getattr(self, "buried", {}), row["id"]: row}
        super().drop(kind, row)

    def strip_label(self, label: Row) -> None:
        return

    def show_ticket(self, row: Row) -> Row:
        found = super().show_ticket(row)
        gone = [self.buried[one] for one in row["labelIds"] if one in getattr(self, "buried", {})]
        return found | {"labels": [*found["labels"], *(self.pick(one, "id", "name", "color") for one in gone)]}
