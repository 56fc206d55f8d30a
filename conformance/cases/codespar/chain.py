"""The hash chain of the audit trail: read it, recompute it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product

from conformance.bench import Bench
from conformance.contract import pick
from conformance.exchange import Json
from conformance.target import Tenant

GENESIS = "0" * 64
PAGES = 20
RETENTION = dt.timedelta(days=364)
Entry = dict[str, Json]
Writing = Callable[[Json], str]


def _writing(spaced: bool, is_sorted: bool, ascii_only: bool) -> Writing:
    separators = (", ", ": ") if spaced else (",", ":")
    return lambda value: json.dumps(value, separators=separators, sort_keys=is_sorted, ensure_ascii=ascii_only)


# No page says how metadata is written, so any one way that proves the whole trail will do.
WRITINGS = [_writing(*choice) for choice in product((False, True), repeat=3)]


def digest(previous: str, entry: Entry, writing: Writing) -> str:
    """The hash an entry must have after ``previous``, both as 64 hexadecimal digits."""
    parts = [str(entry.get(name, "")) for name in ("timestamp", "actorType", "actorId", "action", "result")]
    text = "".join([previous, *parts, writing(entry.get("metadata"))])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def shown(entry: Entry) -> str:
    """The hash an entry shows, without its scheme."""
    return str(entry.get("hash", "")).removeprefix("sha256:")


@dataclass
class Trail:
    """Entries of one or several scopes, oldest first."""

    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def merge(cls, trails: Iterable[Trail]) -> Trail:
        """All entries of several trails, each once, by time."""
        every = {str(entry.get("id")): entry for trail in trails for entry in trail.entries}
        return cls(sorted(every.values(), key=lambda entry: str(entry.get("timestamp"))))

    def holds(self) -> bool:
        """Whether each entry chains to the one before and the oldest to 64 zeros, in one way of writing metadata."""
        before = [GENESIS, *map(shown, self.entries)]
        return bool(self.entries) and any(
            all(digest(p, e, w) == shown(e) for p, e in zip(before, self.entries, strict=False)) for w in WRITINGS
        )

    def holds_in_any_order(self, starts: int) -> bool:
        """Whether each entry chains to another one seen, no two to the same, and at most ``starts`` to 64 zeros.

        One chain may run through all scopes, and entries of one instant come in no order that a merge could know.
        """
        return any(self._find_all(writing, starts) for writing in WRITINGS)

    def _find_all(self, writing: Writing, starts: int) -> bool:
        hashes = [shown(entry) for entry in self.entries]
        free = Counter({GENESIS: starts, **dict.fromkeys(hashes, 1)})
        for place, entry in enumerate(self.entries):
            # The predecessor is nearly always close by; the whole trail is searched only where it is not.
            near = [GENESIS, *hashes[max(0, place - 50) : place + 50][::-1]]
            found = next((p for p in (*near, *hashes) if free[p] and digest(p, entry, writing) == hashes[place]), None)
            if found is None:
                return False
            free[found] -= 1
        return bool(self.entries)

    def may_be_cut(self) -> bool:
        """Whether retention may have taken the beginning: the rest chains, and the oldest entry is a year old."""
        oldest = str(self.entries[0].get("timestamp", ""))
        newest = str(self.entries[-1].get("timestamp", ""))
        try:
            age = dt.datetime.fromisoformat(newest) - dt.datetime.fromisoformat(oldest)
        except (ValueError, TypeError):
            return False
        pairs = list(zip(self.entries, self.entries[1:], strict=False))
        chained = any(all(digest(shown(a), b, w) == shown(b) for a, b in pairs) for w in WRITINGS)
        return chained and age >= RETENTION

    def first_break(self) -> Json:
        """The first entry that no way of writing metadata chains to the one before."""
        before = [GENESIS, *map(shown, self.entries)]
        for previous, entry in zip(before, self.entries, strict=False):
            if all(digest(previous, entry, w) != shown(entry) for w in WRITINGS):
                return entry
        return None


def read_trail(bench: Bench, scope: Tenant | None) -> Trail:
    """The whole trail of a scope; skips the check where it has more than 2,000 entries."""
    found: dict[str, Entry] = {}
    for page in range(1, PAGES + 1):
        answer = bench.client.call("listAudit", query={"limit": 100, "page": page}, tenant=scope)
        bench.require(answer.status == 200, "a page of the audit trail does not answer 200", exchange=answer)
        # Entries written meanwhile push older ones onto the next page: those come twice and count once.
        for entry in bench.items(answer):
            found.setdefault(str(entry.get("id")), entry)
        if not pick(answer, "$response.body#/hasMore", False):
            return Trail(list(reversed(found.values())))
    bench.skip(f"the audit trail has more than {PAGES * 100} entries")
    raise AssertionError
