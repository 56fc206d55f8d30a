"""Figures, what they should be, and the table that is printed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NOISE = 0.1
"""A target is missed when the least disturbed rounds miss it by more than this share."""


@dataclass(frozen=True)
class Target:
    """A bound on a figure."""

    sign: Literal["≤", "≥"]
    bound: float

    def judge(self, value: float) -> str:
        """One of `ok`, `within noise`, `MISSED`."""
        over = value / self.bound if self.sign == "≤" else self.bound / value
        return "ok" if over <= 1 else "within noise" if over <= 1 + NOISE else "MISSED"


@dataclass(frozen=True)
class Figure:
    """Something measured: its value in the least disturbed rounds, its median, and the bound it is held to."""

    name: str
    unit: str
    best: float
    median: float
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """How it stands to its target; empty without one."""
        return self.target.judge(self.best) if self.target else ""

    def line(self) -> str:
        """Its row of the table."""
        wanted = f"{self.target.sign} {self.target.bound:g}" if self.target else ""
        figures = f"{self.best:>10.2f} {self.median:>10.2f} {self.unit:<6}"
        return f"{self.name:<50} {figures} {wanted:>7} {self.verdict}".rstrip()


def least(name: str, unit: str, rounds: Sequence[float], target: Target | None = None) -> Figure:
    """A cost: its best round is its smallest."""
    return Figure(name, unit, min(rounds), statistics.median(rounds), target)


def most(name: str, unit: str, rounds: Sequence[float], target: Target | None = None) -> Figure:
    """A rate: its best round is its largest."""
    return Figure(name, unit, max(rounds), statistics.median(rounds), target)


def divide(name: str, above: Figure, below: Figure, target: Target | None = None) -> Figure:
    """A ratio of two figures, best by best: within one round a neighbour may have slowed only one of the two."""
    return Figure(name, "times", above.best / below.best, above.median / below.median, target)


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print a part of the table as soon as it is known."""
    print(f"\n{title:<50} {'best':>10} {'median':>10} {'':<6} {'target':>7}")
    for figure in figures:
        print(figure.line(), flush=True)
