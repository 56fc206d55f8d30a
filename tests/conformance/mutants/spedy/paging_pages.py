"""Pages that lie, skip, repeat or take anything."""

from __future__ import annotations

from collections.abc import Callable

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("paging", "045", aim="The page asked for is not the page that comes: always the first.")
class AlwaysFirstPage(Spedy):
    def start_of(self, number: int, size: int) -> int:
        return 0


@mutant("paging", "051", aim="Every page after the first skips a row.")
class SkipsOne(Spedy):
    def start_of(self, number: int, size: int) -> int:
        return super().start_of(number, size) + (number > 1)


@mutant("paging", "051", aim="Every page after the first repeats a row.")
class RepeatsOne(Spedy):
    def start_of(self, number: int, size: int) -> int:
        return max(super().start_of(number, size) - (number > 1), 0)


@mutant("paging", "047", aim="A page holds 25 rows where nobody asks.")
class DefaultOf25(Spedy):
    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        return super().read_number(request, name, 25 if name == "limit" else default, most)


@mutant("paging", "048", aim="A page holds as many rows as are asked for.")
class NoLargestPage(Spedy):
    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        return super().read_number(request, name, default, None)


@mutant("paging", "048", aim="A page holds 50 rows at most.")
class LargestPageOf50(Spedy):
    def furnish(self, world: str) -> None:
        super().furnish("busy")

    def page(self, request: Request, rows: list[Row], show: Callable[[Row], Row]) -> Row:
        found = super().page(request, rows, show)
        return found | {"data": found["data"][:50]}


@mutant("paging", "053", aim="Page 0 is the first page.")
class PageZero(Spedy):
    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        if name == "page" and request.parameter(name) == "0":
            return 1
        return super().read_number(request, name, default, most)


@mutant("paging", "053", aim="A page that is no number is the first page.")
class WordsArePages(Spedy):
    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        text = request.parameter(name)
        if text is not None and not text.lstrip("-").isdigit():
            return default
        return super().read_number(request, name, default, most)


@mutant("paging", "050", aim="The number of pages is rounded down.")
class PagesRoundedDown(Spedy):
    def count_pages(self, total: int, size: int) -> int:
        return total // size


@mutant("paging", "049", "051", aim="The total is that of the page.")
class TotalOfPage(Spedy):
    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        return super().envelope_of(data, len(data), number, size)


@mutant("paging", "049", "052", aim="The page size is the number of rows on the page.")
class SizeOfPage(Spedy):
    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        return super().envelope_of(data, total, number, size) | {"pageSize": len(data)}


@mutant("paging", "052", aim="The page counts from 0.")
class EchoesFromZero(Spedy):
    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        return super().envelope_of(data, total, number, size) | {"page": number - 1}


@mutant("paging", "shape", "049", aim="Numbers of the envelope are texts.")
class EnvelopeOfTexts(Spedy):
    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        return super().envelope_of(data, total, number, size) | {"total": str(total)}


@mutant("paging", "shape", "049", aim="The envelope holds no totalPages.")
class EnvelopeLacks(Spedy):
    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        found = super().envelope_of(data, total, number, size)
        del found["totalPages"]
        return found


@mutant("paging", "046", "542", aim="Past the end the last page comes again.")
class LastPageAgain(Spedy):
    def page(self, request: Request, rows: list[Row], show: Callable[[Row], Row]) -> Row:
        found = super().page(request, rows, show)
        if not found["data"] and rows:
            size = found["pageSize"]
            found["data"] = [show(row) for row in rows[(len(rows) - 1) // size * size :]]
        return found


@mutant("paging", "541", aim="The oldest rows come first.")
class OldestFirst(Spedy):
    def newest(self, rows: list[Row]) -> list[Row]:
        return self.oldest(rows)


@mutant("paging", "168", "541", aim="Statuses come in any order.")
class StatusesUnordered(Spedy):
    def ordered(self, rows: list[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: str(row["id"])[::-1])
