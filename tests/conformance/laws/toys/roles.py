"""Boards that do not ask what somebody is, or ask for more."""

from __future__ import annotations

from .boards import Boards
from .door import Answer, Row


class AsksNobody(Boards):
    breaks = "roles.refused"

    def need_role(self, *holds: bool) -> None:
        """Everybody may."""


class TakesViewersForMembers(Boards):
    breaks = "roles.refused"

    def works(self, board: Row) -> bool:
        return self.is_member(board)


class TakesMembersForLeads(Boards):
    breaks = "roles.refused"

    def leads(self, board: Row) -> bool:
        return self.works(board)


class LetsAnybodyEdit(Boards):
    breaks = "roles.refused"

    def wrote(self, comment: Row) -> bool:
        return self.method == "PATCH" or super().wrote(comment)


class DeletesAndDenies(Boards):
    breaks = "roles.refused"

    def answer_ticket(self, method: str, board: Row, ticket: Row, body: Row) -> Answer:
        if method == "DELETE" and not self.is_admin() and not self.works(board):
            self.erase("tickets", ticket)
        return super().answer_ticket(method, board, ticket, body)


class WantsLeads(Boards):
    breaks = "roles.allowed"

    def works(self, board: Row) -> bool:
        return self.leads(board)


class WantsMembershipOfAdmins(Boards):
    breaks = "roles.allowed"

    def answer_ticket(self, method: str, board: Row, ticket: Row, body: Row) -> Answer:
        if method == "PATCH":
            self.need_role(self.works(board))
        return super().answer_ticket(method, board, ticket, body)


class ForgetsAuthors(Boards):
    breaks = "roles.allowed"

    def wrote(self, comment: Row) -> bool:
        return self.is_admin()


class ForgetsRights(Boards):
    breaks = "roles.allowed"

    def answer_comment(self, method: str, comment: Row, body: Row) -> Answer:
        if method == "DELETE":
            self.need_role(self.wrote(comment), self.is_admin())
        return super().answer_comment(method, comment, body)
