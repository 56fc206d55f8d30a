"""Pages at their edges, and while rows come and go."""

from __future__ import annotations

from .honest import Refusal, Request, Row, Spedy
from .registry import mutant


@mutant("paging", "053", aim="A limit that is no number is the server's fault.")
class NumbersUnchecked(Spedy):
    def read_number(self, request: Request, name: str, default: int, most: int | None) -> int:
        text = request.parameter(name)
        if text is not None and not text.lstrip("-").isdigit():
            raise Refusal(500, "Internal server error")
        return super().read_number(request, name, default, most)


@mutant("paging", "049", aim="A page tells whether more follows, too.")
class EnvelopeTellsMore(Spedy):
    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        return super().envelope_of(data, total, number, size) | {"hasMore": number * size < total}


@mutant("paging", "542", aim="A page past the end is refused with 404.")
class PastEndMissing(Spedy):
    def envelope_of(self, data: list[Row], total: int, number: int, size: int) -> Row:
        if number > 1 and not data:
            raise Refusal(404, "There is no such page")
        return super().envelope_of(data, total, number, size)


@mutant("paging", "543", aim="Labels are shuffled whenever one is made or deleted.")
class Reshuffled(Spedy):
    def list_labels(self, request: Request) -> object:
        rows = self.all_of("labels", orgId=request.org["id"])
        turn = len(rows) % 7
        return self.page(request, [*rows[turn:], *rows[:turn]], self.show_label)
