"""OpenAPI runtime expressions: where a value sits in a request, in a row, or in an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mock_server.engine.contract import ContractError, Json

if TYPE_CHECKING:
    from mock_server.engine.act import Act


def split_pointer(pointer: str) -> tuple[str, ...]:
    """The names of a JSON pointer; empty for the whole value."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def read_pointer(value: Json, names: tuple[str, ...]) -> Json:
    """What a pointer's names lead to; None where that is nothing."""
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def response_names(expression: str) -> tuple[str, ...]:
    """The names that lead to a place in the answer's body; empty for the body itself.

    Raises:
        ContractError: the expression is not about the answer's body.
    """
    head, _, pointer = expression.partition("#")
    if head != "$response.body":
        raise ContractError(f"{expression!r} is no place in an answer's body")
    return split_pointer(pointer)


def write_names(target: dict[str, Json], names: tuple[str, ...], value: Json) -> None:
    """Set a member of a nested object, making the objects on the way."""
    for name in names[:-1]:
        target = target.setdefault(name, {})
    target[names[-1]] = value


def make_request_reader(expression: str) -> Callable[[Act], Json]:
    """A function that reads a place of the request; query, path and header values come checked and typed.

    Raises:
        ContractError: the expression is not about the request.
    """
    place, _, name = expression.removeprefix("$request.").partition(".")
    if not expression.startswith("$request."):
        raise ContractError(f"{expression!r} is no place in a request")
    if place == "query":
        return lambda act: act.query.get(name)
    if place == "path":
        return lambda act: act.path.get(name)
    if place == "header":
        return lambda act: act.headers.get(name.lower())
    names = split_pointer(expression.partition("#")[2])
    return lambda act: read_pointer(act.body, names)


def make_template(template: Json) -> Callable[[Act], Json]:
    """A function that fills an `answer` template from the act."""
    if isinstance(template, Mapping):
        members = {name: make_template(value) for name, value in template.items()}
        return lambda act: {name: fill(act) for name, fill in members.items()}
    if isinstance(template, list):
        items = [make_template(value) for value in template]
        return lambda act: [fill(act) for fill in items]
    if isinstance(template, str):
        return _make_text(template)
    return lambda _: template


def _make_text(text: str) -> Callable[[Act], Json]:
    if text == "$now":
        return lambda act: act.now
    if text.startswith("$request."):
        return make_request_reader(text)
    if text.startswith("$row#/"):
        row_names = split_pointer(text[5:])
        return lambda act: read_pointer(act.row, row_names)
    if text.startswith("$before#/"):
        old_names = split_pointer(text[8:])
        return lambda act: read_pointer(act.before, old_names)
    return lambda _: text
