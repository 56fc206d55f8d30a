"""The subjects of the grid: honest twins, which a judge must pass, and mutants, which it must catch."""

from importlib import import_module
from pkgutil import iter_modules

from . import spedy, stellary, twins
from .honest import Honest
from .registry import FAMILIES, FAMILIES_OF, MUTANTS, TWINS, Mutant, Subjects, Twin, of
from .server import serve

__all__ = [
    "FAMILIES",
    "FAMILIES_OF",
    "MUTANTS",
    "TWINS",
    "Honest",
    "Mutant",
    "Subjects",
    "Twin",
    "of",
    "serve",
    "spedy",
    "stellary",
]

# The decorators register at import; a family's prefix is what tells a file of mutants from machinery.
for _place, _prefix in ((__path__, __name__), (twins.__path__, twins.__name__)):
    for _module in iter_modules(_place):
        if _place is not __path__ or _module.name.startswith(tuple(FAMILIES)):
            import_module(f"{_prefix}.{_module.name}")
