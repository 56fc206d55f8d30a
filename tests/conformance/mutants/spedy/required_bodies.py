"""Bodies that are read with less care, and changes that do more or less than they say."""

from __future__ import annotations

from typing import Any

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("required", "142", "160", "404", aim="A name may be empty.")
class EmptyNames(Spedy):
    def check_text(self, key: str, field: Any, value: object) -> str:
        if key == "name" and value == "":
            return ""
        return super().check_text(key, field, value)


@mutant("required", "142", "172", "220", aim="A name may have any length.")
class LongNames(Spedy):
    def check_text(self, key: str, field: Any, value: object) -> str:
        if key == "name" and isinstance(value, str) and value:
            return value
        return super().check_text(key, field, value)


@mutant("required", "160", "220", aim="A color may be any text.")
class AnyColor(Spedy):
    def check_color(self, key: str, field: Any, value: object) -> str:
        return self.check_text(key, field, value)


@mutant("required", "161", "214", aim="A word nobody knows is taken.")
class AnyWord(Spedy):
    def check_enum(self, key: str, field: Any, value: object) -> str:
        return (
            value
            if isinstance(value, str) and key in ("category", "impactLevel")
            else super().check_enum(key, field, value)
        )


@mutant("required", "103", "253", aim="What is required may be left out.")
class NothingRequired(Spedy):
    def check_form(self, name: str, body: Row) -> Row:
        if name == "label" and "color" not in body:
            body = {**body, "color": "#000000"}
        return super().check_form(name, body)


@mutant("update", aim="A change that names one member clears another.")
class ChangeClears(Spedy):
    def update_label(self, request: Request) -> object:
        row = self.find_label(request)
        if "description" not in self.read_body(request):
            self.change("labels", row, {"description": None})
        return super().update_label(request)


@mutant("update", "crud", "043", aim="A change is answered and not kept.")
class ChangeForgotten(Spedy):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        return (
            row | changes if kind == "customers" and "deletedAt" not in changes else super().change(kind, row, changes)
        )


@mutant("update", "148", "cases", aim="The prefix of a board can be changed.")
class PrefixChanges(Spedy):
    def form(self, name: str) -> dict[str, Any]:
        found = super().form(name)
        return found | {"prefix": self.forms["board"]["prefix"]} if name == "board_patch" else found


@mutant("update", "478", aim="Null clears nothing.")
class NullIgnored(Spedy):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        asked = {"customers": ("email", "notes"), "labels": ("description",), "tickets": ("description", "dueDate")}
        kept = {name for name in asked.get(kind, ()) if changes.get(name, "") is None}
        return super().change(kind, row, {name: value for name, value in changes.items() if name not in kept})
