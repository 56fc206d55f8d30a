"""What the boards take for a valid body, and for a valid page."""

from __future__ import annotations

from .door import Refused, Row

ROLES = ("LEAD", "MEMBER", "VIEWER")


def is_text(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 80


def is_id(value: object) -> bool:
    return isinstance(value, str)


FORMS = {
    "name": is_text,
    "title": is_text,
    "text": is_text,
    "userId": is_id,
    "secret": lambda value: isinstance(value, bool),
    "role": lambda value: value in ROLES,
    "teamIds": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
}


def read(body: object, needed: str, *others: str) -> Row:
    """The members of a body that are read, each of its form; a body without the one it needs is refused."""
    if not isinstance(body, dict) or needed not in body:
        raise Refused(400, "INVALID")
    if not all(FORMS[name](body[name]) for name in (needed, *others) if name in body):
        raise Refused(400, "INVALID")
    return {name: body[name] for name in (needed, *others) if name in body}


def number(query: dict[str, str], name: str, otherwise: int, most: int = 10**30) -> int:
    """A whole number from one to the most there may be, or what counts where none is given."""
    value = query.get(name, str(otherwise))
    if not (value.isascii() and value.isdigit() and 0 < len(value) < 30 and 0 < int(value) <= most):
        raise Refused(400, "INVALID")
    return int(value)
