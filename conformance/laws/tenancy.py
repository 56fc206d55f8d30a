"""Laws of the keyword `tenancy`: rows belong to a tenant, and a foreign row behaves as an unknown one."""

from __future__ import annotations

from conformance.access import is_housed
from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange
from conformance.laws.book import text_of
from conformance.laws.entries import grow, is_journal, leaving, watch
from conformance.laws.evidence import operation_of
from conformance.laws.making import created, two_tenants
from conformance.laws.moves import Table
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import an, call, code_of, id_in, is_success, listed, require_shown, rows_of, shown
from conformance.laws.subjects import creator, has_path_id, is_visible, lister, operations, reader, resources, whole_api
from conformance.laws.untouched import changed
from conformance.target import Tenant

TELLING = 6  # characters of an id that no other text holds by chance
FAILING = (400, 401, 403)  # what a request that lacks something is refused with


def owned(contract: Contract, resource: str) -> bool:
    """Whether rows have an owner, can be made and be seen."""
    has_owner = contract.resources[resource].get("tenant")
    return bool(has_owner and creator(contract, resource) and is_visible(contract, resource))


def owned_and_listed(contract: Contract, resource: str) -> bool:
    """Whether rows have an owner, are listed, and can be made: directly, or as the trace of something else."""
    makes = creator(contract, resource) or (is_journal(contract, resource) and leaving(contract))
    return bool(contract.resources[resource].get("tenant") and lister(contract, resource) and makes)


def on_owned_row(contract: Contract, operation: Operation) -> bool:
    """Whether an operation names, in its path, a row that has an owner and can be made."""
    return bool(has_path_id(contract, operation) and operation.resource and owned(contract, operation.resource))


def _header(contract: Contract) -> str:
    return str((contract.conventions.get("tenancy") or {}).get("from", "")).removeprefix("$request.header.").lower()


def may_go_without(contract: Contract, operation: Operation) -> bool:
    """Whether the tenant header is optional on an operation that a judge can send without harm."""
    tenancy = contract.conventions.get("tenancy") or {}
    takes = any(p.where == "header" and p.name.lower() == _header(contract) for p in operation.parameters)
    makes = creator(contract, operation.resource)
    harmless = operation.is_read or has_path_id(contract, operation) or (makes is not None and makes.id == operation.id)
    return bool(tenancy.get("optional") and takes and harmless)


def has_unknown(contract: Contract) -> list[Subject]:
    """The API as one, where it says what an unknown tenant is answered."""
    return whole_api(contract) if (contract.conventions.get("tenancy") or {}).get("unknown") else []


def defaulting(contract: Contract, resource: str) -> bool:
    """Whether rows have an owner, and requests may come without one."""
    return owned(contract, resource) and not is_housed(contract)


def tenant_id(bench: Bench, tenant: Tenant) -> str | None:
    """The id rows of a tenant carry: as the file names it, else that of the innermost row its path leads to."""
    if tenant.value is not None or not bench.contract.guards:
        return tenant.value
    guard = bench.contract.guards[-1]
    reading = reader(bench.contract, guard.resource)
    if reading is None:
        return None
    answer = call(bench, reading, tenant=tenant)
    return bench.id_of(guard.resource, answer.json()) if is_success(answer) else None


def _trace(bench: Bench, resource: str, tenant: Tenant | None) -> list[str]:
    """Rows that are new in a tenant because of what was just done there: their ids, or whole entries of a journal."""
    contract = bench.contract
    if not is_journal(contract, resource):
        return [bench.id_of(resource, bench.make(resource, tenant=tenant))]
    before, made = watch(bench, tenant), len(bench.maker.made)
    for name in contract.resources:
        making = creator(contract, name)
        if making is not None and making.acts.get("emits"):
            grow(bench, name, tenant)
    # An entry elsewhere may be a copy with an id of its own: what it is about gives it away.
    about = [row.id for row in bench.maker.made[made:] if len(row.id) >= TELLING]
    return [*(text_of(entry) for entry in before.fresh()), *about]


def _leaked(bench: Bench, resource: str, tenant: Tenant, *groups: list[str]) -> list[list[str]]:
    """Those of each group of traces that a tenant's list shows; read once for all."""
    rows = rows_of(bench, resource, tenant, pages=2)
    if is_journal(bench.contract, resource):
        texts = [text_of(row) for row in rows]
        return [[trace for trace in group if any(trace in text for text in texts)] for group in groups]
    ids = {id_in(bench.contract, resource, row) for row in rows}
    return [[trace for trace in group if trace in ids] for group in groups]


@check(subjects=resources(owned_and_listed), writes=True)
def reads(bench: Bench, subject: Subject) -> None:
    """A row of one tenant, or of no tenant, is in no list of another."""
    resource = str(subject.resource)
    one, other = two_tenants(bench)
    traces = _trace(bench, resource, one)
    # Rows of no tenant may only be made where the default context is ours to write to.
    everyone = bench.target.loopback and bench.contract.conventions["tenancy"].get("optional")
    outside = _trace(bench, resource, None) if everyone else []
    leaked = _leaked(bench, resource, other, traces, outside)
    for seen, whose in zip(leaked, ("one tenant is listed for another", "no tenant is listed for one"), strict=True):
        bench.expect(not seen, f"{an(resource)} of {whose}", expected="not listed", observed=seen[:1])


