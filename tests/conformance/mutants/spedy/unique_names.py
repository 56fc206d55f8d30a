"""Names that two rows share, and names that nobody could share."""

from __future__ import annotations

from typing import ClassVar

from .honest import Request, Row, Spedy
from .registry import mutant


class Doubled(Spedy):
    """A server where rows of one kind share names: ``kind``."""

    kind: ClassVar[str] = ""

    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        if kind != self.kind:
            super().check_free(kind, name, but, **where)


@mutant("unique", "060", aim="Two statuses share a name.")
class StatusesDoubled(Doubled):
    kind = "statuses"


@mutant("unique", "060", aim="Two ticket types share a name.")
class TypesDoubled(Doubled):
    kind = "types"


@mutant("unique", "060", "444", aim="Two boards share a name.")
class BoardsDoubled(Doubled):
    kind = "boards"


@mutant("unique", "060", "467", aim="Two customers share a name.")
class CustomersDoubled(Doubled):
    kind = "customers"


@mutant("unique", "060", "500", aim="Two milestones of a board share a name.")
class MilestonesDoubled(Doubled):
    kind = "milestones"


@mutant("unique", "060", "422", aim="Two teams share a name.")
class TeamsDoubled(Doubled):
    kind = "teams"


@mutant("unique", "060", aim="Two labels share a name.")
class LabelsDoubled(Spedy):
    def check_label(self, request: Request, name: str, but: Row | None = None) -> None:
        return


@mutant("unique", "061", aim="A label is renamed to a name that is taken.")
class LabelsRenamedOnto(Spedy):
    def check_label(self, request: Request, name: str, but: Row | None = None) -> None:
        if but is None:
            super().check_label(request, name)


@mutant("unique", "061", aim="A row is renamed to a name that is taken.")
class RenamedOnto(Spedy):
    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        if but is None:
            super().check_free(kind, name, None, **where)


@mutant("unique", "071", aim="A name that another organization has is taken.")
class NamesOfAll(Spedy):
    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        rest: Row = {key: value for key, value in where.items() if key != "orgId"}
        super().check_free(kind, name, but, **rest)


@mutant("unique", "500", aim="A milestone's name is taken on every board.")
class MilestonesOfAllBoards(Spedy):
    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        if kind == "milestones":
            where = {}
        super().check_free(kind, name, but, **where)


@mutant("unique", "306", "cases", aim="A user is a member of a board twice.")
class MembersDoubled(Spedy):
    def add_board_member(self, request: Request) -> object:
        body = self.take(request, "board_member")
        user = self.refer(request, "users", body["userId"])
        role = body.get("role") or self.usual_role(user)
        self.check_board_role(user, role)
        return self.show_board_member(self.admit(request.at["boards"], user, role))


@mutant("states", "cases", "303", aim="A board is archived twice.")
class ArchivesTwice(Spedy):
    def turn(self, request: Request, *, archived: bool) -> object:
        return self.touch(request, {"isArchived": archived})


@mutant("states", "crud", "147", "445", aim="Archiving answers well and does nothing.")
class ArchivesNothing(Spedy):
    def turn(self, request: Request, *, archived: bool) -> object:
        if request.at["boards"]["isArchived"] is archived:
            return super().turn(request, archived=archived)
        return self.show_board(request.at["boards"]) | {"isArchived": archived}


@mutant("states", "302", aim="A release is published twice.")
class PublishesTwice(Spedy):
    def publish_release(self, request: Request) -> object:
        row = self.find_plan(request, "releases", "releaseId")
        self.change("releases", row, {"status": "PLANNED"})
        return super().publish_release(request)


@mutant("states", "302", "cases", aim="A published release has no time of publication.")
class PublishedWhen(Spedy):
    def publish_release(self, request: Request) -> object:
        super().publish_release(request)
        return self.show_release(
            self.change("releases", self.find_plan(request, "releases", "releaseId"), {"releasedAt": None})
        )


@mutant("cases", "302", "508", aim="A released release is deleted.")
class ReleasedDeleted(Spedy):
    def delete_release(self, request: Request) -> object:
        row = self.find_plan(request, "releases", "releaseId")
        status, row["status"] = row["status"], "PLANNED"
        found = super().delete_release(request)
        row["status"] = status
        return found
