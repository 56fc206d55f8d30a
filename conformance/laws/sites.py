"""Where an operation can be called: on which row, with which parameters and body, without harm to what is not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from conformance.bench import Bench
from conformance.bodies import example_body, generate
from conformance.chain import above_names, creating, deleting, is_nested, own_name
from conformance.contract import Contract, Operation
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.expr import place
from conformance.maker import Made
from conformance.target import Principal, Tenant

# The judge will not do these to rows it did not make, unless the target can be put back afterwards.
NOT_OURS = "{} would change what is not the run's own, and the target cannot be put back to an earlier state"


@dataclass(frozen=True)
class Site:
    """All a request to an operation needs. ``own``: the row it acts on was made by this check (or there is none)."""

    ids: dict[str, str] = field(default_factory=dict)
    query: dict[str, Json] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Json = ...
    tenant: Tenant | None = None
    parent: str | None = None
    own: bool = True

    def body_text(self) -> bytes:
        """The body as JSON text; ``{}`` where the operation takes none."""
        return json.dumps({} if self.body is ... else self.body).encode()


def send_to(
    bench: Bench,
    operation: Operation,
    site: Site,
    *,
    content: bytes | None = None,
    prefix: str = "",
    principal: Principal | None = None,
) -> Exchange:
    """Call an operation at a site; what it makes is taken into the clean-up, what it removes is taken out."""
    if not operation.is_read:
        bench.maker.begin()
    answer = bench.client.call(
        operation,
        site.ids,
        prefix=prefix,
        query=site.query or None,
        headers=site.headers,
        tenant=site.tenant,
        principal=principal,
        **({"json": site.body} if content is None and site.body is not ... else {"content": content}),
    )
    _keep_books(bench, operation, site, answer)
    return answer


def _keep_books(bench: Bench, operation: Operation, site: Site, answer: Exchange) -> None:
    resource, act = operation.resource, operation.acts.get("as")
    if resource is None or not 200 <= answer.status < 300:
        return
    if act == "delete":
        gone = set(site.ids.values())
        bench.maker.made[:] = [m for m in bench.maker.made if m.resource != resource or m.id not in gone]
    elif act == "create" or (act == "custom" and makes_rows(bench.contract, operation)):
        try:
            row_id, row = bench.id_of(resource, answer.json()), answer.json()
        except (BadAnswer, AttributeError):
            return  # no row to be seen in the answer; the oracle reports its form
        path = bench.maker.paths.to_row(resource, row, site.ids) if is_nested(bench.contract) else {}
        bench.maker.made.append(Made(resource, row_id, site.tenant, None, site.parent, path))


def makes_rows(contract: Contract, operation: Operation) -> bool:
    """Whether a custom operation hangs new rows on a parent named in its body (or path)."""
    if is_nested(contract):
        making = creating(contract, operation.resource)
        return making is not None and making.id == operation.id
    parent = contract.resources.get(operation.resource or "", {}).get("parent")
    return bool(parent) and operation.method == "POST" and operation.body_schema is not None


def find_site(
    bench: Bench,
    operation: Operation,
    *,
    rows: bool = True,
    harmless: bool = False,
    ids: dict[str, str] | None = None,
) -> Site:
    """The first site of `sites_for`; CheckSkipped where there is none. ``rows=False`` keeps the path's ids as given."""
    if not rows:
        return _site(bench, operation, ids or {}, own=True)
    found = next(iter(sites_for(bench, operation, harmless=harmless)), None)
    if found is None:
        raise CheckSkipped(f"there is no {operation.resource} to call {operation.id} on")
    return found


def sites_for(bench: Bench, operation: Operation, *, harmless: bool = False) -> Iterator[Site]:
    """Sites of an operation, best first: a row of the check's own, or the rows there are.

    ``harmless``: the request is sure to change nothing, so that rows of others may be used. Raises CheckSkipped
    where calling it could harm.
    """
    if is_nested(bench.contract):
        yield from nested_sites(bench, operation, harmless=harmless)
        return
    names = [p.name for p in operation.parameters if p.where == "path"]
    resource = operation.resource
    safe = harmless or operation.is_read or bench.can("snapshot")
    makeable = bool(resource and bench.contract.by("create", resource))
    if not names or resource is None:
        if not (safe or makeable or resource is None or makes_rows(bench.contract, operation)):
            raise CheckSkipped(NOT_OURS.format(operation.id))
        yield _site(bench, operation, {}, own=True)
    elif makeable and not operation.is_read:
        row = make_row(bench, resource)
        yield _site(bench, operation, _ids(bench, resource, names, row), own=True)
    elif not safe:
        raise CheckSkipped(NOT_OURS.format(operation.id))
    else:
        for row in listed(bench, resource):
            yield _site(bench, operation, _ids(bench, resource, names, row), own=False)


