"""Conditions on a row: fields, and the values each may have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from mock_server.engine.contract import Json
from mock_server.engine.table import Row, make_getter


def holds(value: Json, values: Collection[Json]) -> bool:
    """Whether a value, or one of those in a list, is among the values."""
    return any(item in values for item in value) if isinstance(value, list) else value in values


def make_condition(fields: Mapping[str, Collection[Json]]) -> Callable[[Row], bool]:
    """A function that tells whether every field of a row has one of its values."""
    tests = [(make_getter(name), values) for name, values in fields.items()]
    return lambda row: all(holds(read(row), values) for read, values in tests)
