"""Personal access tokens: how they are sent, what they open, and when they end."""

from __future__ import annotations

import datetime as dt

from conformance.bench import Bench
from conformance.cases.stellary.accounts import ask_token, bearer, log_in, mint, pass_time, password_of, place
from conformance.cases.stellary.steps import ANONYMOUS, Row, answered, call, equal, listed, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.laws.credentials import later
from conformance.target import Principal

SCOPES = (
    *("projects:read", "projects:write", "pilotage:read", "pilotage:write"),
    *("notifications:read", "account:read", "account:write"),
)
YEAR = 366 * 86_400
SOON = 3  # seconds a token lives that a check waits for


def pat(row: Row) -> Principal:
    """Whoever holds a personal access token."""
    return bearer(row.get("token"), "pat")


def read(bench: Bench, who: Principal) -> Exchange:
    """Read one's own profile."""
    return call(bench, "readMe", who=who)


@check(writes=True)
def bearer_form(bench: Bench, _: Subject) -> None:
    """Both kinds of token go into the header Authorization, after the word Bearer."""
    person = newcomer(bench)
    login = answered(bench, log_in(bench, person.email, password_of(person)), "logging in")
    kinds = {"JWT": str(login.get("access_token")), "personal access token": str(mint(bench, person).get("token"))}
    for kind, token in kinds.items():
        answer = call(bench, "readMe", who=ANONYMOUS, headers={"authorization": f"Bearer {token}"})
        equal(bench, answer.status, 200, f"a {kind} after the word Bearer does not open the profile", answer)
        answer = call(bench, "readMe", who=ANONYMOUS, headers={"authorization": token})
        refused(bench, answer, f"a {kind} without the word Bearer", 401)


@check(writes=True)
def pat_works(bench: Bench, _: Subject) -> None:
    """A personal access token works within its scopes wherever a JWT does."""
    person = newcomer(bench)
    at = place(bench, person)
    body = {"name": f"Judge {bench.word()}"}
    writer = pat(mint(bench, person, scopes=["projects:write"]))
    answered(bench, call(bench, "createProject", body, who=writer, at=at), "creating a project by a token")
    reader = pat(mint(bench, person, scopes=["projects:read"]))
    answer = call(bench, "listProjects", who=reader, at=at)
    by_token = [row.get("id") for row in listed(bench, answer, "listing projects by a token")]
    by_jwt = [row.get("id") for row in listed(bench, call(bench, "listProjects", who=person, at=at), "listing them")]
    equal(bench, by_token, by_jwt, "a token lists other projects than a JWT", answer)


@check(writes=True)
def expired(bench: Bench, _: Subject) -> None:
    """A personal access token past its expiresAt is refused."""
    person = newcomer(bench)
    now = dt.datetime.fromisoformat(str(mint(bench, person).get("createdAt")))  # by the target's own clock
    ends = now.astimezone(dt.UTC) + dt.timedelta(seconds=SOON)
    row = mint(bench, person, expiresAt=ends.strftime("%Y-%m-%dT%H:%M:%SZ"))
    succeeded(bench, read(bench, pat(row)), "reading the profile by a token before its end")
    pass_time(bench, SOON + 1, "a token to expire")
    refused(bench, read(bench, pat(row)), "a token past its expiresAt", 401, 403)


@check(writes=True)
def revoked(bench: Bench, _: Subject) -> None:
    """A revoked personal access token is refused."""
    person = newcomer(bench)
    row = mint(bench, person)
    succeeded(bench, read(bench, pat(row)), "reading the profile by a token")
    succeeded(bench, call(bench, "deleteToken", who=person, tokenId=row.get("id")), "revoking a token")
    refused(bench, read(bench, pat(row)), "a revoked token", 401, 403)


