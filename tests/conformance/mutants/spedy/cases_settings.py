"""Settings, plans and the wiki, each with one thing wrong."""

from __future__ import annotations

from .honest import Reply, Request, Row, Spedy
from .registry import mutant


@mutant("cases", "152", aim="What one board says of a status holds for all boards.")
class OverridesSpill(Spedy):
    def override(self, board: Row, status: Row, changes: Row) -> None:
        for other in self.all_of("boards", orgId=board["orgId"]):
            super().override(other, status, changes)


@mutant("cases", "153", aim="Resetting a status answers well and does nothing.")
class ResetsNothing(Spedy):
    def reset_status(self, request: Request) -> object:
        self.find_status(request)
        return Reply(204, None, raw=b"")


@mutant("cases", "162", aim="A status is deleted with tickets in it.")
class UsedStatusDeleted(Spedy):
    def is_used(self, status: Row) -> bool:
        for ticket in self.all_of("tickets", statusId=status["id"]):
            usual = self.all_of("statuses", orgId=status["orgId"], isDefault=True)[0]
            self.change("tickets", ticket, {"statusId": usual["id"]})
        return False


@mutant("cases", "164", "173", aim="Two rows are the default.")
class TwoDefaults(Spedy):
    def only_default(self, kind: str, name: str, row: Row) -> None:
        return


@mutant("cases", "165", "174", aim="What is mandatory is deleted.")
class MandatoryDeleted(Spedy):
    def delete_type(self, request: Request) -> object:
        row = self.find_type(request)
        row["isMandatory"] = False
        return super().delete_type(request)

    def delete_status(self, request: Request) -> object:
        row = self.find_status(request)
        row["isMandatory"] = False
        return super().delete_status(request)


@mutant("cases", "166", aim="A status that new boards should hide shows on them.")
class NewBoardsShowAll(Spedy):
    def make_board(self, org: Row, body: Row) -> Row:
        board = super().make_board(org, body)
        for row in self.all_of("overrides", boardId=board["id"]):
            self.drop("overrides", row)
        return board


@mutant("cases", "175", aim="Tickets of a deleted type do not get the one asked for.")
class ReplacementIgnored(Spedy):
    def retype(self, ticket: Row, kind: Row) -> None:
        super().retype(ticket, self.all_of("types", orgId=ticket["orgId"])[0])


@mutant("cases", "149", aim="Default teams do not come to new boards.")
class NoDefaultTeams(Spedy):
    def default_teams(self, org: Row) -> list[Row]:
        return super().default_teams(org) if len(self.all_of("boards", orgId=org["id"])) <= 2 else []


@mutant("cases", "144", aim="The teams asked for are not on a new board.")
class TeamsForgotten(Spedy):
    def create_board(self, request: Request) -> object:
        found = super().create_board(request)
        board = self.tables["boards"][found["id"]] if isinstance(found, dict) else {}
        usual = {team["id"] for team in self.default_teams(request.org)}
        for row in self.all_of("board_teams", boardId=board["id"]):
            if row["teamId"] not in usual:
                self.drop("board_teams", row)
        return found


@mutant("cases", "123", aim="An organization is deleted without the right words.")
class AnyConfirmation(Spedy):
    def confirms(self, request: Request, text: str) -> bool:
        return True


@mutant("cases", "270", aim="Time is rounded down.")
class RoundsDown(Spedy):
    def round(self, minutes: int) -> int:
        return minutes // 15 * 15


@mutant("cases", "301", aim="A second timer replaces the first.")
class TimersReplaced(Spedy):
    def start_timer(self, request: Request) -> object:
        for row in self.all_of("timers", userId=request.user["id"]):
            self.drop("timers", row)
        return super().start_timer(request)


@mutant("cases", "301", "520", aim="One timer runs for the whole organization.")
class TimerOfAll(Spedy):
    def timer_of(self, request: Request) -> Row | None:
        return next(iter(self.all_of("timers", orgId=request.org["id"])), None)


@mutant("cases", "506", aim="A deleted milestone stays on its tickets.")
class MilestoneLingers(Spedy):
    def delete_milestone(self, request: Request) -> object:
        row = self.find_plan(request, "milestones", "milestoneId")
        kept = self.all_of("tickets", milestoneId=row["id"])
        found = super().delete_milestone(request)
        for ticket in kept:
            ticket["milestoneId"] = row["id"]
        return found


@mutant("cases", "required", "503", aim="A milestone ends before it starts.")
class EndsBeforeStart(Spedy):
    def check_span(self, row: Row) -> None:
        return


@mutant("cases", "261", aim="A space without a slug gets one by chance.")
class SlugByChance(Spedy):
    def make_slug(self, name: str) -> str:
        return f"space-{self.mint('spaces')[-6:]}"


@mutant("cases", "262", aim="The list of spaces does not hear of boards.")
class SpacesOfAnyBoard(Spedy):
    def list_spaces(self, request: Request) -> object:
        request.query.pop("boardId", None)
        return super().list_spaces(request)


@mutant("cases", "263", aim="The tree leaves out what lies in folders.")
class ShallowTree(Spedy):
    def grow(self, space: Row, parent: str | None) -> list[Row]:
        return [row | {"children": []} for row in super().grow(space, parent)]


@mutant("cases", "263", aim="The tree shows a page twice.")
class TreeRepeats(Spedy):
    def grow(self, space: Row, parent: str | None) -> list[Row]:
        found = super().grow(space, parent)
        return [*found, *(row for row in found if row["type"] == "page")][: len(found) + 1]


@mutant("cases", "267", aim="A change of a page leaves no version.")
class NoVersions(Spedy):
    def turn_page(self, page: Row, author: Row, changes: Row) -> None:
        known = self.all_of("versions", pageId=page["id"])
        super().turn_page(page, author, changes)
        if known:
            for row in self.all_of("versions", pageId=page["id"])[len(known) :]:
                self.drop("versions", row)


@mutant("cases", "267", aim="Restoring a version changes nothing.")
class VersionsStay(Spedy):
    def restore_version(self, request: Request) -> object:
        page = self.find_page(request)
        self.find("versions", request.args["versionId"], pageId=page["id"])
        return self.show_page(page)


@mutant("cases", "538", aim="A folder lies within itself.")
class FolderInItself(Spedy):
    def lies_within(self, ident: str | None, folder: str) -> bool:
        return False

    def grow(self, space: Row, parent: str | None) -> list[Row]:
        rows = self.all_of("folders", spaceId=space["id"], parentId=parent)
        return [] if any(row["id"] == parent for row in rows) else super().grow(space, parent)
