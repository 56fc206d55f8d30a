"""Users and what is counted of them, teams, plans, and the whole API, each with one thing wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant

YEAR = 365 * 86_400


@mutant("cases", "shape", "078", aim="Roles are written as the UI writes them.")
class RolesOfTheUi(Spedy):
    def show_user(self, user: Row) -> Row:
        return super().show_user(user) | {"role": {"TeamMember": "Team Member"}.get(user["role"], user["role"])}


@mutant("cases", "419", aim="Everybody who is no customer is called an admin.")
class EverybodyAdmin(Spedy):
    def show_user(self, user: Row) -> Row:
        shown = super().show_user(user)
        return shown if shown["role"] == "Customer" else shown | {"role": "Admin"}


@mutant("cases", "132", aim="Changes of status are not counted.")
class MovesUncounted(Spedy):
    def note(self, request: Request, kind: str) -> None:
        if kind != "statusChanged":
            super().note(request, kind)


@mutant("cases", "132", aim="What one user does is counted for all.")
class CountedForAll(Spedy):
    def note(self, request: Request, kind: str) -> None:
        for user in self.users_of(request):
            super().note(replace(request, user=user), kind)


@mutant("cases", "131", aim="The period in the answer is the month, whatever was asked.")
class PeriodNotTold(Spedy):
    def activity(self, request: Request) -> Row:
        found = super().activity(request)
        request.query = {}
        return found | {"period": super().activity(request)["period"]}


@mutant("cases", "420", aim="A period that ends before it begins counts nothing.")
class BackwardPeriods(Spedy):
    def period(self, request: Request) -> tuple[float, float]:
        asked = self.take_query_dates(request)
        if asked.get("from", 0.0) > asked.get("to", self.now()):
            return asked["from"], asked["to"]
        return super().period(request)


@mutant("cases", "420", aim="Without a period a year is meant.")
class UsualYear(Spedy):
    def period(self, request: Request) -> tuple[float, float]:
        first, last = super().period(request)
        return (first, last) if "from" in self.take_query_dates(request) else (self.now() - YEAR, last)


@mutant("cases", "133", aim="A board counts as looked at once, however often it was.")
class ViewedOnce(Spedy):
    def rank_views(self, views: list[Row]) -> list[Row]:
        return super().rank_views(list({row["boardId"]: row for row in views}.values()))


class Lingering(Spedy):
    """A server that remembers who was in a team."""

    def prepare(self) -> None:
        super().prepare()
        self.left: set[tuple[str, str]] = set()

    def remove_team_member(self, request: Request) -> object:
        found = super().remove_team_member(request)
        self.left.add((request.args["teamId"], request.args["userId"]))
        return found


@mutant("cases", "425", aim="Who leaves one team of a board loses every way to it.")
class LeftForGood(Lingering):
    def in_team_of(self, user: Row, board: Row) -> bool:
        teams = [row["teamId"] for row in self.all_of("board_teams", boardId=board["id"])]
        return super().in_team_of(user, board) and not any((team, user["id"]) in self.left for team in teams)


@mutant("cases", "425", aim="A team opens a board to those who were in it when it was put there.")
class JoinedTooLate(Spedy):
    def assign_team(self, board: Row, team: Row) -> None:
        super().assign_team(board, team)
        users = [row["userId"] for row in self.all_of("team_members", teamId=team["id"])]
        for row in self.all_of("board_teams", boardId=board["id"], teamId=team["id"]):
            row["users"] = users

    def in_team_of(self, user: Row, board: Row) -> bool:
        teams = self.all_of("board_teams", boardId=board["id"])
        return super().in_team_of(user, board) and any(user["id"] in row["users"] for row in teams)


@mutant("cases", "424", aim="Customers join teams.")
class CustomersJoin(Spedy):
    def add_team_member(self, request: Request) -> object:
        user = self.tables["users"].get(str(self.read_body(request).get("userId")), {})
        if user.get("role") != "Customer":
            return super().add_team_member(request)
        return self.show_team_member(self.join_team(self.find_team(request), user))


@mutant("cases", "sight", "427", aim="A team opens its boards after it was put to sleep or deleted.")
class EndedTeamsOpen(Spedy):
    def in_team_of(self, user: Row, board: Row) -> bool:
        teams = self.all_of("board_teams", boardId=board["id"])
        return any(self.all_of("team_members", teamId=row["teamId"], userId=user["id"]) for row in teams)


@mutant("cases", "426", aim="Default teams come to new boards after they were put to sleep or deleted.")
class EndedTeamsDefault(Spedy):
    def default_teams(self, org: Row) -> list[Row]:
        return self.all_of("teams", orgId=org["id"], isDefault=True)


@mutant("cases", "derived", "423", aim="A team does not count its members.")
class TeamUncounted(Spedy):
    def show_team(self, team: Row) -> Row:
        return super().show_team(team) | {"memberCount": 0}


@mutant("cases", "306", aim="Somebody is in a team twice.")
class TwiceInATeam(Spedy):
    def add_team_member(self, request: Request) -> object:
        team, user = self.find_team(request), self.tables["users"].get(str(self.read_body(request).get("userId")), {})
        if self.all_of("team_members", teamId=team["id"], userId=user.get("id")):
            return self.show_team_member(self.join_team(team, user))
        return super().add_team_member(request)


@mutant("cases", "gates", "087", "088", aim="What is listed does not take the Pro plan.")
class PaidButListed(Spedy):
    def is_paid(self, request: Request) -> bool:
        return super().is_paid(request) and not request.handler.startswith("list_")


@mutant("cases", "089", aim="Customers take the Pro plan.")
class CustomersPaid(Spedy):
    def is_paid(self, request: Request) -> bool:
        return super().is_paid(request) or "customer" in request.handler


@mutant("cases", "001", "041", aim="There is no search.")
class NoSearch(Spedy):
    def search(self, request: Request) -> object:
        raise Refusal(404, "There is nothing here")


@mutant("cases", "003", aim="Who reads a ticket watches it.")
class ReadersWatch(Spedy):
    def get_ticket(self, request: Request) -> object:
        self.watch_for(request.at["tickets"], request.user["id"])
        return super().get_ticket(request)


@mutant("cases", "003", aim="The list of boards changes them.")
class ListingTouches(Spedy):
    def list_boards(self, request: Request) -> object:
        for board in self.boards_of(request):
            moment = datetime.fromisoformat(board["updatedAt"]).astimezone(UTC).timestamp()
            self.change("boards", board, {"updatedAt": self.stamp(moment + 1)})
        return super().list_boards(request)
