"""Query, path and header parameters: from text to typed values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl

from mock_server.engine.contract import Json, Parameter
from mock_server.engine.faults import Fault
from mock_server.engine.schemas import Schemas, word_fault

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
_BOOLEANS = {"true": True, "false": False}
# Keywords that a typed value cannot break.
_PLAIN = {"type", "default", "description", "examples", "example", "title"}

Cast = Callable[[str], Json]


def clean_text(text: str) -> str:
    """The text without halves of surrogate pairs, which no JSON answer can carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _cast_integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError("must be a whole number of at most 18 digits")
    return int(text)


def _cast_number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError("must be a number")
    return float(text)


def _cast_boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        raise ValueError("must be true or false")
    return _BOOLEANS[text]


_CASTS: Mapping[str, Cast] = {"integer": _cast_integer, "number": _cast_number, "boolean": _cast_boolean}


class Reader:
    """One compiled parameter."""

    def __init__(self, parameter: Parameter, schemas: Schemas, without: frozenset[str] = frozenset()) -> None:
        schema = {key: value for key, value in parameter.schema.items() if key not in without}
        kind = schema.get("type", "string")
        self.name = parameter.name
        self.key = parameter.name.lower() if parameter.place == "header" else parameter.name
        self.place = parameter.place
        self.required = parameter.required
        self.default = schema.get("default")
        self._cast = _CASTS.get(kind, clean_text) if isinstance(kind, str) else clean_text
        needs_check = any(key not in _PLAIN and not key.startswith("x-") for key in schema)
        self._validator = schemas.compile(schema) if needs_check else None

    def read(self, text: str) -> Json:
        """The typed value.

        Raises:
            ValueError: the text is not valid; the message continues "<name> …".
        """
        value = self._cast(text)
        if self._validator is not None and not self._validator.is_valid(value):
            raise ValueError(word_fault(next(self._validator.iter_errors(value))))
        return value


def read_query(readers: Sequence[Reader], query: str, faults: list[Fault], missing: str) -> dict[str, Json]:
    """Typed query values by name; names nobody declares are passed over, a declared one given twice is a fault."""
    given: dict[str, list[str]] = {}
    if query:
        try:
            pairs = parse_qsl(query, keep_blank_values=True, errors="strict")
        except UnicodeDecodeError:
            faults.append(Fault("invalid", "the query string is not UTF-8"))
            pairs = []
        for name, text in pairs:
            given.setdefault(name, []).append(text)
    values: dict[str, Json] = {}
    for reader in readers:
        texts = given.get(reader.key)
        if texts is not None and len(texts) > 1:
            faults.append(Fault("invalid", f"query parameter {reader.name} is given {len(texts)} times"))
        else:
            values[reader.key] = _read_one(reader, texts[0] if texts else None, faults, missing)
    return values


def read_named(
    readers: Sequence[Reader], given: Mapping[str, str], faults: list[Fault], missing: str
) -> dict[str, Json]:
    """Typed path or header values by name."""
    return {reader.key: _read_one(reader, given.get(reader.key), faults, missing) for reader in readers}


def _read_one(reader: Reader, text: str | None, faults: list[Fault], missing: str) -> Json:
    if text is None:
        if reader.required:
            faults.append(Fault(missing, f"{reader.place} parameter {reader.name} is missing"))
        return reader.default
    try:
        return reader.read(text)
    except ValueError as error:
        faults.append(Fault("invalid", f"{reader.place} parameter {reader.name} {error}"))
        return None
