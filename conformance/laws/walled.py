"""Requests that must be refused for who sends them, or for where they look: right in every other way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from conformance.bench import Bench
from conformance.chain import names_in
from conformance.contract import Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange
from conformance.laws.evidence import unknown_ids
from conformance.laws.sites import Site, find_site, nested_sites, send_to
from conformance.laws.subjects import creator
from conformance.target import Principal, Tenant


def stage(bench: Bench, operation: Operation) -> Site:
    """A site whose refusal harms nothing: rows the run shares; a row of its own where guarded rows could go."""
    guarded = any(guard.resource == operation.resource for guard in bench.contract.guards)
    if guarded and not operation.is_read and creator(bench.contract, operation.resource) is not None:
        return find_site(bench, operation)
    try:
        return next(iter(nested_sites(bench, operation, harmless=True)))
    except CheckSkipped:
        # There is no such row; who may not enter is refused before anybody looks for it.
        return find_site(bench, operation, rows=False, ids=unknown_ids(bench, operation))


def own_stage(bench: Bench, operation: Operation) -> Site:
    """A site where success is welcome: what changes a row gets one of the check's own, not one that others rely on.

    Raises CheckSkipped where a success could harm what is not the run's own.
    """
    return stage(bench, operation) if operation.is_read else find_site(bench, operation)


def send_as(
    bench: Bench,
    operation: Operation,
    site: Site,
    principal: Principal | None,
    *,
    tenant: Tenant | None = None,
    ids: Mapping[str, str] | None = None,
) -> Exchange:
    """Send a request as somebody, elsewhere or with other ids than the site's."""
    there = replace(site, tenant=tenant or site.tenant, ids={**site.ids, **(ids or {})})
    return send_to(bench, operation, there, principal=principal)


def row_names(bench: Bench, operation: Operation) -> list[str]:
    """The path parameters that name rows, those of guards left out, left to right."""
    guarded = {guard.parameter for guard in bench.contract.guards}
    return [name for name in names_in(operation.path) if name not in guarded]
