"""Right pages with wrong numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence

from .honest import Honest, Request, Row
from .honest.rows import Entry
from .registry import mutant


@mutant("paging", "CODESPAR-039", "CODESPAR-037", aim="total counts the entries of the page.")
class TotalOfPage(Honest):
    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total, page, size) | {"total": len(entries)}


@mutant("paging", "CODESPAR-039", aim="total is one too many, and all that follows from it.")
class TotalOneMore(Honest):
    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total + 1, page, size)


@mutant("paging", "CODESPAR-037", aim="totalPages is one too many.")
class PagesOneMore(Honest):
    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total, page, size) | {"totalPages": self.pages(total, size) + 1}


@mutant("paging", "CODESPAR-037", "CODESPAR-038", aim="totalPages is one too many where the size divides the total.")
class PagesOffAtEdge(Honest):
    def pages(self, total: int, size: int) -> int:
        return total // size + 1


@mutant("paging", "CODESPAR-037", "CODESPAR-038", aim="totalPages forgets the last page where it is not full.")
class PagesRoundDown(Honest):
    def pages(self, total: int, size: int) -> int:
        return total // size


@mutant("paging", "CODESPAR-038", aim="hasMore is still true on the last page.")
class MoreOnLast(Honest):
    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total, page, size) | {"hasMore": page <= self.pages(total, size)}


@mutant("paging", "CODESPAR-038", aim="hasMore is false on every page.")
class MoreNever(Honest):
    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total, page, size) | {"hasMore": False}


@mutant("paging", "CODESPAR-036", aim="pageSize is 20 whatever was asked.")
class SizeAlwaysTwenty(Honest):
    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total, page, size) | {"pageSize": 20}


@mutant("paging", "CODESPAR-036", aim="page is 1 whatever was asked.")
class PageAlwaysOne(Honest):
    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total, page, size) | {"page": 1}


@mutant("paging", "shape", "CODESPAR-005", aim="The trail is answered as a bare array.")
class TrailBare(Honest):
    def get_audit(self, request: Request) -> object:
        body = super().get_audit(request)
        return body["entries"] if isinstance(body, dict) else body
