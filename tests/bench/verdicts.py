"""Figures, what they should be, and the table that is printed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Target:
    """A bound. It is missed only where the best round misses it: a noisy neighbour slows rounds, it speeds none up."""

    sign: Literal["≤", "≥"]
    bound: float

    def meets(self, rounds: Sequence[float]) -> bool:
        return min(rounds) <= self.bound if self.sign == "≤" else max(rounds) >= self.bound


@dataclass(frozen=True)
class Figure:
    """Something measured over several rounds."""

    name: str
    unit: str
    rounds: Sequence[float]
    target: Target | None = None

    @property
    def missed(self) -> bool:
        return self.target is not None and not self.target.meets(self.rounds)

    def line(self) -> str:
        best = (
            max(self.rounds) if self.unit == "req/s" or (self.target and self.target.sign == "≥") else min(self.rounds)
        )
        wanted = f"{self.target.sign} {self.target.bound:g}" if self.target else ""
        word = "" if self.target is None else ("MISSED" if self.missed else "ok")
        median = statistics.median(self.rounds)
        return f"{self.name:<46} {best:>10.2f} {median:>10.2f} {self.unit:<6} {wanted:>8} {word}".rstrip()


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print a part of the table as soon as it is known."""
    print(f"\n{title:<46} {'best':>10} {'median':>10} {'':<6} {'target':>8}")
    for figure in figures:
        print(figure.line(), flush=True)
