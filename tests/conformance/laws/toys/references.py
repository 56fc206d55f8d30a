"""Shelves whose volumes name readers and tags that are not there, or cannot name those that are."""

from __future__ import annotations

from .door import Refused, Row
from .shelves import Shelves


class NamesAnything(Shelves):
    breaks = "references.unknown"

    def refer(self, kind: str, name: str | None) -> None:
        """Whatever is named will do."""


class RefusesByAnotherCause(Shelves):
    breaks = "references.unknown"

    def refer(self, kind: str, name: str | None) -> None:
        if name is not None:
            self.find(kind, name)


class NamesNeighbours(Shelves):
    breaks = "references.foreign"

    def refer(self, kind: str, name: str | None) -> None:
        if name is not None and all(row["id"] != name or row["deletedAt"] for row in self.rows[kind]):
            raise Refused(400, "NO_SUCH")


class TellsNeighboursApart(Shelves):
    breaks = "references.foreign"

    def refer(self, kind: str, name: str | None) -> None:
        if any(row["id"] == name and row["house"] != self.house for row in self.rows[kind]):
            raise Refused(403, "SCOPE")
        super().refer(kind, name)


class NamesDeleted(Shelves):
    breaks = "references.deleted"

    def look(self, kind: str, name: str) -> Row | None:
        return next((r for r in self.rows[kind] if r["id"] == name and r["house"] == self.house), None)


class NamesNobody(Shelves):
    breaks = "references.named"

    def refer(self, kind: str, name: str | None) -> None:
        if name is not None:
            raise Refused(400, "NO_SUCH")


class ForgetsWhom(Shelves):
    breaks = "references.named"

    def check_references(self, body: Row) -> None:
        super().check_references(body)
        body.pop("readerId", None)


class RefusesNull(Shelves):
    breaks = "references.none"

    def check_references(self, body: Row) -> None:
        if body.get("readerId", "") is None:
            raise Refused(400, "INVALID")
        super().check_references(body)


class KeepsOnNull(Shelves):
    breaks = "references.none"

    def check_references(self, body: Row) -> None:
        super().check_references(body)
        if body.get("readerId", "") is None:
            del body["readerId"]


class ChecksFirstTagAlone(Shelves):
    breaks = "references.list"

    def check_references(self, body: Row) -> None:
        super().check_references({**body, "tagIds": body.get("tagIds", [])[:1]})


class StoresWhatItRefuses(Shelves):
    breaks = "references.list"

    def create(self, kind: str, above: Row | None, body: Row) -> Row:
        tags = [tag for tag in body.get("tagIds", []) if self.look("tag", tag)]
        row = super().create(kind, above, {**body, "tagIds": tags} if "tagIds" in body else body)
        self.check_references(body)
        return row
