"""Letting time pass on a target: by its clock where that can be moved, else by waiting.

`[facts] patience` of a target file says how many seconds a check may wait at a time (default 90).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from conformance.bench import Bench
from conformance.laws.credentials import later

LONGEST = 90.0


@contextmanager
def aged(bench: Bench, seconds: float, why: str) -> Iterator[None]:
    """So many seconds later inside; afterwards a clock that was moved is put back where it can be."""
    if bench.control is not None and bench.can("clock"):
        with later(bench, seconds):
            yield
    else:
        pass_time(bench, seconds, why)
        yield


def pass_time(bench: Bench, seconds: float, why: str) -> None:
    """Let so many seconds pass; skips the check where that takes too long."""
    patience = bench.client.patience
    if patience.advance is not None:
        patience.advance(seconds)
        return
    told = bench.target.facts.get("patience")
    if seconds > (told if isinstance(told, (int, float)) else LONGEST):
        bench.skip(f"{seconds:.0f} s must pass for {why}, and the target's clock cannot be moved")
    patience.tell(f"waiting {seconds:.0f} s for {why}")
    patience.sleep(seconds)
