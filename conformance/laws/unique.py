"""Laws of the keyword `unique`: fields no two rows share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from conformance.bench import Bench
from conformance.bodies import required_members
from conformance.chain import is_nested
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange
from conformance.laws.making import created, crowd, two_tenants
from conformance.laws.naming import good_row
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import Row, an, delete, home, is_success, rows_of
from conformance.laws.sites import Site
from conformance.laws.subjects import creator, lister, members, remover, resources
from conformance.references import Reference, references_of
from conformance.target import Tenant


@dataclass(frozen=True)
class Rule:
    """One declared uniqueness."""

    fields: tuple[str, ...]
    within: str
    among: str | None
    cause: str
    basis: str | None


def rules(contract: Contract, resource: str) -> list[Rule]:
    """The uniqueness rules of a resource that can be tried: a request can name all their fields."""
    making = creator(contract, resource)
    if making is None:
        return []
    found = []
    for rule in contract.resources[resource].get("unique", []):
        basis = (rule.get("x-source") or {}).get("basis")
        if set(rule["fields"]) <= set(members(contract, making)):
            found.append(Rule(tuple(rule["fields"]), rule["within"], rule.get("among"), rule["cause"], basis))
    return found


def _hangs_on_parent(contract: Contract, resource: str, rule: Rule) -> bool:
    """Whether the values name rows of the tenant: those of another cannot be the same."""
    parent = contract.resources[resource].get("parent")
    named = {entry.member for entry in _named(contract, resource, rule)}
    return bool((parent and parent["field"] in rule.fields) or named)


def _named(contract: Contract, resource: str, rule: Rule) -> list[Reference]:
    """The references among the fields of a rule."""
    making = creator(contract, resource)
    found = references_of(contract, making) if making is not None else []
    return [entry for entry in found if entry.member in rule.fields]


def _rows_named(bench: Bench, resource: str, rule: Rule, tenant: Tenant | None) -> Row:
    """For each reference of a rule that nothing demands a row it may name: an example names one that exists nowhere."""
    making = _making(bench, resource)
    needed = required_members(bench.contract, making.body_schema or {})
    site = Site(tenant=tenant)
    entries = [entry for entry in _named(bench.contract, resource, rule) if entry.member not in needed]
    return {entry.member: good_row(bench, making, entry, site) for entry in entries if not entry.many}


def per_tenant(contract: Contract, resource: str) -> bool:
    """Whether another tenant may use the same values; a parent's id cannot be shared anyway."""
    found = rules(contract, resource)
    return any(r.within == "tenant" and not _hangs_on_parent(contract, resource, r) for r in found)


def elsewhere(contract: Contract, resource: str) -> bool:
    """Whether rows under another parent may use the same values, and such a parent can be made."""
    above = (contract.resources[resource].get("parent") or {}).get("resource")
    within = any(
        r.within == "parent" and not _hangs_on_parent(contract, resource, r) for r in rules(contract, resource)
    )
    return bool(is_nested(contract) and within and creator(contract, above))


def freed(contract: Contract, resource: str) -> bool:
    """Whether deletion can free a value."""
    return bool(remover(contract, resource) and any(r.among != "all" for r in rules(contract, resource)))


def _first(bench: Bench, resource: str, rule: Rule, tenant: Tenant | None) -> Row:
    """Make a row; returns what another creation must send to take its key."""
    answer = created(bench, resource, tenant, **_rows_named(bench, resource, rule, tenant))
    sent = answer.request.json() or {}
    row = answer.json()
    return {name: sent.get(name, row.get(name)) for name in rule.fields}


def _send(bench: Bench, resource: str, key: Row, tenant: Tenant | None) -> Exchange:
    """Create a row with a given key, all else different; a row that comes into being is taken into the clean-up."""
    return bench.maker.send(resource, tenant=tenant, **key)


def _making(bench: Bench, resource: str) -> Operation:
    found = creator(bench.contract, resource)
    if found is None:
        raise LookupError(f"no operation creates {an(resource)}")
    return found


def _expect_one(bench: Bench, resource: str, key: Row, tenant: Tenant | None, basis: str | None) -> None:
    """The list holds one row with the key, where it shows the key at all."""
    if lister(bench.contract, resource) is None:
        return
    rows = [row for row in rows_of(bench, resource, tenant) if all(row.get(n) == v for n, v in key.items())]
    bench.expect(len(rows) <= 1, "two rows with one key are listed", expected=1, observed=len(rows), basis=basis)


