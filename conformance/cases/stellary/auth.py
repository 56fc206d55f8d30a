"""Registering, logging in and one's own profile; passwords have a file of their own."""

from __future__ import annotations

import base64
import json

from conformance.bench import Bench
from conformance.cases.stellary.accounts import bearer, log_in, password_of, sign_up
from conformance.cases.stellary.steps import ANONYMOUS, Row, answered, call, equal, listed, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal

COCKPIT_ROLES = ("viewer", "reviewer", "owner")
WEEK = 7 * 86_400
SECRETS = {"password", "passwordhash", "password_hash", "hashedpassword", "hash"}


def profile(bench: Bench, person: Principal) -> Row:
    """The user of a profile, as its owner reads it."""
    body = answered(bench, call(bench, "readMe", who=person), "reading one's own profile")
    user = body.get("user")
    return dict(user) if isinstance(user, dict) else {}


def logged_in(bench: Bench, person: Principal) -> tuple[Row, Exchange]:
    """A new user's login."""
    answer = log_in(bench, person.email, password_of(person))
    return answered(bench, answer, "logging in"), answer


@check(writes=True)
def register_token_works(bench: Bench, _: Subject) -> None:
    """The token that a registration answers works at once."""
    _sent, answer = sign_up(bench)
    made = answered(bench, answer, "registering")
    user = profile(bench, bearer(made.get("access_token")))
    wanted = (made.get("user") or {}).get("id")
    equal(bench, user.get("id"), wanted, "the token of a registration is somebody else's", answer)


@check(writes=True)
def login_token_works(bench: Bench, _: Subject) -> None:
    """The token that a login answers works."""
    person = newcomer(bench)
    made, answer = logged_in(bench, person)
    user = profile(bench, bearer(made.get("access_token")))
    equal(bench, user.get("id"), person.user, "the token of a login is somebody else's", answer)


@check(writes=True)
def jwt_lifetime(bench: Bench, _: Subject) -> None:
    """A JWT lives seven days where the server is not configured otherwise."""
    person = newcomer(bench)
    made, answer = logged_in(bench, person)
    claims = _claims(str(made.get("access_token")))
    if claims is None:
        bench.skip("the token does not decode as a JWT with the claims exp and iat")
        return
    wanted = bench.target.facts.get("jwt_lifetime", WEEK)
    equal(bench, claims["exp"] - claims["iat"], wanted, "a JWT does not live seven days", answer)


def _claims(token: str) -> dict[str, int] | None:
    """The times in a JWT, in seconds; None where it is none."""
    try:
        part = token.split(".")[1]
        found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return {name: int(found[name]) for name in ("exp", "iat")}
    except (IndexError, KeyError, TypeError, ValueError):
        return None


@check(writes=True)
def register_answer(bench: Bench, _: Subject) -> None:
    """A registration answers 201 with access_token and a user of id, email and name."""
    sent, answer = sign_up(bench, name=f"Judge {bench.word()}")
    made = answered(bench, answer, "registering")
    equal(bench, answer.status, 201, "a registration is not answered with 201", answer)
    token, user = made.get("access_token"), made.get("user")
    bench.expect(
        isinstance(token, str) and token,
        "a registration answers no access_token",
        expected="a token",
        observed=sorted(made),
        exchange=answer,
    )
    user = user if isinstance(user, dict) else {}
    seen = [str(user.get("email")).lower(), user.get("name")]
    equal(bench, seen, [sent["email"], sent["name"]], "a registration answers another email or name", answer)
    bench.expect(user.get("id"), "a registration answers a user without id", observed=user, exchange=answer)


@check(writes=True)
def personal_organization(bench: Bench, _: Subject) -> None:
    """A registration makes an organization that the new user owns."""
    person = newcomer(bench)
    answer = call(bench, "listOrganizations", who=person)
    rows = listed(bench, answer, "listing one's organizations")
    owned = [row for row in rows if row.get("myRole") == "owner"]
    bench.require(owned, "a new user owns no organization", expected="one of myRole owner", observed=rows)
    answer = call(bench, "getOrganization", who=person, orgSlug=owned[0].get("slug"))
    owner = answered(bench, answer, "reading one's own organization").get("ownerId")
    equal(bench, owner, person.user, "a new user's organization belongs to somebody else", answer)


