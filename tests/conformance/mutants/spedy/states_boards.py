"""Boards that come back from the archive otherwise than they went."""

from __future__ import annotations

from .honest import Request, Spedy
from .registry import mutant


@mutant("states", "445", aim="Archiving a board takes its description.")
class ArchiveForgets(Spedy):
    def turn(self, request: Request, *, archived: bool) -> object:
        found = super().turn(request, archived=archived)
        request.at["boards"]["description"] = None
        return found


@mutant("states", "445", aim="A board can be archived once in its life.")
class ArchivesOnce(Spedy):
    def turn(self, request: Request, *, archived: bool) -> object:
        board = request.at["boards"]
        if archived and not board["isArchived"] and board.get("back"):
            return self.show_board(board)
        board["back"] = not archived
        return super().turn(request, archived=archived)