def nested_sites(bench: Bench, operation: Operation, *, harmless: bool) -> Iterator[Site]:
    """As `sites_for`, where paths name rows that hang on each other: requests that harm nothing use the shared rows."""
    tenant, resource = bench.maker.home(), operation.resource
    acts_on_row = own_name(bench.contract, operation) is not None and resource is not None
    doors = {issue.operation for kind in bench.contract.credentials.values() for issue in kind.issued}
    kept = harmless or operation.is_read or operation.id in doors
    guarded = any(guard.resource == resource for guard in bench.contract.guards)
    if not acts_on_row or resource is None:
        makes = resource is not None and (creating(bench.contract, resource) or makes_rows(bench.contract, operation))
        if not (kept or makes or resource is None or bench.can("snapshot") or above_names(bench.contract, operation)):
            raise CheckSkipped(NOT_OURS.format(operation.id))
        yield _site(bench, operation, bench.maker.paths.ids(operation, tenant=tenant), own=True)
    elif kept and guarded:
        yield _site(bench, operation, {}, own=False)
    elif kept:
        row = bench.maker.paths.above(resource, tenant)
        yield _site(bench, operation, bench.maker.paths.ids(operation, row.id, tenant=tenant), own=False)
    elif creating(bench.contract, resource) is not None:
        row_id = bench.id_of(resource, make_row(bench, resource))
        if operation.acts.get("as") == "restore":
            _remove(bench, resource, row_id)
        yield _site(bench, operation, bench.maker.paths.ids(operation, row_id, tenant=tenant), own=True)
    elif (hatched := bench.maker.paths.hatched(resource, tenant)) is not None:
        yield _site(bench, operation, bench.maker.paths.ids(operation, hatched.id, tenant=tenant), own=True)
    elif bench.can("snapshot"):
        row = bench.maker.paths.existing(resource, tenant)
        yield _site(bench, operation, bench.maker.paths.ids(operation, row.id, tenant=tenant), own=False)
    else:
        raise CheckSkipped(NOT_OURS.format(operation.id))


def _remove(bench: Bench, resource: str, row_id: str) -> None:
    """Delete a row that is to be restored; it stays in the clean-up, since it may come back."""
    if (removing := deleting(bench.contract, resource)) is not None:
        tenant = bench.maker.home()
        bench.client.call(removing, bench.maker.paths.ids(removing, row_id, tenant=tenant), tenant=tenant)


def make_row(bench: Bench, resource: str) -> dict[str, Json]:
    """A row to work on; a target that makes none is no finding here, but skips the check."""
    try:
        return bench.make(resource, tenant=bench.maker.home())
    except BadAnswer as bad:
        raise CheckSkipped(f"needs a {resource} of its own: {bad}") from None


def listed(bench: Bench, resource: str) -> list[dict[str, Json]]:
    """The rows of a resource as its list shows them now; of a paged list, the first page."""
    for operation in bench.contract.by("list", resource):
        if "{" not in operation.path:
            site = _site(bench, operation, {}, own=True)
            answer = send_to(bench, operation, site)
            try:
                return [row for row in bench.items(answer) if isinstance(row, dict)]
            except BadAnswer as bad:  # the laws of shape report a list of another form
                raise CheckSkipped(f"needs a {resource} out of its list: {bad}") from None
    return []


def _ids(bench: Bench, resource: str, names: list[str], row: dict[str, Json]) -> dict[str, str]:
    row_id = bench.id_of(resource, row)
    parent = bench.contract.resources[resource].get("parent") or {}
    above = row.get(parent.get("field", ""))
    above = above or next((m.parent for m in bench.maker.made if m.id == row_id and m.parent), row_id)
    return dict.fromkeys(names[:-1], str(above)) | {names[-1]: row_id}


def _site(bench: Bench, operation: Operation, ids: dict[str, str], *, own: bool) -> Site:
    tenant = bench.maker.home()
    headers, query = {}, {}
    parent = None if is_nested(bench.contract) else _parent(bench, operation)
    tenancy = str((bench.contract.conventions.get("tenancy") or {}).get("from", ""))
    for p in operation.parameters:
        if not p.required or tenancy.lower() == f"$request.{p.where}.{p.name}".lower():
            continue
        if p.where == "header":
            headers[p.name] = str(generate(bench.contract, p.schema))
        if p.where == "query" and p.required:
            query[p.name] = parent[1] if parent and parent[0] == p.name else generate(bench.contract, p.schema)
    body: Json = ...
    if operation.body_schema is not None:
        body = valid_body(bench, operation)
        if parent and parent[0] in body:
            body[parent[0]] = parent[1]
    return Site(ids, query, headers, body, tenant, parent[1] if parent else None, own)


def valid_body(bench: Bench, operation: Operation) -> dict[str, Json]:
    """A valid body of an operation, unlike any other where that matters; references stay as the example has them."""
    if operation.resource is None or operation.resource not in bench.contract.resources:
        return example_body(bench.contract, operation) | bench.cast.login(operation)
    return bench.body(operation.resource, operation=operation.id) | bench.cast.login(operation)


def _parent(bench: Bench, operation: Operation) -> tuple[str, str] | None:
    """The member (or parameter) that names a parent row, and such a row: the check's own for a write."""
    parent = bench.contract.resources.get(operation.resource or "", {}).get("parent")
    if not parent:
        return None
    name = parent["field"]
    asked = any(p.name == name and p.required for p in operation.parameters)
    schema = bench.contract.schema(operation.body_schema) if operation.body_schema else {}
    if not asked and name not in schema.get("required", []):
        return None
    if operation.is_read:
        rows = listed(bench, parent["resource"])
        if not rows:
            raise CheckSkipped(f"there is no {parent['resource']} to call {operation.id} with")
        return name, bench.id_of(parent["resource"], rows[0])
    return name, bench.id_of(parent["resource"], make_row(bench, parent["resource"]))


def query_names(expression: str) -> str | None:
    """The query parameter an expression points to, None where it points elsewhere."""
    where, name = place(expression) if re.match(r"\$request\.", expression) else ("", "")
    return name if where == "query" else None
