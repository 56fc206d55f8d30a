"""Faults that only show while several clients write at once: read, wait, write back, with no lock around it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

from tests.conformance.mutants.meeting import Meeting

from .honest import Request, Row, Stellary
from .registry import mutant


class Unguarded(Stellary):
    """A server whose writes do not wait for each other."""

    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.meet = Meeting().meet

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

    busy = False

    def furnish(self, world: str) -> None:
        super().furnish(world)
        self.busy = True


@mutant("parallel", "087", aim="Columns made at the same time overwrite each other.")
class ColumnsLost(Losing):
    lost = "columns"


@mutant("parallel", "091", "090", aim="Cards made at the same time overwrite each other.")
class CardsLost(Losing):
    lost = "cards"


@mutant("parallel", "073", aim="Projects of a workspace made at the same time overwrite each other.")
class WorkspaceProjectsLost(Losing):
    lost = "projects"


@mutant("parallel", "107", "110", aim="Comments made at the same time overwrite each other.")
class CommentsLost(Losing):
    lost = "comments"


@mutant("parallel", "203", aim="Documents made at the same time overwrite each other.")
class DocumentsLost(Losing):
    lost = "documents"


@mutant("parallel", "183", aim="Labels made at the same time overwrite each other.")
class LabelsLost(Losing):
    lost = "labels"


@mutant("parallel", "unique", "044", aim="Ten clients can make the same organization at once.")
class OrgSlugRaced(Unguarded):
    def check_org_free(self, slug: str) -> None:
        super().check_org_free(slug)
        self.meet()


@mutant("parallel", "states", "161", aim="Ten clients can review the same action at once.")
class ReviewRaced(Unguarded):
    def check_action(self, row: Row, status: str) -> None:
        super().check_action(row, status)
        self.meet()
