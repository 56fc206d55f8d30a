"""More laws of security: who has no credential, a bad one, one that ended, or one of the wrong kind."""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from conformance.access import Credential, is_public, schemes_of
from conformance.agreement import instant
from conformance.bench import Bench
from conformance.chain import creating
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.laws import evidence
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import call, delete, is_success
from conformance.laws.subjects import remover
from conformance.laws.walled import send_as, stage
from conformance.target import ANONYMOUS, Principal

CAUSE = "unauthenticated"
PARAMETERS = ("access_token", "token")  # RFC 6750, section 2.3, and the name everybody thinks of
GRACE = 60.0  # seconds past the end of a token


def closed(contract: Contract) -> list[Subject]:
    """Operations that ask for credentials, where a cause says what their absence is."""
    declared = CAUSE in contract.conventions["errors"]["causes"]
    return [evidence.subject_of(op) for op in contract.operations.values() if declared and not is_public(op)]


def whole(contract: Contract) -> list[Subject]:
    """The API as one, where it asks for credentials."""
    return [Subject(name="api")] if closed(contract) and _doorbell(contract) else []


def kinds(contract: Contract) -> list[Subject]:
    """Kinds of tokens."""
    return [Subject(name=name, data={"kind": kind}) for name, kind in contract.credentials.items() if closed(contract)]


def choosy(contract: Contract) -> list[Subject]:
    """Operations that do not take every kind of token."""
    every = {name for name, kind in contract.credentials.items() if kind.wrong}
    return [s for s in closed(contract) if s.operation and every - set(schemes_of(s.operation))]


def _doorbell(contract: Contract, kind: str | None = None) -> Operation | None:
    """A reading operation that asks for a credential (of a kind) and nothing else."""
    plain = [op for op in contract.operations.values() if op.is_read and "{" not in op.path and not is_public(op)]
    fitting = [op for op in plain if not any(p.required for p in op.parameters) and kind in (None, *schemes_of(op))]
    return next(iter(fitting), None)


@check(module="security", subjects=closed, writes=None)
def no_credentials(bench: Bench, subject: Subject) -> None:
    """An operation that asks for credentials refuses whoever has none."""
    operation = evidence.operation_of(subject)
    answer = send_as(bench, operation, stage(bench, operation), ANONYMOUS)
    expect_cause(bench, answer, CAUSE, what="no credentials")


@check(module="security", subjects=whole)
def bad_credentials(bench: Bench, _subject: Subject) -> None:
    """Tokens nobody issued, forged ones, and those under another word than theirs are refused."""
    operation = _doorbell(bench.contract)
    if operation is None:
        return
    for says, value in _bad(bench):
        answer = bench.client.call(operation, headers={"authorization": value}, principal=ANONYMOUS)
        expect_cause(bench, answer, CAUSE, what=says)


@check(module="security", subjects=whole)
def in_query(bench: Bench, _subject: Subject) -> None:
    """A token in the query is no token."""
    operation, me = _doorbell(bench.contract), bench.client.principal_of(bench.maker.home())
    if operation is None or me is None or me.token is None:
        bench.skip("nobody has a token")
        return
    for name in PARAMETERS:
        answer = bench.client.call(operation, query={name: me.token.reveal()}, principal=ANONYMOUS)
        expect_cause(bench, answer, CAUSE, what=f"a token as {name} in the query")


def _bad(bench: Bench) -> Iterator[tuple[str, str]]:
    yield "a token nobody issued", f"Bearer {bench.word()}{bench.word()}"
    yield "no token after the word", "Bearer"
    for kind in bench.contract.credentials.values():
        if kind.prefix:
            yield f"a token with the form of a {kind.scheme} that nobody issued", f"Bearer {kind.prefix}{'0' * 40}"
    me = bench.client.principal_of(bench.maker.home())
    if me is None or me.token is None:
        return
    token = me.token.reveal()
    yield "a token under another word", f"Basic {token}"
    head, dot, rest = token.partition(".")
    payload, second, signature = rest.partition(".")
    if dot and second:
        other = "A" if signature[:1] != "A" else "B"
        yield (
            "a token whose signature was changed",
            f"Bearer {bench.secret(f'{head}.{payload}.{other}{signature[1:]}')}",
        )
        bare = _base64({"alg": "none", "typ": "JWT"})
        yield "a token that says it is not signed", f"Bearer {bench.secret(f'{bare}.{payload}.')}"
        yield (
            "a token of another user under this one's signature",
            f"Bearer {bench.secret(_renamed(head, payload, signature))}",
        )


