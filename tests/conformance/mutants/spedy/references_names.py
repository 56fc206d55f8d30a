"""What bodies name, and what becomes of it."""

from __future__ import annotations

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("references", "480", aim="A customer that a ticket names is forgotten.")
class CustomersForgotten(Spedy):
    def make_ticket(self, board: Row, author: Row, body: Row) -> Row:
        return super().make_ticket(board, author, body | {"customerId": None})


@mutant("references", "480", aim="A ticket cannot be taken out of its milestone again.")
class MilestonesKept(Spedy):
    def check_references(self, request: Request, body: Row) -> None:
        if "milestoneId" in body and body["milestoneId"] is None:
            del body["milestoneId"]
        super().check_references(request, body)


@mutant("references", "447", aim="Of a board's teams those nobody has are dropped.")
class TeamsUnchecked(Spedy):
    def create_board(self, request: Request) -> object:
        self.lenient = True
        try:
            return super().create_board(request)
        finally:
            self.lenient = False

    lenient = False

    def take(self, request: Request, name: str) -> Row:
        body = super().take(request, name)
        if self.lenient and "teamIds" in body:
            body["teamIds"] = [one for one in body["teamIds"] if one in self.tables["teams"]]
        return body
