"""Names for the subjects of the grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .honest import Honest

Build = Callable[[], Honest]


@dataclass(frozen=True)
class Mutant:
    """A server that breaks one promise.

    ``laws`` are the families of which at least one must notice, ``requirements`` the rows it violates, ``limits``
    whether it claims to enforce rate limits. ``make`` gives a WSGI application with a state of its own.
    """

    name: str
    aim: str
    laws: tuple[str, ...]
    requirements: tuple[str, ...]
    make: Build
    limits: bool = False


@dataclass(frozen=True)
class Twin:
    """A server that keeps every promise in its own way; ``differs`` says how."""

    name: str
    differs: str
    make: Build
    limits: bool = False


MUTANTS: dict[str, Mutant] = {}
TWINS: dict[str, Twin] = {}

FAMILIES = frozenset(
    (
        *("errors", "headers", "alias", "limits", "security", "shape", "required"),
        *("tenancy", "crud", "unique", "cascade", "states", "derived", "parallel"),
        *("paging", "filter", "append_only", "journal", "cases"),
    )
)


def name_of(subject: type[Honest]) -> str:
    """The name of a subject: its class name in small letters with underscores."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in subject.__name__).lstrip("_")


def mutant(family: str, *marks: str, aim: str, limits: bool = False) -> Callable[[type[Honest]], type[Honest]]:
    """Register a class as a mutant; ``marks`` are requirement ids and further families."""
    laws = (family, *(mark for mark in marks if mark in FAMILIES))
    requirements = tuple(mark for mark in marks if mark not in FAMILIES)

    def enter(subject: type[Honest]) -> type[Honest]:
        name = name_of(subject)
        if name in MUTANTS:
            raise ValueError(f"two mutants are called {name}")
        MUTANTS[name] = Mutant(name, aim, laws, requirements, lambda: subject(limits=limits), limits)
        return subject

    return enter


def twin(differs: str, *, limits: bool = False, world: str = "seeded") -> Callable[[type[Honest]], type[Honest]]:
    """Register a class as an honest twin."""

    def enter(subject: type[Honest]) -> type[Honest]:
        name = name_of(subject)
        if name in TWINS:
            raise ValueError(f"two twins are called {name}")
        TWINS[name] = Twin(name, differs, lambda: subject(limits=limits, world=world), limits)
        return subject

    return enter
