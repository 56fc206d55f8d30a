"""Gates that stand open, or that close too much."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("gates", "087", aim="Teams work without the Pro plan.")
class TeamsForAll(Spedy):
    def is_paid(self, request: Request) -> bool:
        return "team" not in request.handler and super().is_paid(request)


@mutant("gates", "088", aim="Webhook endpoints work without the Pro plan.")
class HooksForAll(Spedy):
    def is_paid(self, request: Request) -> bool:
        return "team" in request.handler and super().is_paid(request)


@mutant("gates", "087", aim="Only reading teams takes the Pro plan.")
class TeamsMadeForFree(Spedy):
    def is_paid(self, request: Request) -> bool:
        return request.method == "GET" and super().is_paid(request)


@mutant("gates", "090", aim="Milestones are read while they are off.")
class MilestonesReadClosed(Spedy):
    def has_milestones(self, board: Row) -> bool:
        return self.reading or super().has_milestones(board)

    reading = False

    def check_flags(self, request: Request) -> None:
        self.reading = request.method == "GET"
        super().check_flags(request)


@mutant("gates", "090", aim="Milestones are written while they are off.")
class MilestonesWrittenClosed(Spedy):
    reading = False

    def has_milestones(self, board: Row) -> bool:
        return not self.reading or super().has_milestones(board)

    def check_flags(self, request: Request) -> None:
        self.reading = request.method == "GET"
        super().check_flags(request)


@mutant("gates", "091", aim="Releases work while they are off.")
class ReleasesOpen(Spedy):
    def check_flags(self, request: Request) -> None:
        if "release" not in request.handler:
            super().check_flags(request)


@mutant("gates", "090", aim="The flag does not hold for admins.")
class AdminsPassGates(Spedy):
    def check_flags(self, request: Request) -> None:
        if request.user["role"] != "Admin":
            super().check_flags(request)


@mutant("gates", "092", aim="The flag of one board opens all.")
class FlagOfAnyBoard(Spedy):
    def has_milestones(self, board: Row) -> bool:
        return any(row["milestonesAndReleases"] for row in self.all_of("boards", orgId=board["orgId"]))


@mutant("gates", "094", aim="Once on, the flag shows as on, and the feature stays closed.")
class NeverOpens(Spedy):
    def has_milestones(self, board: Row) -> bool:
        return False


@mutant("gates", "094", aim="What was made before a flag was turned off is gone when it is on again.")
class ClosingForgets(Spedy):
    def update_settings(self, request: Request) -> object:
        found = super().update_settings(request)
        if not request.at["boards"]["milestonesAndReleases"]:
            for kind in ("milestones", "releases"):
                for row in self.all_of(kind, boardId=request.at["boards"]["id"]):
                    self.drop(kind, row)
        return found


@mutant("gates", "093", aim="Time is tracked where time tracking is off.")
class TimeAlways(Spedy):
    def check_flags(self, request: Request) -> None:
        request.org = request.org | {"timeTracking": True}
        super().check_flags(request)


@mutant("gates", "093", aim="A closed feature is refused with 404.")
class ClosedIsMissing(Spedy):
    def check_flags(self, request: Request) -> None:
        try:
            super().check_flags(request)
        except Refusal as refusal:
            raise Refusal(404, refusal.text) from None


@mutant("cases", "gates", "303", aim="An archived board is written to.")
class ArchivedWritten(Spedy):
    def check_thawed(self, request: Request) -> None:
        return
