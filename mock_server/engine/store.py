"""Rows in memory, behind a protocol that a durable store could keep as well.

A stored row is never changed in place: a change puts a new row in its stead. So what comes out is safe to read while
others write, and a snapshot copies references only. What goes in is copied, so that no caller holds a part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import orjson

from mock_server.engine.contract import Json
from mock_server.engine.table import EVERY, Index, Key, Row, Table


class AppendOnlyError(Exception):
    """Code tried to change or remove a row of an append-only resource; the text names the resource."""


class Store(Protocol):
    """Rows by resource and id, with ordered indexes. Rows that come out are for reading only."""

    def put(self, resource: str, row_id: str, row: Mapping[str, Json]) -> Row:
        """Add a row under a new id; KeyError where the id is taken."""
        ...

    def get(self, resource: str, row_id: str) -> Row | None:
        """The row of that id, or None."""
        ...

    def change(self, resource: str, row_id: str, fields: Mapping[str, Json]) -> Row:
        """Set fields of a row and give the new row; KeyError for an unknown id."""
        ...

    def remove(self, resource: str, row_id: str) -> Row:
        """Take a row out and give it; KeyError for an unknown id."""
        ...

    def count(self, resource: str, index: Index = EVERY, key: Key = ()) -> int:
        """How many rows share a key."""
        ...

    def scan(
        self, resource: str, index: Index = EVERY, key: Key = (), start: int = 0, stop: int | None = None
    ) -> list[Row]:
        """Rows that share a key, in the index's order, cut to [start:stop]."""
        ...

    def gather(
        self, resource: str, index: Index, keys: Sequence[Key], start: int = 0, stop: int | None = None
    ) -> list[Row]:
        """Rows that have one of several keys, in the index's order, cut to [start:stop]."""
        ...

    def removed(self, resource: str) -> Sequence[Row]:
        """Rows taken out since the start, of resources whose past matters."""
        ...


class MemoryStore:
    """The store of one world. Not locked: the world's lock is held around every use."""

    def __init__(self, append_only: frozenset[str], keeps: frozenset[str]) -> None:
        self._append_only = append_only
        self._keeps = keeps
        self._tables: dict[str, Table] = {}

    def put(self, resource: str, row_id: str, row: Mapping[str, Json]) -> Row:
        """See `Store.put`."""
        return self._table(resource).put(row_id, _copy(row))

    def get(self, resource: str, row_id: str) -> Row | None:
        """See `Store.get`."""
        return self._table(resource).rows.get(row_id)

    def change(self, resource: str, row_id: str, fields: Mapping[str, Json]) -> Row:
        """See `Store.change`; AppendOnlyError where rows must stay as they are."""
        self._may_change(resource)
        return self._table(resource).replace(row_id, _copy(fields))

    def remove(self, resource: str, row_id: str) -> Row:
        """See `Store.remove`; AppendOnlyError where rows must stay."""
        self._may_change(resource)
        return self._table(resource).remove(row_id, keep=resource in self._keeps)

    def count(self, resource: str, index: Index = EVERY, key: Key = ()) -> int:
        """See `Store.count`."""
        return len(self._table(resource).bucket(index, key))

    def scan(
        self, resource: str, index: Index = EVERY, key: Key = (), start: int = 0, stop: int | None = None
    ) -> list[Row]:
        """See `Store.scan`."""
        return self._table(resource).cut(index, (key,), start, stop)

    def gather(
        self, resource: str, index: Index, keys: Sequence[Key], start: int = 0, stop: int | None = None
    ) -> list[Row]:
        """See `Store.gather`."""
        return self._table(resource).cut(index, keys, start, stop)

    def removed(self, resource: str) -> Sequence[Row]:
        """See `Store.removed`."""
        return self._table(resource).removed

    def size(self) -> int:
        """Number of rows of all resources."""
        return sum(len(table.rows) for table in self._tables.values())

    def copy(self) -> MemoryStore:
        """A store with the same rows that lives on its own."""
        twin = MemoryStore(self._append_only, self._keeps)
        twin._tables = {name: table.copy() for name, table in self._tables.items()}
        return twin

    def _table(self, resource: str) -> Table:
        found = self._tables.get(resource)
        if found is None:
            found = self._tables[resource] = Table()
        return found

    def _may_change(self, resource: str) -> None:
        if resource in self._append_only:
            raise AppendOnlyError(f"{resource} is append-only: its rows never change and never go")


def _copy(row: Mapping[str, Json]) -> dict[str, Json]:
    copied: dict[str, Json] = orjson.loads(orjson.dumps(row))
    return copied
