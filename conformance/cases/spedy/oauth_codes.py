"""Codes: who is led where with one, and what it takes to redeem it."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.applications import (
    OTHER_BACK,
    STATE,
    challenge_of,
    expect_alive,
    expect_dead,
    expect_fault,
    led_back,
    register,
)
from conformance.cases.spedy.steps import ANONYMOUS, answered, equal, refused
from conformance.cases.spedy.waiting import aged
from conformance.check import Subject, check
from conformance.exchange import Json

MINUTE = 60


@check(writes=True)
def flow(bench: Bench, _: Subject) -> None:
    """Who lets an application in is led back to it with a code and its state, and the code gives a token."""
    app = register(bench)
    answer = app.authorize()
    told = led_back(answer)
    bench.secret(told.get("code") or "no code")
    bench.require(
        told.get("code"), "nobody is led back with a code", expected="302 to the redirect_uri", exchange=answer
    )
    equal(
        bench, [told.get("state"), told.get("by")], [STATE, "judge"], "the state, or the query of the address, is lost"
    )
    pair = answered(bench, app.redeem(told["code"]), "redeeming a code")
    equal(bench, str(pair.get("token_type")).lower(), "bearer", "the token is of another type")
    whole = [isinstance(pair.get(name), str) for name in ("access_token", "refresh_token")]
    equal(bench, whole, [True, True], "a token is not given")
    expect_alive(bench, pair, "a new access token")


@check(writes=True)
def both_forms(bench: Bench, _: Subject) -> None:
    """A code can be redeemed by a form and by JSON."""
    app = register(bench)
    for told, as_json in (("a form", False), ("JSON", True)):
        answered(bench, app.redeem(app.code(), as_json=as_json), f"redeeming a code by {told}")


@check(writes=True)
def led_nowhere(bench: Bench, _: Subject) -> None:
    """Nobody is led to an address that the application has not registered, letter by letter."""
    app = register(bench)
    changes: tuple[tuple[str, dict[str, Json]], ...] = (
        ("an unknown application", {"client_id": f"unknown-{bench.word()}"}),
        ("no application", {"client_id": ...}),
        ("another address", {"redirect_uri": "https://evil.example.com/back"}),
        ("a longer address", {"redirect_uri": f"{OTHER_BACK}/evil"}),
        ("an address with more in its query", {"redirect_uri": f"{OTHER_BACK}?next=evil"}),
        ("an address in capitals", {"redirect_uri": OTHER_BACK.replace("other", "OTHER")}),
    )
    for told, change in changes:
        answer = app.authorize(**change)
        refused(bench, answer, f"asking for a code with {told}", 400, 401, 403, 404)
        bench.expect(
            "location" not in answer.headers, f"{told} is led somewhere", expected="no redirect", exchange=answer
        )


@check(writes=True)
def challenges(bench: Bench, _: Subject) -> None:
    """A code takes a challenge by S256; plain ones and none are refused."""
    app = register(bench)
    changes: tuple[tuple[str, dict[str, Json]], ...] = (
        ("a plain challenge", {"code_challenge_method": "plain", "code_challenge": app.verifier}),
        ("a challenge without a method", {"code_challenge_method": ...}),
        ("no challenge", {"code_challenge": ..., "code_challenge_method": ...}),
        ("an empty challenge", {"code_challenge": ""}),
    )
    for told, change in changes:
        answer = app.authorize(**change)
        back = led_back(answer)
        bench.expect(
            "code" not in back and (answer.status >= 400 or back.get("error") == "invalid_request"),
            f"{told} gives a code",
            expected="invalid_request",
            exchange=answer,
        )
        if back:
            equal(bench, back.get("state"), STATE, "a fault is led back without the state")


@check(writes=True)
def other_responses(bench: Bench, _: Subject) -> None:
    """Tokens are not handed out in a redirect: another response_type than code is refused."""
    answer = register(bench).authorize(response_type="token")
    back = led_back(answer)
    bench.expect(
        answer.status >= 400 or back.get("error") == "unsupported_response_type",
        "response_type token is not refused",
        expected="unsupported_response_type",
        exchange=answer,
    )
    leaks = "access_token" in answer.headers.get("location", "")
    bench.expect(not leaks, "a redirect holds a token", expected="no token", observed="a token")


@check(writes=True)
def nobody(bench: Bench, _: Subject) -> None:
    """A code takes a user who is known: without a credential there is none."""
    app = register(bench)
    answer = app.authorize(who=ANONYMOUS)
    bench.expect(
        "code" not in led_back(answer), "nobody in particular gets a code", expected="no code", exchange=answer
    )


@check(writes=True)
def verifier(bench: Bench, _: Subject) -> None:
    """A code is redeemed by the verifier of its challenge and by no other."""
    app = register(bench)
    changed = app.verifier[:-1] + ("b" if app.verifier[-1] == "a" else "a")
    for told, value in (("another verifier", changed), ("a short verifier", app.verifier[:42]), ("no verifier", ...)):
        answer = app.redeem(app.code(), code_verifier=value)
        expect_fault(bench, answer, told, "invalid_grant", "invalid_request")


@check(writes=True)
def challenge_is_no_verifier(bench: Bench, _: Subject) -> None:
    """The challenge itself is no verifier."""
    app = register(bench)
    answer = app.redeem(app.code(), code_verifier=challenge_of(app.verifier))
    expect_fault(bench, answer, "the challenge in place of the verifier", "invalid_grant")


@check(writes=True)
def redirect_again(bench: Bench, _: Subject) -> None:
    """A code is redeemed with the address it was sent to, not with another one the application has registered."""
    app = register(bench)
    for told, value in (("another registered address", OTHER_BACK), ("no address", ...)):
        expect_fault(bench, app.redeem(app.code(), redirect_uri=value), told, "invalid_grant", "invalid_request")


@check(writes=True)
def other_client(bench: Bench, _: Subject) -> None:
    """A code is redeemed by the application it was given to, and by no other."""
    app, thief = register(bench), register(bench)
    code = app.code()
    answer = thief.redeem(code, code_verifier=app.verifier)
    expect_fault(bench, answer, "another application's code", "invalid_grant")


@check(writes=True)
def wrong_secret(bench: Bench, _: Subject) -> None:
    """A code is not redeemed without the secret of the application."""
    app = register(bench)
    changes: tuple[tuple[str, dict[str, Json]], ...] = (
        ("a wrong secret", {"client_secret": "spd_wrong"}),
        ("no secret", {"client_secret": ...}),
        ("an unknown application", {"client_id": f"unknown-{bench.word()}"}),
    )
    for told, change in changes:
        expect_fault(bench, app.redeem(app.code(), **change), told, "invalid_client", "invalid_request")


@check(writes=True)
def single_use(bench: Bench, _: Subject) -> None:
    """A code is redeemed once."""
    app = register(bench)
    code = app.code()
    answered(bench, app.redeem(code), "redeeming a code")
    expect_fault(bench, app.redeem(code), "a code that was redeemed", "invalid_grant")


@check(writes=True)
def replay_revokes(bench: Bench, _: Subject) -> None:
    """Redeeming a code a second time ends the tokens it gave, and no others."""
    app = register(bench)
    kept, code = app.pair(), app.code()
    pair = answered(bench, app.redeem(code), "redeeming a code")
    app.redeem(code)
    expect_dead(bench, pair, "an access token whose code was replayed")
    expect_fault(bench, app.refresh(pair), "a refresh token whose code was replayed", "invalid_grant")
    expect_alive(bench, kept, "an access token of another code")


@check(writes=True)
def code_expires(bench: Bench, _: Subject) -> None:
    """A code lives a minute."""
    app = register(bench)
    late = app.code()
    with aged(bench, MINUTE + 1, "a code to expire"):
        expect_fault(bench, app.redeem(late), "a code after its minute", "invalid_grant")


@check(writes=True)
def fault_form(bench: Bench, _: Subject) -> None:
    """A refused request for a token has the form of RFC 6749: error, and perhaps a description, in JSON."""
    app = register(bench)
    changes: tuple[tuple[str, dict[str, Json], tuple[str, ...]], ...] = (
        ("no grant_type", {"grant_type": ...}, ("invalid_request", "unsupported_grant_type")),
        ("a grant_type nobody knows", {"grant_type": "password"}, ("unsupported_grant_type",)),
        ("no code", {"code": ...}, ("invalid_request", "invalid_grant")),
        ("a code nobody gave", {"code": bench.word() * 5}, ("invalid_grant",)),
    )
    for told, change, errors in changes:
        fields: dict[str, Json] = {"grant_type": "authorization_code", "code": bench.word(), "redirect_uri": OTHER_BACK}
        expect_fault(
            bench, app.post("issueOAuthToken", {**fields, "code_verifier": app.verifier, **change}), told, *errors
        )
