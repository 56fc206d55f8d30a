"""Rows named in a path: read from left to right, each must hang on those before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_server.engine.contract import Contract, Json, Operation, Resource
from mock_server.engine.delete import is_deleted
from mock_server.engine.guards import anchor_of, guards_of, path_names
from mock_server.engine.owner import caller_id
from mock_server.engine.refusals import Refused
from mock_server.engine.rows import ANY
from mock_server.engine.sight import sees
from mock_server.engine.table import Index, Row
from mock_server.engine.tenancy import cause_of_foreign, owns

if TYPE_CHECKING:
    from mock_server.engine.act import Act
    from mock_server.engine.schemas import Schemas
    from mock_server.engine.stages import Stage

Hops = tuple[tuple[str, str], ...]
"""From a row up to an ancestor: the field that holds the next row's id, and that row's resource."""
READING = ("list", "create")
"""Verbs whose path names no row of their own resource."""


@dataclass(frozen=True, slots=True)
class Link:
    """One parameter of a path that names a row, by the values of the field `by`."""

    parameter: str
    resource: Resource
    by: str


def find_links(contract: Contract, schemas: Schemas, operation: Operation) -> list[Link]:
    """The parameters of a path that name rows, from left to right; those of guards are not among them.

    A last parameter no resource claims names the operation's own row where it is called like one of its fields.
    """
    taken = {guard.parameter for guard in contract.guards}
    own = contract.resource(operation.resource) if operation.resource else None
    names = [name for name in path_names(operation) if name not in taken]
    links: list[Link] = []
    for name in names:
        claims = [r for r in contract.resources.values() if r.parameter == name]
        if claims:
            resource = own if own is not None and own in claims else claims[0]
            members = schemas.members(resource.schema)
            links.append(Link(name, resource, name if name in members else resource.id_field))
        elif own and name == names[-1] and _names_own(schemas, operation, own, name):
            links.append(Link(name, own, name))
    return links


def _names_own(schemas: Schemas, operation: Operation, own: Resource, name: str) -> bool:
    if own.parameter or operation.verb in READING:
        return False
    return name == own.id_field or name in schemas.members(own.schema)


def climb(contract: Contract, resource: Resource, ancestor: str) -> Hops | None:
    """How to get from a row up to an ancestor by declared parents; None where no parent leads there."""
    hops: list[tuple[str, str]] = []
    while resource.parent is not None and len(hops) < len(contract.resources):
        hops.append((resource.parent.field, resource.parent.resource))
        if resource.parent.resource == ancestor:
            return tuple(hops)
        resource = contract.resource(resource.parent.resource)
    return None


def hangs_on(act: Act, row: Row, hops: Hops, ancestor_id: Json) -> bool:
    """Whether a row's ancestor of the given way up is the row of that id."""
    for field, resource in hops[:-1]:
        found = act.rows.store.get(resource, row[field]) if row.get(field) is not None else None
        if found is None:
            return False
        row = found
    return bool(row.get(hops[-1][0]) == ancestor_id)


def make_hang_check(contract: Contract, resource: Resource, above: list[Resource]) -> Callable[[Act, Row], bool]:
    """A function that tells whether a row hangs on the nearest of the rows before it that it can hang on."""
    for other in reversed(above):
        if other.name != resource.name and (hops := climb(contract, resource, other.name)):
            return lambda act, row: hangs_on(act, row, hops, act.path_row(other.name)[other.id_field])
    for guard in reversed(contract.guards):
        other = contract.resource(guard.resource)
        if resource.tenant is not None and resource.tenant == anchor_of(guard):
            # Its tenant, which is looked at anyhow, is the guard's row; a parent may be optional and absent.
            return lambda _act, _row: True
        if other.name != resource.name and (way := climb(contract, resource, other.name)):
            return lambda act, row: (
                act.visit is None
                or guard.name not in act.visit.guarded
                or hangs_on(act, row, way, act.visit.guarded[guard.name][other.id_field])
            )
    return lambda _act, _row: True


def make_chain_stages(contract: Contract, schemas: Schemas, operation: Operation) -> list[tuple[str, str, Stage]]:
    """For each row the path names its cause, its resource and its stage; the operation's own row becomes the act's."""
    found: list[tuple[str, str, Stage]] = []
    above: list[Resource] = []
    own = operation.resource if operation.verb not in READING else None
    links = find_links(contract, schemas, operation)
    for link in links:
        missing = link.resource.missing or "invalid"
        found.append((missing, link.resource.name, _make_walker(contract, operation, link, above[:])))
        above.append(link.resource)
    named = [resource.name for resource in above]
    if own is not None and own not in named and contract.resource(own).is_tenant:
        resource = contract.resource(own)
        found.append((resource.missing or "invalid", own, _make_own_tenant(resource, operation)))
    if own is not None and not links and operation.verb != "custom" and operation.security and _is_user(contract, own):
        found.append((contract.resource(own).missing or "invalid", own, _take_caller))
    entered = [guard for guard in guards_of(contract, operation) if guard.resource == own and own not in named]
    return [*found, *((guard.unknown, guard.resource, _make_entering(guard.name)) for guard in entered)]