@check(writes=True)
def revocation_lasts(bench: Bench, _: Subject) -> None:
    """A revoked token never works again."""
    person = newcomer(bench)
    row = mint(bench, person, name="Judge")
    succeeded(bench, call(bench, "deleteToken", who=person, tokenId=row.get("id")), "revoking a token")
    again = mint(bench, person, name="Judge")
    refused(bench, read(bench, pat(row)), "a revoked token, after another of its name was made,", 401, 403)
    succeeded(bench, read(bench, pat(again)), "reading the profile by the other token")
    refused(bench, read(bench, pat(row)), "a revoked token, after the other was used,", 401, 403)
    ids = [entry.get("id") for entry in listed(bench, call(bench, "listTokens", who=person), "listing tokens")]
    bench.expect(row.get("id") not in ids, "a revoked token is still listed", expected="the other token alone")


@check(writes=True)
def prefix(bench: Bench, _: Subject) -> None:
    """The prefix is the beginning of the token."""
    person = newcomer(bench)
    row = mint(bench, person)
    answer = call(bench, "listTokens", who=person)
    entry = next((e for e in listed(bench, answer, "listing tokens") if e.get("id") == row.get("id")), {})
    for where, shown in (("answer", row.get("prefix")), ("list", entry.get("prefix"))):
        begins = isinstance(shown, str) and shown and str(row.get("token")).startswith(shown)
        short = isinstance(shown, str) and len(shown) < len(str(row.get("token")))
        bench.expect(begins, f"the prefix in the {where} is not how the token begins", observed="another text")
        bench.expect(short, f"the prefix in the {where} is no part of the token but all of it", observed="all of it")


@check(writes=True)
def name_bound(bench: Bench, _: Subject) -> None:
    """A token needs a name of at most 100 characters."""
    person = newcomer(bench)
    mint(bench, person, name="n" * 100)
    for body, what in (({"name": "n" * 101}, "a token's name of 101 characters"), ({}, "a token without name")):
        refused(bench, ask_token(bench, person, body), what, 400)


@check(writes=True)
def all_scopes(bench: Bench, _: Subject) -> None:
    """Without scopes a token has all seven."""
    person = newcomer(bench)
    row = mint(bench, person)
    equal(bench, sorted(map(str, row.get("scopes") or [])), sorted(SCOPES), "a token without scopes has not all seven")
    for operation, body in (("readMe", ...), ("updateMe", {"name": "Judge"}), ("countNotifications", ...)):
        succeeded(bench, call(bench, operation, body, who=pat(row)), f"{operation} by a token with every scope")


@check(writes=True)
def unknown_scope(bench: Bench, _: Subject) -> None:
    """A scope outside the seven is refused with 400."""
    person = newcomer(bench)
    for scopes in (["projects:delete"], ["projects:read", "everything"]):
        body = {"name": "judge", "scopes": scopes}
        refused(bench, ask_token(bench, person, body), "a scope outside the seven", 400)


@check(writes=True)
def no_expiry(bench: Bench, _: Subject) -> None:
    """A token whose expiresAt is null or absent does not expire."""
    person = newcomer(bench)
    fields: tuple[Row, ...] = ({}, {"expiresAt": None})
    rows = [mint(bench, person, **given) for given in fields]
    for row in rows:
        equal(bench, row.get("expiresAt"), None, "a token without expiresAt has an end")
        succeeded(bench, read(bench, pat(row)), "reading the profile by a token that does not expire")
    if bench.control is not None and bench.can("clock"):
        with later(bench, YEAR):
            for row in rows:
                succeeded(bench, read(bench, pat(row)), "reading the profile by a token of a year ago")


@check(writes=True)
def last_used(bench: Bench, _: Subject) -> None:
    """Using a token moves its lastUsedAt."""
    person = newcomer(bench)
    row = mint(bench, person)

    def used() -> Json:
        rows = listed(bench, call(bench, "listTokens", who=person), "listing tokens")
        return next((entry.get("lastUsedAt") for entry in rows if entry.get("id") == row.get("id")), None)

    equal(bench, used(), None, "a token that was not used has a lastUsedAt")
    succeeded(bench, read(bench, pat(row)), "reading the profile by a token")
    first = used()
    bench.require(first, "using a token leaves its lastUsedAt empty", expected="a time", observed=first)
    pass_time(bench, 2, "another second")
    succeeded(bench, read(bench, pat(row)), "reading the profile by a token")
    bench.expect(str(used()) > str(first), "using a token again does not move its lastUsedAt", expected="a later time")
