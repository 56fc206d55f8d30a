"""Passwords: how long, who sees them, what a wrong one opens, and changing them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import log_in, password_of, sign_up
from conformance.cases.stellary.auth import SECRETS
from conformance.cases.stellary.steps import answered, call, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal


def change(bench: Bench, person: Principal, current: str, new: str) -> Exchange:
    """Change somebody's password."""
    body = {"currentPassword": current, "newPassword": bench.secret(new)}
    return call(bench, "changePassword", body, who=person)


def of_length(bench: Bench, length: int) -> str:
    """A password of so many characters that nobody used before."""
    return (bench.word() + bench.word() * (length // 8))[:length]


@check(module="auth", writes=True)
def password_bounds(bench: Bench, _: Subject) -> None:
    """A password has 8 to 128 characters; 7 or 129 are refused with 400."""
    for length in (8, 128):
        _sent, answer = sign_up(bench, password=of_length(bench, length))
        succeeded(bench, answer, f"a password of {length} characters")
    for length in (7, 129):
        _sent, answer = sign_up(bench, password=of_length(bench, length))
        refused(bench, answer, f"a password of {length} characters", 400)


@check(module="auth", writes=True)
def new_password_bounds(bench: Bench, _: Subject) -> None:
    """A new password has 8 to 128 characters."""
    person = newcomer(bench)
    current = password_of(person)
    for length in (7, 129):
        answer = change(bench, person, current, of_length(bench, length))
        refused(bench, answer, f"a new password of {length} characters", 400)
    for length in (8, 128):
        new = of_length(bench, length)
        succeeded(bench, change(bench, person, current, new), f"a new password of {length} characters")
        current = new


@check(module="auth", writes=True)
def password_hidden(bench: Bench, _: Subject) -> None:
    """No answer holds a password."""
    sent, registered = sign_up(bench)
    login = log_in(bench, sent["email"], sent["password"])
    person = newcomer(bench)
    answers = [registered, login, call(bench, "readMe", who=person), call(bench, "updateMe", {"name": "J"}, who=person)]
    new = of_length(bench, 16)
    answers.append(change(bench, person, password_of(person), new))
    known = (sent["password"], password_of(person), new)
    for answer in answers:
        body = answer.json() if answer.text and answer.is_json else None
        shown = sorted(name for name in _names(body) if name.lower() in SECRETS)
        bench.expect(
            not shown and not any(word in answer.text for word in known),
            f"an answer of {answer.operation} holds a password",
            expected="no password and no hash of one",
            observed=shown or "the password in the body",
            exchange=answer,
        )


def _names(value: Json) -> set[str]:
    """The names of all members at any depth."""
    if isinstance(value, list):
        return {name for item in value for name in _names(item)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {name for item in value.values() for name in _names(item)}


@check(module="auth", writes=True)
def wrong_password(bench: Bench, _: Subject) -> None:
    """A wrong password is refused with 401."""
    person = newcomer(bench)
    right = password_of(person)
    for wrong in (of_length(bench, 12), f"{right}x", right[:-1], right.upper()):
        refused(bench, log_in(bench, person.email, wrong), "a login with a wrong password", 401)
    unknown = f"judge-{bench.word()}@example.com"
    refused(bench, log_in(bench, unknown, right), "a login with an address that has no account", 401)


@check(module="auth", writes=True)
def current_password(bench: Bench, _: Subject) -> None:
    """Changing the password needs the right current one."""
    person = newcomer(bench)
    right, new = password_of(person), of_length(bench, 16)
    for wrong in (of_length(bench, 12), f"{right}x"):
        answer = change(bench, person, wrong, new)
        refused(bench, answer, "a change of password with a wrong current one", 401, 400, 403)
    succeeded(bench, log_in(bench, person.email, right), "logging in after refused changes of password")


@check(module="auth", writes=True)
def password_change(bench: Bench, _: Subject) -> None:
    """After a change the new password logs in and the old one does not."""
    person = newcomer(bench)
    old, new = password_of(person), of_length(bench, 16)
    succeeded(bench, change(bench, person, old, new), "changing the password")
    refused(bench, log_in(bench, person.email, old), "a login with the old password", 401)
    answered(bench, log_in(bench, person.email, new), "logging in with the new password")


@check(module="auth", writes=True)
def tokens_outlive_password(bench: Bench, _: Subject) -> None:
    """A JWT that was issued before a change of password still works."""
    person = newcomer(bench)
    succeeded(bench, change(bench, person, password_of(person), of_length(bench, 16)), "changing the password")
    succeeded(bench, call(bench, "readMe", who=person), "the token from before a change of password")
