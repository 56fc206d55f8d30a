"""Laws of the headers every answer carries, successes and refusals alike."""

from __future__ import annotations

from functools import partial

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange
from conformance.laws import drain, evidence
from conformance.laws.refusals import steps_for


def declaring(contract: Contract) -> list[Subject]:
    """Every operation, where the contract declares headers."""
    return evidence.operations(contract) if contract.conventions.get("headers") else []


def whole(contract: Contract) -> list[Subject]:
    """The whole API, where the contract declares headers."""
    return [Subject()] if contract.conventions.get("headers") else []


@check(subjects=declaring, writes=None)
def present(bench: Bench, subject: Subject) -> None:
    """A success carries the API's own headers."""
    answer = evidence.succeeded(bench, evidence.operation_of(subject))
    _expect_headers(bench, answer, "a success")


@check(subjects=whole, last=True)
def on_refusals(bench: Bench, _: Subject) -> None:
    """A refusal carries the API's own headers: a bad request, an unknown row, path or method, too many requests."""
    evidence.unknown_route(bench)
    for operation in bench.contract.operations.values():
        needed = [p.name for p in operation.parameters if p.where == "query" and p.required]
        if operation.is_read and "{" in operation.path:
            evidence.try_all([partial(evidence.unknown_id, bench, operation)])
        evidence.try_all([partial(evidence.missing_query, bench, operation, name) for name in needed])
    refused = evidence.kept_refusals(bench)
    for limit in drain.limits_of(bench.contract):
        if not drain.operations_of(bench.contract, limit)[0].is_read:
            continue  # using it up leaves rows behind; the law of quotas looks at that refusal
        try:
            refused.append(drain.drained(bench, limit).refusal)
        except CheckSkipped:
            continue  # the laws of limits say why
    for answer in refused:
        _expect_headers(bench, answer, f"{answer.operation or answer.request.method}, status {answer.status}")


@check(subjects=whole)
def value(bench: Bench, _: Subject) -> None:
    """The API's own headers have their stated value, on both path forms."""
    operation = next(iter(op for op in bench.contract.operations.values() if op.is_read and "{" not in op.path))
    for prefix in ("", *bench.contract.aliases):
        answer = bench.client.call(operation, prefix=prefix, tenant=bench.maker.home())
        for name, rule in bench.contract.conventions["headers"].items():
            bench.expect(
                answer.headers.get(name) == rule["value"],
                f"{name} has another value {'under ' + prefix if prefix else 'without a prefix'}",
                expected=rule["value"],
                observed=answer.headers.get(name),
                exchange=answer,
                basis=rule.get("value_basis"),
            )


def _expect_headers(bench: Bench, answer: Exchange, what: str) -> None:
    for name, rule in bench.contract.conventions["headers"].items():
        bench.expect(
            bool(answer.headers.get(name)),
            f"{what}: {name} is absent",
            expected=name,
            observed=dict(answer.headers),
            exchange=answer,
            basis=(rule.get("x-source") or {}).get("basis"),
            steps=steps_for(bench, answer),
        )