@check(subjects=resources(rules), writes=True)
def refused(bench: Bench, subject: Subject) -> None:
    """A second row with the same unique values is refused by the declared cause, and does not come into being."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    for rule in rules(bench.contract, resource):
        key = _first(bench, resource, rule, tenant)
        answer = _send(bench, resource, key, tenant)
        what = f"a second {resource} with the same {' and '.join(rule.fields)}"
        expect_cause(bench, answer, rule.cause, what=what, basis=rule.basis)
        if not is_success(answer):
            _expect_one(bench, resource, key, tenant, rule.basis)


@check(subjects=resources(per_tenant), writes=True)
def other_tenant(bench: Bench, subject: Subject) -> None:
    """Another tenant may use the same values."""
    resource = str(subject.resource)
    one, other = two_tenants(bench)
    for rule in rules(bench.contract, resource):
        if rule.within != "tenant" or _hangs_on_parent(bench.contract, resource, rule):
            continue
        answer = _send(bench, resource, _first(bench, resource, rule, one), other)
        bench.expect(
            is_success(answer),
            f"another tenant cannot use the same {' and '.join(rule.fields)}",
            expected=_making(bench, resource).success(),
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
        )


@check(subjects=resources(elsewhere), writes=True)
def other_parent(bench: Bench, subject: Subject) -> None:
    """Under another parent the same values may be used again."""
    resource, tenant = str(subject.resource), home(bench)
    parent = bench.contract.resources[resource]["parent"]
    for rule in rules(bench.contract, resource):
        if rule.within != "parent":
            continue
        key = _first(bench, resource, rule, tenant)
        above = bench.id_of(parent["resource"], bench.make(parent["resource"], tenant=tenant))
        answer = _send(bench, resource, {**key, parent["field"]: above}, tenant)
        bench.expect(
            is_success(answer),
            f"under another {parent['resource']} the same {' and '.join(rule.fields)} cannot be used",
            expected=_making(bench, resource).success(),
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
        )


@check(subjects=resources(freed), writes=True)
def free_again(bench: Bench, subject: Subject) -> None:
    """Once a row is deleted, its values can be used again."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    for rule in rules(bench.contract, resource):
        if rule.among == "all":
            continue
        key = _first(bench, resource, rule, tenant)
        delete(bench, resource, bench.maker.made[-1].id, tenant)
        answer = _send(bench, resource, key, tenant)
        bench.expect(
            is_success(answer),
            f"the {' and '.join(rule.fields)} of a deleted {resource} cannot be used again",
            expected=_making(bench, resource).success(),
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
            basis=None if rule.among else "assumed",
        )


@check(subjects=resources(rules), writes=True)
def race(bench: Bench, subject: Subject) -> None:
    """Of many creations of the same unique values at the same time, one succeeds and the others are refused."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    for rule in rules(bench.contract, resource):
        key = _fresh_key(bench, resource, rule, tenant)
        drafts = [bench.maker.draft(resource, tenant=tenant, fields=key) for _ in range(crowd(bench))]
        answers = bench.client.together([partial(draft.send, bench.client) for draft in drafts])
        for draft, answer in zip(drafts, answers, strict=True):
            bench.maker.take(draft, answer)
        won = [answer for answer in answers if is_success(answer)]
        bench.expect(
            len(won) == 1,
            f"of many creations of one {resource} at once not exactly one succeeds",
            expected=1,
            observed=f"{len(won)} of {[answer.status or answer.error for answer in answers]}",
            basis=rule.basis,
        )
        for answer in answers:
            if not is_success(answer):
                expect_cause(bench, answer, rule.cause, what="a creation that came too late", basis=rule.basis)
        _expect_one(bench, resource, key, tenant, rule.basis)


def _fresh_key(bench: Bench, resource: str, rule: Rule, tenant: Tenant | None) -> Row:
    """Values nobody uses yet, under a parent of their own where they name one."""
    key = _rows_named(bench, resource, rule, tenant)
    parent = bench.contract.resources[resource].get("parent")
    if parent and parent["field"] in rule.fields:
        key[parent["field"]] = bench.id_of(parent["resource"], bench.make(parent["resource"], tenant=tenant))
    body = bench.body(resource)
    return key | {name: body.get(name, bench.word()) for name in rule.fields if name not in key}
