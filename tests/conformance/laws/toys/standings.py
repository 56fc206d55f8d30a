"""Boards that tell somebody something else than what he is on them."""

from __future__ import annotations

from .boards import Boards
from .door import Row


class CallsAllMembers(Boards):
    breaks = "derived.standings"

    def show_board(self, board: Row) -> Row:
        return {**super().show_board(board), "myRole": "MEMBER"}


class TellsTheLeadsRole(Boards):
    breaks = "derived.standings"

    def show_board(self, board: Row) -> Row:
        roles = [row["role"] for row in self.under("members", board)]
        return {**super().show_board(board), "myRole": "LEAD" if "LEAD" in roles else "VIEWER"}
