"""Pages cut in the wrong places."""

from __future__ import annotations

from collections.abc import Sequence

from .honest import Honest, Refusal, Request
from .honest.rows import Entry
from .registry import mutant


@mutant("paging", "CODESPAR-039", aim="From page 2 on each page leaves out the entry it should begin with.")
class PageSkips(Honest):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        return entries[(page - 1) * size + (page > 1) : page * size]


@mutant("paging", "CODESPAR-039", aim="From page 2 on each page begins with the last entry of the page before.")
class PageRepeats(Honest):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        start = (page - 1) * size - (page > 1)
        return entries[start : start + size]


@mutant("paging", "CODESPAR-039", aim="Every page is the first one.")
class PageIgnored(Honest):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        return super().cut(entries, size, 1)


@mutant("paging", "CODESPAR-036", aim="A page holds one entry more than its size.")
class PageOversized(Honest):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        return entries[(page - 1) * size : page * size + 1]


@mutant("paging", "CODESPAR-034", aim="Pages count from 0: page 1 is the second.")
class PageFromZero(Honest):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        return super().cut(entries, size, page + 1)


@mutant("paging", "CODESPAR-033", aim="A limit above 100 is granted.")
class LimitUnbounded(Honest):
    def whole(self, request: Request, name: str, default: int, most: int | None) -> int:
        return super().whole(request, name, default, None)

    def furnish(self, world: str) -> None:
        # A trail shorter than the bound would hide the fault.
        super().furnish(world)
        for org in (None, *self.state.orgs):
            for step in range(120):
                self.write(org, "agent", "agent-review-x1", "review", "approved", {"risk": "low", "n": step}, self.boot)


@mutant("paging", "CODESPAR-032", aim="Without a limit a page holds 10 entries.")
class LimitDefaultTen(Honest):
    def whole(self, request: Request, name: str, default: int, most: int | None) -> int:
        return super().whole(request, name, 10 if name == "limit" else default, most)


@mutant("paging", "CODESPAR-035", aim="A limit that is no number crashes the server.")
class LimitCrashes(Honest):
    def whole(self, request: Request, name: str, default: int, most: int | None) -> int:
        int(request.parameter(name) or default)
        return super().whole(request, name, default, most)


@mutant("paging", "CODESPAR-040", aim="A page past the end is 404.")
class PastEndMissing(Honest):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        if page > max(1, self.pages(len(entries), size)):
            raise Refusal(404, "NOT_FOUND", "No such page")
        return super().cut(entries, size, page)


@mutant("paging", "CODESPAR-040", "CODESPAR-035", aim="A page past the end crashes the server.")
class PastEndCrashes(Honest):
    def cut(self, entries: Sequence[Entry], size: int, page: int) -> Sequence[Entry]:
        if page > 1 and (page - 1) * size >= len(entries):
            raise IndexError("page out of range")
        return super().cut(entries, size, page)


@mutant("paging", "journal", "CODESPAR-043", aim="The trail is shown oldest first.")
class OldestFirst(Honest):
    def arrange(self, entries: list[Entry]) -> list[Entry]:
        return entries


@mutant("paging", "journal", "CODESPAR-043", aim="The trail is ordered by hash, which is no order at all.")
class OrderedByHash(Honest):
    def arrange(self, entries: list[Entry]) -> list[Entry]:
        return sorted(entries, key=lambda entry: entry.hash)
