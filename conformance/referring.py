"""Bodies that name other rows: those of an example exist nowhere, so rows that are there take their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.bodies import required_members, validator
from conformance.chain import names_in, reference, references, stands_for
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.sight import groups
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.maker import Maker


def refer(
    maker: Maker, operation: Operation, body: dict[str, Json], given: Mapping[str, Json], tenant: Tenant | None
) -> dict[str, Json]:
    """The body with rows and users that exist in the place of those an example names; where it need name none, none."""
    contract = maker.contract
    needed = required_members(contract, operation.body_schema or {})
    in_path = {stands_for(contract, operation, name) for name in names_in(operation.path)}
    users = {n: role for n, role in _user_members(contract, operation).items() if n in body and n not in given}
    person = maker.people(str(operation.resource), tenant) if users and maker.people else None
    is_valid = validator(contract, operation.body_schema or {})
    for name in [n for n in body if n not in given]:
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


def _other(maker: Maker, resource: str, tenant: Tenant | None) -> str:
    """A row beside the one in the path, for links between two."""
    maker.make(resource, tenant=tenant)
    row = maker.made.pop()
    maker.made.insert(0, row)  # behind the others: the path keeps naming the one it named
    return row.id


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
