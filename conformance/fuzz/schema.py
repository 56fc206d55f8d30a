"""Generated requests: every operation asked what its schema allows and what it does not.

What an answer's body must look like is the oracle's business. Here an operation must not break down (any 5xx fails) and
must keep to its documented statuses and media type. Whether odd but schema-valid data must be taken, and whether every
schema-invalid request must be refused, no vendor page says in general: these are noted, never failed. The law
``required`` judges the bounds a source states.
"""

from __future__ import annotations

from collections.abc import Iterable

from conformance.access import is_housed
from conformance.bench import Bench
from conformance.chain import is_nested
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.credentials import tenant_headers
from conformance.exchange import Exchange
from conformance.fuzz.adapter import Generated, Generator
from conformance.laws.sites import find_site
from conformance.target import Tenant

RANDOM = 12  # random requests of each kind for an operation with a body or a query, where limits do not press
SPARING = 6  # requests of each kind where the target enforces limits that the judge cannot switch off
# What Schemathesis may object to, in our words; whether the last two matter is nowhere stated in general.
OBJECTIONS = {
    "ServerError": "answered with a server error",
    "UndefinedStatusCode": "answered with an undocumented status",
    "UndefinedContentType": "answered with an undocumented media type",
    "MissingContentType": "answered without a media type",
    "MalformedMediaType": "answered with a malformed media type",
    "RejectedPositiveData": "was refused",
    "AcceptedNegativeData": "was accepted",
}
OPINIONS = {"RejectedPositiveData", "AcceptedNegativeData"}


def operations(contract: Contract) -> list[Subject]:
    """Every operation as a subject."""
    return [Subject(name=op.id, operation=op, resource=op.resource) for op in contract.operations.values()]


def reads(contract: Contract) -> list[Subject]:
    """The operations that change nothing."""
    return [s for s in operations(contract) if s.operation and s.operation.is_read]


def writes(contract: Contract) -> list[Subject]:
    """The operations that may change something."""
    return [s for s in operations(contract) if s.operation and not s.operation.is_read]


@check(subjects=reads)
def reading(bench: Bench, subject: Subject) -> None:
    """A read answers any generated request, valid or not, in a documented way and never with a 5xx."""
    _ask(bench, subject)


@check(subjects=writes, writes=True)
def writing(bench: Bench, subject: Subject) -> None:
    """A write answers any generated request, valid or not, in a documented way and never with a 5xx."""
    if not bench.can("snapshot") and not _safe(_operation(subject)):
        bench.skip("generated writes could change what is not the run's own; needs a target that can be put back")
    _ask(bench, subject)


def _ask(bench: Bench, subject: Subject) -> None:
    operation = _operation(subject)
    tenant = _somewhere(bench)
    headers = tenant_headers(bench.contract, tenant)
    ids = _ids(bench, operation)
    generator = Generator(bench.contract, bench.rng.randrange(2**32))
    sparing = not bench.can("limits") and bool(bench.contract.conventions.get("limits"))
    boundary = list(generator.coverage(operation, ids, headers))
    if sparing:
        boundary = bench.rng.sample(boundary, min(SPARING, len(boundary)))
    count = SPARING // 2 if sparing else RANDOM
    if operation.body_schema or any(p.where == "query" for p in operation.parameters):
        for valid in (True, False):
            boundary += generator.random(operation, ids, headers, valid=valid, count=count)
    _judge(bench, operation, generator, boundary)


def _judge(bench: Bench, operation: Operation, generator: Generator, requests: Iterable[Generated]) -> None:
    for generated in requests:
        exchange = bench.client.send(
            generated.method,
            generated.path,
            content=generated.body,
            headers=generated.headers,
            operation=operation,
            tenant=_somewhere(bench) if is_housed(bench.contract) else None,
        )
        bench.expect(
            exchange.response is not None,
            "a generated request got no answer",
            expected="an HTTP answer",
            observed=exchange.error,
            exchange=exchange,
            steps=[exchange],
        )
        _keep(bench, operation, exchange)
        for name, says in generator.opinions(generated, exchange):
            bench.expect(
                False,
                f"{'a valid' if generated.valid else 'an invalid'} generated request {OBJECTIONS.get(name, name)}",
                expected="accepted" if generated.valid else "refused",
                observed=f"{exchange}: {generated.says}: {says}"[:500],
                exchange=exchange,
                steps=[exchange],
                basis="assumed" if name in OPINIONS else None,
            )


def _somewhere(bench: Bench) -> Tenant | None:
    if is_housed(bench.contract):
        return bench.maker.home()
    return bench.target.tenants[0] if bench.target.tenants else None


def _keep(bench: Bench, operation: Operation, exchange: Exchange) -> None:
    """Take what a generated request created into the clean-up."""
    if operation.acts.get("as") != "create" or not operation.resource or not 200 <= exchange.status < 300:
        return
    row = exchange.json() if exchange.is_json else None
    if isinstance(row, dict):
        field = bench.contract.resources[operation.resource]["id"]["field"]
        if field in row:
            if is_nested(bench.contract):
                bench.maker.paths.remember(operation, exchange, [row])
            bench.adopt(operation.resource, str(row[field]), tenant=_somewhere(bench))


def _ids(bench: Bench, operation: Operation) -> dict[str, str]:
    """Path parameters of a row that is the run's own; of no row at all where rows of that kind cannot be made."""
    if is_nested(bench.contract):
        home = bench.maker.home()
        site = find_site(bench, operation, harmless=False)
        return {**(home.path if home else {}), **site.ids}
    names = [p.name for p in operation.parameters if p.where == "path"]
    resource = operation.resource
    if not names or resource is None:
        return {}
    tenant = bench.target.tenants[0] if bench.target.tenants else None
    tenancy = bench.contract.conventions.get("tenancy") or {}
    if tenant and tenant.value and tenancy.get("registry") == resource:
        return {names[-1]: tenant.value}
    if operation.is_read:
        return {names[-1]: _listed(bench, resource, tenant) or bench.unknown_id(resource)}
    if bench.contract.by("create", resource):
        return {names[-1]: bench.id_of(resource, bench.make(resource, tenant=tenant))}
    return {name: bench.unknown_id(resource) for name in names}


def _listed(bench: Bench, resource: str, tenant: Tenant | None) -> str | None:
    """The id of some row that is there already, for requests that only read."""
    for operation in bench.contract.by("list", resource):
        answer = bench.client.call(operation, tenant=tenant)
        rows = bench.items(answer) if 200 <= answer.status < 300 else []
        field = bench.contract.resources[resource]["id"]["field"]
        found = [row[field] for row in rows if isinstance(row, dict) and field in row]
        if found:
            return str(found[0])
    return None


def _safe(operation: Operation) -> bool:
    """Whether generated writes can only reach rows of the run's own."""
    act = operation.acts.get("as")
    if act == "create":
        return True
    return act in ("delete", "move", "update") and operation.resource is not None


def _operation(subject: Subject) -> Operation:
    if subject.operation is None:
        raise ValueError(f"subject {subject.name} names no operation")
    return subject.operation
