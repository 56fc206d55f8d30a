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
        ContractError: tenants are read from elsewhere than a header, a token or a path.
    """
    tenancy = contract.tenancy
    if tenancy is None or tenancy.at == "path":  # guards find it there
        return None
    if tenancy.at == "token":
        return _make_token_stage(contract)
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


def _make_token_stage(contract: Contract) -> Callable[[Act], None]:
    """A stage that takes the tenant from the token's row or, where that has none, from its user's."""
    fields = {
        entry.scheme: (
            contract.resource(entry.resource).tenant if entry.resource else None,
            contract.resource(entry.user).tenant,
        )
        for entry in contract.credentials.values()
    }
    for scheme, found in fields.items():
        if not any(found):
            raise ContractError(f"tenancy from token: neither the rows of {scheme} nor of its user hold a tenant")

    def find_tenant(act: Act) -> None:
        shown, caller = act.credential, act.caller
        if shown is None or caller is None:
            return
        of_token, of_user = fields[shown.scheme]
        if shown.row is not None and of_token:
            act.tenant = shown.row.get(of_token)
        if act.tenant is None and of_user:
            act.tenant = caller.get(of_user)

    return find_tenant


def owns(resource: Resource, row: Row, tenant: str | None) -> bool:
    """Whether a tenant may see a row; rows without an owner belong to all."""
    return resource.tenant is None or row.get(resource.tenant) == tenant


def cause_of_foreign(contract: Contract, resource: Resource) -> str:
    """The cause of another tenant's row."""
    foreign = contract.tenancy.foreign if contract.tenancy else "missing"
    return (resource.missing or "invalid") if foreign == "missing" else foreign


def open_tenants(act: Act) -> None:
    """With tenants from paths: until a guard names one, the rows of all are in reach."""
    if act.visit is not None:
        act.visit.open = True
