"""What happens in a run, as writers see it. A new report is a new writer of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conformance.exchange import Json
from conformance.ladder import Result


@dataclass(frozen=True)
class RunStarted:
    """The plan is made; ``total`` checks will be reported."""

    api: str
    base_url: str
    total: int
    seed: int


@dataclass(frozen=True)
class CheckStarted:
    """A check begins."""

    address: str


@dataclass(frozen=True)
class CheckFinished:
    """A check ended."""

    result: Result


@dataclass(frozen=True)
class Told:
    """One line worth showing while the run goes on: a wait, a phase."""

    line: str


@dataclass(frozen=True)
class RunFinished:
    """The run is over; ``document`` is report.json, secrets already masked."""

    document: dict[str, Json]


Event = RunStarted | CheckStarted | CheckFinished | Told | RunFinished
Writer = Callable[[Event], None]
