"""The tables of the subjects of an API, joined: a subject is added by adding its module to the API's package."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def list_subjects(package: str, path: Sequence[str]) -> list[ModuleType]:
    """The modules of a package, by name."""
    names = [entry.name for entry in iter_modules(list(path))]
    return [import_module(f"{package}.{name}") for name in sorted(names)]


def join(subjects: list[ModuleType], table: str) -> dict[str, Any]:
    """The entries of one table of every subject that holds one; ValueError where two hold the same name."""
    found: dict[str, Any] = {}
    for subject in subjects:
        own = getattr(subject, table, {})
        if twice := found.keys() & own.keys():
            raise ValueError(f"{table}: {', '.join(sorted(twice))} of {subject.__name__} is there already")
        found |= own
    return found
