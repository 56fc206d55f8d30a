"""Waiting for what a target does in its own time: its clock is moved where it can be, else real time passes.

`[facts] patience` of a target file says how many seconds its agents, rules and wizard may take (default 6; 60 of its
own where its clock can be moved).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from conformance.bench import Bench

T = TypeVar("T")


def longest(bench: Bench) -> float:
    """Seconds to wait for anything."""
    told = bench.target.facts.get("patience")
    return float(told) if isinstance(told, (int, float)) else 60.0 if _moves(bench) else 6.0


def pause(bench: Bench, seconds: float | None = None) -> float:
    """Let some time pass; returns how many seconds (default: 1 of a clock that can be moved, else 0.5)."""
    if _moves(bench) and bench.control is not None:
        seconds = seconds or 1.0
        bench.control.advance(seconds)
    else:
        seconds = seconds or 0.5
        bench.client.patience.sleep(seconds)
    return seconds


def until(bench: Bench, look: Callable[[], T], done: Callable[[T], bool]) -> T:
    """Look again and again until it is done or has taken too long; what was seen last."""
    waited, seen = 0.0, look()
    while not done(seen) and waited < longest(bench):
        waited += pause(bench)
        seen = look()
    return seen


def _moves(bench: Bench) -> bool:
    return bench.control is not None and bench.can("clock")
