"""Steps that several Stellary cases take: calls, answers, refusals, people and places of a case's own."""

from __future__ import annotations

from urllib.parse import quote

from conformance.bench import Bench
from conformance.cases.steps import Row, answered, equal, refused, succeeded
from conformance.cast import Cast
from conformance.exchange import Exchange, Json
from conformance.target import ANONYMOUS, Principal, Tenant

__all__ = ["ANONYMOUS", "Row", "answered", "call", "equal", "listed", "newcomer", "own_tenant", "refused", "succeeded"]


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


def listed(bench: Bench, answer: Exchange, what: str, *, requirement: str | None = None) -> list[Row]:
    """The rows of a list that was answered; any other answer ends the check with a finding."""
    succeeded(bench, answer, what, requirement=requirement)
    return [row for row in bench.items(answer) if isinstance(row, dict)]


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