@check(subjects=resources(lambda c, r: owned(c, r) or owned_and_listed(c, r)), writes=True)
def writes(bench: Bench, subject: Subject) -> None:
    """What is created for a tenant is read and listed there, and says whose it is."""
    resource = str(subject.resource)
    one, _ = two_tenants(bench)
    if is_journal(bench.contract, resource):
        before = watch(bench, one)
        grow(bench, resource, one)
        left = before.fresh()
        bench.expect(
            left, "what is done for a tenant leaves no entry in its journal", expected="an entry", observed=left
        )
        return
    row_id = bench.id_of(resource, bench.make(resource, tenant=one))
    rows = [require_shown(bench, resource, row_id, one)]
    if lister(bench.contract, resource) is not None:
        row = listed(bench, resource, row_id, one)
        bench.expect(row is not None, f"{an(resource)} created for a tenant is not in its list", observed="not listed")
        rows.append(row or {})
    owner = bench.contract.resources[resource]["tenant"]
    for row in rows if owner.get("exposed", True) else []:
        value = tenant_id(bench, one)
        told = row.get(owner["field"], value)
        message = f"{an(resource)} names another owner"
        bench.expect(value is None or told == value, message, expected=value, observed=told)


@check(subjects=operations(on_owned_row), writes=True)
def foreign(bench: Bench, subject: Subject) -> None:
    """A row of another tenant is answered as an unknown id is, and comes to no harm."""
    operation, resource = operation_of(subject), str(subject.resource)
    one, other = two_tenants(bench)
    row_id = bench.id_of(resource, bench.make(resource, tenant=one))
    before = require_shown(bench, resource, row_id, one)
    unknown = call(bench, operation, bench.unknown_id(resource), tenant=other)
    answer = call(bench, operation, row_id, tenant=other)
    alike = (unknown.status, code_of(bench.contract, unknown)), (answer.status, code_of(bench.contract, answer))
    bench.expect(
        not is_success(answer) and alike[0] == alike[1],
        "a row of another tenant is not answered as an unknown one",
        expected=f"{unknown.status}: {unknown.text[:200]}",
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
    if bench.contract.resources[resource].get("states") and Table(bench, resource).restless:
        return  # whether it stood still nobody could tell
    after = shown(bench, resource, row_id, one)
    kept = after is not None and not changed(bench, resource, before, after)
    bench.expect(kept, "a request from another tenant changed the row", expected=before, observed=after)


@check(subjects=resources(defaulting), writes=True)
def default_context(bench: Bench, subject: Subject) -> None:
    """Without the header a request works in the default context, which shows its own rows and nobody else's."""
    resource = str(subject.resource)
    if not bench.contract.conventions["tenancy"].get("optional"):
        bench.skip("every request needs a tenant")
    if not bench.target.loopback:
        bench.skip("the default context is no disposable tenant")
    own = bench.id_of(resource, bench.make(resource))
    require_shown(bench, resource, own)
    one, _ = two_tenants(bench)
    owned_id = bench.id_of(resource, bench.make(resource, tenant=one))
    if lister(bench.contract, resource) is not None:
        rows = {id_in(bench.contract, resource, row): row for row in rows_of(bench, resource)}
        bench.expect(own in rows, f"{an(resource)} created without a tenant is not in the list without one")
        row = rows.get(owned_id)
    else:
        row = shown(bench, resource, owned_id)
    bench.expect(
        row is None,
        f"{an(resource)} of a tenant is shown without one",
        expected="nothing",
        observed=row,
        basis="assumed",
    )


@check(subjects=operations(may_go_without), writes=None)
def optional(bench: Bench, subject: Subject) -> None:
    """The operation works without the tenant header."""
    operation = operation_of(subject)
    answer = _seen_without(bench, operation) or _go_without(bench, operation)
    cause = bench.contract.conventions["tenancy"].get("unknown")
    unknown = bench.contract.cause(cause).code if cause else None
    path_resource = bench.contract.resources.get(str(operation.resource), {})
    # An unknown organization in the path may share its cause with one in the header.
    tells_tenant = code_of(bench.contract, answer) == unknown and path_resource.get("missing") != cause
    bench.expect(
        answer.status not in FAILING and 200 <= answer.status < 500 and not tells_tenant,
        "the operation is refused without the tenant header",
        expected="an answer as with the header",
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )


def _seen_without(bench: Bench, operation: Operation) -> Exchange | None:
    """A success without the header that the run has recorded already."""
    header = _header(bench.contract)
    known = (e for e in bench.client.recorder.exchanges if e.operation == operation.id and is_success(e))
    return next((e for e in known if header not in e.request.headers), None)


def _go_without(bench: Bench, operation: Operation) -> Exchange:
    """One request without the header: on no row where a row must be named, so that nothing comes to harm."""
    resource = str(operation.resource)
    makes = creator(bench.contract, resource)
    if makes is not None and makes.id == operation.id:
        if not bench.target.loopback:
            bench.skip("the default context is no disposable tenant")
        return created(bench, resource, None)
    return call(bench, operation, bench.unknown_id(resource) if has_path_id(bench.contract, operation) else "")


@check(subjects=has_unknown, writes=True)
def unknown(bench: Bench, _subject: Subject) -> None:
    """A tenant nobody registered is refused by the declared cause, for reading and for writing."""
    tenancy = bench.contract.conventions["tenancy"]
    value = bench.unknown_id(tenancy["registry"]) if tenancy.get("registry") else f"nobody-{bench.word()}"
    nobody = Tenant("nobody", value, disposable=True)
    for resource in bench.contract.resources:
        if not owned(bench.contract, resource) or lister(bench.contract, resource) is None:
            continue
        answer = call(bench, lister(bench.contract, resource) or "", tenant=nobody)
        expect_cause(bench, answer, tenancy["unknown"], what="a list of an unknown tenant", basis="assumed")
        making = creator(bench.contract, resource)
        if making is None:
            continue
        answer = bench.maker.send(resource, tenant=nobody)
        expect_cause(bench, answer, tenancy["unknown"], what="a creation for an unknown tenant", basis="assumed")
        return
