"""Boards that show what somebody should not see, or hide what he should."""

from __future__ import annotations

from .boards import Boards
from .door import Answer, Refused, Row


class ListsUnseen(Boards):
    breaks = "sight.listed"

    def listed_boards(self) -> list[Row]:
        return self.mine("boards")


class ListsSecrets(Boards):
    breaks = "sight.listed"

    def listed_comments(self, ticket: Row) -> list[Row]:
        return self.under("comments", ticket)


class TotalsUnseen(Boards):
    breaks = "sight.listed"

    def page(self, rows: list[Row], query: dict[str, str]) -> Answer:
        status, body = super().page(rows, query)
        return status, body | {"total": max(body["total"], len(self.mine("boards")))}


class ForbidsUnseen(Boards):
    breaks = "sight.unknown"

    def board(self, name: str) -> Row:
        board = self.find(self.mine("boards"), name)
        if not self.sees_board(board):
            raise Refused(403, "ROLE")
        return board


class OpensUnseenBoards(Boards):
    breaks = "sight.unknown"

    def board(self, name: str) -> Row:
        return self.find(self.mine("boards"), name)


class DoesAndDenies(Boards):
    breaks = "sight.unknown"

    def answer_board(self, method: str, board: Row, body: Row) -> Answer:
        answer = super().answer_board(method, board, body)
        if not self.sees_board(board):
            raise Refused(404, "MISSING")
        return answer

    def board(self, name: str) -> Row:
        board = self.find(self.mine("boards"), name)
        if not self.sees_board(board) and self.method != "DELETE":
            raise Refused(404, "MISSING")
        return board


class EditsSecrets(Boards):
    breaks = "sight.unknown"

    def found_comments(self, ticket: Row) -> list[Row]:
        return self.under("comments", ticket)


class BlindsAdmins(Boards):
    breaks = "sight.seen"

    def sees_board(self, board: Row) -> bool:
        return super().sees_board(board) and not self.is_admin()


class BlindsMembers(Boards):
    breaks = "sight.seen"

    def is_member(self, board: Row) -> bool:
        return False


class BlindsTeams(Boards):
    breaks = "sight.seen"

    def in_team(self, board: Row) -> bool:
        return False


class KeepsSecretsFromStaff(Boards):
    breaks = "sight.seen"

    def sees_comment(self, comment: Row) -> bool:
        return self.is_admin() or not comment["secret"]


class KeepsAllFromCustomers(Boards):
    breaks = "sight.seen"

    def sees_comment(self, comment: Row) -> bool:
        return bool(self.me["role"] != "Customer")


class ListsNothingToMembers(Boards):
    breaks = "sight.seen"

    def listed_boards(self) -> list[Row]:
        return super().listed_boards() if self.is_admin() else []


class RemembersMembers(Boards):
    breaks = "sight.lost"

    def __init__(self) -> None:
        super().__init__()
        self.known: set[tuple[str, str]] = set()

    def is_member(self, board: Row) -> bool:
        here = (board["id"], self.me["id"])
        self.known |= {here} if super().is_member(board) else set()
        return here in self.known


class RemembersTeams(Boards):
    breaks = "sight.lost"

    def __init__(self) -> None:
        super().__init__()
        self.known: set[tuple[str, str]] = set()

    def in_team(self, board: Row) -> bool:
        here = (board["id"], self.me["id"])
        self.known |= {here} if super().in_team(board) else set()
        return here in self.known


class CountsSecrets(Boards):
    breaks = "sight.counted"

    def show_ticket(self, ticket: Row) -> Row:
        return super().show_ticket(ticket) | {"commentCount": len(self.under("comments", ticket))}
