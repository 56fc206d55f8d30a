"""More laws of the keyword `tenancy`: a host that names a tenant serves that tenant's people alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from conformance.access import is_public
from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange
from conformance.hosts import CAPABILITY, host_rule
from conformance.laws import evidence
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import an, home, is_success, shown
from conformance.laws.sameness import compare
from conformance.laws.sites import Site, send_to
from conformance.laws.subjects import has_path_id, is_visible
from conformance.laws.untouched import changed
from conformance.laws.walled import own_stage
from conformance.target import Tenant


def closed(contract: Contract) -> list[Subject]:
    """Operations that ask for credentials, where hosts name tenants."""
    asking = [op for op in contract.operations.values() if not is_public(op)]
    return [evidence.subject_of(op) for op in asking if host_rule(contract)]


def plain(contract: Contract) -> list[Subject]:
    """The first of those that reads and needs nothing but a token."""
    simple = [s for s in closed(contract) if s.operation and s.operation.is_read and "{" not in s.operation.path]
    return [s for s in simple if s.operation and not any(p.required for p in s.operation.parameters)][:1]


def _host(tenant: Tenant | None) -> str:
    if tenant is None or tenant.host is None:
        raise CheckSkipped("the target file does not say which host is a tenant's")
    return tenant.host


def _elsewhere(bench: Bench) -> str:
    """The host of a tenant that is not the run's own."""
    mine = home(bench)
    found = [t.host for t in bench.target.tenants if t.host and mine and t.name != mine.name and t.host != mine.host]
    if not found:
        raise CheckSkipped("the target file names no host of another tenant")
    return found[0]


def _ask(bench: Bench, operation: Operation, site: Site, host: str) -> Exchange:
    return send_to(bench, operation, replace(site, headers={**site.headers, "host": host}))


@check(module="tenancy", subjects=closed, needs=(CAPABILITY,), writes=None)
def host_clash(bench: Bench, subject: Subject) -> None:
    """On another tenant's host a token is refused by the declared cause, and nothing is changed."""
    operation, host = evidence.operation_of(subject), _elsewhere(bench)
    site = own_stage(bench, operation)
    watched = not operation.is_read and has_path_id(bench.contract, operation) and site.ids
    row_id = list(site.ids.values())[-1] if watched else ""
    resource = str(operation.resource)
    before = shown(bench, resource, row_id, home(bench)) if row_id and _is_seen(bench, operation, row_id) else None
    answer = _ask(bench, operation, site, host)
    rule = host_rule(bench.contract) or {}
    expect_cause(bench, answer, rule["clash"], what="a token on another tenant's host")
    if before is not None:
        after = shown(bench, resource, row_id, home(bench))
        kept = after is not None and not changed(bench, resource, before, after)
        message = f"a request to another tenant's host changed {an(resource)}"
        bench.expect(kept, message, expected=before, observed=after)


def _is_seen(bench: Bench, operation: Operation, row_id: str) -> bool:
    """Whether the last id of a path names a row of the operation's own resource, which can be looked at."""
    resource = str(operation.resource)
    made = any(row.resource == resource and row.id == row_id for row in bench.maker.made)
    return made and is_visible(bench.contract, resource)


@check(module="tenancy", subjects=plain, needs=(CAPABILITY,))
def host_own(bench: Bench, subject: Subject) -> None:
    """On the host of its own tenant a token is served as on one that names nobody."""
    operation, host = evidence.operation_of(subject), _host(home(bench))
    site = own_stage(bench, operation)
    seen = compare(partial(send_to, bench, operation, site), partial(_ask, bench, operation, site, host))
    bench.expect(
        is_success(seen.there) and seen.same is not False,
        "a token is not served alike on its own tenant's host",
        expected=f"{seen.here}: {seen.here.text[:200]}",
        observed=f"{seen.there}: {seen.there.text[:200]}",
        exchange=seen.there,
    )


@check(module="tenancy", subjects=plain, needs=(CAPABILITY,))
def host_unknown(bench: Bench, subject: Subject) -> None:
    """A host that names no tenant there is serves nobody."""
    operation = evidence.operation_of(subject)
    _, dot, domain = _host(home(bench)).partition(".")
    answer = _ask(bench, operation, own_stage(bench, operation), f"nobody-{bench.word()}{dot}{domain}")
    bench.expect(
        400 <= answer.status < 500,
        "a host that names no tenant is served",
        expected="a refusal",
        observed=str(answer),
        exchange=answer,
        basis="assumed",
    )
