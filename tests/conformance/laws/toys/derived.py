"""Shelves that miscount, and volumes that show other tags than they have."""

from __future__ import annotations

from .door import Row
from .shelves import Rows, Shelves


class CountsAllInEveryGroup(Shelves):
    breaks = "derived.tallies"

    def tally(self, volumes: Rows) -> Row:
        return dict.fromkeys(("open", "gone", "all"), len(volumes))


class ForgetsTheGone(Shelves):
    breaks = "derived.tallies"

    def tally(self, volumes: Rows) -> Row:
        return super().tally([volume for volume in volumes if volume["state"] != "gone"])


class NeverCountsDown(Shelves):
    breaks = "derived.tallies"

    def tally(self, volumes: Rows) -> Row:
        below = {volume["above"] for volume in volumes}
        return super().tally([row for row in self.rows["volume"] if row["above"] in below])


class ShowsNoTags(Shelves):
    breaks = "derived.copies"

    def show(self, kind: str, row: Row) -> Row:
        return {**super().show(kind, row), **({"tags": []} if kind == "volume" else {})}


class ShowsAnotherText(Shelves):
    breaks = "derived.copies"

    def copy(self, kind: str, name: str | None, field: str) -> Row | None:
        copied = super().copy(kind, name, field)
        return {**copied, field: "?"} if copied and kind == "tag" else copied
