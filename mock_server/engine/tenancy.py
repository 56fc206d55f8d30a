"""Whose rows a request sees: the tenant it names, and how a foreign row is refused."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING

from mock_server.engine.contract import Contract, ContractError, Resource
from mock_server.engine.delete import live_only
from mock_server.engine.refusals import Refused
from mock_server.engine.table import Index, Row

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


def make_host_stages(contract: Contract) -> list[tuple[str | None, Callable[[Act], None]]]:
    """Where hosts name tenants: a stage that takes the tenant from there where nothing else named one, and one with its
    cause that refuses a token of another.
    """
    tenancy = contract.tenancy
    if tenancy is None or tenancy.host is None:
        return []
    registry = contract.resource(tenancy.registry or "")
    index, marks = live_only(registry, Index((tenancy.host,)), ())

    def find(act: Act, label: str) -> str | None:
        found = act.rows.store.scan(registry.name, index, (label, *marks), 0, 1)
        return found[0][registry.id_field] if found else None

    def adopt(act: Act) -> None:
        label = read_label(act.call.headers.get("host", ""))
        if label is not None and act.tenant is None:
            act.tenant = find(act, label)

    def check(act: Act) -> None:
        label = read_label(act.call.headers.get("host", ""))
        if label is not None and act.caller is not None and act.tenant != find(act, label):
            raise Refused(tenancy.clash, f"the host belongs to {label}")

    return [(None, adopt), (tenancy.clash, check)]


def read_label(host: str) -> str | None:
    """The first label of a Host header (RFC 9110, 7.2); None where an address or a single label names nobody."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    label, dot, rest = name.rstrip(".").lower().partition(".")
    if not dot or not rest or name.startswith("["):
        return None
    try:
        ip_address(name)
    except ValueError:
        return label
    return None


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
