"""What takes the Pro plan, and what does not."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.conventions import section_of
from conformance.cases.spedy.steps import Row, refused
from conformance.cases.spedy.tokens import open_reads
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.target import Tenant

PAID = {"teams": "Teams", "webhooks": "Webhook Endpoints"}  # the two features, with their sections


def features(_: Contract) -> list[Subject]:
    """The two features of the Pro plan."""
    return [Subject(name) for name in PAID]


def starter(bench: Bench) -> Tenant:
    """An organization without the Pro plan; skips the check where the target file names none."""
    closed = bench.target.facts.get("closed_gates")
    name = closed.get("pro") if isinstance(closed, dict) else None
    if name not in bench.target.tenant_names:
        bench.skip("the target file's [facts] closed_gates names no tenant without the Pro plan")
    return bench.target.tenant(str(name))


def is_paid(operation: Operation) -> bool:
    """Whether an operation belongs to one of them."""
    return "pro" in operation.acts.get("gates", ())


@check(subjects=features, writes=True)
def closed(bench: Bench, subject: Subject) -> None:
    """A feature of the Pro plan is shut, for Admins too, in an organization that has another plan."""
    tenant = starter(bench)
    for operation in bench.contract.operations.values():
        if section_of(bench.contract, operation) != PAID[str(subject.name)]:
            continue
        ids: Row = {p.name: bench.unknown_id("User") for p in operation.parameters if p.where == "path"}
        body = bench.body(str(operation.resource), operation=operation.id) if operation.body_schema else ...
        answer = bench.client.call(operation, ids, json=body, tenant=tenant)
        # With an id nobody has, 404 is as good an answer where rows are looked for before the plan is.
        refused(bench, answer, f"{operation.id} without the Pro plan", 403, 402, *([404] if ids else []))


@check()
def rest(bench: Bench, _: Subject) -> None:
    """All other sections are open without the Pro plan."""
    tenant = starter(bench)
    for operation in open_reads(bench):
        if is_paid(operation) or "time_tracking" in operation.acts.get("gates", ()):
            continue
        query = {p.name: "te" for p in operation.parameters if p.where == "query" and p.required}
        answer = bench.client.call(operation, query=query or None, tenant=tenant)
        bench.expect(
            answer.status not in (402, 403),
            f"{operation.id} is shut without the Pro plan",
            expected="success",
            observed=str(answer),
            exchange=answer,
        )
