"""Shelves whose deleted volumes are still counted, shown to anybody, or come back under a name that was taken."""

from __future__ import annotations

from typing import Any

from .door import Refused, Row
from .shelves import Query, Rows, Shelves


class ShowsEverybodyTheDeleted(Shelves):
    breaks = "soft_delete.revealed_to"

    def reveals(self, flag: bool) -> bool:
        return flag


class CountsTheDeletedForGuests(Shelves):
    breaks = "soft_delete.revealed_to"

    def page(self, kind: str, rows: Rows, query: Query) -> Any:
        page = super().page(kind, rows, query)
        hidden = sum(bool(row["deletedAt"]) for row in self.rows["volume"])
        more = hidden if "volumes:edit" not in self.scopes and "includeDeleted" in query else 0
        return {**page, "total": page["total"] + more}


class CountsTheDeleted(Shelves):
    breaks = "soft_delete.totals"

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        deleted = sum(bool(row["deletedAt"]) for row in self.rows[kind])
        return super().wrap(kind, shown, total + deleted, number, size)


class ForgetsTheRestored(Shelves):
    breaks = "soft_delete.totals"

    def __init__(self) -> None:
        super().__init__()
        self.back = 0

    def restore(self, row: Row) -> None:
        super().restore(row)
        self.back += 1

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        return super().wrap(kind, shown, total - (self.back if kind == "volume" else 0), number, size)


class TalliesTheDeleted(Shelves):
    breaks = "soft_delete.counts"

    def tally(self, volumes: Rows) -> Row:
        return {**super().tally(volumes), "all": len(self.rows["volume"])}


class KeepsCounting(Shelves):
    breaks = "soft_delete.counts"

    def counted(self, volume: Row) -> bool:
        return True


class NeverCountsAgain(Shelves):
    breaks = "soft_delete.counts"

    def restore(self, row: Row) -> None:
        super().restore(row)
        row["back"] = True

    def counted(self, volume: Row) -> bool:
        return super().counted(volume) and "back" not in volume


class RevealsUnasked(Shelves):
    breaks = "soft_delete.unsupported"

    def listed(self, kind: str, above: Row | None, query: Query) -> Rows:
        if kind == "reader" and query.get("includeDeleted") == "true":
            return [row for row in self.rows[kind] if row["house"] == self.house]
        return super().listed(kind, above, query)


class RefusesTheFlag(Shelves):
    breaks = "soft_delete.unsupported"

    def page(self, kind: str, rows: Rows, query: Query) -> Any:
        if kind == "tag" and "includeDeleted" in query:
            raise Refused(400, "INVALID")
        return super().page(kind, rows, query)


class RestoresATakenName(Shelves):
    breaks = "soft_delete.name_taken"

    def restore(self, row: Row) -> None:
        if not row["deletedAt"]:
            raise Refused(409, "ILLEGAL")
        row["deletedAt"] = None


class RefusesByAnotherCause(Shelves):
    breaks = "soft_delete.name_taken"

    def restore(self, row: Row) -> None:
        try:
            super().restore(row)
        except Refused as refused:
            raise Refused(409, "ILLEGAL") from refused
