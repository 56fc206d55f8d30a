"""An honest server of `contracts/boards`, written without the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .door import Answer, Door, Refused, Row
from .forms import number, read
from .people import PEOPLE, SLUGS

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

PASSING = ("LEAD", "MEMBER")


class Boards(Door):
    """Two organizations, and rows in one list for each kind."""

    def __init__(self) -> None:
        self.users = {person["id"]: dict(person) for person in PEOPLE.values()}
        self.tokens = {f"pat_{name}": {"id": f"tok-{name}", "userId": name} for name in self.users}
        self.rows: dict[str, list[Row]] = {
            kind: [] for kind in ("teams", "teamMembers", "boardTeams", "boards", "members", "tickets", "comments")
        }
        self.made = 0
        self.me: Row = {}
        self.method = ""
        self.asked: set[str] = set()

    # Who asks, and where.

    def way(self, environ: WSGIEnvironment) -> list[str]:
        self.method = str(environ["REQUEST_METHOD"])
        self.asked.add(str(environ.get("HTTP_HOST")))
        self.me = self.users[self.token(environ)["userId"]]
        label = str(environ.get("HTTP_HOST", "")).partition(".")[0]
        if label in self.foreign_labels() or self.unknown_label(label):
            raise Refused(403, "ELSEWHERE")
        return str(environ["PATH_INFO"]).strip("/").split("/")

    def unknown_label(self, label: str) -> bool:
        return not label.isdigit() and label not in SLUGS.values()

    def token(self, environ: WSGIEnvironment) -> Row:
        value = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ")
        if value not in self.tokens or value == environ.get("HTTP_AUTHORIZATION"):
            raise Refused(401, "WHO")
        return self.tokens[value]

    def foreign_labels(self) -> set[str]:
        return set(SLUGS.values()) - {SLUGS[self.me["org"]]}

    # What he may.

    def need(self, right: str) -> None:
        if self.me["role"] != "Admin" and right not in self.me["rights"]:
            raise Refused(403, "RIGHTS")

    def need_role(self, *holds: bool) -> None:
        if not any(holds):
            raise Refused(403, "ROLE")

    def leads(self, board: Row) -> bool:
        return self.role_on(board) == "LEAD"

    def works(self, board: Row) -> bool:
        return self.role_on(board) in PASSING

    def role_on(self, board: Row) -> str:
        mine = [row for row in self.under("members", board) if row["userId"] == self.me["id"]]
        return str(mine[0]["role"]) if mine else "MEMBER"

    def wrote(self, comment: Row) -> bool:
        return bool(comment["authorId"] == self.me["id"])

    # What he sees.

    def sees_board(self, board: Row) -> bool:
        return self.is_admin() or self.is_member(board) or (self.me["role"] == "Staff" and self.in_team(board))

    def is_admin(self) -> bool:
        return bool(self.me["role"] == "Admin")

    def is_member(self, board: Row) -> bool:
        return any(row["userId"] == self.me["id"] for row in self.under("members", board))

    def in_team(self, board: Row) -> bool:
        teams = {row["teamId"] for row in self.under("boardTeams", board)}
        return any(row["above"] in teams and row["userId"] == self.me["id"] for row in self.rows["teamMembers"])

    def sees_comment(self, comment: Row) -> bool:
        return bool(self.me["role"] in ("Admin", "Staff") or not comment["secret"])

    # Rows.

    def mine(self, kind: str) -> list[Row]:
        return [row for row in self.rows[kind] if row["org"] == self.me["org"]]

    def under(self, kind: str, above: Row) -> list[Row]:
        return [row for row in self.rows[kind] if row["above"] == above["id"]]

    def add(self, kind: str, letters: str, above: str = "", **fields: object) -> Row:
        self.made += 1
        row = {"id": f"{letters}-{self.made:04}", "org": self.me["org"], "above": above, **fields}
        self.rows[kind].append(row)
        return row

    def find(self, rows: list[Row], value: str, name: str = "id") -> Row:
        found = [row for row in rows if row[name] == value]
        if not found:
            raise Refused(404, "MISSING")
        return found[0]

    def erase(self, kind: str, row: Row) -> None:
        self.rows[kind].remove(row)
        below = {"boards": ("members", "boardTeams", "tickets"), "tickets": ("comments",), "teams": ("teamMembers",)}
        for child in below.get(kind, ()):
            for hanging in self.under(child, row):
                self.erase(child, hanging)

    def page(self, rows: list[Row], query: dict[str, str]) -> Answer:
        size = number(query, "limit", 2, most=20)
        start = (number(query, "page", 1) - 1) * size
        return 200, {"data": rows[start : start + size], "total": len(rows)}

    # What is asked.

    def answer(self, method: str, parts: list[str], query: dict[str, str], body: Row) -> Answer:
        match method, parts:
            case "GET", ["organization"]:
                return 200, {"id": self.me["org"], "slug": SLUGS[self.me["org"]]}
            case _, ["tokens", *rest]:
                return self.answer_tokens(method, rest, body)
            case _, ["teams", *rest]:
                return self.answer_teams(method, rest, query, body)
            case _, ["boards"]:
                return self.answer_boards(method, query, body)
            case _, ["boards", name, *rest]:
                board = self.board(name)
                return self.below(method, board, rest, query, body) if rest else self.answer_board(method, board, body)
        raise Refused(404, "MISSING")

    def board(self, name: str) -> Row:
        board = self.find(self.mine("boards"), name)
        if not self.sees_board(board):
            raise Refused(404, "MISSING")
        return board

    def answer_tokens(self, method: str, rest: list[str], body: Row) -> Answer:
        if method == "POST":
            self.made += 1
            made = {"id": f"tok-{self.made:04}", "userId": self.me["id"], "name": read(body, "name")["name"]}
            self.tokens[f"pat_{self.made:08}"] = made
            return 201, {"id": made["id"], "name": made["name"], "token": f"pat_{self.made:08}"}
        mine = {row["id"]: value for value, row in self.tokens.items() if row["userId"] == self.me["id"]}
        if rest[0] not in mine:
            raise Refused(404, "MISSING")
        del self.tokens[mine[rest[0]]]
        return 204, None

    def answer_teams(self, method: str, rest: list[str], query: dict[str, str], body: Row) -> Answer:
        match method, rest:
            case "GET", []:
                return self.page([{"id": row["id"], "name": row["name"]} for row in self.mine("teams")], query)
            case "POST", []:
                row = self.add("teams", "team", **read(body, "name"))
                return 201, {"id": row["id"], "name": row["name"]}
        team = self.find(self.mine("teams"), rest[0])
        match method, rest[1:]:
            case "DELETE", []:
                self.erase("teams", team)
                return 204, None
            case "POST", ["members"]:
                return 201, {"userId": self.add("teamMembers", "tm", team["id"], **read(body, "userId"))["userId"]}
            case "DELETE", ["members", user]:
                self.erase("teamMembers", self.find(self.under("teamMembers", team), user, "userId"))
                return 204, None
        raise Refused(404, "MISSING")

    def listed_boards(self) -> list[Row]:
        return [row for row in self.mine("boards") if self.sees_board(row)]

    def answer_boards(self, method: str, query: dict[str, str], body: Row) -> Answer:
        if method == "GET":
            return self.page([self.show_board(row) for row in self.listed_boards()], query)
        self.need("boards:edit")
        given = read(body, "name", "teamIds")
        if unknown := set(given.get("teamIds", [])) - {team["id"] for team in self.mine("teams")}:
            raise Refused(400, "INVALID", sorted(unknown))
        row = self.add("boards", "brd", name=given["name"])
        for team in given.get("teamIds", []):
            self.add("boardTeams", "bt", row["id"], teamId=team)
        return 201, self.show_board(row)

    def show_board(self, board: Row) -> Row:
        return {"id": board["id"], "name": board["name"], "myRole": self.role_on(board)}

    def answer_board(self, method: str, board: Row, body: Row) -> Answer:
        if method != "GET":
            self.need("boards:edit")
        if method == "DELETE":
            self.erase("boards", board)
            return 204, None
        board.update(read(body, "name") if method == "PATCH" else {})
        return 200, self.show_board(board)

    def below(self, method: str, board: Row, rest: list[str], query: dict[str, str], body: Row) -> Answer:
        match rest:
            case ["members", *user]:
                return self.answer_members(method, board, user, body)
            case ["tickets"]:
                return self.answer_tickets(method, board, query, body)
            case ["tickets", name]:
                return self.answer_ticket(method, board, self.find(self.under("tickets", board), name), body)
            case ["tickets", name, "comments", *comment]:
                return self.answer_comments(method, self.find(self.under("tickets", board), name), comment, query, body)
        raise Refused(404, "MISSING")

    def answer_members(self, method: str, board: Row, user: list[str], body: Row) -> Answer:
        rows = self.under("members", board)
        if method == "GET":
            return 200, [{"userId": row["userId"], "role": row["role"]} for row in rows]
        row = self.find(rows, user[0], "userId") if user else {}
        self.need_role(self.is_admin(), self.leads(board))
        if method == "DELETE" and row:
            self.erase("members", row)
            return 204, None
        given = {"role": "MEMBER", **read(body, "userId", "role")}
        if any(other["userId"] == given["userId"] for other in rows):
            raise Refused(409, "THERE")
        row = self.add("members", "bm", board["id"], **given)
        return 201, {"userId": row["userId"], "role": row["role"]}

    def show_ticket(self, ticket: Row) -> Row:
        shown = [comment for comment in self.under("comments", ticket) if self.sees_comment(comment)]
        return {"id": ticket["id"], "title": ticket["title"], "commentCount": len(shown)}

    def answer_tickets(self, method: str, board: Row, query: dict[str, str], body: Row) -> Answer:
        if method == "GET":
            self.need("tickets:view")
            return self.page([self.show_ticket(row) for row in self.under("tickets", board)], query)
        self.need("tickets:edit")
        self.need_role(self.is_admin(), self.works(board))
        return 201, self.show_ticket(self.add("tickets", "tkt", board["id"], **read(body, "title")))

    def answer_ticket(self, method: str, board: Row, ticket: Row, body: Row) -> Answer:
        self.need("tickets:view" if method == "GET" else "tickets:edit")
        if method != "GET":
            self.need_role(self.is_admin(), self.works(board))
        if method == "DELETE":
            self.erase("tickets", ticket)
            return 204, None
        ticket.update(read(body, "title") if method == "PATCH" else {})
        return 200, self.show_ticket(ticket)

    def answer_comments(self, method: str, ticket: Row, rest: list[str], query: dict[str, str], body: Row) -> Answer:
        if rest:
            return self.answer_comment(method, self.find(self.found_comments(ticket), rest[0]), body)
        if method == "GET":
            return self.page([self.show_comment(row) for row in self.listed_comments(ticket)], query)
        said = {"secret": False, **read(body, "text", "secret"), "authorId": self.me["id"]}
        return 201, self.show_comment(self.add("comments", "cmt", ticket["id"], **said))

    def found_comments(self, ticket: Row) -> list[Row]:
        return [row for row in self.under("comments", ticket) if self.sees_comment(row)]

    def listed_comments(self, ticket: Row) -> list[Row]:
        return self.found_comments(ticket)

    def show_comment(self, comment: Row) -> Row:
        return {name: comment[name] for name in ("id", "text", "secret")}

    def answer_comment(self, method: str, comment: Row, body: Row) -> Answer:
        if method == "DELETE":
            self.need_role(self.wrote(comment), self.is_admin(), "comments:delete" in self.me["rights"])
            self.erase("comments", comment)
            return 204, None
        self.need_role(self.wrote(comment))
        comment.update(read(body, "text", "secret"))
        return 200, self.show_comment(comment)
