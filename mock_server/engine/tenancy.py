"""Whose rows a request sees: the tenant it names, and how a foreign row is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.contract import Contract, ContractError, Resource
from mock_server.engine.refusals import Refused
from mock_server.engine.table import Row

if TYPE_CHECKING:
    from mock_server.engine.act import Act


def make_tenant_stage(contract: Contract) -> Callable[[Act], None] | None:
    """A stage that sets the act's tenant; None where the API keeps no tenants.

    Raises:
        ContractError: tenants are read from elsewhere than a header.
    """
    tenancy = contract.tenancy
    if tenancy is None:
        return None
    place, _, name = tenancy.at.removeprefix("$request.").partition(".")
    if place != "header":
        raise ContractError(f"tenancy from {tenancy.at!r}: this engine reads tenants from a header")
    name, registry, unknown = name.lower(), tenancy.registry, tenancy.unknown

    def find_tenant(act: Act) -> None:
        given = act.call.headers.get(name)
        if given is None:
            if not tenancy.optional:
                raise Refused("missing_field", f"header {name} is missing")
        elif registry and unknown and act.rows.store.get(registry, given) is None:
            raise Refused(unknown)
        else:
            act.tenant = given

    return find_tenant


def owns(resource: Resource, row: Row, tenant: str | None) -> bool:
    """Whether a tenant may see a row; rows without an owner belong to all."""
    return resource.tenant is None or row.get(resource.tenant) == tenant


def cause_of_foreign(contract: Contract, resource: Resource) -> str:
    """The cause of another tenant's row."""
    foreign = contract.tenancy.foreign if contract.tenancy else "missing"
    return (resource.missing or "invalid") if foreign == "missing" else foreign
