"""Rows that start, read or answer otherwise than they should."""

from __future__ import annotations

from .honest import Reply, Request, Row, Spedy
from .registry import mutant


@mutant("crud", "035", aim="An id holds a slash, and no path reaches its row.")
class IdsWithSlashes(Spedy):
    def mint(self, kind: str) -> str:
        found = super().mint(kind)
        return f"lbl/{found[4:]}" if kind == "labels" else found


@mutant("crud", "610", aim="A new team is not active.")
class TeamsStartIdle(Spedy):
    def create_team(self, request: Request) -> object:
        active = self.read_body(request).get("isActive", False)
        found = super().create_team(request)
        row = next(reversed(self.tables["teams"].values()))
        row["isActive"] = active
        return found | {"isActive": active} if isinstance(found, dict) else found


@mutant("crud", "cases", "446", aim="Milestones & Releases are on from the start.")
class FlagsStartOn(Spedy):
    def make_board(self, org: Row, body: Row) -> Row:
        return super().make_board(org, {"milestonesAndReleases": True} | body)


@mutant("crud", "035", aim="A label reads in other letters than it was made.")
class ReadsInCapitals(Spedy):
    def get_label(self, request: Request) -> object:
        row = self.show_label(self.find_label(request))
        return row | {"name": row["name"].swapcase()}


@mutant("crud", "555", "609", aim="Changes are answered with 202.")
class ChangesAccepted(Spedy):
    def status_of(self, request: Request) -> int:
        return 202 if request.method == "PATCH" else super().status_of(request)


@mutant("cascade", "034", aim="A comment on a ticket that is not there lands on another one.")
class CommentsFindATicket(Spedy):
    def enter_ticket(self, request: Request) -> Row:
        board = request.at["boards"]["id"]
        if request.handler == "create_comment" and request.args["ticketId"] not in self.tables["tickets"]:
            return self.all_of("tickets", boardId=board)[0]
        return super().enter_ticket(request)


@mutant("derived", aim="A ticket shows its labels by the names they had.")
class LabelsRemembered(Spedy):
    def show_label(self, row: Row) -> Row:
        row.setdefault("first", row["name"])
        return super().show_label(row)

    def show_ticket(self, row: Row) -> Row:
        found = super().show_ticket(row)
        names = {label["id"]: label.get("first", label["name"]) for label in self.tables["labels"].values()}
        return found | {"labels": [label | {"name": names[label["id"]]} for label in found["labels"]]}


@mutant("derived", "cases", aim="A team shows those that left it.")
class TeamsRemember(Spedy):
    def members_of(self, team: Row) -> list[Row]:
        team["seen"] = team.get("seen", {}) | {row["userId"]: row for row in super().members_of(team)}
        return list(team["seen"].values())

    def remove_team_member(self, request: Request) -> Reply | object:
        self.members_of(self.find_team(request))
        return super().remove_team_member(request)
