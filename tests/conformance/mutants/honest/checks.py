"""Checks of single values in a body."""

from __future__ import annotations

from .wire import Refusal, Row


def text_of(body: Row, field: str) -> str:
    """A required text that is not blank."""
    value = body.get(field)
    if value is None or value == "":
        raise Refusal(400, "MISSING_FIELD", f"{field} is required")
    if not isinstance(value, str) or not value.strip():
        raise Refusal(400, "INVALID_PARAMETER", f"{field} must be a text")
    return value


def whole_of(value: object, least: int, most: int) -> int | None:
    """A whole number within bounds, None for anything else; JSON has no integers, so 3.0 is one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if least <= value <= most and value == int(value) else None
