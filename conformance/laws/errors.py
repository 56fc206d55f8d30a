"""Laws of refusals: each has its cause's status and code, leaves as JSON in the envelope, and none is a breakdown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange
from conformance.laws import evidence, hostile
from conformance.laws.refusals import expect_cause, expect_envelope, expect_json
from conformance.laws.rows import is_success
from conformance.laws.subjects import has_path_id


def with_id(contract: Contract) -> list[Subject]:
    """Operations on one row whose resource says what an unknown id is."""
    return [evidence.subject_of(op) for op in contract.operations.values() if _has_missing(contract, op)]


def with_body(contract: Contract) -> list[Subject]:
    """Operations that take a JSON body."""
    return [evidence.subject_of(op) for op in contract.operations.values() if op.takes_json]


def of_each_kind(contract: Contract) -> list[Subject]:
    """One operation on a path without an id and one on a path with one: more show the same and cost requests."""
    every = list(contract.operations.values())
    kinds = [[op for op in every if ("{" in op.path) is wanted] for wanted in (False, True)]
    return [evidence.subject_of(kind[0]) for kind in kinds if kind]


def other_media(operation: Operation) -> bool:
    """Whether a success is documented to come as something else than JSON."""
    content = operation.answers.get(str(operation.success()), {}).get("content", {})
    return bool(content) and "application/json" not in content


def _has_missing(contract: Contract, operation: Operation) -> bool:
    return has_path_id(contract, operation) and "missing" in contract.resources.get(operation.resource or "", {})


@check(subjects=evidence.operations, writes=None)
def json(bench: Bench, subject: Subject) -> None:
    """Every answer is JSON, that of a success and that of a refusal."""
    operation = evidence.operation_of(subject)
    answers, why = evidence.try_all([partial(evidence.success, bench, operation), *_refusals(bench, operation)])
    if not answers:
        bench.skip(why)
    for answer in answers:
        if answer.status and not (is_success(answer) and other_media(operation)):
            expect_json(bench, answer, _kind(answer))


@check(subjects=with_id, writes=None)
def unknown_id(bench: Bench, subject: Subject) -> None:
    """An id nobody has is refused with the status and code of its resource."""
    operation = evidence.operation_of(subject)
    missing = bench.contract.resources[str(operation.resource)]["missing"]
    expect_cause(bench, evidence.unknown_id(bench, operation), missing, what="an unknown id")


@check()
def unknown_route(bench: Bench, _: Subject) -> None:
    """A path the API does not have is refused as such."""
    expect_cause(bench, evidence.unknown_route(bench), "unknown_route", what="an unknown path")


@check(subjects=of_each_kind, writes=True)
def unknown_method(bench: Bench, subject: Subject) -> None:
    """A method that a path does not have is refused as such."""
    answer = evidence.unknown_method(bench, evidence.operation_of(subject))
    expect_cause(bench, answer, "unknown_method", what="an unknown method")


@check(subjects=with_body, writes=True)
def malformed(bench: Bench, subject: Subject) -> None:
    """A body that is not JSON is refused."""
    answer = evidence.malformed(bench, evidence.operation_of(subject))
    expect_cause(bench, answer, "malformed", what="a body that breaks off")


@check(subjects=with_body, writes=True)
def media_type(bench: Bench, subject: Subject) -> None:
    """A body that is not declared as JSON is refused."""
    answer = evidence.media_type(bench, evidence.operation_of(subject))
    expect_cause(bench, answer, "media_type", what="a body declared as text/plain")


@check()
def envelope(bench: Bench, _: Subject) -> None:
    """Every refusal leaves in the API's envelope, which repeats the HTTP status."""
    evidence.unknown_route(bench)
    for operation in bench.contract.operations.values():
        if operation.is_read:
            evidence.try_all(_refusals(bench, operation))
    for answer in evidence.kept_refusals(bench):
        expect_envelope(bench, answer, _kind(answer))


@check(subjects=evidence.operations, writes=None)
def survives(bench: Bench, subject: Subject) -> None:
    """Bad input is refused in the envelope or served, and never brings a breakdown."""
    operation = evidence.operation_of(subject)
    for probe in hostile.probes(bench, operation):
        answer = hostile.send(bench, operation, probe)
        _expect_survived(bench, probe, answer)
    if operation.takes_json:
        answer = evidence.malformed(bench, operation)
        bench.expect(answer.status < 500, "a body that breaks off: a breakdown", exchange=answer, steps=[answer])


def _expect_survived(bench: Bench, probe: hostile.Probe, answer: Exchange) -> None:
    seen = probe.brief(answer)
    bench.expect(
        answer.response is not None and answer.status < 500,
        f"{probe.says}: {'a breakdown' if answer.response else 'no answer'}",
        expected="a refusal or a success",
        observed=f"{seen}: {answer.text[:200]}",
        exchange=seen,
        steps=[seen],
        # Who hangs up on 10 MB has refused them too.
        basis="assumed" if answer.response is None and probe.may_be_cut_off else None,
    )
    if 400 <= answer.status < 500:
        # A proxy may have refused it before the API saw it.
        expect_envelope(bench, seen, probe.says, basis="assumed", steps=[seen])
    if probe.no_json:
        bench.expect(
            not 200 <= answer.status < 300,
            f"{probe.says}: served",
            expected="a refusal",
            observed=str(seen),
            exchange=seen,
            steps=[seen],
            basis="assumed",
        )


def _refusals(bench: Bench, operation: Operation) -> list[Callable[[], Exchange]]:
    """The refusals of one operation that cost no row of the check's own, and those that do."""
    asks: list[Callable[[], Exchange]] = []
    if _has_missing(bench.contract, operation):
        asks.append(partial(evidence.unknown_id, bench, operation))
    if operation.takes_json:
        asks.append(partial(evidence.malformed, bench, operation))
        asks.append(partial(evidence.media_type, bench, operation))
    needed = [p.name for p in operation.parameters if p.where == "query" and p.required]
    return asks + [partial(evidence.missing_query, bench, operation, name) for name in needed]


def _kind(answer: Exchange) -> str:
    """An answer's kind for a message that stays the same from run to run."""
    return f"{answer.operation or f'no operation ({answer.request.method})'}, status {answer.status}"
