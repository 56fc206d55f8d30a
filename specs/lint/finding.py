"""What a rule reads and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from specs.loader import Pointer
from specs.sources import Place, Sources


@dataclass(frozen=True, order=True)
class Finding:
    """One thing wrong in a contract; as text, one line `file:line: rule: message`."""

    name: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True)
class Contract:
    """An API's files and the document they join to."""

    sources: Sources
    document: dict[str, Any]

    @property
    def vocabulary(self) -> dict[str, Any]:
        """The parsed `vocabulary.yaml`."""
        vocabulary: dict[str, Any] = self.sources.vocabulary.value
        return vocabulary

    def find(self, rule: str, pointer: Pointer, message: str) -> Finding:
        """A finding about a place of the joined document."""
        return at(self.sources.locate(pointer), rule, message)

    def find_in(self, file: str, rule: str, pointer: Pointer, message: str) -> Finding:
        """A finding about a place of one source file."""
        return at(self.sources.place(file, pointer), rule, message)


Rule = Callable[[Contract], Iterator[Finding]]


def at(place: Place, rule: str, message: str) -> Finding:
    """A finding at a line."""
    return Finding(place.name, place.line, rule, message)
