"""More laws of the keyword `unique`: values that a change would take from another row, and those deleted rows keep."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import Row, call, delete, home, require_shown
from conformance.laws.subjects import is_visible, members, remover, resources
from conformance.laws.unique import Rule, rules
from conformance.laws.untouched import changed


def changeable(contract: Contract, resource: str) -> bool:
    """Whether a change can give a row the values of another."""
    return is_visible(contract, resource) and any(
        _changing(contract, resource, rule) for rule in rules(contract, resource)
    )


def keeping(contract: Contract, resource: str) -> bool:
    """Whether deleted rows keep their values."""
    return bool(remover(contract, resource)) and any(rule.among == "all" for rule in rules(contract, resource))


def _changing(contract: Contract, resource: str, rule: Rule) -> Operation | None:
    updates = contract.by("update", resource)
    return next((op for op in updates if op.takes_json and set(rule.fields) <= set(members(contract, op))), None)


def _key(bench: Bench, resource: str, rule: Rule) -> tuple[str, Row, Row]:
    """A new row: its id, its values of the rule, and what hangs another beside it."""
    row_id = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    making = bench.maker.creator(resource)
    sent = next(e for e in reversed(bench.client.recorder.exchanges) if e.operation == making.id)
    body = sent.request.json() or {}
    parent = bench.contract.resources[resource].get("parent") or {}
    above = bench.maker.paths.parent_in(resource, making, bench.maker.made[-1].path)
    ties: Row = {parent["field"]: above} if above else {}
    return row_id, {name: body[name] for name in rule.fields if name in body}, ties


@check(module="unique", subjects=resources(changeable), writes=True)
def changed_onto(bench: Bench, subject: Subject) -> None:
    """A change to the unique values of another row is refused and changes nothing; its own a row may keep."""
    resource, tenant = str(subject.resource), home(bench)
    for rule in rules(bench.contract, resource):
        operation = _changing(bench.contract, resource, rule)
        _, key, ties = _key(bench, resource, rule)
        if operation is None or len(key) < len(rule.fields):
            continue
        row_id = bench.id_of(resource, bench.make(resource, tenant=tenant, **ties))
        before = require_shown(bench, resource, row_id, tenant)
        answer = call(bench, operation, row_id, tenant=tenant, json=key)
        what = f"a change to the {' and '.join(rule.fields)} of another {resource}"
        expect_cause(bench, answer, rule.cause, what=what, basis=rule.basis)
        after = require_shown(bench, resource, row_id, tenant)
        other = changed(bench, resource, before, after) if answer.status >= 400 else []
        bench.expect(not other, f"a refused change changes {', '.join(other)}", expected=before, observed=after)
        own = {name: before[name] for name in rule.fields if name in before}
        again = call(bench, operation, row_id, tenant=tenant, json=own) if own else None
        bench.expect(
            again is None or again.status != bench.contract.cause(rule.cause).status,
            f"a {resource} cannot keep its own {' and '.join(rule.fields)}",
            expected=operation.success(),
            observed=str(again),
            exchange=again,
            basis=rule.basis,
        )


@check(module="unique", subjects=resources(keeping), writes=True)
def kept(bench: Bench, subject: Subject) -> None:
    """Where deleted rows keep their values, another row cannot take them."""
    resource, tenant = str(subject.resource), home(bench)
    for rule in rules(bench.contract, resource):
        if rule.among != "all":
            continue
        row_id, key, ties = _key(bench, resource, rule)
        delete(bench, resource, row_id, tenant)
        answer = bench.maker.send(resource, tenant=tenant, **key, **ties)
        what = f"the {' and '.join(rule.fields)} of a deleted {resource}"
        expect_cause(bench, answer, rule.cause, what=what, basis=rule.basis)
