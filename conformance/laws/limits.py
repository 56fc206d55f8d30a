"""Laws of rate limits counted by address. They come last: a used-up budget stands in the way of every other law."""

from __future__ import annotations

import re

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Exchange
from conformance.laws.drain import Drained, after_window, drained, limits_of, operations_of
from conformance.laws.refusals import expect_cause, expect_envelope, expect_json
from conformance.patience import retry_after as seconds_asked


def by_name(contract: Contract) -> list[Subject]:
    """Each limit counted by address, with the operation it is used up by."""
    return [Subject(name, operation=operations_of(contract, name)[0]) for name in limits_of(contract)]


def with_alias(contract: Contract) -> list[Subject]:
    """As `by_name`, where the contract has an alias."""
    return by_name(contract) if contract.aliases else []


def several(contract: Contract) -> list[Subject]:
    """The whole API, where it has more than one limit."""
    return [Subject()] if len(limits_of(contract)) > 1 else []


@check(subjects=by_name, writes=None)
def quota(bench: Bench, subject: Subject) -> None:
    """As many requests as stated pass in a window, and the next is refused whatever it asks for."""
    drain = drained(bench, str(subject.name))
    rule = bench.contract.conventions["limits"][drain.name]
    stated = int(rule["quota"])
    if drain.passed < stated and not drain.sure:
        bench.skip(f"refused after {drain.passed} requests, but others may share this address; name a spare one")
    bench.require(
        drain.refused is not None,
        "the limit is not enforced",
        expected=f"429 after {stated} requests",
        observed=f"{drain.passed} requests passed",
        steps=_last(bench, drain),
    )
    bench.expect(
        stated <= drain.passed <= stated + drain.slack,
        f"the limit lets {'fewer' if drain.passed < stated else 'more'} requests through than stated",
        expected=stated,
        observed=drain.passed,
        exchange=drain.refusal,
        steps=_last(bench, drain),
    )
    expect_cause(bench, drain.refusal, rule["cause"], what="one request too many", headers=False)
    expect_json(bench, drain.refusal, "one request too many")
    expect_envelope(bench, drain.refusal, "one request too many")
    for answer, says in ((drain.sibling, "another path"), (drain.tenant, "another tenant")):
        _expect_refused(bench, answer, f"{says} has a budget of its own")


@check(subjects=by_name, writes=None)
def retry_after(bench: Bench, subject: Subject) -> None:
    """A refusal for too many requests says when to try again, and no later than the window ends."""
    drain = drained(bench, str(subject.name))
    value = drain.refusal.headers.get("retry-after", "").strip()
    told = re.fullmatch(r"\d+", value) or _is_date(drain.refusal)
    bench.require(
        told,
        "Retry-After is absent, or neither whole seconds nor an HTTP date",
        expected="whole seconds, not negative, or an HTTP date (RFC 9110, section 10.2.3)",
        observed=value or "(absent)",
        exchange=drain.refusal,
        steps=[drain.refusal],
    )
    window = bench.contract.conventions["limits"][drain.name]["window"]
    bench.expect(
        not value.isdigit() or int(value) <= window + 1,
        "Retry-After is longer than the window",
        expected=f"at most {window}",
        observed=value,
        exchange=drain.refusal,
        steps=[drain.refusal],
        basis="assumed",
    )


@check(subjects=with_alias, writes=None)
def alias_shares(bench: Bench, subject: Subject) -> None:
    """A request under the alias counts against the same budget."""
    drain = drained(bench, str(subject.name))
    if drain.refused is None or drain.alias is None:
        bench.skip("the limit refused nothing, so that nothing can be seen under the alias")
    _expect_refused(bench, drain.alias, "the alias has a budget of its own")


@check(subjects=several, writes=True)
def apart(bench: Bench, _: Subject) -> None:
    """Each limit is counted apart: one that is used up does not stand in the way of another."""
    for name in limits_of(bench.contract):
        for other, answer in drained(bench, name).apart.items():
            bench.expect(
                answer.status not in (429, 503),
                f"with {name} used up, {other} is refused",
                expected="no 429",
                observed=str(answer),
                exchange=answer,
                steps=[answer],
            )


@check(subjects=by_name, needs=("addresses",), writes=None)
def per_address(bench: Bench, subject: Subject) -> None:
    """An address that used its budget up does not stand in the way of another address."""
    drain = drained(bench, str(subject.name))
    if drain.refused is None or drain.elsewhere is None:
        bench.skip("the limit refused nothing, or no second address is unused in this run")
    answer = drain.elsewhere
    bench.expect(
        answer is not None and answer.status not in (429, 503),
        "another address is refused too",
        expected="no 429",
        observed=str(answer),
        exchange=answer,
        steps=[drain.refusal, *([answer] if answer else [])],
    )


@check(subjects=by_name, writes=None)
def window_ends(bench: Bench, subject: Subject) -> None:
    """After the wait a refusal asked for, requests pass again."""
    drain = drained(bench, str(subject.name))
    first = drain.refusal
    answer = after_window(bench, drain)
    bench.expect(
        answer.status not in (429, 503),
        "still refused after the wait Retry-After asked for",
        expected="no 429",
        observed=str(answer),
        exchange=answer,
        steps=[first, answer],
    )


def _expect_refused(bench: Bench, answer: Exchange | None, message: str) -> None:
    if answer is not None:
        bench.expect(
            answer.status in (429, 503), message, expected=429, observed=str(answer), exchange=answer, steps=[answer]
        )


def _is_date(answer: Exchange) -> bool:
    return "," in answer.headers.get("retry-after", "") and seconds_asked(answer, now=lambda: 0.0) > 60


def _last(bench: Bench, drain: Drained) -> list[Exchange]:
    """The requests that used the limit up; their number is the point, so the last few are enough."""
    sent = [e for e in bench.client.recorder.exchanges if e.request.address == drain.address]
    return [e for e in sent if e.operation == drain.operation.id][-5:]