def _renamed(head: str, payload: str, signature: str) -> str:
    """The token with another subject in it."""
    padded = payload + "=" * (-len(payload) % 4)
    try:
        claims = json.loads(base64.urlsafe_b64decode(padded))
    except ValueError:
        claims = {}
    return f"{head}.{_base64({**claims, 'sub': 'nobody'} if isinstance(claims, dict) else {})}.{signature}"


def _base64(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@check(module="security", subjects=kinds, writes=True, last=True)
def ended(bench: Bench, subject: Subject) -> None:
    """A token that was revoked, or whose time is over, is worth nothing."""
    kind: Credential = subject.data["kind"]
    operation = _doorbell(bench.contract, kind.scheme)
    if operation is None:
        bench.skip(f"no plain reading operation takes a {kind.scheme}")
        return
    if kind.kind == "signed":
        _expect_expiry(bench, kind, operation)
        return
    resource = str(kind.resource)
    if creating(bench.contract, resource) is None:
        bench.skip(f"the API has no plain operation that makes a token of the kind {kind.scheme}")
    if remover(bench.contract, resource) is not None:
        token = bench.cast.mint(None, scheme=kind.scheme)
        _expect_use(bench, operation, token, f"a new {kind.scheme}")
        delete(bench, resource, bench.maker.made[-1].id, bench.maker.made[-1].tenant)
        _expect_end(bench, operation, token, f"a revoked {kind.scheme}")
    if kind.expires and bench.can("clock"):
        _expect_term(bench, kind, operation)


def _expect_use(bench: Bench, operation: Operation, token: Principal, what: str) -> None:
    answer = call(bench, operation, principal=token, tenant=bench.maker.home())
    bench.require(is_success(answer), f"{what} does not work", expected=operation.success(), exchange=answer)


def _expect_end(bench: Bench, operation: Operation, token: Principal, what: str) -> None:
    answer = call(bench, operation, principal=token, tenant=bench.maker.home())
    expect_cause(bench, answer, CAUSE, what=what)


def _expect_term(bench: Bench, kind: Credential, operation: Operation) -> None:
    """A token that may live for an hour is worth nothing after that hour."""
    control = bench.control
    if control is None:
        return
    now = instant(control.now()) or dt.datetime.now(dt.UTC)
    end = (now + dt.timedelta(hours=1)).isoformat(timespec="seconds").replace("+00:00", "Z")
    asked: dict[str, Json] = {str(kind.expires): end}
    token = bench.cast.mint(None, scheme=kind.scheme, **asked)
    _expect_use(bench, operation, token, f"a {kind.scheme} that ends later")
    with later(bench, 3600 + GRACE):
        _expect_end(bench, operation, token, f"a {kind.scheme} whose time is over")


def _expect_expiry(bench: Bench, kind: Credential, operation: Operation) -> None:
    """A token that was just issued is worth nothing after its lifetime."""
    if kind.lifetime is None or not kind.issued:
        bench.skip(f"nothing says how long a {kind.scheme} lives")
        return
    bench.need("clock")
    person = bench.cast.register()
    _expect_use(bench, operation, person, f"a new {kind.scheme}")
    with later(bench, kind.lifetime - GRACE):
        _expect_use(bench, operation, person, f"a {kind.scheme} shortly before its end")
    with later(bench, kind.lifetime + GRACE):
        _expect_end(bench, operation, person, f"a {kind.scheme} whose time is over")


@contextmanager
def later(bench: Bench, seconds: float) -> Iterator[None]:
    """The target's clock so many seconds on inside, and back where it would be afterwards."""
    control = bench.control
    if control is None:
        bench.skip("the target's clock cannot be moved")
        return
    before, started = instant(control.now()), time.monotonic()
    control.advance(seconds)
    try:
        yield
    finally:
        now = instant(control.real_time())
        if before is not None and now is not None:
            behind = (before - now).total_seconds() + time.monotonic() - started
            if abs(behind) > 1:
                control.advance(behind)


@check(module="security", subjects=choosy, writes=None)
def wrong_kind(bench: Bench, subject: Subject) -> None:
    """A valid token of a kind an operation does not take is refused."""
    operation = evidence.operation_of(subject)
    for scheme, kind in bench.contract.credentials.items():
        if scheme in schemes_of(operation) or not kind.wrong:
            continue
        token = next((p for p in bench.target.principals if p.scheme == scheme and p.token), None)
        if token is None and kind.kind == "opaque":
            token = bench.token() if bench.cast.opaque().scheme == scheme else bench.cast.mint(None, scheme=scheme)
        if token is None:
            bench.skip(f"the target file names nobody with a {scheme}")
            return
        answer = send_as(bench, operation, stage(bench, operation), token)
        what = f"a valid {scheme}"
        bench.expect(
            not is_success(answer), f"{what}: served", expected="a refusal", observed=str(answer), exchange=answer
        )
        expect_cause(bench, answer, kind.wrong, what=what)
