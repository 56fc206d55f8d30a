"""Subjects that stand for Spedy servers."""

from importlib import import_module
from pkgutil import iter_modules

from tests.conformance.mutants.registry import FAMILIES_OF

from . import twins
from .honest import BOARD_ROLES, PEOPLE, Spedy

__all__ = ["BOARD_ROLES", "PEOPLE", "Spedy"]

# As for CodeSpar: what registers subjects is told from machinery by a family's prefix.
for _place, _prefix in ((__path__, __name__), (twins.__path__, twins.__name__)):
    for _module in iter_modules(_place):
        if _place is not __path__ or _module.name.startswith(tuple(FAMILIES_OF["spedy"])):
            import_module(f"{_prefix}.{_module.name}")
