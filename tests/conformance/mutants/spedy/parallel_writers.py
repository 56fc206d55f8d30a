"""Faults that only show while several clients write at once: read, wait, write back, with no lock around it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

from tests.conformance.mutants.meeting import Meeting

from .honest import Request, Row, Spedy
from .registry import mutant


class Unguarded(Spedy):
    """A server whose writes do not wait for each other."""

    busy = False

    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.meet = Meeting().meet
        self.busy = True

    def serialised(self, request: Request) -> AbstractContextManager[object]:
        return super().serialised(request) if request.method == "GET" else nullcontext()


class Losing(Unguarded):
    """A server that reads a table, waits and writes it back: ``lost`` is the kind of its rows."""

    lost: ClassVar[str] = ""

    def keep(self, kind: str, row: Row) -> Row:
        if kind != self.lost or not self.busy:
            return super().keep(kind, row)
        rows = dict(self.tables[kind])
        self.meet()
        self.tables[kind] = rows | {row["id"]: row}
        return row


@mutant("parallel", "034", aim="Comments made at the same time overwrite each other.")
class CommentsLost(Losing):
    lost = "comments"


@mutant("parallel", "031", aim="Tickets made at the same time overwrite each other.")
class TicketsLost(Losing):
    lost = "tickets"


@mutant("parallel", "cases", "482", aim="Tickets that are made at the same time have one number.")
class NumbersShared(Unguarded):
    def next_number(self, board: Row) -> str:
        number = board["number"] + 1
        if self.busy:
            self.meet()
        board["number"] = number
        return f"{board['prefix']}-{number}"


@mutant("unique", "parallel", "444", "500", "501", aim="Clients that come at the same time all get the same name.")
class NamesRaced(Unguarded):
    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        super().check_free(kind, name, but, **where)
        self.meet()


@mutant("parallel", "035", aim="A label that is deleted twice at the same time is deleted both times.")
class DeletedTogether(Unguarded):
    def find_label(self, request: Request) -> Row:
        row = super().find_label(request)
        if request.method == "DELETE":
            self.meet()
        return row
