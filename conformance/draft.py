"""A creation as it will be sent: operation, path and body, with the rows in place that they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.bodies import all_properties, required_members
from conformance.chain import is_nested, names_in
from conformance.contract import Operation
from conformance.exchange import Exchange, Json
from conformance.opening import open_path
from conformance.target import Principal, Tenant

if TYPE_CHECKING:
    from conformance.client import Client
    from conformance.maker import Maker


@dataclass(frozen=True)
class Draft:
    """One creation, ready to be sent as often as wanted. ``parent`` is the id of the row the new one hangs on."""

    resource: str
    operation: Operation
    ids: Mapping[str, str]
    body: dict[str, Json]
    tenant: Tenant | None
    principal: Principal | str | None
    parent: str | None

    def send(self, client: Client) -> Exchange:
        """Send it. May be called from several threads at once."""
        return client.call(self.operation, self.ids, json=self.body, tenant=self.tenant, principal=self.principal)


def draft_of(
    maker: Maker,
    resource: str,
    tenant: Tenant | None,
    principal: Principal | str | None,
    fields: Mapping[str, Json],
) -> Draft:
    """The creation of a row; parents it must have are made where the run shares none."""
    operation = maker.creator(resource)
    given = dict(fields)
    if is_nested(maker.contract):
        ids = maker.paths.to_create(operation, given, tenant)
        parent = maker.paths.parent_in(resource, operation, ids)
        parent = parent or _parent(maker, resource, operation, given, tenant, principal)
    else:
        parent = _parent(maker, resource, operation, given, tenant, principal)
        ids = dict.fromkeys(names_in(operation.path), str(parent))
    open_path(maker, operation, ids, tenant)
    body = maker.body(resource, fields=given, operation=operation.id, tenant=tenant)
    return Draft(resource, operation, ids, body, tenant, principal, parent)


def _parent(
    maker: Maker,
    resource: str,
    operation: Operation,
    given: dict[str, Json],
    tenant: Tenant | None,
    principal: Principal | str | None,
) -> str | None:
    """The id of the row this one must hang on: given, made before in this check, or made now."""
    parent = maker.contract.resources.get(resource, {}).get("parent")
    if not parent:
        return None
    name = parent["field"]
    if name in given:
        return None if given[name] in (None, ...) else str(given[name])
    nested = is_nested(maker.contract)
    in_path = "{" in operation.path and not nested
    if not in_path and name not in required_members(maker.contract, operation.body_schema or {}):
        return None
    own = maker.own(parent["resource"], tenant)
    if own and name not in maker.unique_fields(resource):
        found = own[-1].id
    elif nested and name not in maker.unique_fields(resource):
        found = maker.paths.above(parent["resource"], tenant).id
    else:
        found = maker.id_of(parent["resource"], maker.make(parent["resource"], tenant=tenant, principal=principal))
    if name in all_properties(maker.contract, operation.body_schema or {}):
        given[name] = found
    return found
