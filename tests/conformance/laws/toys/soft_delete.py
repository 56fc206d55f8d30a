"""Shops whose deleted notes are not what they should be."""

from __future__ import annotations

from .door import Refused, Row
from .shops import DELETED, Shops


class ListsDeleted(Shops):
    breaks = "soft_delete.hidden"

    def listed(self, rows: list[Row], deleted: bool) -> list[Row]:
        return rows


class ReadsDeleted(Shops):
    breaks = "soft_delete.hidden"

    def read(self, rows: list[Row], name: str) -> Row:
        return self.find(rows, name)


class NeverReveals(Shops):
    breaks = "soft_delete.revealed"

    def listed(self, rows: list[Row], deleted: bool) -> list[Row]:
        return super().listed(rows, deleted=False)


class RevealsDeletedAlone(Shops):
    breaks = "soft_delete.revealed"

    def listed(self, rows: list[Row], deleted: bool) -> list[Row]:
        return [row for row in rows if bool(row["deletedAt"]) is deleted]


class RevealsUnmarked(Shops):
    breaks = "soft_delete.revealed"

    def listed(self, rows: list[Row], deleted: bool) -> list[Row]:
        return [{**row, "deletedAt": None} for row in super().listed(rows, deleted)]


class MarksAllItReveals(Shops):
    breaks = "soft_delete.revealed"

    def listed(self, rows: list[Row], deleted: bool) -> list[Row]:
        return [{**row, "deletedAt": DELETED if deleted else None} for row in super().listed(rows, deleted)]


class DeletesTwice(Shops):
    breaks = "soft_delete.again"

    def erase(self, rows: list[Row], name: str) -> None:
        self.find(rows, name)["deletedAt"] = DELETED


class RestoresLive(Shops):
    breaks = "soft_delete.not_deleted"

    def restore(self, row: Row) -> Row:
        row["deletedAt"] = None
        return row


class RestoresNothing(Shops):
    breaks = "soft_delete.restored"

    def restore(self, row: Row) -> Row:
        return {**row, "deletedAt": None} if row["deletedAt"] else super().restore(row)


class RefusesToRestore(Shops):
    breaks = "soft_delete.restored"

    def restore(self, row: Row) -> Row:
        raise Refused(409, "NOT_DELETED")


class RestoresEmptied(Shops):
    breaks = "soft_delete.restored"

    def restore(self, row: Row) -> Row:
        super().restore(row)["text"] = ""
        return row


class _Remembers(Shops):
    """Knows which notes came back."""

    def __init__(self) -> None:
        super().__init__()
        self.back: list[str] = []

    def restore(self, row: Row) -> Row:
        restored = super().restore(row)
        self.back.append(row["id"])
        return restored


class RestoresUnlisted(_Remembers):
    breaks = "soft_delete.restored"

    def listed(self, rows: list[Row], deleted: bool) -> list[Row]:
        return [row for row in super().listed(rows, deleted) if row["id"] not in self.back]


class RestoresMarked(_Remembers):
    breaks = "soft_delete.restored"

    def read(self, rows: list[Row], name: str) -> Row:
        row = super().read(rows, name)
        return {**row, "deletedAt": DELETED} if name in self.back else row


class ReusesIds(Shops):
    breaks = "soft_delete.ids_kept"

    def name(self, kind: str, rows: list[Row]) -> str:
        taken = [row["id"] for row in rows if not row.get("deletedAt")]
        free = next(f"{kind}-{n:04}" for n in range(1, 10_000) if f"{kind}-{n:04}" not in taken)
        rows[:] = [row for row in rows if row["id"] != free]
        return free
