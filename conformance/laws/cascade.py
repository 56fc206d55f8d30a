"""Laws of the keyword `parent`: a row hangs on another, which must exist, and goes with it."""

from __future__ import annotations

from conformance.access import guards_of
from conformance.bench import Bench
from conformance.bodies import example_body
from conformance.chain import above_names, is_nested, stands_for
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Json
from conformance.laws.making import two_tenants
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import Row, an, delete, home, is_success, require_shown, shown
from conformance.laws.subjects import creator, is_visible, lister, members, reader, remover, resources
from conformance.target import Tenant
from conformance.tenants import found


def named_in_body(contract: Contract, resource: str) -> bool:
    """Whether a creation names its parent, in the body or in the path, and an unknown one has a cause."""
    parent, making = contract.resources[resource].get("parent"), creator(contract, resource)
    if not parent or making is None or not unknown_cause(contract, resource):
        return False
    in_path = parent["resource"] in {stands_for(contract, making, name) for name in above_names(contract, making)}
    return in_path or parent["field"] in members(contract, making)


def unknown_cause(contract: Contract, resource: str) -> str | None:
    """The cause of a parent that does not exist: the reference's own, else that of an unknown row above."""
    parent = contract.resources[resource].get("parent") or {}
    above = contract.resources.get(parent.get("resource", ""), {}) if is_nested(contract) else {}
    cause = parent.get("missing") or above.get("missing")
    return str(cause) if cause else None


def goes_along(contract: Contract, resource: str) -> bool:
    """Whether the row is deleted with its parent, and both sides of that can be tried."""
    parent = contract.resources[resource].get("parent") or {}
    above = parent.get("resource")
    tried = creator(contract, resource) and creator(contract, above) and remover(contract, above)
    return bool(parent.get("on_delete") == "cascade" and tried and is_visible(contract, resource))


def with_creator(contract: Contract) -> list[Subject]:
    """Children whose parent is named in the body; judged by the basis of the operation that creates them."""
    found = resources(named_in_body)(contract)
    return [Subject(name=s.name, resource=s.resource, operation=creator(contract, s.resource)) for s in found]


@check(subjects=resources(goes_along), writes=True)
def children_go(bench: Bench, subject: Subject) -> None:
    """Deleting a row deletes what hangs on it, and nothing else."""
    child, tenant = str(subject.resource), home(bench)
    parent = bench.contract.resources[child]["parent"]
    above = parent["resource"]
    parent_id = bench.id_of(above, bench.make(above, tenant=tenant))
    child_id = bench.id_of(child, bench.make(child, tenant=tenant, **{parent["field"]: parent_id}))
    require_shown(bench, child, child_id, tenant)
    bystander = _bystander(bench, child, tenant)
    delete(bench, above, parent_id, tenant)
    row = shown(bench, child, child_id, tenant)
    bench.expect(
        row is None, f"{an(child)} is still there after its {above} was deleted", expected="nothing", observed=row
    )
    if bystander is not None:
        row = shown(bench, child, bystander, tenant)
        message = f"{an(child)} that did not hang on a deleted {above} went with it"
        bench.expect(row is not None, message, expected="the row", observed="nothing")


def guards_that_go(contract: Contract) -> list[Subject]:
    """Guarded rows that can be made and deleted."""
    found = (g for g in contract.guards if creator(contract, g.resource) and remover(contract, g.resource))
    return [Subject(name=guard.resource, resource=guard.resource, data={"guard": guard}) for guard in found]


@check(subjects=guards_that_go, writes=True)
def whole_goes(bench: Bench, subject: Subject) -> None:
    """With a guarded row goes all that is kept behind it: none of it is read or changed any more."""
    guard = subject.data["guard"]
    tenant = found(bench.maker)
    rows: list[tuple[Operation, str]] = []
    for resource in bench.contract.resources:
        making, operation = creator(bench.contract, resource), _touching(bench.contract, resource)
        if making is None or operation is None or guard not in guards_of(bench.contract, making):
            continue
        answer = bench.maker.send(resource, tenant=tenant)
        if is_success(answer):
            rows.append((operation, bench.id_of(resource, answer.json())))
    ids = [(operation, bench.maker.paths.ids(operation, row_id, tenant=tenant)) for operation, row_id in rows]
    delete(bench, guard.resource, _made_last(bench, guard.resource), tenant)
    for operation, path in ids:
        answer = bench.client.call(operation, {**tenant.path, **path}, **_body(bench, operation), tenant=tenant)
        fine = {
            s
            for g in bench.contract.guards
            for cause in (g.unknown, g.outsider)
            for s in bench.contract.cause(cause).statuses
        }
        bench.expect(
            answer.status in {404, 410, *fine},
            f"a {operation.resource} is still served after its {guard.resource} was deleted",
            expected="an unknown row",
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
        )


def _made_last(bench: Bench, resource: str) -> str:
    return next(made.id for made in reversed(bench.maker.made) if made.resource == resource)


def _body(bench: Bench, operation: Operation) -> dict[str, Json]:
    return {} if operation.body_schema is None else {"json": example_body(bench.contract, operation)}


def _touching(contract: Contract, resource: str) -> Operation | None:
    """The operation that shows whether a row is there: its reading, else its change."""
    return reader(contract, resource) or next(iter(contract.by("update", resource)), None) or lister(contract, resource)


def _bystander(bench: Bench, child: str, tenant: Tenant | None) -> str | None:
    """A row of the same kind that hangs on nothing, where that is allowed."""
    parent = bench.contract.resources[child]["parent"]
    if not parent.get("optional"):
        return None
    alone: Row = {parent["field"]: ...}
    return bench.id_of(child, bench.make(child, tenant=tenant, **alone))


@check(subjects=with_creator, writes=True)
def unknown_parent(bench: Bench, subject: Subject) -> None:
    """A row cannot be created under a parent that does not exist, nor under another tenant's."""
    child = str(subject.resource)
    parent = bench.contract.resources[child]["parent"]
    above = parent["resource"]
    _expect_refused(bench, child, bench.unknown_id(above), home(bench), None)
    if not bench.contract.resources[above].get("tenant") or creator(bench.contract, above) is None:
        return
    try:
        one, other = two_tenants(bench)
    except CheckSkipped:
        return  # the half that needs one tenant was judged
    foreign_id = bench.id_of(above, bench.make(above, tenant=one))
    _expect_refused(bench, child, foreign_id, other, "assumed")


def _expect_refused(bench: Bench, child: str, parent_id: str, tenant: Tenant | None, basis: str | None) -> None:
    parent, making = bench.contract.resources[child]["parent"], creator(bench.contract, child)
    if making is None:
        return
    answer = bench.maker.send(child, tenant=tenant, **{parent["field"]: parent_id})
    whose = "of another tenant" if basis else "that does not exist"
    what = f"{an(child)} under {an(parent['resource'])} {whose}"
    expect_cause(bench, answer, str(unknown_cause(bench.contract, child)), what=what, basis=basis)
