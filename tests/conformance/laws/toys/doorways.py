"""Shelves whose flags open too much or too little."""

from __future__ import annotations

from .door import Refused, Row
from .shelves import Shelves


class LendsFromEveryShelf(Shelves):
    breaks = "gates.closed"

    def check_lending(self, shelf: Row, method: str, rest: list[str]) -> None:
        """Lending is never off."""


class ShowsLoansAnyway(Shelves):
    breaks = "gates.closed"

    def check_lending(self, shelf: Row, method: str, rest: list[str]) -> None:
        if method != "GET":
            super().check_lending(shelf, method, rest)


class WritesToTheArchived(Shelves):
    breaks = "gates.closed"

    def check_active(self, shelf: Row, method: str) -> None:
        if method != "PATCH":
            super().check_active(shelf, method)


class FoundsClubsForFree(Shelves):
    breaks = "gates.closed"

    def check_plan(self, method: str, rest: list[str]) -> None:
        if method != "POST":
            super().check_plan(method, rest)


class StaysShut(Shelves):
    breaks = "gates.opened"

    def turn(self, shelf: Row, body: Row) -> None:
        super().turn(shelf, body)
        shelf["shut"] = shelf.get("shut") or not shelf["lending"]

    def check_lending(self, shelf: Row, method: str, rest: list[str]) -> None:
        if shelf.get("shut"):
            raise Refused(403, "CLOSED")


class HasNoClubsAtAll(Shelves):
    breaks = "gates.opened"

    def check_plan(self, method: str, rest: list[str]) -> None:
        raise Refused(403, "NO_PLAN")


class LendsFromAllOrNone(Shelves):
    breaks = "gates.apart"

    def check_lending(self, shelf: Row, method: str, rest: list[str]) -> None:
        if not any(row["lending"] for row in self.rows["shelf"] if row["house"] == self.house):
            raise Refused(403, "CLOSED")


class ShutsAllAtOnce(Shelves):
    breaks = "gates.apart"

    def check_lending(self, shelf: Row, method: str, rest: list[str]) -> None:
        if not all(row["lending"] for row in self.rows["shelf"] if row["house"] == self.house):
            raise Refused(403, "CLOSED")


class EndsLoansWhenShut(Shelves):
    breaks = "gates.kept"

    def turn(self, shelf: Row, body: Row) -> None:
        super().turn(shelf, body)
        if not shelf["lending"]:
            self.rows["loan"].clear()


class EmptiesLoansWhenShut(Shelves):
    breaks = "gates.kept"

    def turn(self, shelf: Row, body: Row) -> None:
        super().turn(shelf, body)
        for row in self.rows["loan"]:
            row["text"] = "" if not shelf["lending"] else row["text"]
