"""Bodies that name other rows: those of an example exist nowhere, so rows that are there take their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.bodies import required_members, validator
from conformance.chain import names_in, reference, references, stands_for
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Json
from conformance.references import Reference, references_of
from conformance.sight import groups
from conformance.target import Principal, Tenant

if TYPE_CHECKING:
    from conformance.maker import Maker


def refer(
    maker: Maker, operation: Operation, body: dict[str, Json], given: Mapping[str, Json], tenant: Tenant | None
) -> dict[str, Json]:
    """The body with rows and users that exist in the place of those an example names; where it need name none, none."""
    contract = maker.contract
    needed = required_members(contract, operation.body_schema or {})
    body = _declared(maker, operation, body, {*given}, tenant)
    in_path = {stands_for(contract, operation, name) for name in names_in(operation.path)}
    settled = {*given, *(entry.member for entry in references_of(contract, operation))}
    users = {n: role for n, role in _user_members(contract, operation).items() if n in body and n not in settled}
    person = maker.people(str(operation.resource), tenant) if users and maker.people else None
    is_valid = validator(contract, operation.body_schema or {})
    for name in [n for n in body if n not in settled]:
        resource = reference(name, references(contract))
        if name in users and person is not None:
            body[name] = getattr(person, users[name])
        elif resource is not None and name in needed and not maker.forbidden:
            body[name] = (
                _other(maker, resource, tenant) if resource in in_path else maker.paths.above(resource, tenant).id
            )
        elif name not in needed and name.endswith(("Id", "_id")):
            without = {k: v for k, v in body.items() if k != name}
            body = without if is_valid(without) else body
    return body


def _declared(
    maker: Maker, operation: Operation, body: dict[str, Json], given: set[str], tenant: Tenant | None
) -> dict[str, Json]:
    """The body with its declared references in order: rows that exist where it must name some, else none."""
    needed = required_members(maker.contract, operation.body_schema or {})
    is_valid = validator(maker.contract, operation.body_schema or {})
    for entry in references_of(maker.contract, operation):
        if entry.member in given or entry.member not in body:
            continue
        without = {name: value for name, value in body.items() if name != entry.member}
        if entry.member not in needed and is_valid(without):
            body = without
        elif not maker.forbidden:
            row_id = named_row(maker, entry, str(operation.resource), operation, tenant)
            body = {**body, entry.member: [row_id] if entry.many else row_id}
    return body


def named_row(maker: Maker, entry: Reference, resource: str, operation: Operation, tenant: Tenant | None) -> str:
    """What a reference may name a row by: that of a user where it names users, else of another row than in the path."""
    users = {kind.user for kind in maker.contract.credentials.values()}
    if entry.resource in users and maker.people is not None:
        return name_of(maker.people(resource, tenant), entry)
    if entry.by is not None:
        row = maker.make(entry.resource, tenant=tenant)
        maker.put_aside()
        return str(row[entry.by])
    in_path = {stands_for(maker.contract, operation, name) for name in names_in(operation.path)}
    return (
        _other(maker, entry.resource, tenant)
        if entry.resource in in_path
        else maker.paths.above(entry.resource, tenant).id
    )


def name_of(person: Principal, entry: Reference) -> str:
    """What a reference names a user by. CheckSkipped where the target file does not tell it."""
    told = person.user if entry.by is None else person.email if entry.by == "email" else None
    if told is None:
        raise CheckSkipped(f"nothing tells the {entry.by or 'id'} of {person.name}")
    return told


def _other(maker: Maker, resource: str, tenant: Tenant | None) -> str:
    """A row beside the one in the path, for links between two."""
    maker.make(resource, tenant=tenant)
    return maker.put_aside().id


def _user_members(contract: Contract, operation: Operation) -> dict[str, str]:
    """Body members that name a user who must exist, with what of him they hold."""
    users = {kind.user for kind in contract.credentials.values()}
    resource = str(operation.resource)
    found: dict[str, str] = {}
    for guard in contract.guards:
        if guard.members and guard.members.resource == resource:
            found |= {"email": "email", guard.members.user: "user"}
    found |= {rows.user: "user" for rows in contract.members.values() if rows.resource == resource}
    found |= {group.user: "user" for group in groups(contract) if group.members == resource}
    for name, rule in contract.resources.get(resource, {}).get("derived", {}).items():
        if rule.get("copy") in users:
            found[rule["by"]] = "user"
            found |= {name: "email"} if rule.get("field", name) == "email" else {}
    return found
