"""Parameters of a query that are read with less care."""

from __future__ import annotations

from .honest import Request, Spedy
from .registry import mutant


@mutant("required", "filter", "557", aim="A word a parameter does not know is not looked at.")
class WordsIgnored(Spedy):
    def word(self, request: Request, name: str, *options: str) -> str | None:
        text = request.parameter(name)
        return text if text in options else None


@mutant("required", aim="A search for nothing finds nothing, and is fine.")
class SearchForNothing(Spedy):
    def search(self, request: Request) -> object:
        if request.parameter("q") is None:
            return self.page(request, [], dict)
        return super().search(request)
