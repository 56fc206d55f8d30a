"""References lead somewhere, and joining loses nothing."""

from collections.abc import Iterator

from specs import bundle
from specs.lint.finding import Finding
from specs.sources import Sources


def broken_references(sources: Sources) -> Iterator[Finding]:
    """References between files that lead nowhere, leave the contract, or have keywords beside them."""
    yield from (parsed(line) for line in bundle.problems(sources))


def parsed(line: str) -> Finding:
    """A finding from its line `file:line: rule: message`."""
    place, rule, message = line.split(": ", 2)
    name, _, number = place.rpartition(":")
    return Finding(name, int(number), rule, message)
