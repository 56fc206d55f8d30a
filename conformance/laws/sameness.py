"""Whether two ways of asking give the same answer, on a server whose data may change between two requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conformance.exchange import Exchange, Json

ROUNDS = 3


@dataclass(frozen=True)
class Comparison:
    """What two ways of asking gave. ``same`` is None where the data never stood still long enough to tell."""

    here: Exchange
    there: Exchange
    same: bool | None


def compare(here: Callable[[], Exchange], there: Callable[[], Exchange]) -> Comparison:
    """Ask one way, the other way, and the first way again until the first way repeats itself.

    The answers differ only when the same answer came before and after the one that differs. A body that changes with
    every request is compared by its outermost form alone.
    """
    before = here()
    for _ in range(ROUNDS):
        other = there()
        if _seen(other) == _seen(before):
            return Comparison(before, other, same=True)
        after = here()
        if _seen(other) == _seen(after):
            return Comparison(after, other, same=True)
        if _seen(before) == _seen(after):
            return Comparison(after, other, same=False)
        before = after
    return Comparison(before, other, same=None if _form(before) == _form(other) else False)


def _seen(answer: Exchange) -> tuple[int, Json]:
    return answer.status, answer.json() if answer.is_json else answer.text


def _form(answer: Exchange) -> tuple[int, Json]:
    body = answer.json() if answer.is_json else None
    return answer.status, sorted(body) if isinstance(body, dict) else type(body).__name__
