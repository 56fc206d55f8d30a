"""The audit trail: chained entries, filtered and paged."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from .app import App
from .rows import Entry, stamp
from .wire import Refusal, Request, Routes, Row

GENESIS = "0" * 64
RISKS = ("low", "medium", "high", "critical")
NUMBER = re.compile(r"[0-9]{1,15}")
PAST = (
    # what the seeded trail repeats: actor type, action, result
    ("user", "instruct", "completed"),
    ("agent", "review", "approved"),
    ("system", "ci_event", "processed"),
    ("user", "deploy", "denied"),
    ("agent", "fix", "failed"),
)
PAST_LENGTH = 45


class Journal(App):
    """Writes entries for the other parts and serves them."""

    ROUTES: Routes = (("GET", "/api/audit", "get_audit"),)

    def furnish(self, world: str) -> None:
        if world != "seeded":
            return
        for org in (None, *self.state.orgs):
            for step in range(PAST_LENGTH):
                kind, action, result = PAST[step % len(PAST)]
                actor = {"user": "slack:U1234ABCD", "system": "webhook-handler"}.get(kind, "agent-review-x1")
                facts: Row = {"risk": RISKS[step % 4], "step": step}
                self.write(org, kind, actor, action, result, facts, self.boot - (PAST_LENGTH - step) * 3600)

    def record(self, org: str | None, action: str, risk: str, **facts: object) -> None:
        """Leave the entry of a write that came over this API."""
        self.write(org, "user", "api", action, "completed", {"risk": risk, **facts}, self.now())

    def write(
        self, org: str | None, actor_type: str, actor: str, action: str, result: str, facts: Row, when: float
    ) -> None:
        """Append one entry and chain it to the one before."""
        with self.lock:
            entry = Entry(self.name_entry(), org, self.stamp(when), actor_type, actor, action, result, facts)
            link = self.chain(org)
            before = next((old for old in reversed(self.state.entries) if self.chain(old.org) == link), None)
            entry.hash = self.digest(before.hash if before else GENESIS, entry)
            self.keep(entry)

    def name_entry(self) -> str:
        """An id for the next entry."""
        return f"audit-{next(self.state.numbers):03}"

    def keep(self, entry: Entry) -> None:
        """Put an entry at the end of the trail."""
        self.state.entries.append(entry)

    def chain(self, org: str | None) -> str | None:
        """Which hash chain an organization's entries hang on: one each, so that each trail proves itself."""
        return org

    def digest(self, previous: str, entry: Entry) -> str:
        """SHA-256 over the previous hash and the entry's fields."""
        facts = json.dumps(entry.metadata, separators=(",", ":"), ensure_ascii=False)
        parts = (previous, entry.time, entry.actor_type, entry.actor, entry.action, entry.result, facts)
        return hashlib.sha256("".join(parts).encode()).hexdigest()

    def stamp(self, seconds: float) -> str:
        """Epoch seconds as this server writes times."""
        return stamp(seconds)

    def get_audit(self, request: Request) -> object:
        """One page of the trail, newest first."""
        size = self.whole(request, "limit", 20, 100)
        page = self.whole(request, "page", 1, None)
        risk = self.risk(request)
        found = [entry for entry in self.trail(request.org) if self.matches(entry, risk)]
        found = self.arrange(found)
        return self.page(self.cut(found, size, page), len(found), page, size)

    def whole(self, request: Request, name: str, default: int, most: int | None) -> int:
        """A positive whole number from the query, at most ``most``."""
        text = request.parameter(name)
        if text is None:
            return default
        value = int(text) if NUMBER.fullmatch(text) else 0
        if value < 1 or (most is not None and value > most):
            raise Refusal(400, "INVALID_PARAMETER", f"{name} must be a whole number from 1 to {most or 'any'}")
        return value

    def risk(self, request: Request) -> str:
        """The risk asked for, 'all' by default."""
        risk = request.parameter("risk")
        if risk not in (None, "all", *RISKS):
            raise Refusal(400, "INVALID_PARAMETER", "risk must be low, medium, high, critical or all")
        return risk or "all"

    def trail(self, org: str | None) -> list[Entry]:
        """The entries of a context, oldest first."""
        return [entry for entry in self.state.entries if self.sees(entry.org, org)]

    def matches(self, entry: Entry, risk: str) -> bool:
        """Whether an entry passes the risk filter."""
        return risk == "all" or entry.metadata.get("risk") == risk

    def arrange(self, entries: list[Entry]) -> list[Entry]:
        """Entries in the order they are shown."""
        return entries[::-1]

    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        """The entries of one page."""
        return entries[(page - 1) * size : page * size]

    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        """The wrapper around a page."""
        pages = self.pages(total, size)
        return {
            "entries": [self.show_entry(entry) for entry in entries],
            "total": total,
            "page": page,
            "pageSize": size,
            "totalPages": pages,
            "hasMore": page < pages,
        }

    def pages(self, total: int, size: int) -> int:
        """How many pages there are."""
        return -(-total // size)

    def show_entry(self, entry: Entry) -> Row:
        """An entry as the API shows it."""
        return {
            "id": entry.id,
            "timestamp": entry.time,
            "actorType": entry.actor_type,
            "actorId": entry.actor,
            "action": entry.action,
            "result": entry.result,
            "metadata": entry.metadata,
            "hash": f"sha256:{entry.hash}",
        }
