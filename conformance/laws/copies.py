"""One more law of the keyword `derived`: copied fields."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Json
from conformance.laws.links import Link, change, links
from conformance.laws.naming import good_row
from conformance.laws.rows import Row, home, require_shown
from conformance.laws.sites import Site
from conformance.laws.subjects import creator, is_visible, members, resources
from conformance.references import references_of
from conformance.target import Tenant


def copying(contract: Contract, resource: str) -> bool:
    """Whether rows show fields of others."""
    return bool(links(contract, resource, "copy") and creator(contract, resource) and is_visible(contract, resource))


@check(module="derived", subjects=resources(copying), writes=True)
def copies(bench: Bench, subject: Subject) -> None:
    """A copied field is what the row it comes from shows, and follows when that row changes."""
    resource, tenant = str(subject.resource), home(bench)
    by_source: dict[tuple[str, str], list[Link]] = {}
    for link in links(bench.contract, resource, "copy"):
        by_source.setdefault((link.source, link.by), []).append(link)
    for (above, by), group in by_source.items():
        ties = _source_for(bench, resource, group[0], tenant)
        row_id = bench.id_of(resource, bench.make(resource, tenant=tenant, **ties))
        row = require_shown(bench, resource, row_id, tenant)
        told = [link for link in group if link.field in row]
        named = row.get(by, ties.get(by))
        if named in (None, []) or not told:
            continue
        source_id = str(named[0] if isinstance(named, list) else named)
        source = require_shown(bench, above, source_id, tenant)
        for link in told:
            _expect_copy(bench, link, row, source, "differs from")
        if any(change(bench, link, source_id, source, tenant) for link in told):
            row = require_shown(bench, resource, row_id, tenant)
            source = require_shown(bench, above, source_id, tenant)
            for link in told:
                _expect_copy(bench, link, row, source, "does not follow")


def _source_for(bench: Bench, resource: str, link: Link, tenant: Tenant | None) -> Row:
    """The members that tie a new row to a source, where the client names it; else the server makes one of its own."""
    making = creator(bench.contract, resource)
    if making is None or link.by not in members(bench.contract, making):
        return {}
    entry = next((e for e in references_of(bench.contract, making) if e.member == link.by), None)
    if entry is None:
        return {link.by: bench.id_of(link.source, bench.make(link.source, tenant=tenant))}
    row_id = good_row(bench, making, entry, Site(bench.maker.paths.ids(making, tenant=tenant), tenant=tenant))
    return {link.by: [row_id] if entry.many else row_id}


def _expect_copy(bench: Bench, link: Link, row: Row, source: Row, how: str) -> None:
    """One field is copied as it is, several as an object; of a list of ids, a list of these."""
    shown = row[link.field]
    if isinstance(shown, list):
        many = bench.expect(len(shown) == 1, f"{link.field} is no list of one", expected=1, observed=shown)
        shown = shown[0] if many else {}
    scalar = not isinstance(shown, dict)
    for name in link.fields or [link.field]:
        told: Json = shown if scalar else shown.get(name)
        bench.expect(
            name not in source or told == source[name],
            f"{link.field} {how} the {name} of the {link.source}",
            expected=source.get(name),
            observed=told,
        )
