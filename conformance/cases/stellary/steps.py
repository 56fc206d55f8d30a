"""Steps that several Stellary cases take: calls, answers, refusals, people and places of a case's own."""

from __future__ import annotations

from urllib.parse import quote

from conformance.bench import Bench
from conformance.cast import Cast
from conformance.exchange import Exchange, Json
from conformance.target import ANONYMOUS, Principal, Tenant

__all__ = ["ANONYMOUS", "Row", "answered", "call", "equal", "listed", "newcomer", "own_tenant", "refused", "succeeded"]

Row = dict[str, Json]


def call(
    bench: Bench,
    operation: str,
    body: Json = ...,
    *,
    who: Principal | str | None = None,
    at: Tenant | None = None,
    query: dict[str, Json] | None = None,
    headers: dict[str, str] | None = None,
    **ids: object,
) -> Exchange:
    """Call an operation as somebody (default: the judge's own user) in a workspace (default: the judge's home).

    ``ids`` are path parameters, quoted for the path; orgSlug and wsSlug come from the workspace unless they are named.
    """
    given = {name: quote(str(value), safe="") for name, value in ids.items()}
    return bench.client.call(operation, given, json=body, principal=who, tenant=at, query=query, headers=headers)


def answered(bench: Bench, answer: Exchange, what: str, *, requirement: str | None = None) -> Row:
    """The object of a success answer; any other answer ends the check with a finding."""
    succeeded(bench, answer, what, requirement=requirement)
    body = answer.json()
    bench.require(
        isinstance(body, dict),
        f"{what} answers no object",
        expected="an object",
        exchange=answer,
        requirement=requirement,
    )
    return dict(body)


def listed(bench: Bench, answer: Exchange, what: str, *, requirement: str | None = None) -> list[Row]:
    """The rows of a list that was answered; any other answer ends the check with a finding."""
    succeeded(bench, answer, what, requirement=requirement)
    return [row for row in bench.items(answer) if isinstance(row, dict)]


def succeeded(bench: Bench, answer: Exchange, what: str, *, requirement: str | None = None) -> None:
    """Require success, whatever the body (deletions may answer without one)."""
    bench.require(
        200 <= answer.status < 300,
        f"{what} is not answered with success",
        expected="2xx",
        observed=_short(bench, answer),
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


def _short(bench: Bench, answer: Exchange) -> str:
    # Masked before it is cut: a piece of a token would not be known again.
    return f"{answer.status or answer.error}: {bench.redactor.text(answer.text)[:200]}"


def newcomer(bench: Bench) -> Principal:
    """A new user, whom nobody else uses. Skips the check where nobody can register."""
    cast: Cast = bench.cast
    return cast.register()


def own_tenant(bench: Bench, person: Principal) -> Tenant:
    """The personal workspace of a new user; skips the check where registering made none."""
    orgs = listed(bench, call(bench, "listOrganizations", who=person), "listing one's organizations")
    for org in orgs:
        answer = call(bench, "listWorkspaces", who=person, orgSlug=org.get("slug"))
        for row in listed(bench, answer, "listing one's workspaces"):
            path = {"orgSlug": str(org["slug"]), "wsSlug": str(row["slug"])}
            return Tenant("/".join(path.values()), str(row.get("id")), disposable=True, path=path)
    bench.skip("a new user has no workspace of his own")
    raise AssertionError
