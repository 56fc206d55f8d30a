"""Names for the subjects of the grid, of every API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from .honest import Honest

    Build = Callable[[], "Subject"]


class Subject(Protocol):
    """A WSGI application whose own clock can be moved."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse, /) -> Iterable[bytes]:
        """Answer one request."""

    def advance(self, seconds: float) -> None:
        """Let time pass for this server alone."""


@dataclass(frozen=True)
class Mutant:
    """A server that breaks one promise.

    ``laws`` are the families of which at least one must notice, ``requirements`` the rows it violates, ``limits``
    whether it claims to enforce rate limits, ``api`` which contract it claims to keep. ``make`` gives an
    application with a state of its own.
    """

    name: str
    aim: str
    laws: tuple[str, ...]
    requirements: tuple[str, ...]
    make: Build
    limits: bool = False
    api: str = "codespar"


@dataclass(frozen=True)
class Twin:
    """A server that keeps every promise in its own way; ``differs`` says how, ``api`` whose promises."""

    name: str
    differs: str
    make: Build
    limits: bool = False
    api: str = "codespar"


class Subjects(NamedTuple):
    """The subjects of one API, by name."""

    mutants: dict[str, Mutant]
    twins: dict[str, Twin]


MUTANTS: dict[str, Mutant] = {}
TWINS: dict[str, Twin] = {}

FAMILIES_OF = {
    "codespar": frozenset(
        (
            *("errors", "headers", "alias", "limits", "security", "shape", "required"),
            *("tenancy", "crud", "unique", "cascade", "states", "derived", "parallel"),
            *("paging", "filter", "append_only", "journal", "cases", "sequences"),
        )
    ),
    "stellary": frozenset(
        (
            *("errors", "security", "shape", "required", "tenancy", "crud", "unique", "cascade", "states", "derived"),
            *(
                "parallel",
                "filter",
                "cases",
                "scopes",
                "roles",
                "secret",
                "owner",
                "update",
                "position",
                "references",
                "sequences",
            ),
        )
    ),
    "spedy": frozenset(
        (
            *("errors", "security", "shape", "required", "tenancy", "crud", "unique", "cascade", "states", "derived"),
            *("parallel", "filter", "cases", "scopes", "roles", "secret", "owner", "update", "paging", "limits"),
            *("soft_delete", "gates", "sight", "references", "sequences"),
        )
    ),
}
FAMILIES: frozenset[str] = frozenset().union(*FAMILIES_OF.values())


def of(api: str) -> Subjects:
    """The mutants and twins of one API."""
    return Subjects(
        {name: entry for name, entry in MUTANTS.items() if entry.api == api},
        {name: entry for name, entry in TWINS.items() if entry.api == api},
    )


def name_of(subject: type) -> str:
    """The name of a subject: its class name in small letters with underscores."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in subject.__name__).lstrip("_")


def enter_mutant(entry: Mutant) -> None:
    """Take a mutant into the registry; ValueError where its name is taken."""
    if entry.name in MUTANTS:
        raise ValueError(f"two mutants are called {entry.name}")
    MUTANTS[entry.name] = entry


def enter_twin(entry: Twin) -> None:
    """Take a twin into the registry; ValueError where its name is taken."""
    if entry.name in TWINS:
        raise ValueError(f"two twins are called {entry.name}")
    TWINS[entry.name] = entry


def sort_marks(api: str, family: str, marks: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The families and the requirement ids among the marks of a mutant."""
    known = FAMILIES_OF[api]
    return (family, *(m for m in marks if m in known)), tuple(m for m in marks if m not in known)


def mutant(family: str, *marks: str, aim: str, limits: bool = False) -> Callable[[type[Honest]], type[Honest]]:
    """Register a class as a mutant of CodeSpar; ``marks`` are requirement ids and further families."""
    laws, requirements = sort_marks("codespar", family, marks)

    def enter(subject: type[Honest]) -> type[Honest]:
        enter_mutant(Mutant(name_of(subject), aim, laws, requirements, lambda: subject(limits=limits), limits))
        return subject

    return enter


def twin(differs: str, *, limits: bool = False, world: str = "seeded") -> Callable[[type[Honest]], type[Honest]]:
    """Register a class as an honest twin of CodeSpar."""

    def enter(subject: type[Honest]) -> type[Honest]:
        enter_twin(Twin(name_of(subject), differs, lambda: subject(limits=limits, world=world), limits))
        return subject

    return enter
