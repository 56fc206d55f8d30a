"""Laws of credentials for operations that need none."""

from __future__ import annotations

from functools import partial

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange
from conformance.laws import evidence
from conformance.laws.refusals import steps_for
from conformance.laws.sameness import compare
from conformance.laws.sites import find_site
from conformance.target import ANONYMOUS

BOGUS = {"authorization": "Bearer nobody-knows-this"}


def free(contract: Contract) -> list[Subject]:
    """Operations whose security is empty."""
    return [s for s in evidence.operations(contract) if not evidence.operation_of(s).security]


def free_reads(contract: Contract) -> list[Subject]:
    """The first reading operations that need nothing: each costs requests, and more of them show the same."""
    plain = [op for op in map(evidence.operation_of, free(contract)) if op.is_read and "{" not in op.path]
    return [evidence.subject_of(op) for op in plain if not any(p.required for p in op.parameters)][:3]


@check(subjects=free, writes=None)
def open(bench: Bench, subject: Subject) -> None:  # noqa: A001 - the law's name in the contract
    """An operation that states no credentials works without any."""
    operation = evidence.operation_of(subject)
    answer = evidence.success(bench, operation)
    if "authorization" in answer.request.headers:
        answer = _asked_by_nobody(bench, operation)
    bench.expect(
        answer.status not in (401, 403),
        "credentials are asked for",
        expected="an answer without credentials",
        observed=f"{answer}: {answer.text[:200]}",
        exchange=answer,
        steps=steps_for(bench, answer),
    )


@check(subjects=free_reads)
def ignored(bench: Bench, subject: Subject) -> None:
    """An Authorization header changes nothing where no credentials are stated."""
    operation = evidence.operation_of(subject)
    site = find_site(bench, operation)
    ask = partial(bench.client.call, operation, query=site.query or None, tenant=site.tenant, principal=ANONYMOUS)
    seen = compare(partial(ask, headers=site.headers), partial(ask, headers={**site.headers, **BOGUS}))
    bench.expect(
        seen.same is not False,
        "an Authorization header changes the answer",
        expected=f"{seen.here}: {seen.here.text[:200]}",
        observed=f"{seen.there}: {seen.there.text[:200]}",
        exchange=seen.there,
    )


def _asked_by_nobody(bench: Bench, operation: Operation) -> Exchange:
    """The operation without the credentials the target file gives; a write is aimed at no row."""
    if operation.is_read:
        site = find_site(bench, operation)
        return bench.client.call(
            operation,
            site.ids,
            query=site.query or None,
            headers=site.headers,
            tenant=site.tenant,
            principal=ANONYMOUS,
        )
    ids = {p.name: f"nobody-{bench.word()}" for p in operation.parameters if p.where == "path"}
    return bench.client.call(operation, ids, content=b"", tenant=bench.maker.home(), principal=ANONYMOUS)
