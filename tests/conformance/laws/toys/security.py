"""Boards that take for a token what is none, or look for rows under any other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from .boards import Boards
from .door import Answer, Row

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment


class TakesTokensInQueries(Boards):
    breaks = "security.in_query"

    def token(self, environ: WSGIEnvironment) -> Row:
        asked = parse_qs(environ.get("QUERY_STRING", "")).get("access_token", [""])[0]
        return self.tokens[asked] if asked in self.tokens else super().token(environ)


class KeepsRevokedTokens(Boards):
    breaks = "security.ended"

    def answer_tokens(self, method: str, rest: list[str], body: Row) -> Answer:
        return (204, None) if method == "DELETE" else super().answer_tokens(method, rest, body)


class FindsTicketsAnywhere(Boards):
    breaks = "walls.nested"

    def below(self, method: str, board: Row, rest: list[str], query: dict[str, str], body: Row) -> Answer:
        found = [row for row in self.rows["tickets"] if len(rest) > 1 and row["id"] == rest[1]]
        return super().below(method, {"id": found[0]["above"]} if found else board, rest, query, body)


class ListsTicketsOfAllBoards(Boards):
    breaks = "walls.lists"

    def under(self, kind: str, above: Row) -> list[Row]:
        every = kind == "tickets" and self.method == "GET"
        return self.mine("tickets") if every else super().under(kind, above)
