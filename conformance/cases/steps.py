"""Steps the cases of every API take: an answer must succeed, hold an object, be refused or be as it was wanted."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.exchange import Exchange, Json

Row = dict[str, Json]


def answered(bench: Bench, answer: Exchange, what: str, *, requirement: str | None = None) -> Row:
    """The object of a success answer; any other answer ends the check with a finding."""
    succeeded(bench, answer, what, requirement=requirement)
    body = answer.json() if answer.is_json else None
    bench.require(
        isinstance(body, dict),
        f"{what} answers no object",
        expected="an object",
        exchange=answer,
        requirement=requirement,
    )
    return dict(body or {})


def succeeded(bench: Bench, answer: Exchange, what: str, *, requirement: str | None = None) -> None:
    """Require success, whatever the body (deletions answer without one)."""
    bench.require(
        200 <= answer.status < 300,
        f"{what} is not answered with success",
        expected="2xx",
        observed=short(bench, answer),
        exchange=answer,
        requirement=requirement,
    )


def refused(
    bench: Bench,
    answer: Exchange,
    what: str,
    *statuses: int,
    requirement: str | None = None,
    basis: str | None = None,
) -> bool:
    """Expect one of these statuses, the first being the one that is meant. Returns whether it came."""
    also = f" (or {', '.join(map(str, statuses[1:]))})" if statuses[1:] else ""
    return bench.expect(
        answer.status in statuses,
        f"{what} is not refused with {statuses[0]}{also}",
        expected=list(statuses),
        observed=short(bench, answer),
        exchange=answer,
        requirement=requirement,
        basis=basis,
    )


def equal(
    bench: Bench,
    seen: Json,
    wanted: Json,
    message: str,
    answer: Exchange | None = None,
    *,
    requirement: str | None = None,
    basis: str | None = None,
) -> bool:
    """Expect two values to be the same; ``message`` says what is wrong where they are not."""
    same = seen == wanted and isinstance(seen, bool) == isinstance(wanted, bool)
    return bench.expect(
        same, message, expected=wanted, observed=seen, exchange=answer, requirement=requirement, basis=basis
    )


def short(bench: Bench, answer: Exchange) -> str:
    """What an answer says, for a finding: its status and the beginning of its body."""
    # Masked before it is cut: a piece of a token would not be known again.
    return f"{answer.status or answer.error}: {bench.redactor.text(answer.text)[:200]}"
