"""Laws of the keyword `roles`: what the caller's membership must say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import BASES, Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws import evidence
from conformance.laws.parts import ask_all, is_staged, rules_of, says, with_one, without
from conformance.laws.refusals import expect_cause, weaker
from conformance.laws.rows import is_success
from conformance.laws.sites import Site
from conformance.laws.subjects import creator, members, reader
from conformance.laws.walled import own_stage, send_as
from conformance.shared import weakest
from conformance.target import Principal, Tenant

CAUSE = "forbidden_role"


def ruled(contract: Contract) -> list[Subject]:
    """Operations that ask for a role."""
    return [evidence.subject_of(op) for op in contract.operations.values() if op.acts.get("roles")]


def _basis(operation: Operation, rule: Mapping[str, Json]) -> str:
    return weaker(operation.basis, rule.get("basis"))


def _home(bench: Bench) -> Tenant:
    home = bench.maker.home()
    if home is None:
        raise CheckSkipped("the run is at home in no tenant")
    return home


def _inside(bench: Bench, operation: Operation, site: Site, rule: dict[str, Json]) -> Iterator[Principal]:
    """Members without the role: where the check made a guarded row of its own, somebody let in there with each of the
    roles that are not enough.
    """
    guard = next((g for g in bench.contract.guards if g.name == rule["guard"]), None)
    if guard is None or guard.parameter not in site.ids:
        yield bench.cast.member(operation, rule, _home(bench), having=False)
        return
    tenant = Tenant(site.ids[guard.parameter], disposable=True, path={guard.parameter: site.ids[guard.parameter]})
    entry = creator(bench.contract, guard.members.resource) if guard.members else None
    schema = members(bench.contract, entry).get(rule["field"], {}) if entry else {}
    lesser = [value for value in bench.contract.schema(schema).get("enum", []) if value not in rule["in"]]
    if not lesser:
        raise CheckSkipped(f"nobody can be let in without the {rule['field']} {' or '.join(map(str, rule['in']))}")
    for value in lesser:
        chosen = {**weakest(bench.contract, guard.name, entry), rule["field"]: value} if entry else {}
        yield bench.cast.joined(guard, tenant, partial(_given, chosen))


def _given(values: dict[str, Json], _entry: Operation) -> dict[str, Json]:
    return dict(values)


@check(subjects=ruled, writes=None)
def refused(bench: Bench, subject: Subject) -> None:
    """A member who holds none of the roles an operation asks for is refused."""
    operation = evidence.operation_of(subject)
    if is_staged(bench.contract, operation):
        _refuse_parts(bench, operation)
        return
    site = own_stage(bench, operation)
    for rule in operation.acts["roles"]:
        for person in _inside(bench, operation, site, rule):
            answer = send_as(bench, operation, site, person)
            what = f"a member without the {rule['guard']} {rule['field']} {' or '.join(map(str, rule['in']))}"
            expect_cause(bench, answer, CAUSE, what=what, basis=_basis(operation, rule))
            if not is_success(answer):
                _expect_undone(bench, operation, site, _basis(operation, rule))


def _refuse_parts(bench: Bench, operation: Operation) -> None:
    """Whoever is in none of the parts is refused, one after the other, on a row that somebody else has made."""
    basis = min((_basis(operation, rule) for rule in rules_of(operation)), key=BASES.index)
    wanted = " or ".join(says(rule) for rule in rules_of(operation))
    for site, answer in ask_all(bench, operation, without(bench, operation)):
        expect_cause(bench, answer, CAUSE, what=f"somebody without {wanted}", basis=basis)
        if not is_success(answer):
            _expect_undone(bench, operation, site, basis)


def _expect_undone(bench: Bench, operation: Operation, site: Site, basis: str) -> None:
    """What was refused did not happen: a row whose deletion was refused is there."""
    reading = reader(bench.contract, operation.resource)
    if operation.acts.get("as") != "delete" or reading is None:
        return
    answer = send_as(bench, reading, replace(site, body=...), None)
    bench.expect(is_success(answer), "a deletion is refused and done", expected="the row", exchange=answer, basis=basis)


@check(subjects=ruled, writes=None)
def allowed(bench: Bench, subject: Subject) -> None:
    """A member who holds one of the roles an operation asks for is not refused."""
    operation = evidence.operation_of(subject)
    if is_staged(bench.contract, operation):
        _allow_parts(bench, operation)
        return
    site = own_stage(bench, operation)
    for rule in operation.acts["roles"]:
        guarded = any(g.name == rule["guard"] and g.parameter in site.ids for g in bench.contract.guards)
        person = None if guarded else bench.cast.member(operation, rule, _home(bench), having=True)
        answer = send_as(bench, operation, site, person)
        _expect_allowed(bench, answer, f"the {rule['guard']} {rule['field']} asked for", _basis(operation, rule))


def _allow_parts(bench: Bench, operation: Operation) -> None:
    """Whoever is in one of the parts is let through, each part by itself."""
    tried, why = 0, ""
    for rule in rules_of(operation):
        try:
            for _, answer in ask_all(bench, operation, with_one(bench, operation, rule)):
                _expect_allowed(bench, answer, says(rule), _basis(operation, rule))
                tried += 1
        except CheckSkipped as skipped:
            why = str(skipped)
    if not tried:
        raise CheckSkipped(why)


def _expect_allowed(bench: Bench, answer: Exchange, what: str, basis: str) -> None:
    bench.expect(
        answer.status not in (401, 403),
        f"a member with {what} is refused",
        expected="no refusal for the role",
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
        basis=basis,
    )
