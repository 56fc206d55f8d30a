"""Shelves where names can be had twice, or not even kept."""

from __future__ import annotations

from .door import Row
from .shelves import Shelves


class RenamesFreely(Shelves):
    breaks = "unique.changed_onto"

    def check_free(self, kind: str, field: str, value: str, above: str | None, row: Row | None) -> None:
        if row is None:
            super().check_free(kind, field, value, above, row)


class RefusesItsOwnName(Shelves):
    breaks = "unique.changed_onto"

    def check_free(self, kind: str, field: str, value: str, above: str | None, row: Row | None) -> None:
        super().check_free(kind, field, value, above, None)


class RenamesWhatItRefuses(Shelves):
    breaks = "unique.changed_onto"

    def check_free(self, kind: str, field: str, value: str, above: str | None, row: Row | None) -> None:
        old = row[field] if row is not None else None
        try:
            super().check_free(kind, field, value, above, row)
        finally:
            if row is not None and old is not None:
                row[field] = value


class FreesNamesOfTheDeleted(Shelves):
    breaks = "unique.kept"

    def holds(self, kind: str, row: Row) -> bool:
        return not row["deletedAt"]
