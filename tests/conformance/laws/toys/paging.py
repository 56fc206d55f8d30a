"""Shelves whose pages are not what they should be, or change too much while they are read."""

from __future__ import annotations

from typing import Any

from .door import Row
from .shelves import Query, Rows, Shelves


class LacksThePageSize(Shelves):
    breaks = "paging.envelope"

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        page = super().wrap(kind, shown, total, number, size)
        return {name: value for name, value in page.items() if name != "pageSize"}


class TellsMore(Shelves):
    breaks = "paging.exact"

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        return {**super().wrap(kind, shown, total, number, size), "next": None}


class CountsInWords(Shelves):
    breaks = "paging.envelope"

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        return {**super().wrap(kind, shown, total, number, size), "total": str(total)}


class Shuffles(Shelves):
    """Each change turns the list around."""

    breaks = "paging.insertion"

    def page(self, kind: str, rows: Rows, query: Query) -> Any:
        return super().page(kind, rows if len(rows) % 2 else rows[::-1], query)


class _Remembers(Shelves):
    """Counts what was deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.gone = 0

    def delete(self, kind: str, row: Row) -> None:
        super().delete(kind, row)
        self.gone += 1


class RepeatsAfterDeletions(_Remembers):
    breaks = "paging.deletion"

    def page(self, kind: str, rows: Rows, query: Query) -> Any:
        late = self.gone and int(query.get("page", 1)) > 1
        return super().page(kind, [*rows, rows[-1], rows[-1]] if late and rows else rows, query)


class HidesAfterDeletions(_Remembers):
    breaks = "paging.deletion"

    def page(self, kind: str, rows: Rows, query: Query) -> Any:
        late = self.gone and int(query.get("page", 1)) > 1
        return super().page(kind, rows[:-2] if late else rows, query)


class Bare(Shelves):
    """Lists its tags as a bare array, which the contract tolerates: not broken."""

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        return shown if kind == "tag" else super().wrap(kind, shown, total, number, size)

    def page(self, kind: str, rows: Rows, query: Query) -> Any:
        return super().page(kind, rows, {} if kind == "tag" else query)
