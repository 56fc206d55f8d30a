"""The rows a server keeps, in plain dictionaries, and what hangs on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from types import MappingProxyType
from typing import ClassVar

from .wire import Refusal, Row

Children = tuple[tuple[str, str], ...]


class Store:
    """Tables by kind; a row is in the answer's own form, with a few members that only ``show_…`` leaves out.

    A server says its ``KINDS`` of rows, and in ``CHILDREN`` which kinds hang on which, by the member that names the
    parent.
    """

    KINDS: ClassVar[tuple[str, ...]] = ()
    CHILDREN: ClassVar[Mapping[str, Children]] = MappingProxyType({})

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.ahead = 0.0
        self.tables: dict[str, dict[str, Row]] = {kind: {} for kind in self.KINDS}
        self.numbers = count(1)
        self.boot = int(clock())

    def now(self) -> float:
        """Epoch seconds as this server sees them."""
        return self.clock() + self.ahead

    def advance(self, seconds: float) -> None:
        """Let time pass for this server alone: what a sleep of the caller would do."""
        self.ahead += seconds

    def stamp(self, seconds: float | None = None) -> str:
        """Epoch seconds, now where none are given, as ISO 8601 UTC with whole seconds."""
        moment = datetime.fromtimestamp(self.now() if seconds is None else seconds, UTC)
        return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"

    def mint(self, kind: str) -> str:
        """A new id: 24 hexadecimal digits, the first eight of them the time of birth."""
        number = next(self.numbers)
        return f"{self.boot:08x}{(number * 2654435761) % 2**24:06x}{number:010x}"

    def keep(self, kind: str, row: Row) -> Row:
        """Store a new row and give it back."""
        self.tables[kind][row["id"]] = row
        return row

    def change(self, kind: str, row: Row, changes: Row) -> Row:
        """Write members of a kept row and give it back."""
        row.update(changes)
        return row

    def all_of(self, kind: str, **where: object) -> list[Row]:
        """The rows of a kind whose members are as asked, in order of creation."""
        rows = list(self.tables[kind].values())
        for name, value in where.items():
            rows = [row for row in rows if row[name] == value]
        return rows

    def find(self, kind: str, ident: str, **where: object) -> Row:
        """One row by id under the parents asked for; 404 otherwise."""
        row = self.tables[kind].get(ident)
        if row is None or not self.belongs(kind, row, where):
            raise self.missing(kind)
        return row

    def belongs(self, kind: str, row: Row, where: Row) -> bool:
        """Whether a row hangs where the path says."""
        return all(row[name] == value for name, value in where.items())

    def missing(self, kind: str) -> Refusal:
        """The refusal for a row nobody has, or nobody has here."""
        return Refusal(404, f"No such {kind.rstrip('s')}")

    def children(self, kind: str) -> Iterable[tuple[str, str]]:
        """What goes with a row of a kind: kinds of rows with the member that names the parent."""
        return self.CHILDREN.get(kind, ())

    def drop(self, kind: str, row: Row) -> None:
        """Remove a row and all that hangs on it."""
        for below, name in self.children(kind):
            for child in self.all_of(below, **{name: row["id"]}):
                self.drop(below, child)
        self.tables[kind].pop(row["id"], None)