def _make_own_tenant(resource: Resource, operation: Operation) -> Stage:
    """The row of a path that names none is that of the tenant itself; a handler may do without."""
    missing = resource.missing or "invalid"

    def find(act: Act) -> None:
        act.row = act.rows.live(resource.name, act.tenant) if act.tenant is not None else None
        if act.row is None and (act.tenant is not None or operation.verb != "custom"):
            raise Refused(missing)

    return find


def _is_user(contract: Contract, name: str) -> bool:
    return any(credential.user == name for credential in contract.credentials.values())


def _take_caller(act: Act) -> None:
    """The row of a path that names none is the caller's own where users are acted on."""
    act.row = act.caller


def _make_entering(guard: str) -> Stage:
    def enter(act: Act) -> None:
        act.row = act.guarded(guard)

    return enter


def make_deleted_check(resource: Resource) -> tuple[str, Stage]:
    """The stage, with its cause, that refuses to restore a row which is not deleted."""
    soft = resource.soft_delete
    not_deleted = (soft.not_deleted if soft else None) or resource.missing or "invalid"

    def check(act: Act) -> None:
        if act.row is not None and not is_deleted(resource, act.row):
            raise Refused(not_deleted)

    return not_deleted, check


def _make_walker(contract: Contract, operation: Operation, link: Link, above: list[Resource]) -> Stage:
    resource = link.resource
    missing, foreign = resource.missing or "invalid", cause_of_foreign(contract, resource)
    hangs = make_hang_check(contract, resource, above)
    look_up = _make_look_up(link, hangs)
    is_own = resource.name == operation.resource and operation.verb not in READING
    restores = is_own and operation.verb == "restore"

    def walk(act: Act) -> None:
        row = look_up(act)
        if row is None or (not restores and is_deleted(resource, row)):
            raise Refused(missing)
        if not _is_owned(act, resource, row):
            raise Refused(foreign)
        if not hangs(act, row) or not sees(act, resource.name, row):
            raise Refused(missing)
        if act.visit is not None:
            act.visit.rows[resource.name] = row
        if is_own:
            act.row = row

    return walk


def _make_look_up(link: Link, hangs: Callable[[Act, Row], bool]) -> Callable[[Act], Row | None]:
    """A function that finds the row a parameter names: by id, or by another field among the rows in reach."""
    name, parameter, resource = link.resource.name, link.parameter, link.resource
    if link.by == resource.id_field:
        return lambda act: act.rows.store.get(name, act.path[parameter])
    index = Index((link.by,))

    def look_up(act: Act) -> Row | None:
        found = act.rows.store.scan(name, index, (act.path[parameter],))
        return next((row for row in found if _is_owned(act, resource, row) and hangs(act, row)), None)

    return look_up


def _is_owned(act: Act, resource: Resource, row: Row) -> bool:
    tenant = act.tenant_of(resource.name)
    return tenant is ANY or owns(resource, row, tenant)


def fill_from_path(act: Act, name: str) -> dict[str, Json]:
    """The fields a new row takes from its path: ids of guards and of rows it hangs on, and its owner."""
    contract, visit = act.rows.model.contract, act.visit
    if visit is None:
        return {}
    resource = contract.resource(name)
    members = act.rows.model.schemas.members(resource.schema)
    found: dict[str, Json] = {}
    for guard in contract.guards:
        row, anchor = visit.guarded.get(guard.name), anchor_of(guard)
        if row is None:
            continue
        row_id = row[contract.resource(guard.resource).id_field]
        if anchor in members:
            found[anchor or ""] = row_id
        if resource.parent and resource.parent.resource == guard.resource:
            found[resource.parent.field] = row_id
    for other, row in visit.rows.items():
        above = contract.resource(other)
        if above.parameter in members and above.parameter != resource.parameter:
            found[above.parameter or ""] = row[above.id_field]
        if resource.parent and resource.parent.resource == other and other != name:
            found[resource.parent.field] = row[above.id_field]
    if resource.owner and visit.caller is not None:
        found[resource.owner] = caller_id(act)
    return found
