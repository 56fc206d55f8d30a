"""Boards that mix up organizations, or hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .boards import Boards
from .door import Answer, Refused, Row

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment


class TakesEveryHost(Boards):
    breaks = "tenancy.host_clash"

    def foreign_labels(self) -> set[str]:
        return set()


class TakesEveryHostForReaders(Boards):
    breaks = "tenancy.host_clash"

    def foreign_labels(self) -> set[str]:
        return super().foreign_labels() if self.method != "GET" else set()


class DoesAndClashes(Boards):
    breaks = "tenancy.host_clash"

    def __init__(self) -> None:
        super().__init__()
        self.clashes = False

    def foreign_labels(self) -> set[str]:
        return set()

    def way(self, environ: WSGIEnvironment) -> list[str]:
        parts = super().way(environ)
        self.clashes = str(environ.get("HTTP_HOST", "")).partition(".")[0] in super().foreign_labels()
        return parts

    def answer(self, method: str, parts: list[str], query: dict[str, str], body: Row) -> Answer:
        answer = super().answer(method, parts, query, body)
        if self.clashes:
            raise Refused(403, "ELSEWHERE")
        return answer


class TakesNoHost(Boards):
    breaks = "tenancy.host_own"

    def foreign_labels(self) -> set[str]:
        return {"acme", *super().foreign_labels()}


class TakesAnyLabel(Boards):
    breaks = "tenancy.host_unknown"

    def unknown_label(self, label: str) -> bool:
        return False


class ShowsAllBoards(Boards):
    breaks = "tenancy.reads"

    def mine(self, kind: str) -> list[Row]:
        return self.rows[kind] if kind == "boards" and self.is_admin() else super().mine(kind)
