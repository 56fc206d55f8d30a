"""Fields a project adds to its cards, and their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from mock_server.apis.stellary.cards import settle_changed
from mock_server.apis.stellary.project_cards import list_cards
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

CHOOSING = ("select", "multi-select")
"""Types whose values come from the options of the field."""


def fits(field: Row, value: Json) -> bool:
    """Whether a value is one of the field's type."""
    return _TESTS[field["type"]](value, field.get("options") or [])


def lay_values(act: Act) -> None:
    """The values that are sent come to those there are; null takes one away.

    Refused where a field is none of the project's, or a value does not fit its field.
    """
    fields = {row["id"]: row for row in act.everywhere("CustomField", projectId=act.path_row("Project")["id"])}
    for field_id, value in act.body.items():
        if field_id not in fields:
            act.refuse("invalid", f"{field_id[:50]} is no custom field of the project")
        if value is not None and not fits(fields[field_id], value):
            act.refuse("invalid", f"{field_id} must be of type {fields[field_id]['type']}")
    values = {**act.current["customFields"], **act.body}
    act.fields = {"customFields": {name: value for name, value in values.items() if value is not None}}


def prepare_field_change(act: Act) -> None:
    """Refuse a field to choose from that would have nothing to choose."""
    whole = {**act.current, **act.body}
    if whole["type"] in CHOOSING and not whole.get("options"):
        act.refuse("invalid", f"a field of type {whole['type']} needs options")


def settle_changed_field(act: Act, row: Row, _before: Row | None) -> None:
    """Take values away that do not fit the field any more."""
    _strip(act, row, lambda value: fits(row, value))


def settle_deleted_field(act: Act, row: Row, _before: Row | None) -> None:
    """Take the values of a deleted field away."""
    _strip(act, row, lambda _: False)


def _strip(act: Act, field: Row, keeps: Callable[[Json], bool]) -> None:
    own = field["id"]
    for card in list_cards(act, field["projectId"]):
        values = card["customFields"]
        if own in values and not keeps(values[own]):
            rest = {name: value for name, value in values.items() if name != own}
            act.rows.change("Card", card["id"], {"customFields": rest}, stamp=False)


def _is_date(value: Json) -> bool:
    if not isinstance(value, str) or not value[:4].isdigit():
        return False
    try:
        return bool(datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value))
    except ValueError:
        return False


_TESTS: Mapping[str, Callable[[Json, list[str]], bool]] = {
    "text": lambda value, _: isinstance(value, str),
    "number": lambda value, _: isinstance(value, int | float) and not isinstance(value, bool),
    "select": lambda value, options: isinstance(value, str) and value in options,
    "multi-select": lambda value, options: isinstance(value, list) and all(item in options for item in value),
    "date": lambda value, _: _is_date(value),
    "boolean": lambda value, _: isinstance(value, bool),
}

PREPARES = {"setCardFields": lay_values, "updateField": prepare_field_change}
EFFECTS = {
    "deleteField": settle_deleted_field,
    "setCardFields": settle_changed,
    "updateField": settle_changed_field,
}
