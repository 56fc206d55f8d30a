"""Names for the subjects of Stellary."""

from __future__ import annotations

from collections.abc import Callable

from tests.conformance.mutants.registry import Mutant, Twin, enter_mutant, enter_twin, name_of, sort_marks

from .honest import Stellary

API = "stellary"


def mutant(family: str, *marks: str, aim: str) -> Callable[[type[Stellary]], type[Stellary]]:
    """Register a class as a mutant; ``marks`` are numbers of requirement rows ('023') and further families."""
    laws, numbers = sort_marks(API, family, marks)

    def enter(subject: type[Stellary]) -> type[Stellary]:
        rows = tuple(f"STELLARY-{number}" for number in numbers)
        enter_mutant(Mutant(name_of(subject), aim, laws, rows, subject, api=API))
        return subject

    return enter


def twin(differs: str, *, world: str = "seeded") -> Callable[[type[Stellary]], type[Stellary]]:
    """Register a class as an honest twin."""

    def enter(subject: type[Stellary]) -> type[Stellary]:
        enter_twin(Twin(name_of(subject), differs, lambda: subject(world=world), api=API))
        return subject

    return enter