def _workspaces(bench: Bench, person: Principal) -> tuple[list[Row], Exchange]:
    """The workspaces in the organizations of a new user."""
    answer = call(bench, "listOrganizations", who=person)
    rows: list[Row] = []
    for org in listed(bench, answer, "listing one's organizations"):
        answer = call(bench, "listWorkspaces", who=person, orgSlug=org.get("slug"))
        rows += listed(bench, answer, "listing one's workspaces")
    return rows, answer


@check(writes=True)
def personal_workspace(bench: Bench, _: Subject) -> None:
    """A registration makes a workspace in the new organization."""
    rows, answer = _workspaces(bench, newcomer(bench))
    bench.expect(rows, "a new user has no workspace", expected="a workspace", observed=rows, exchange=answer)


@check(writes=True)
def personal_flag(bench: Bench, _: Subject) -> None:
    """The workspace that a registration makes is personal."""
    rows, answer = _workspaces(bench, newcomer(bench))
    flags = [row.get("isPersonal") for row in rows]
    bench.expect(
        True in flags, "a new user's workspace is not personal", expected=[True], observed=flags, exchange=answer
    )


@check(writes=True)
def email_form(bench: Bench, _: Subject) -> None:
    """An email that is no address is refused with 400."""
    for email in ("not-an-address", "@example.com", "somebody@", 7):
        _sent, answer = sign_up(bench, email=email)
        refused(bench, answer, "a registration with an email that is no address", 400)


@check(writes=True)
def name_bound(bench: Bench, _: Subject) -> None:
    """A name has at most 100 characters and may be absent."""
    for name in ("n" * 100, ...):
        _sent, answer = sign_up(bench, name=name)
        succeeded(bench, answer, "registering without a name" if name is ... else "a name of 100 characters")
    _sent, answer = sign_up(bench, name="n" * 101)
    refused(bench, answer, "a name of 101 characters", 400)


@check(writes=True)
def email_taken(bench: Bench, _: Subject) -> None:
    """An address that has an account is refused with 409."""
    person = newcomer(bench)
    _sent, answer = sign_up(bench, email=person.email)
    refused(bench, answer, "an address that has an account", 409)


@check(writes=True)
def login_status(bench: Bench, _: Subject) -> None:
    """A login answers 201."""
    person = newcomer(bench)
    _made, answer = logged_in(bench, person)
    equal(bench, answer.status, 201, "a login is not answered with 201", answer)


@check(writes=True)
def login_user(bench: Bench, _: Subject) -> None:
    """The user in the answer to a login has a pilotageRole."""
    made, answer = logged_in(bench, newcomer(bench))
    _role(bench, made.get("user"), "the user in the answer to a login", answer)


def _role(bench: Bench, user: Json, what: str, answer: Exchange) -> None:
    role = user.get("pilotageRole") if isinstance(user, dict) else None
    bench.expect(
        role in COCKPIT_ROLES,
        f"{what} has no pilotageRole",
        expected=list(COCKPIT_ROLES),
        observed=user,
        exchange=answer,
    )


@check(writes=True)
def login_incomplete(bench: Bench, _: Subject) -> None:
    """A login without email or password is refused with 400, or as a failed login with 401."""
    person = newcomer(bench)
    whole = {"email": person.email, "password": password_of(person)}
    for lacking in ("email", "password"):
        body = {name: value for name, value in whole.items() if name != lacking}
        refused(bench, call(bench, "login", body, who=ANONYMOUS), f"a login without {lacking}", 400, 401)
    refused(bench, call(bench, "login", {}, who=ANONYMOUS), "a login without anything", 400, 401)


@check(writes=True)
def me_shape(bench: Bench, _: Subject) -> None:
    """The profile comes in the member user and holds pilotageRole."""
    person = newcomer(bench)
    answer = call(bench, "readMe", who=person)
    user = answered(bench, answer, "reading one's own profile").get("user")
    bench.expect(isinstance(user, dict), "the profile does not come in the member user", exchange=answer)
    if isinstance(user, dict):
        equal(bench, user.get("id"), person.user, "the profile is somebody else's", answer)
        _role(bench, user, "the profile", answer)


@check(writes=True)
def rename(bench: Bench, _: Subject) -> None:
    """A new name is there at the next reading of the profile."""
    person, name = newcomer(bench), f"Judge {bench.word()}"
    answer = call(bench, "updateMe", {"name": name}, who=person)
    succeeded(bench, answer, "changing one's own name")
    equal(bench, profile(bench, person).get("name"), name, "a new name is not kept", answer)
