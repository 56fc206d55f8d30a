"""Milestones and releases, each with one thing wrong."""

from __future__ import annotations

from tests.conformance.mutants.plain.checks import Field, Form

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("cases", "503", aim="A change may let a milestone end before it begins.")
class SpanOfNewAlone(Spedy):
    def update_milestone(self, request: Request) -> object:
        row, body = self.find_plan(request, "milestones", "milestoneId"), self.take(request, "milestone_patch")
        return self.show_milestone(self.alter_plan("milestones", row, body))


@mutant("cases", "503", aim="A milestone that begins when it ends is refused.")
class SpanOfLetters(Spedy):
    def check_span(self, row: Row) -> None:
        start, due = row.get("startDate"), row.get("dueDate")
        if start and due and start >= due:
            raise self.invalid("startDate lies after dueDate")


@mutant("cases", "503", aim="Of a changed milestone only the dates that were sent are looked at.")
class SpanOfSentAlone(Spedy):
    def update_milestone(self, request: Request) -> object:
        row, body = self.find_plan(request, "milestones", "milestoneId"), self.take(request, "milestone_patch")
        self.check_span(body)
        return self.show_milestone(self.alter_plan("milestones", row, body))


@mutant("cases", "504", aim="A milestone is completed by its last ticket.")
class CompletesItself(Spedy):
    def show_milestone(self, row: Row) -> Row:
        shown = super().show_milestone(row)
        progress = shown["progress"]
        whole = progress["total"] and progress["total"] == progress["completed"]
        return shown | ({"status": "COMPLETED"} if whole else {})


@mutant("cases", "506", aim="A deleted milestone takes its tickets along.")
class MilestoneTakesTickets(Spedy):
    def delete_milestone(self, request: Request) -> object:
        row = self.find_plan(request, "milestones", "milestoneId")
        for ticket in self.all_of("tickets", milestoneId=row["id"]):
            self.mark("tickets", ticket)
        return super().delete_milestone(request)


@mutant("cases", "506", aim="A deleted milestone takes all milestones of the board off their tickets.")
class AllMilestonesLeave(Spedy):
    def delete_milestone(self, request: Request) -> object:
        for ticket in self.all_of("tickets", boardId=request.at["boards"]["id"]):
            self.change("tickets", ticket, {"milestoneId": None})
        return super().delete_milestone(request)


@mutant("cases", "506", aim="A restored milestone is on its tickets again.")
class MilestoneComesBack(Spedy):
    def prepare(self) -> None:
        super().prepare()
        self.left: dict[str, list[Row]] = {}

    def delete_milestone(self, request: Request) -> object:
        ident = request.args["milestoneId"]
        self.left[ident] = self.all_of("tickets", milestoneId=ident)
        return super().delete_milestone(request)

    def restore_milestone(self, request: Request) -> object:
        found = super().restore_milestone(request)
        for ticket in self.left.pop(request.args["milestoneId"], []):
            self.change("tickets", ticket, {"milestoneId": request.args["milestoneId"]})
        return found


class Publishing(Spedy):
    """A body may say what only publishing may."""

    forged: tuple[str, ...] = ()

    def form(self, name: str) -> Form:
        status = Field("enum", options=("PLANNED", "RELEASED"))
        return super().form(name) | ({"status": status} if name in self.forged else {})


@mutant("cases", "507", aim="A change of a release publishes it.")
class ReleasedByChange(Publishing):
    forged = ("release_patch",)


@mutant("cases", "507", aim="A new release may be out at once.")
class ReleasedAtOnce(Publishing):
    forged = ("release",)


@mutant("cases", "507", aim="A change of a release that is out moves the time it went out.")
class ReleasedAgain(Spedy):
    def alter_plan(self, kind: str, row: Row, body: Row) -> Row:
        out = {"releasedAt": row["createdAt"][:11] + "00:00:00Z"} if row["status"] == "RELEASED" else {}
        return super().alter_plan(kind, row, body | out)


@mutant("cases", "508", aim="No release is deleted.")
class ReleasesStay(Spedy):
    def delete_release(self, request: Request) -> object:
        self.find_plan(request, "releases", "releaseId")
        raise self.illegal("It is planned")


@mutant("cases", "509", aim="Tickets lose a release that is published.")
class ReleaseLetsGo(Spedy):
    def publish_release(self, request: Request) -> object:
        for ticket in self.all_of("tickets", releaseId=request.args["releaseId"]):
            self.change("tickets", ticket, {"releaseId": None})
        return super().publish_release(request)
