"""Laws of what a request must have: members and parameters that are needed, of the right kind, within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from conformance.access import is_personal
from conformance.bench import Bench
from conformance.chain import creating, is_nested
from conformance.check import Subject, check
from conformance.contract import Contract, Operation, Parameter
from conformance.exchange import Exchange, Json
from conformance.laws import evidence
from conformance.laws.bounds import outsider
from conformance.laws.faults import Variant, Variants
from conformance.laws.refusals import causes_named, expect_cause, weaker
from conformance.laws.sites import Site, find_site, query_names, send_to
from conformance.laws.subjects import has_path_id
from conformance.referring import refer


def with_rows(contract: Contract) -> list[Subject]:
    """Operations that take a JSON body and act on a resource; what others send (GitHub's events) is theirs to say."""
    return [evidence.subject_of(op) for op in contract.operations.values() if op.takes_json and op.resource]


def with_query(contract: Contract) -> list[Subject]:
    """Operations with a query parameter that some value breaks, those of paging and filters left to their laws."""
    return [evidence.subject_of(op) for op in contract.operations.values() if any(_breakable(contract, op))]


def needing_query(contract: Contract) -> list[Subject]:
    """Operations with a query parameter they need."""
    return [evidence.subject_of(op) for op in contract.operations.values() if _needed(op)]


@check(subjects=with_rows, writes=True)
def missing_member(bench: Bench, subject: Subject) -> None:
    """A body without a member it needs is refused."""
    operation = evidence.operation_of(subject)
    site, variants = _prepare(bench, operation)
    _expect_refused(bench, operation, site, variants.missing())


@check(subjects=with_rows, writes=True)
def bad_member(bench: Bench, subject: Subject) -> None:
    """A body with a member of another type, or outside its values or its form, is refused."""
    operation = evidence.operation_of(subject)
    site, variants = _prepare(bench, operation)
    _expect_refused(bench, operation, site, variants.bad())


@check(subjects=with_rows, writes=True)
def bounds(bench: Bench, subject: Subject) -> None:
    """A member at its bound is taken, one just past it is refused."""
    operation = evidence.operation_of(subject)
    site, variants = _prepare(bench, operation)
    outside = list(variants.outside())
    inside = list(variants.inside()) if bench.can("snapshot") or _is_safe(bench, operation) else []
    if not outside and not inside:
        bench.skip("no member has a bound")
    _expect_refused(bench, operation, site, outside)
    # What is taken changes the row: one of the check's own, or a rule others share would act on their rows hereafter.
    place = site if site.own or not inside else find_site(bench, operation)
    for variant in inside:
        answer = send_to(bench, operation, replace(place, body=variant.body))
        bench.expect(
            200 <= answer.status < 300 or _for_another_reason(bench, operation, answer),
            f"{variant.says}: refused",
            expected="a success",
            observed=f"{answer}: {answer.text[:200]}",
            exchange=answer,
            basis=variant.basis,
        )


@check(subjects=needing_query)
def missing_query(bench: Bench, subject: Subject) -> None:
    """A request without a query parameter it needs is refused."""
    operation = evidence.operation_of(subject)
    for p in _needed(operation):
        answer = evidence.missing_query(bench, operation, p.name)
        expect_cause(bench, answer, "missing_field", "invalid", what=f"{p.name} absent", basis=_basis(p, operation))


@check(subjects=with_query)
def bad_query(bench: Bench, subject: Subject) -> None:
    """A query parameter of another type, or outside its values, is refused."""
    operation = evidence.operation_of(subject)
    site = find_site(bench, operation)
    for p in _breakable(bench.contract, operation):
        says, value = outsider(p.schema, bench.word()) or ("", None)
        answer = send_to(bench, operation, replace(site, query={**site.query, p.name: value}))
        expect_cause(bench, answer, "invalid", what=f"{p.name} {says}", basis=_basis(p, operation))


def _for_another_reason(bench: Bench, operation: Operation, answer: Exchange) -> bool:
    """Whether a right body is refused for something else than what stands in it: by an operation of its own kind, or
    because the values before took a right from the run's own user, or are no longer true of him.
    """
    own_kind = operation.acts.get("as") in ("custom", "move")
    own_rights = any(g.members and g.members.resource == operation.resource for g in bench.contract.guards)
    own_rights = own_rights or is_personal(bench.contract, operation)
    if not (own_kind or own_rights) or not 400 <= answer.status < 500:
        return False
    causes = causes_named(bench, "invalid", "missing_field", *operation.acts.get("causes", {}).values())
    return answer.status not in {cause.status for cause in causes}


def _prepare(bench: Bench, operation: Operation) -> tuple[Site, Variants]:
    # Invalid bodies are refused by any server that keeps the contract: rows of others are in no danger.
    site = find_site(bench, operation, harmless=True)
    parent = (bench.contract.resources[str(operation.resource)].get("parent") or {}).get("field")

    def fill(body: dict[str, Json]) -> dict[str, Json]:
        if site.parent is not None and parent in body:
            body[parent] = site.parent
        return refer(bench.maker, operation, body, {}, site.tenant) if is_nested(bench.contract) else body

    return site, Variants(bench, operation, fill)


def _expect_refused(bench: Bench, operation: Operation, site: Site, variants: Iterable[Variant]) -> None:
    kept = bench.can("snapshot") or _is_safe(bench, operation) or (site.own and has_path_id(bench.contract, operation))
    for variant in variants:
        if not kept and variant.basis == "assumed":
            continue  # who reads it otherwise would take it, and change what is not the run's own
        answer: Exchange = send_to(bench, operation, replace(site, body=variant.body))
        names = (*_causes(operation, variant), *_dangling(bench, operation, variant))
        expect_cause(bench, answer, *names, what=variant.says, basis=variant.basis)


def _causes(operation: Operation, variant: Variant) -> tuple[str, ...]:
    """The causes a fault may be refused by, the usual one first."""
    own: dict[str, str] = operation.acts.get("causes", {})
    above = [p for p in own if variant.pointer == p or variant.pointer.startswith(f"{p}/")]
    if above:
        return (own[max(above, key=len)],)
    return ("missing_field", "invalid") if variant.kind == "missing" else ("invalid", "missing_field")


def _dangling(bench: Bench, operation: Operation, variant: Variant) -> tuple[str, ...]:
    """The cause of a reference to no row: a value that no id can have may be answered as one that no row has."""
    parent = bench.contract.resources[str(operation.resource)].get("parent") or {}
    refers = variant.kind == "value" and variant.pointer == f"/{parent.get('field')}"
    return (parent["missing"],) if refers and "missing" in parent else ()


def _is_safe(bench: Bench, operation: Operation) -> bool:
    """Whether a success changes only what is the run's own."""
    if is_nested(bench.contract):
        making = creating(bench.contract, operation.resource)
        return making is not None and (making.id == operation.id or has_path_id(bench.contract, operation))
    return bool(bench.contract.by("create", operation.resource)) or operation.acts.get("as") == "create"


def _needed(operation: Operation) -> list[Parameter]:
    return [p for p in operation.parameters if p.where == "query" and p.required]


def _breakable(contract: Contract, operation: Operation) -> list[Parameter]:
    page = contract.conventions.get("paging", {}).get(operation.acts.get("page"), {})
    places = [page.get("size", {}).get("at"), page.get("start", {}).get("at")]
    places += [rule["at"] for rule in operation.acts.get("filter", {}).values()]
    others = {query_names(place) for place in places if place}
    asked = [p for p in operation.parameters if p.where == "query" and p.name not in others]
    return [p for p in asked if outsider(p.schema, "x")]


def _basis(parameter: Parameter, operation: Operation) -> str:
    stated = (parameter.raw.get("x-source") or {}).get("basis")
    return weaker(operation.basis, str(stated) if stated else None)
