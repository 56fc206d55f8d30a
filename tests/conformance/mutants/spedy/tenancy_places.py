"""Rows that answer where they do not belong."""

from __future__ import annotations

from typing import ClassVar

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("tenancy", "067", aim="A label that is made for one organization is another's.")
class LabelsGoAstray(Spedy):
    def create_label(self, request: Request) -> object:
        found = super().create_label(request)
        if request.org["slug"] == "acme-corp":
            next(reversed(self.tables["labels"].values()))["orgId"] = self.org_called("globex")["id"]
        return found


@mutant("tenancy", "600", aim="A token is refused on its own organization's host.")
class OwnHostRefused(Spedy):
    def check_host(self, request: Request) -> None:
        if self.org_of_host(request) is not None:
            raise Refusal(403, "The token belongs to another organization")


class Loose(Spedy):
    """A server where rows of one kind answer under any parent: ``loose`` is the kind."""

    loose: ClassVar[str] = ""

    def belongs(self, kind: str, row: Row, where: Row) -> bool:
        return kind == self.loose or super().belongs(kind, row, where)


@mutant("tenancy", "510", aim="A milestone answers under another board.")
class MilestonesAnywhere(Loose):
    loose = "milestones"


@mutant("tenancy", "518", aim="Noted time answers under another ticket.")
class EntriesAnywhere(Loose):
    loose = "entries"


@mutant("tenancy", "540", aim="A page answers under another space.")
class PagesAnywhere(Loose):
    loose = "pages"


@mutant("tenancy", "510", aim="The list of a board's releases holds those of all boards.")
class ReleasesOfAllBoards(Spedy):
    def of_board(self, request: Request, kind: str, *words: str) -> list[Row]:
        if kind == "milestones":
            return super().of_board(request, kind, *words)
        return self.undeleted(kind, self.all_of(kind, orgId=request.org["id"]))
