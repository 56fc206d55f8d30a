"""Steps that several Spedy cases take: calls, answers, lists, refusals, and people of the judge's own organization."""

from __future__ import annotations

from urllib.parse import quote

from conformance.bench import Bench
from conformance.exchange import Exchange, Json
from conformance.lists import items_of
from conformance.target import ANONYMOUS, Principal

__all__ = [
    "ANONYMOUS",
    "Row",
    "answered",
    "call",
    "done",
    "equal",
    "everyone",
    "listed",
    "may_spoil",
    "refused",
    "somebody",
    "succeeded",
]

Row = dict[str, Json]
PAGES = 50  # pages of one list read at most
ADMIN, TEAM_MEMBER, CUSTOMER = "Admin", "TeamMember", "Customer"


def call(
    bench: Bench,
    operation: str,
    body: Json = ...,
    *,
    who: Principal | str | None = None,
    query: Row | None = None,
    headers: dict[str, str] | None = None,
    **ids: object,
) -> Exchange:
    """Call an operation as somebody (default: the judge's own user); ``ids`` are path parameters, quoted for it."""
    given = {name: quote(str(value), safe="") for name, value in ids.items()}
    return bench.client.call(operation, given, json=body, principal=who, query=query, headers=headers)


def done(
    bench: Bench, operation: str, what: str, body: Json = ..., *, requirement: str | None = None, **more: object
) -> Row:
    """Call an operation that must answer an object with success; further keywords are those of `call`."""
    return answered(bench, call(bench, operation, body, **more), what, requirement=requirement)  # type: ignore[arg-type]  # ids and options alike


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
        observed=_short(bench, answer),
        exchange=answer,
        requirement=requirement,
    )


def listed(bench: Bench, operation: str, what: str, *, query: Row | None = None, **more: object) -> list[Row]:
    """All rows of a list, page by page; further keywords are those of `call`. A refusal ends the check."""
    found: list[Row] = []
    for number in range(1, PAGES + 1):
        answer = call(bench, operation, query={"limit": 100, "page": number, **(query or {})}, **more)  # type: ignore[arg-type]  # ids and options alike
        succeeded(bench, answer, what)
        rows = [row for row in items_of(bench.contract, answer) if isinstance(row, dict)]
        found += rows
        body = answer.json()
        total = body.get("total") if isinstance(body, dict) else None
        # Where no total is told, the list came whole.
        if not rows or not isinstance(total, int) or len(found) >= total:
            return found
    bench.skip(f"the list that {operation} gives is too long to be read")
    return found


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
        observed=_short(bench, answer),
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


def everyone(bench: Bench) -> list[Principal]:
    """The people of the judge's organization that the target file names, those who may do most first."""
    home = bench.maker.home()
    return [person for person in bench.client.ranked if home is not None and person.tenant == home.name and person.user]


def somebody(bench: Bench, role: str, *, having: str | None = None, lacking: str | None = None) -> Principal:
    """Somebody of the judge's organization with a role, with a permission and without another one.

    Skips the check where the target file names nobody like that.
    """
    for person in everyone(bench):
        held = person.holds("user", "role") or ()
        if (
            role in held
            and (having is None or having in person.scopes)
            and (lacking is None or lacking not in person.scopes)
        ):
            return person
    bench.skip(f"the target file names no {role} of the organization {_told(having, lacking)}".rstrip())
    raise AssertionError


def may_spoil(bench: Bench) -> None:
    """Skip the check where the organization is no disposable one and cannot be put back to what it was."""
    home = bench.maker.home()
    if not bench.can("snapshot") and not (home is not None and home.disposable):
        bench.skip("it leaves the organization changed, and the target file calls none disposable")


def _told(having: str | None, lacking: str | None) -> str:
    return " and ".join([*([f"with {having}"] if having else []), *([f"without {lacking}"] if lacking else [])])


def _short(bench: Bench, answer: Exchange) -> str:
    # Masked before it is cut: a piece of a token would not be known again.
    return f"{answer.status or answer.error}: {bench.redactor.text(answer.text)[:200]}"
