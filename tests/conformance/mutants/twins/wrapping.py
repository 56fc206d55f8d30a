"""Twins that choose the other reading where two pages of the vendor disagree."""

from __future__ import annotations

from tests.conformance.mutants.honest import Honest, Row
from tests.conformance.mutants.registry import twin


@twin("answers projects and channels inside an object, as their own pages show")
class Wrapped(Honest):
    def wrap(self, name: str, rows: list[Row]) -> object:
        return {name: rows}


@twin("answers every creation with 200")
class Okay200(Honest):
    CREATED = 200


@twin("shows the rows of all organizations where no header narrows, on one hash chain")
class UnfilteredDefault(Honest):
    def sees(self, owner: str | None, context: str | None) -> bool:
        return context is None or owner == context

    def chain(self, org: str | None) -> str | None:
        return None
