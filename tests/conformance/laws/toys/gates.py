"""Shops whose pinboard does not heed its flag."""

from __future__ import annotations

from typing import Any

from .door import Refused, Row
from .shops import Shops


class NeverShuts(Shops):
    breaks = "gates.closed"

    def enter(self, shop: Row, method: str, rest: list[str]) -> None:
        """Everybody may."""


class ShutsForWritersAlone(Shops):
    breaks = "gates.closed"

    def enter(self, shop: Row, method: str, rest: list[str]) -> None:
        if method != "GET":
            super().enter(shop, method, rest)


class ShutsListAlone(Shops):
    breaks = "gates.closed"

    def enter(self, shop: Row, method: str, rest: list[str]) -> None:
        if not rest:
            super().enter(shop, method, rest)


class ShutsByAnotherCause(Shops):
    breaks = "gates.closed"

    def enter(self, shop: Row, method: str, rest: list[str]) -> None:
        try:
            super().enter(shop, method, rest)
        except Refused:
            raise Refused(403, "OUTSIDER") from None


class NeverOpens(Shops):
    breaks = "gates.opened"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.turned: list[str] = []

    def turn(self, shop: Row, change: Row) -> None:
        super().turn(shop, change)
        self.turned.append(shop["name"])

    def enter(self, shop: Row, method: str, rest: list[str]) -> None:
        if shop["name"] in self.turned:
            raise Refused(403, "CLOSED")


class OpensForReadersAlone(Shops):
    breaks = "gates.opened"

    def enter(self, shop: Row, method: str, rest: list[str]) -> None:
        if method != "GET" and rest:
            raise Refused(403, "CLOSED")
        super().enter(shop, method, rest)


class RefusesToTurn(Shops):
    breaks = "gates.opened"

    def turn(self, shop: Row, change: Row) -> None:
        raise Refused(400, "INVALID")
