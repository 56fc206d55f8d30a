"""Shelves whose lists show too much or too little of what was asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote

from .door import Row
from .shelves import Query, Rows, Shelves, moment


class IgnoresGrade(Shelves):
    breaks = "filter.matches"

    def matches(self, row: Row, query: Query) -> bool:
        return super().matches(row, {name: value for name, value in query.items() if name != "grade"})


class LeavesTheMomentOut(Shelves):
    breaks = "filter.matches"

    def until(self, due: str | None, value: dt.datetime) -> bool:
        return due is not None and moment(due) < value


class TakesNullForEarly(Shelves):
    breaks = "filter.matches"

    def until(self, due: str | None, value: dt.datetime) -> bool:
        return due is None or moment(due) <= value


class StartsAfterTheMoment(Shelves):
    breaks = "filter.matches"

    def since(self, due: str | None, value: dt.datetime) -> bool:
        return due is not None and moment(due) > value


class CallsAllOverdue(Shelves):
    breaks = "filter.matches"

    def overdue(self, row: Row) -> bool:
        return row["dueAt"] is not None and row["state"] != "gone"


class CountsBeforeFiltering(Shelves):
    breaks = "filter.matches"

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        return super().wrap(kind, shown, len(self.rows[kind]), number, size)


class TakesTheListForOneTag(Shelves):
    breaks = "filter.any_of"

    def tagged(self, row: Row, value: str) -> bool:
        return value in row["tagIds"]


class WantsAllTags(Shelves):
    breaks = "filter.any_of"

    def tagged(self, row: Row, value: str) -> bool:
        return set(value.split(",")) <= set(row["tagIds"])


class KnowsNobody(Shelves):
    breaks = "filter.none"

    def matches(self, row: Row, query: Query) -> bool:
        return query.get("readerId") != "nobody" and super().matches(row, query)


class CountsTheGone(Shelves):
    breaks = "filter.kept_out"

    def overdue(self, row: Row) -> bool:
        return row["dueAt"] is not None and moment(row["dueAt"]) < dt.datetime.now(dt.UTC)


class SearchesTitlesAlone(Shelves):
    breaks = "filter.contains"

    def found(self, row: Row, value: str) -> bool:
        return value.casefold() in row["title"].casefold()


class HeedsCase(Shelves):
    breaks = "filter.contains"

    def found(self, row: Row, value: str) -> bool:
        return any(value in (row[name] or "") for name in ("title", "note"))


class SearchesWholeTexts(Shelves):
    breaks = "filter.contains"

    def found(self, row: Row, value: str) -> bool:
        return any(value.casefold() in (row[name] or "").casefold().split() for name in ("title", "note"))


class DecodesTwice(Shelves):
    breaks = "filter.encoded"

    def found(self, row: Row, value: str) -> bool:
        return super().found(row, unquote(value.replace("+", " ")))


class CutsAtAmpersands(Shelves):
    breaks = "filter.encoded"

    def found(self, row: Row, value: str) -> bool:
        return super().found(row, value.partition("&")[0])


class TakesEither(Shelves):
    breaks = "filter.together"

    def joined(self, passed: list[bool]) -> bool:
        return any(passed) or not passed


class HeedsTheFirstAlone(Shelves):
    breaks = "filter.together"

    def joined(self, passed: list[bool]) -> bool:
        return all(passed[:1])


class ShowsGone(Shelves):
    breaks = "filter.hides"

    def shows_gone(self, row: Row, query: Query) -> bool:
        return True


class NeverShowsGone(Shelves):
    breaks = "filter.hides"

    def shows_gone(self, row: Row, query: Query) -> bool:
        return bool(row["state"] != "gone")


class ShowsGoneAlone(Shelves):
    breaks = "filter.hides"

    def shows_gone(self, row: Row, query: Query) -> bool:
        return (row["state"] == "gone") is (query.get("includeGone") == "true")


class CountsTheHidden(Shelves):
    breaks = "filter.hides"

    def wrap(self, kind: str, shown: Rows, total: int, number: int, size: int) -> Any:
        hidden = sum(row["state"] == "gone" for row in self.rows["volume"])
        return super().wrap(kind, shown, total + (hidden if kind == "volume" else 0), number, size)


class WantsTheFlag(Shelves):
    breaks = "filter.unless"

    def shows_gone(self, row: Row, query: Query) -> bool:
        return row["state"] != "gone" or query.get("includeGone") == "true"
