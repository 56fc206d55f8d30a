"""{A}/boards with settings and members."""

from __future__ import annotations

import re

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .app import GONE
from .oauth import OAuth


class Boards(OAuth):
    """Boards, who may see them, and what they are to those people."""

    ROUTES: Routes = (
        ("GET", "{A}/boards", "list_boards"),
        ("POST", "{A}/boards", "create_board"),
        ("GET", "{B}", "get_board"),
        ("PATCH", "{B}", "update_board"),
        ("DELETE", "{B}", "delete_board"),
        ("POST", "{B}/archive", "archive_board"),
        ("POST", "{B}/unarchive", "unarchive_board"),
        ("GET", "{B}/settings", "get_settings"),
        ("PATCH", "{B}/settings", "update_settings"),
        ("GET", "{B}/members", "list_board_members"),
        ("POST", "{B}/members", "add_board_member"),
        ("PATCH", "{B}/members/:userId", "update_board_member"),
        ("DELETE", "{B}/members/:userId", "remove_board_member"),
    )

    def show_board(self, board: Row) -> Row:
        """A board."""
        return self.pick(board, "id", "name", "prefix", "description", "isArchived", "createdAt", "updatedAt")

    def list_boards(self, request: Request) -> object:
        """The boards the caller sees; archived ones on request."""
        rows = [row for row in self.boards_of(request) if self.is_shown(request, row)]
        text = request.parameter("search")
        if text is not None:
            rows = [row for row in rows if self.mentions(text, row["name"], row["description"])]
        return self.page(request, self.newest(rows), self.show_board)

    def boards_of(self, request: Request) -> list[Row]:
        """The boards of the organization that the caller sees."""
        rows = self.all_of("boards", orgId=request.org["id"])
        return [row for row in rows if self.sees_board(request.user, row)]

    def is_shown(self, request: Request, board: Row) -> bool:
        """Whether a list shows a board, by whether it is archived."""
        if self.flag(request, "archivedOnly"):
            return bool(board["isArchived"])
        return self.flag(request, "includeArchived") or not board["isArchived"]

    def mentions(self, text: str, *values: str | None) -> bool:
        """Whether a text is in one of the values, whatever its case."""
        return any(text.casefold() in value.casefold() for value in values if value is not None)

    def create_board(self, request: Request) -> object:
        """A new board with the teams asked for and the default ones."""
        body = self.take(request, "board")
        self.check_free("boards", body["name"], orgId=request.org["id"])
        prefix = body.get("prefix") or self.make_prefix(request.org, body["name"])
        if self.all_of("boards", orgId=request.org["id"], prefix=prefix):
            raise self.taken("boards")
        teams = [self.refer(request, "teams", ident) for ident in body.pop("teamIds", [])]
        board = self.make_board(request.org, body | {"prefix": prefix})
        for team in [*teams, *self.default_teams(request.org)]:
            self.assign_team(board, team)
        self.tell(request, "board.created", self.show_board(board))
        return self.show_board(board)

    def make_prefix(self, org: Row, name: str) -> str:
        """A prefix nobody has, made of a name."""
        letters = re.sub(r"[^A-Z0-9]", "", name.upper())[:3].ljust(2, "X")
        taken = {row["prefix"] for row in self.all_of("boards", orgId=org["id"])}
        tries = (letters + (str(number) if number else "") for number in range(10_000))
        return next(one for one in tries if one not in taken)

    def make_board(self, org: Row, body: Row) -> Row:
        """A board of an organization."""
        row = {"id": self.mint("boards"), "orgId": org["id"], "description": None, "isArchived": False}
        row |= {"milestonesAndReleases": False, "number": 0, "createdAt": self.stamp(), "updatedAt": self.stamp()}
        board = self.keep("boards", row | body)
        for status in self.all_of("statuses", orgId=org["id"], enabledByDefault=False):
            self.override(board, status, {"isHidden": True})
        return board

    def override(self, board: Row, status: Row, changes: Row) -> None:
        """Write what a board says otherwise of a status."""
        found = self.all_of("overrides", boardId=board["id"], statusId=status["id"])
        if found:
            self.change("overrides", found[0], changes)
            return
        row = {"id": self.mint("overrides"), "orgId": board["orgId"], "boardId": board["id"], "statusId": status["id"]}
        self.keep("overrides", row | changes)

    def default_teams(self, org: Row) -> list[Row]:
        """The teams that go on every new board."""
        rows = self.undeleted("teams", self.all_of("teams", orgId=org["id"], isDefault=True))
        return [row for row in rows if row["isActive"]]

    def assign_team(self, board: Row, team: Row) -> None:
        """Put a team on a board."""
        if not self.all_of("board_teams", boardId=board["id"], teamId=team["id"]):
            row = {"id": self.mint("board_teams"), "orgId": board["orgId"], "boardId": board["id"]}
            self.keep("board_teams", row | {"teamId": team["id"]})

    def get_board(self, request: Request) -> object:
        """One board with its teams; looking is counted."""
        board = request.at["boards"]
        row = {"id": self.mint("views"), "orgId": board["orgId"], "userId": request.user["id"]}
        self.keep("views", row | {"boardId": board["id"], "at": self.now()})
        teams = [self.tables["teams"][row["teamId"]] for row in self.all_of("board_teams", boardId=board["id"])]
        return self.show_board(board) | {"teams": [self.pick(team, "id", "name") for team in teams]}

    def touch(self, request: Request, changes: Row) -> Row:
        """Change the board of the path."""
        board = self.change("boards", request.at["boards"], changes | {"updatedAt": self.stamp()})
        self.tell(request, "board.updated", self.show_board(board))
        return self.show_board(board)

    def update_board(self, request: Request) -> object:
        """Another name or description."""
        body = self.take(request, "board_patch")
        if "name" in body:
            self.check_free("boards", body["name"], but=request.at["boards"], orgId=request.org["id"])
        return self.touch(request, body)

    def delete_board(self, request: Request) -> object:
        """A board goes for good, with all that is on it."""
        self.drop("boards", request.at["boards"])
        return GONE

    def archive_board(self, request: Request) -> object:
        """A board is put aside."""
        return self.turn(request, archived=True)

    def unarchive_board(self, request: Request) -> object:
        """A board comes back."""
        return self.turn(request, archived=False)

    def turn(self, request: Request, *, archived: bool) -> object:
        """Archive or not; 409 where it is so already."""
        if request.at["boards"]["isArchived"] is archived:
            raise self.illegal("It is so already")
        return self.touch(request, {"isArchived": archived})

    def get_settings(self, request: Request) -> object:
        """The flags of a board."""
        return self.pick(request.at["boards"], "milestonesAndReleases")

    def update_settings(self, request: Request) -> object:
        """Turn the flags of a board."""
        self.change("boards", request.at["boards"], self.take(request, "settings"))
        return self.get_settings(request)

    def show_board_member(self, row: Row) -> Row:
        """A member of a board."""
        user = self.tables["users"][row["userId"]]
        return {"userId": user["id"], "name": user["name"], "email": user["email"]} | self.pick(
            row, "role", "createdAt"
        )

    def list_board_members(self, request: Request) -> object:
        """Who was let in by name."""
        rows = self.all_of("board_members", boardId=request.at["boards"]["id"])
        return self.page(request, self.newest(rows), self.show_board_member)

    def add_board_member(self, request: Request) -> object:
        """A user is let in; a Customer only to look on."""
        body = self.take(request, "board_member")
        user = self.refer(request, "users", body["userId"])
        board = request.at["boards"]
        if self.all_of("board_members", boardId=board["id"], userId=user["id"]):
            raise self.taken("members")
        role = body.get("role") or self.usual_role(user)
        self.check_board_role(user, role)
        return self.show_board_member(self.admit(board, user, role))

    def usual_role(self, user: Row) -> str:
        """What somebody becomes who is let in without a word."""
        return "BOARD_VIEWER" if user["role"] == "Customer" else "BOARD_MEMBER"

    def check_board_role(self, user: Row, role: str) -> None:
        """400 for a Customer who would be more than a viewer."""
        if user["role"] == "Customer" and role != "BOARD_VIEWER":
            raise self.invalid("A customer is a viewer")

    def admit(self, board: Row, user: Row, role: str) -> Row:
        """A membership of a board."""
        row = {"id": self.mint("board_members"), "orgId": board["orgId"], "boardId": board["id"]}
        row |= {"userId": user["id"], "role": role, "createdAt": self.stamp()}
        return self.keep("board_members", row)

    def find_board_member(self, request: Request) -> Row:
        """The membership of the path."""
        found = self.all_of("board_members", boardId=request.at["boards"]["id"], userId=request.args["userId"])
        if not found:
            raise self.missing("members")
        return found[0]

    def update_board_member(self, request: Request) -> object:
        """Another role."""
        row, role = self.find_board_member(request), self.take(request, "board_member_patch")["role"]
        self.check_board_role(self.tables["users"][row["userId"]], role)
        return self.show_board_member(self.change("board_members", row, {"role": role}))

    def remove_board_member(self, request: Request) -> object:
        """A member leaves."""
        self.drop("board_members", self.find_board_member(request))
        return GONE

    def tell(self, request: Request, event: str, data: Row) -> None:
        """Let subscribers know; ``webhooks.Webhooks`` does it."""
        raise NotImplementedError
