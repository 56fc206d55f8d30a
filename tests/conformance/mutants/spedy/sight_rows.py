"""Rows that show to whom they should not."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("sight", "195", "196", aim="The list of boards shows those that are closed to the caller.")
class BoardListShowsAll(Spedy):
    def boards_of(self, request: Request) -> list[Row]:
        return self.all_of("boards", orgId=request.org["id"])


@mutant("sight", "059", "195", aim="A board that is closed to the caller can be read.")
class ClosedBoardRead(Spedy):
    def enter_board(self, request: Request) -> Row:
        if request.method == "GET":
            return self.find("boards", request.args["boardId"], orgId=request.org["id"])
        return super().enter_board(request)


@mutant("sight", "195", aim="A board that is closed to the caller can be written to.")
class ClosedBoardWritten(Spedy):
    def enter_board(self, request: Request) -> Row:
        if request.method != "GET":
            return self.find("boards", request.args["boardId"], orgId=request.org["id"])
        return super().enter_board(request)


@mutant("sight", "059", aim="A board that is closed to the caller is refused with 403 and so gives itself away.")
class ClosedBoardTold(Spedy):
    def enter_board(self, request: Request) -> Row:
        board = self.find("boards", request.args["boardId"], orgId=request.org["id"])
        if not self.sees_board(request.user, board):
            raise Refusal(403, "You are no member of this board")
        return board


@mutant("sight", "roles", "195", aim="A member who was removed from a board sees it on.")
class RemovedMemberSees(Spedy):
    def furnish(self, world: str) -> None:
        self.former: set[tuple[str, str]] = set()
        super().furnish(world)

    def drop(self, kind: str, row: Row) -> None:
        if kind == "board_members":
            self.former.add((row["boardId"], row["userId"]))
        super().drop(kind, row)

    def sees_board(self, user: Row, board: Row) -> bool:
        return (board["id"], user["id"]) in self.former or super().sees_board(user, board)


@mutant("sight", "195", aim="Who was let in by name does not see the board.")
class MemberShutOut(Spedy):
    def board_role(self, user: Row, board: Row) -> str | None:
        return None


@mutant("sight", "197", aim="An admin sees only the boards he is a member of.")
class AdminShutOut(Spedy):
    def sees_board(self, user: Row, board: Row) -> bool:
        return self.board_role(user, board) is not None or self.in_team_of(user, board) or user is board.get("maker")

    def make_board(self, org: Row, body: Row) -> Row:
        return super().make_board(org, body)


@mutant("sight", "cases", "080", aim="A customer is shown secret comments in the list.")
class SecretsListed(Spedy):
    def comments_for(self, request: Request) -> list[Row]:
        return self.undeleted("comments", self.all_of("comments", ticketId=request.at["tickets"]["id"]))


@mutant("sight", "cases", "080", aim="The total of a list counts comments a customer does not see.")
class SecretsCounted(Spedy):
    def list_comments(self, request: Request) -> object:
        found = super().list_comments(request)
        whole = self.undeleted("comments", self.all_of("comments", ticketId=request.at["tickets"]["id"]))
        return {**found, "total": len(whole)} if isinstance(found, dict) else found


@mutant("cases", "080", aim="A customer finds tickets by what secret comments say.")
class SecretsFound(Spedy):
    def said(self, request: Request, ticket: Row) -> list[str]:
        rows = self.undeleted("comments", self.all_of("comments", ticketId=ticket["id"]))
        return [row["content"] for row in rows]


@mutant("cases", "080", aim="A customer is shown the files of secret comments.")
class SecretFilesListed(Spedy):
    def files_for(self, request: Request) -> list[Row]:
        return self.all_of("attachments", ticketId=request.at["tickets"]["id"])


@mutant("cases", "080", "494", aim="A customer gets the bytes of a secret comment's file.")
class SecretFilesOpened(Spedy):
    def find_file(self, request: Request) -> Row:
        return self.find("attachments", request.args["attachmentId"], ticketId=request.at["tickets"]["id"])


@mutant("sight", "cases", "081", aim="Team members do not see secret comments either.")
class SecretsFromTeam(Spedy):
    def hears(self, user: Row, comment: Row) -> bool:
        return user["role"] == "Admin" or not comment["isSecret"]


@mutant("cases", "sight", "266", aim="A wiki space of a board is open to who does not see the board.")
class SpacesOpen(Spedy):
    def space_role(self, user: Row, space: Row) -> str | None:
        return super().space_role(user, space) or "reader"


@mutant("cases", "311", aim="The search shows tickets of boards that are closed to the caller.")
class SearchSeesAll(Spedy):
    def search_ticket(self, request: Request, text: str) -> list[Row]:
        rows = [row for row in self.found_tickets(request) if self.mentions(text, row["title"], row["description"])]
        return [self.hit("ticket", row["id"], row["title"], row["description"], row["boardId"]) for row in rows]


@mutant("cases", "311", aim="The search shows deleted tickets.")
class SearchSeesDeleted(Spedy):
    def found_tickets(self, request: Request) -> list[Row]:
        return self.all_of("tickets", orgId=request.org["id"])


@mutant("cases", "312", aim="Who left a team keeps the boards of the team.")
class TeamLingers(Spedy):
    def furnish(self, world: str) -> None:
        self.former: set[tuple[str, str]] = set()
        super().furnish(world)

    def drop(self, kind: str, row: Row) -> None:
        if kind == "team_members":
            self.former.add((row["teamId"], row["userId"]))
        super().drop(kind, row)

    def in_team_of(self, user: Row, board: Row) -> bool:
        teams = [row["teamId"] for row in self.all_of("board_teams", boardId=board["id"])]
        return any((team, user["id"]) in self.former for team in teams) or super().in_team_of(user, board)
