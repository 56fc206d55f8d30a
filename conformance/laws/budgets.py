"""Laws of rate limits counted by token: each token has a budget of its own, for each limit apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from conformance.access import schemes_of
from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.client import Client
from conformance.contract import Contract, Operation
from conformance.draft import Draft
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws.drain import GRACE, REFUSED, enforced, operations_of, pass_time
from conformance.laws.refusals import expect_cause, expect_envelope, expect_json
from conformance.laws.sites import Site, find_site, valid_body
from conformance.laws.subjects import creator
from conformance.patience import retry_after
from conformance.target import Principal

MANY = 60  # requests of an operation that nothing limits


@dataclass
class Spent:
    """One limit, used up by one token. The rest are answers got while it was: of a second token of the same user, of
    other limits, of operations that nothing limits; and the first after the window.
    """

    operation: Operation
    passed: int = 0
    refused: Exchange | None = None
    second: Exchange | None = None
    apart: dict[str, Exchange] = field(default_factory=dict)
    free: list[Exchange] = field(default_factory=list)
    after: Exchange | None = None

    @property
    def refusal(self) -> Exchange:
        """The refusal; CheckSkipped where the limit refused nothing."""
        if self.refused is None:
            raise CheckSkipped("the limit refused nothing, which the law of quotas reports")
        return self.refused


_spent: WeakKeyDictionary[Client, dict[str, Spent]] = WeakKeyDictionary()


def by_token(contract: Contract) -> list[Subject]:
    """Each limit counted by token, with the operation it is used up by."""
    limits: dict[str, Json] = contract.conventions.get("limits") or {}
    found = ((name, operations_of(contract, name)) for name, rule in limits.items() if rule["per"] == "token")
    return [Subject(name, operation=operations[0]) for name, operations in found if operations]


def unlimited(contract: Contract) -> list[Subject]:
    """The whole API, where some limit is counted by token and some operations have none."""
    return [Subject("api")] if by_token(contract) and _free(contract) else []


def _free(contract: Contract) -> list[Operation]:
    """Lists that no limit counts, those first that need nothing."""
    default = any(rule.get("default") for rule in (contract.conventions.get("limits") or {}).values())
    found = [] if default else [op for op in contract.by("list") if "limit" not in op.acts and not op.acts.get("gates")]
    return sorted(found, key=lambda op: op.path.count("{"))


def _spend(bench: Bench, name: str) -> Spent:
    """Use a limit up by a new token, once in a run, and ask around meanwhile."""
    kept = _spent.setdefault(bench.client, {})
    if name not in kept:
        with enforced(bench):
            kept[name] = _used_up(bench, name)
    return kept[name]


def _used_up(bench: Bench, name: str) -> Spent:
    rule = bench.contract.conventions["limits"][name]
    operation = operations_of(bench.contract, name)[0]
    token, second = _token(bench, operation), _token(bench, operation)
    site, spent = find_site(bench, operation), Spent(operation)
    # Two windows' worth at most: a fixed window may end in between.
    for _ in range(2 * int(rule["quota"]) + 1):
        answer = _ask(bench, operation, site, token)
        if answer.status in REFUSED:
            spent.refused = answer
            break
        if not 200 <= answer.status < 300:
            raise CheckSkipped(f"the limit {name} could not be used up: {answer}")
        spent.passed += 1
    if spent.refused is None:
        return spent
    spent.second = _ask(bench, operation, site, second)
    spent.apart = dict(_others(bench, name, token))
    spent.free = [_ask(bench, op, find_site(bench, op), token) for op in _free(bench.contract)[:3]]
    if bench.can("clock"):
        pass_time(bench, _wait(spent.refused, float(rule["window"])) + GRACE, f"the limit {name} to end")
        spent.after = _ask(bench, operation, site, token)
    return spent


def _wait(answer: Exchange, window: float) -> float:
    """How many seconds a refusal asks to wait; the whole window where it does not say."""
    return min(retry_after(answer), window) if "retry-after" in answer.headers else window


def _token(bench: Bench, operation: Operation) -> Principal:
    """A new token of the run's own user, of a kind the operation takes."""
    schemes = schemes_of(operation)
    taken = (kind for kind in bench.contract.credentials.values() if kind.scheme in schemes)
    kinds = [kind for kind in taken if creator(bench.contract, kind.resource)]
    if not kinds:
        raise CheckSkipped(f"the API lets nobody make tokens for {operation.id}")
    return bench.cast.mint(None, scheme=kinds[0].scheme)


