"""Rows that a body may name, or may not: those of the tenant, and those of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.bodies import all_properties, distinct, example_body, generate
from conformance.chain import creating, names_in, stands_for
from conformance.contract import Contract, Operation
from conformance.errors import BadAnswer, CheckSkipped
from conformance.laws.rows import Row, home
from conformance.references import Reference
from conformance.referring import name_of, named_row

if TYPE_CHECKING:
    from conformance.bench import Bench
    from conformance.laws.sites import Site


def is_user(contract: Contract, resource: str) -> bool:
    """Whether the rows of a resource are the people tokens stand for."""
    return resource in {kind.user for kind in contract.credentials.values()}


def good_row(bench: Bench, operation: Operation, entry: Reference, site: Site) -> str:
    """What names a row by a reference: a new one beside the site's, where rows of its kind can be made."""
    contract, tenant = bench.contract, home(bench)
    if entry.by is not None or is_user(contract, entry.resource) or creating(contract, entry.resource) is None:
        return named_row(bench.maker, entry, str(operation.resource), operation, tenant)
    parent = contract.resources[entry.resource].get("parent") or {}
    above: Row = {}
    for name in names_in(operation.path):
        if parent and stands_for(contract, operation, name) == parent["resource"] and name in site.ids:
            above = {parent["field"]: site.ids[name]}
    row_id = bench.id_of(entry.resource, bench.make(entry.resource, tenant=tenant, **above))
    bench.maker.put_aside()
    return row_id


def foreign_row(bench: Bench, entry: Reference) -> str | None:
    """What names a row of another tenant; None where there is none to be had, or the rows belong to no tenant."""
    here = home(bench)
    if "tenant" not in bench.contract.resources[entry.resource]:
        return None
    for tenant in bench.tenants(2):
        if here is not None and tenant.name == here.name:
            continue
        if is_user(bench.contract, entry.resource):
            people = [p for p in bench.target.principals if p.tenant == tenant.name and p.user]
            return name_of(people[0], entry) if people else None
        try:
            if creating(bench.contract, entry.resource) is None:
                return bench.maker.paths.existing(entry.resource, tenant).id
            return bench.id_of(entry.resource, bench.make(entry.resource, tenant=tenant))
        except (BadAnswer, CheckSkipped):
            return None
    return None


def no_row(bench: Bench, operation: Operation, entry: Reference) -> str:
    """What names no row: an id nobody has, or a valid value of the field that names rows."""
    if entry.by is None:
        return bench.unknown_id(entry.resource)
    schema = bench.contract.schema(all_properties(bench.contract, operation.body_schema or {})[entry.member])
    value = example_body(bench.contract, operation).get(entry.member) or generate(bench.contract, schema)
    return distinct(bench.contract, schema, str(value), bench.word())


def shows(contract: Contract, operation: Operation, entry: Reference, row: Row, row_id: str | None) -> bool | None:
    """Whether a row names another by a member or by what is derived from it; None where it shows neither.

    A list may hold more than was asked for: what the server adds by itself.
    """
    if entry.member in row:
        told = row[entry.member]
        return bool(row_id in told) if isinstance(told, list) else bool(told == row_id)
    field = contract.resources[entry.resource]["id"]["field"]
    for name, rule in contract.resources[str(operation.resource)].get("derived", {}).items():
        if rule.get("by") == entry.member and rule.get("copy") == entry.resource and name in row:
            copies = row[name] if entry.many else [row[name]]
            if not isinstance(copies, list):
                return False
            told = [copy[field] for copy in copies if isinstance(copy, dict) and field in copy]
            if told or row_id is None or entry.many:
                return row_id in told if row_id else not told
    return None
