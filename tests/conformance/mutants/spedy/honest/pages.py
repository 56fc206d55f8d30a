"""Lists in pages, deletion that can be taken back, and values of bodies that are Spedy's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tests.conformance.mutants.plain.checks import Field
from tests.conformance.mutants.plain.wire import Refusal, Request, Row

from .guards import Guards

WHOLE = re.compile(r"-?[0-9]{1,9}")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[!-~]+")
PREFIX = re.compile(r"[A-Za-z0-9]{2,10}")
ON = ("true", "1")


class Pages(Guards):
    """What many subjects share."""

    def page(self, request: Request, rows: list[Row], show: Callable[[Row], Row]) -> Row:
        """One page of rows that are in order already."""
        number = self.read_number(request, "page", 1, None)
        size = self.read_number(request, "limit", 20, 100)
        start = self.start_of(number, size)
        return self.envelope_of([show(row) for row in rows[start : start + size]], len(rows), number, size)

    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        """A whole number of the query, from 1 up."""
        text = request.parameter(name)
        if text is None:
            return default
        if not WHOLE.fullmatch(text) or int(text) < 1 or (most is not None and int(text) > most):
            raise self.invalid(f"{name} is out of range")
        return int(text)

    def start_of(self, number: int, size: int) -> int:
        """How many rows lie before a page."""
        return (number - 1) * size

    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        """The page as it goes out."""
        return {
            "data": data,
            "total": total,
            "page": number,
            "pageSize": size,
            "totalPages": self.count_pages(total, size),
        }

    def count_pages(self, total: int, size: int) -> int:
        """The total divided by the size, rounded up."""
        return -(-total // size)

    def newest(self, rows: list[Row]) -> list[Row]:
        """Rows with the latest first."""
        return sorted(rows, key=lambda row: str(row["createdAt"]))[::-1]

    def ordered(self, rows: list[Row]) -> list[Row]:
        """Rows by their order."""
        return sorted(rows, key=lambda row: float(row["order"]))

    def flag(self, request: Request, name: str) -> bool:
        """A switch of the query; 400 for anything but true and false."""
        text = request.parameter(name)
        if text is not None and text not in ("true", "false", "1", "0"):
            raise self.invalid(f"{name} must be true or false")
        return text in ON

    def word(self, request: Request, name: str, *options: str) -> str | None:
        """A word of the query, one of some."""
        text = request.parameter(name)
        if text is not None and text not in options:
            raise self.invalid(f"{name} must be one of {', '.join(options)}")
        return text

    def live(self, request: Request, kind: str, permission: str, **where: object) -> list[Row]:
        """Rows that are not deleted; with includeDeleted, for those who may, all."""
        rows = self.all_of(kind, **where)
        if self.reveals(request) and self.has(request.user, permission):
            return rows
        return self.undeleted(kind, rows)

    def reveals(self, request: Request) -> bool:
        """Whether deleted rows are asked for."""
        return self.flag(request, "includeDeleted")

    def undeleted(self, _kind: str, rows: list[Row]) -> list[Row]:
        """Rows without the mark."""
        return [row for row in rows if row["deletedAt"] is None]

    def find_live(self, kind: str, ident: str, **where: object) -> Row:
        """A row that is not deleted; 404 otherwise."""
        row = self.find(kind, ident, **where)
        if not self.undeleted(kind, [row]):
            raise self.missing(kind)
        return row

    def mark(self, kind: str, row: Row, stamp: str | None = None) -> None:
        """Delete a row so that it can come back."""
        self.change(kind, row, {"deletedAt": stamp or self.stamp()})

    def unmark(self, kind: str, row: Row) -> Row:
        """Bring a row back; 409 where it is not deleted."""
        if row["deletedAt"] is None:
            raise self.illegal("It is not deleted")
        return self.change(kind, row, {"deletedAt": None})

    def illegal(self, text: str) -> Refusal:
        """The refusal of a change of state that is not possible."""
        return Refusal(409, text)

    def check_free(self, kind: str, name: str, but: Row | None = None, **where: object) -> None:
        """409 where a living row has the name."""
        for row in self.all_of(kind, **where):
            if row is not but and row["name"] == name and row.get("deletedAt") is None:
                raise self.taken(kind)

    def taken(self, kind: str) -> Refusal:
        """The refusal of a name that is taken."""
        return Refusal(409, f"There is such a {kind.rstrip('s')} already")

    def refer(self, request: Request, kind: str, ident: object, **where: object) -> Row:
        """A row that a body names; 400 where the organization has none such."""
        row = self.tables[kind].get(str(ident))
        if row is None or not self.in_reach(request, kind, row, where) or row.get("deletedAt") is not None:
            raise self.invalid(f"There is no such {kind.rstrip('s')}")
        return row

    def in_reach(self, request: Request, kind: str, row: Row, where: Row) -> bool:
        """Whether a row that a body names is the organization's, and hangs where it must."""
        return self.belongs(kind, row, {"orgId": request.org["id"]} | where)

    def user_ref(self, ident: str | None) -> Row | None:
        """A user as other rows name one."""
        user = self.tables["users"].get(ident or "")
        return {"id": user["id"], "name": user["name"]} if user else None

    def pick(self, row: Row, *names: str) -> Row:
        """Some members of a row."""
        return {name: row[name] for name in names}

    # How members of a body are checked; see ``Checks.check_value``.

    def check_amount(self, key: str, field: Field, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not field.low <= value <= field.high:
            raise self.invalid(f"{key} must be a number from {field.low} to {field.high}")
        return value

    def check_prefix(self, key: str, field: Field, value: object) -> str:
        return self.check_pattern(key, field, value, PREFIX).upper()

    def check_address(self, key: str, field: Field, value: object) -> str:
        text = self.check_text(key, field, value)
        if not ADDRESS.fullmatch(text):
            raise self.invalid(f"{key} is no address")
        return text

    def check_https(self, key: str, field: Field, value: object) -> str:
        text = self.check_text(key, field, value)
        if not text.startswith("https://") or len(text) < len("https://a") or " " in text:
            raise self.invalid(f"{key} must be an https address")
        return text

    def check_day(self, key: str, field: Field, value: object) -> str:
        text = self.check_text(key, field, value)
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as broken:
            raise self.invalid(f"{key} is no day") from broken