def _others(bench: Bench, name: str, token: Principal) -> Iterator[tuple[str, Exchange]]:
    """An answer of each other limit to the same token."""
    for subject in by_token(bench.contract):
        if subject.name != name and subject.operation is not None:
            yield str(subject.name), _ask(bench, subject.operation, find_site(bench, subject.operation), token)


def _ask(bench: Bench, operation: Operation, site: Site, token: Principal) -> Exchange:
    """One request that may be refused for its number; what it makes is removed after the check."""
    body: Json = ... if operation.body_schema is None else valid_body(bench, operation)
    answer = bench.client.call(
        operation,
        site.ids,
        query=site.query or None,
        headers=site.headers,
        tenant=site.tenant,
        principal=token,
        expect_limits=True,
        **({} if body is ... else {"json": body}),
    )
    if creator(bench.contract, operation.resource) is operation and isinstance(body, dict):
        draft = Draft(str(operation.resource), operation, site.ids, body, site.tenant, None, site.parent)
        try:
            bench.maker.take(draft, answer)
        except BadAnswer:
            return answer  # a row without an id is another law's to judge
    return answer


@check(module="limits", subjects=by_token, writes=True)
def token_quota(bench: Bench, subject: Subject) -> None:
    """As many requests of a token as stated pass in a window, and the next is refused by the declared cause."""
    name = str(subject.name)
    rule, spent = bench.contract.conventions["limits"][name], _spend(bench, name)
    bench.require(
        spent.refused is not None,
        "the limit is not enforced",
        expected=f"429 after {rule['quota']} requests",
        observed=f"{spent.passed} requests passed",
    )
    bench.expect(
        spent.passed == rule["quota"],
        f"the limit lets {'fewer' if spent.passed < rule['quota'] else 'more'} requests through than stated",
        expected=rule["quota"],
        observed=spent.passed,
        exchange=spent.refusal,
        steps=[spent.refusal],
    )
    expect_cause(bench, spent.refusal, rule["cause"], what="one request too many")
    expect_json(bench, spent.refusal, "one request too many")
    expect_envelope(bench, spent.refusal, "one request too many")


@check(module="limits", subjects=by_token, writes=True)
def per_token(bench: Bench, subject: Subject) -> None:
    """A token that used its budget up does not stand in the way of another token of the same user."""
    spent = _spend(bench, str(subject.name))
    _expect_passes(bench, spent.refusal, spent.second, "another token of the same user is refused too")


@check(module="limits", subjects=by_token, writes=True)
def token_apart(bench: Bench, subject: Subject) -> None:
    """A limit that a token used up does not stand in the way of its other limits, nor of what has none."""
    spent = _spend(bench, str(subject.name))
    first = spent.refusal
    for name, answer in spent.apart.items():
        _expect_passes(bench, first, answer, f"with {subject.name} used up, {name} is refused")
    for answer in spent.free:
        _expect_passes(bench, first, answer, f"with {subject.name} used up, {answer.operation} is refused")


@check(module="limits", subjects=by_token, needs=("clock",), writes=True)
def token_window(bench: Bench, subject: Subject) -> None:
    """After the window requests of the token pass again."""
    spent = _spend(bench, str(subject.name))
    _expect_passes(bench, spent.refusal, spent.after, "still refused after the window")


@check(module="limits", subjects=unlimited)
def none(bench: Bench, _subject: Subject) -> None:
    """An operation without a limit is never refused for the number of requests."""
    operation = _free(bench.contract)[0]
    with enforced(bench):
        site = find_site(bench, operation)
        for _ in range(MANY):
            answer = bench.client.call(
                operation, site.ids, query=site.query or None, tenant=site.tenant, expect_limits=True
            )
            if not bench.expect(
                answer.status not in REFUSED,
                f"{operation.id} is refused for the number of requests",
                expected=operation.success(),
                observed=str(answer),
                exchange=answer,
                steps=[answer],
            ):
                return


def _expect_passes(bench: Bench, first: Exchange, answer: Exchange | None, message: str) -> None:
    if answer is not None:
        fine = answer.status not in REFUSED
        bench.expect(fine, message, expected="no 429", observed=str(answer), exchange=answer, steps=[first, answer])
