"""Laws of the keyword `derived`: fields computed from other rows follow them."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.bench import Bench
from conformance.chain import is_nested
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.laws.links import Link, change, links
from conformance.laws.making import two_tenants
from conformance.laws.rows import Row, delete, home, id_in, listed, require_shown, rows_of
from conformance.laws.subjects import creator, is_visible, lister, members, resources
from conformance.target import Tenant

TRIES = 3  # looks at a number others may be changing


def _by_tenant(contract: Contract, resource: str, link: Link) -> bool:
    """Whether the rows counted are those a tenant owns, and this resource is the tenants'."""
    registry = (contract.conventions.get("tenancy") or {}).get("registry")
    owner = contract.resources[link.source].get("tenant") or {}
    return registry == resource and owner.get("field") == link.by


def _by_parent(contract: Contract, resource: str, link: Link) -> bool:
    """Whether a creation can name the row it is counted for."""
    making = creator(contract, link.source)
    if making is None or creator(contract, resource) is None:
        return False
    parent = contract.resources[link.source].get("parent") or {}
    in_path = is_nested(contract) and (parent.get("resource"), parent.get("field")) == (resource, link.by)
    return in_path or link.by in members(contract, making)


def gathers(contract: Contract, resource: str, kind: str) -> bool:
    """Whether rows gather others (by count, tally or collect) that can be made, and can be seen."""
    found = links(contract, resource, kind)
    tried = (_by_tenant(contract, resource, link) or _by_parent(contract, resource, link) for link in found)
    return is_visible(contract, resource) and any(tried)


def counting(contract: Contract, resource: str) -> bool:
    """Whether rows count others that can be made and listed."""
    return gathers(contract, resource, "count")


def collecting(contract: Contract, resource: str) -> bool:
    """Whether rows collect others that can be made."""
    return gathers(contract, resource, "collect")


@dataclass(frozen=True)
class Under:
    """Where rows are made that one row counts or collects: its id, its tenant, the members that tie them to it."""

    resource: str
    row_id: str
    tenant: Tenant | None
    ties: Row


def under(bench: Bench, resource: str, link: Link) -> Under:
    """A new row that gathers others, and how they are tied to it."""
    if _by_tenant(bench.contract, resource, link):
        tenant = two_tenants(bench)[0]
        return Under(resource, str(tenant.value), tenant, {})
    row_id = bench.id_of(resource, bench.make(resource, tenant=home(bench)))
    return Under(resource, row_id, home(bench), {link.by: row_id})


def _members_of(bench: Bench, link: Link, under: Under) -> list[str | None]:
    """The ids of the rows that belong to the row, as their list shows them."""
    declared = bench.contract.resources[link.source].get("parent") or {}
    above = under.row_id if declared.get("field") == link.by and declared["resource"] == under.resource else ""
    rows = rows_of(bench, link.source, under.tenant, parent=above)
    return [id_in(bench.contract, link.source, row) for row in rows if row.get(link.by, under.row_id) == under.row_id]


def _expect_count(bench: Bench, resource: str, link: Link, under: Under, when: str) -> None:
    """The count is the length of the list. Others may write: count and list are read until the list stood still."""
    listing = _members_of(bench, link, under)
    for _ in range(TRIES):
        count = require_shown(bench, resource, under.row_id, under.tenant).get(link.field)
        before, listing = listing, _members_of(bench, link, under)
        if before == listing:
            break
    lengths = sorted((len(before), len(listing)))
    fine = isinstance(count, int) and lengths[0] <= count <= lengths[1]
    bench.expect(
        fine, f"{link.field} is not the number of {link.source} rows {when}", expected=len(listing), observed=count
    )


@check(subjects=resources(counting), writes=True)
def counts(bench: Bench, subject: Subject) -> None:
    """A count follows the rows it counts: up with a creation, down with a deletion."""
    resource = str(subject.resource)
    for link in links(bench.contract, resource, "count"):
        if not lister(bench.contract, link.source):
            continue
        place = under(bench, resource, link)
        row_id = bench.id_of(link.source, bench.make(link.source, tenant=place.tenant, **place.ties))
        _expect_count(bench, resource, link, place, "after a creation")
        if lister(bench.contract, resource) is not None:
            row = listed(bench, resource, place.row_id, place.tenant) or {}
            told = row.get(link.field)
            bench.expect(
                told is None or told >= 1,
                f"{link.field} in the list does not count a new row",
                expected="at least 1",
                observed=told,
            )
        delete(bench, link.source, row_id, place.tenant)
        _expect_count(bench, resource, link, place, "after a deletion")


@check(subjects=resources(collecting), writes=True)
def collects(bench: Bench, subject: Subject) -> None:
    """A collection holds each row that belongs to it, as that row is, until it is deleted."""
    resource = str(subject.resource)
    for link in links(bench.contract, resource, "collect"):
        place = under(bench, resource, link)
        row_id = bench.id_of(link.source, bench.make(link.source, tenant=place.tenant, **place.ties))
        found = _collected(bench, resource, link, place).get(row_id)
        bench.require(found is not None, f"{link.field} does not hold a new row", expected=row_id, observed="absent")
        source = require_shown(bench, link.source, row_id, place.tenant)
        for name in link.fields:
            bench.expect(
                name not in source or (found or {}).get(name) == source[name],
                f"{link.field} shows another {name} than the row itself",
                expected=source.get(name),
                observed=(found or {}).get(name, "(absent)"),
            )
        _expect_followed(bench, resource, link, place, source)
        delete(bench, link.source, row_id, place.tenant)
        after = _collected(bench, resource, link, place)
        bench.expect(row_id not in after, f"{link.field} holds a deleted row", expected="absent", observed=row_id)


def _expect_followed(bench: Bench, resource: str, link: Link, under: Under, source: Row) -> None:
    """Where a collected row shows the state of another, a move of that one is seen in the collection."""
    row_id = id_in(bench.contract, link.source, source)
    for copy in links(bench.contract, link.source, "copy"):
        if copy.field not in link.fields or source.get(copy.by) is None:
            continue
        origin = require_shown(bench, copy.source, str(source[copy.by]), under.tenant)
        if not change(bench, copy, str(source[copy.by]), origin, under.tenant):
            continue
        origin = require_shown(bench, copy.source, str(source[copy.by]), under.tenant)
        found = _collected(bench, resource, link, under).get(row_id) or {}
        wanted = origin.get(copy.fields[0])
        bench.expect(
            found.get(copy.field) == wanted,
            f"{copy.field} in {link.field} does not follow",
            expected=wanted,
            observed=found.get(copy.field, "(absent)"),
        )


def _collected(bench: Bench, resource: str, link: Link, under: Under) -> dict[str | None, Row]:
    items = require_shown(bench, resource, under.row_id, under.tenant).get(link.field)
    bench.require(isinstance(items, list), f"{link.field} is no array", expected="an array", observed=items)
    rows = [item for item in items or [] if isinstance(item, dict)]
    return {id_in(bench.contract, link.source, row): row for row in rows}
