"""Names for the subjects of Spedy."""

from __future__ import annotations

from collections.abc import Callable

from tests.conformance.mutants.registry import Mutant, Twin, enter_mutant, enter_twin, name_of, sort_marks

from .honest import Spedy

API = "spedy"


def mutant(family: str, *marks: str, aim: str, limits: bool = False) -> Callable[[type[Spedy]], type[Spedy]]:
    """Register a class as a mutant; ``marks`` are numbers of requirement rows ('023') and further families."""
    laws, numbers = sort_marks(API, family, marks)

    def enter(subject: type[Spedy]) -> type[Spedy]:
        rows = tuple(f"SPEDY-{number}" for number in numbers)
        enter_mutant(Mutant(f"spedy_{name_of(subject)}", aim, laws, rows, build(subject, limits=limits), limits, API))
        return subject

    return enter


def twin(differs: str, *, world: str = "seeded", limits: bool = False) -> Callable[[type[Spedy]], type[Spedy]]:
    """Register a class as an honest twin."""

    def enter(subject: type[Spedy]) -> type[Spedy]:
        enter_twin(Twin(f"spedy_{name_of(subject)}", differs, build(subject, world, limits=limits), limits, API))
        return subject

    return enter


def build(subject: type[Spedy], world: str = "seeded", *, limits: bool = False) -> Callable[[], Spedy]:
    """How a subject is made."""

    def make() -> Spedy:
        made = subject(world=world)
        made.limited = limits
        return made

    return make
