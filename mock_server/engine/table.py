"""The rows of one resource with their indexes: sorted lists per key, built at first use and kept up from then on."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_server.engine.contract import Json
from mock_server.engine.ranks import cut_merged

Row = Mapping[str, Json]
Key = tuple[Json, ...]
Entry = tuple[Any, ...]
"""Sort values, then the id."""

SEQ = "$seq"
"""Hidden field: the place of a row in the order of insertion."""


@dataclass(frozen=True, slots=True)
class Index:
    """Rows grouped by the values of `fields` (dots reach into objects) and sorted by `order` ("-" descends)."""

    fields: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def backwards(self) -> bool:
        """Whether the list is read from its end, because its first sort key descends."""
        return bool(self.order) and self.order[0][0] == "-"


EVERY = Index()
"""All rows, in the order of insertion."""


class _Falling:
    """A value that sorts the other way round; for keys that run against the first one."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Falling) -> bool:
        return bool(other.value < self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Falling) and bool(other.value == self.value)

    def __hash__(self) -> int:
        return hash(self.value)


def make_getter(name: str) -> Callable[[Row], Json]:
    """A function that reads a field; dots reach into objects, and what is absent is None."""
    if "." not in name:
        return lambda row: row.get(name)
    first, rest = name.split(".", 1)
    inner = make_getter(rest)

    def read(row: Row) -> Json:
        value = row.get(first)
        return inner(value) if isinstance(value, Mapping) else None

    return read


def make_sorter(index: Index) -> Callable[[Row], tuple[Any, ...]]:
    """A function that gives the sort values of a row; a backwards index is read from the end of that order."""
    falling = index.backwards
    keys = [(make_getter(name.lstrip("-")), (name[0] == "-") != falling) for name in index.order]
    if not index.order or index.order[-1].lstrip("-") != SEQ:
        keys.append((make_getter(SEQ), falling))

    def sort_values(row: Row) -> tuple[Any, ...]:
        found = []
        for read, against in keys:
            value = read(row)
            ranked = (value is not None, value)
            found.append(_Falling(ranked) if against else ranked)
        return tuple(found)

    return sort_values


@dataclass(slots=True)
class _Shelf:
    """One index over the rows of a table."""

    index: Index
    buckets: dict[Key, list[Entry]] = field(default_factory=dict)
    read_key: Callable[[Row], Key] = field(init=False)
    sort_values: Callable[[Row], tuple[Any, ...]] = field(init=False)

    def __post_init__(self) -> None:
        getters = tuple(make_getter(name) for name in self.index.fields)
        self.read_key = lambda row: tuple([read(row) for read in getters])
        self.sort_values = make_sorter(self.index)

    def add(self, row_id: str, row: Row) -> None:
        insort(self.buckets.setdefault(self.read_key(row), []), (*self.sort_values(row), row_id))

    def drop(self, row_id: str, row: Row) -> None:
        key = self.read_key(row)
        bucket = self.buckets[key]
        del bucket[bisect_left(bucket, (*self.sort_values(row), row_id))]
        if not bucket:
            del self.buckets[key]


class Table:
    """Rows by id in the order of insertion."""

    __slots__ = ("_seq", "_shelves", "removed", "rows")

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.removed: list[Row] = []
        self._seq = 0
        self._shelves: dict[Index, _Shelf] = {}

    def put(self, row_id: str, row: dict[str, Json]) -> Row:
        """Add a row the caller gives away; KeyError where the id is taken."""
        if row_id in self.rows:
            raise KeyError(row_id)
        self._seq += 1
        row[SEQ] = self._seq
        self.rows[row_id] = row
        for shelf in self._shelves.values():
            shelf.add(row_id, row)
        return row

    def replace(self, row_id: str, fields: Mapping[str, Json]) -> Row:
        """Put a row with those fields set in the place of the old one."""
        old = self.rows[row_id]
        new = {**old, **fields, SEQ: old[SEQ]}
        self.rows[row_id] = new
        for shelf in self._shelves.values():
            shelf.drop(row_id, old)
            shelf.add(row_id, new)
        return new

    def remove(self, row_id: str, *, keep: bool) -> Row:
        """Take a row out; `keep` remembers it among `removed`."""
        old = self.rows.pop(row_id)
        for shelf in self._shelves.values():
            shelf.drop(row_id, old)
        if keep:
            self.removed.append(old)
        return old

    def bucket(self, index: Index, key: Key) -> list[Entry]:
        """The entries of one key, ascending; not to be changed."""
        shelf = self._shelves.get(index)
        if shelf is None:
            shelf = self._shelves[index] = self._fill(index)
        return shelf.buckets.get(key, [])

    def cut(self, index: Index, keys: Sequence[Key], start: int, stop: int | None) -> list[Row]:
        """Rows of some keys in the index's order, from `start` up to `stop`."""
        buckets = [entries for key in keys if (entries := self.bucket(index, key))]
        total = sum(map(len, buckets))
        low, high = start, total if stop is None else min(stop, total)
        if index.backwards:
            low, high = total - high, total - low
        if low >= high:
            return []
        entries = buckets[0][low:high] if len(buckets) == 1 else cut_merged(buckets, low, high)
        if index.backwards:
            entries.reverse()
        rows = self.rows
        return [rows[entry[-1]] for entry in entries]

    def copy(self) -> Table:
        """A table with the same rows that lives on its own."""
        twin = Table()
        twin.rows, twin.removed, twin._seq = dict(self.rows), list(self.removed), self._seq
        for index, shelf in self._shelves.items():
            twin._shelves[index] = _Shelf(index, {key: list(bucket) for key, bucket in shelf.buckets.items()})
        return twin

    def _fill(self, index: Index) -> _Shelf:
        shelf = _Shelf(index)
        for row_id, row in self.rows.items():
            bucket = shelf.buckets.setdefault(shelf.read_key(row), [])
            bucket.append((*shelf.sort_values(row), row_id))
        for bucket in shelf.buckets.values():
            bucket.sort()
        return shelf
