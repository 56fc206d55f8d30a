"""Tokens of applications: what they open, how they are renewed, and when they end."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.applications import (
    Application,
    expect_alive,
    expect_dead,
    expect_fault,
    holder,
    register,
)
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, answered, call, equal, refused, somebody
from conformance.cases.spedy.waiting import aged
from conformance.check import Subject, check

HOUR = 3_600


def renewed(app: Application, pair: Row) -> Row:
    """The pair a refresh token gives; a refusal ends the check with a finding."""
    return answered(app.bench, app.refresh(pair), "using a refresh token")


@check(writes=True)
def rights(bench: Bench, _: Subject) -> None:
    """An access token opens what its user may do, and no more."""
    person = somebody(bench, TEAM_MEMBER, having="members:view", lacking="boards:create")
    app = register(bench)
    pair = answered(bench, app.redeem(app.code(who=person)), "redeeming a code")
    who = holder(bench, pair)
    equal(bench, call(bench, "listUsers", who=who).status, 200, "what its user may do, a token does not open")
    answer = call(bench, "createBoard", {"name": f"Board {bench.word()}"}, who=who)
    refused(bench, answer, "what its user may not do", 403)


@check(writes=True)
def own_organization(bench: Bench, _: Subject) -> None:
    """An access token shows the organization of its user."""
    pair = register(bench).pair()
    seen = answered(bench, call(bench, "getOrganization", who=holder(bench, pair)), "reading by an access token")
    own = answered(bench, call(bench, "getOrganization"), "reading the organization")
    equal(bench, seen.get("id"), own.get("id"), "an access token shows another organization")


@check(writes=True)
def expires(bench: Bench, _: Subject) -> None:
    """An access token lives as long as was said, an hour, and its refresh token longer."""
    app = register(bench)
    pair = app.pair()
    life = pair.get("expires_in", HOUR)
    equal(bench, life, HOUR, "an access token is said to live another time than an hour")
    with aged(bench, life - 60, "an access token to grow old"):
        expect_alive(bench, pair, "an access token within its time")
    with aged(bench, life + 1, "an access token to expire"):
        expect_dead(bench, pair, "an access token after its time")
        expect_alive(bench, renewed(app, pair), "an access token that was renewed")


@check(writes=True)
def refresh_rotates(bench: Bench, _: Subject) -> None:
    """A refresh token is used once: it gives a new pair, and the old one is refused from then on."""
    app = register(bench)
    pair = app.pair()
    fresh = renewed(app, pair)
    differs = [fresh.get(name) != pair.get(name) for name in ("access_token", "refresh_token")]
    equal(bench, differs, [True, True], "a renewed token is the old one")
    expect_alive(bench, fresh, "a renewed access token")
    expect_fault(bench, app.refresh(pair), "a refresh token that was used", "invalid_grant")


@check(writes=True)
def refresh_by_other(bench: Bench, _: Subject) -> None:
    """A refresh token is used by the application it was given to, and by no other."""
    app, thief = register(bench), register(bench)
    pair = app.pair()
    expect_fault(bench, thief.refresh(pair), "another application's refresh token", "invalid_grant")
    expect_alive(bench, renewed(app, pair), "an access token that was renewed")


@check(writes=True)
def access_revoked(bench: Bench, _: Subject) -> None:
    """An access token that was revoked opens nothing, at once."""
    app = register(bench)
    pair, kept = app.pair(), app.pair()
    equal(bench, app.revoke(pair.get("access_token")).status, 200, "a revocation is not answered with 200")
    expect_dead(bench, pair, "a revoked access token")
    expect_alive(bench, kept, "a token that was not revoked")


@check(writes=True)
def refresh_revoked(bench: Bench, _: Subject) -> None:
    """A refresh token that was revoked gives nothing, and its access token ends with it."""
    app = register(bench)
    pair = app.pair()
    equal(bench, app.revoke(pair.get("refresh_token")).status, 200, "a revocation is not answered with 200")
    expect_fault(bench, app.refresh(pair), "a revoked refresh token", "invalid_grant")
    expect_dead(bench, pair, "the access token of a revoked refresh token")


@check(writes=True)
def revocation_quiet(bench: Bench, _: Subject) -> None:
    """Revoking a token that is not there is answered as if it had been."""
    app = register(bench)
    equal(bench, app.revoke(bench.word() * 5).status, 200, "revoking what is not there is not answered with 200")


@check(writes=True)
def revocation_own(bench: Bench, _: Subject) -> None:
    """An application revokes no token of another, and nobody revokes without its secret."""
    app, other = register(bench), register(bench)
    pair = app.pair()
    other.revoke(pair.get("access_token"))
    expect_alive(bench, pair, "a token that another application revoked")
    wrong = app.post("revokeOAuthToken", {"token": pair.get("access_token"), "client_secret": "spd_wrong"})
    expect_fault(bench, wrong, "a revocation with a wrong secret", "invalid_client")
    expect_alive(bench, pair, "a token that was revoked with a wrong secret")
