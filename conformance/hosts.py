"""Hosts that name a tenant: which header leads to one, and whether a target lets a request choose."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from conformance.contract import Contract
from conformance.exchange import Json
from conformance.target import Target, Tenant

CAPABILITY = "hosts"


def host_rule(contract: Contract) -> Mapping[str, Json] | None:
    """What the contract says of hosts that name a tenant; None where they name nobody."""
    return (contract.conventions.get("tenancy") or {}).get("host")


def is_plain(host: str) -> bool:
    """Whether a host names nobody: an address, or this machine by its name."""
    bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    try:
        ipaddress.ip_address(bare.strip("[]"))
    except ValueError:
        return bare.lower() in ("", "localhost") or bare.lower().endswith(".localhost")
    return True


def host_headers(contract: Contract, target: Target, tenant: Tenant | None) -> dict[str, str]:
    """The Host header of a tenant, where the target's own address would name another and lets a request choose."""
    own = urlsplit(target.base_url).netloc.rpartition("@")[2]
    chooses = host_rule(contract) is not None and not is_plain(own) and target.capabilities.get(CAPABILITY)
    return {"host": tenant.host} if chooses and tenant and tenant.host and tenant.host != own else {}


def in_reach(contract: Contract, target: Target, tenant: Tenant) -> bool:
    """Whether requests can get to a tenant at the target's address, as far as hosts say."""
    own = urlsplit(target.base_url).netloc.rpartition("@")[2]
    free = host_rule(contract) is None or is_plain(own) or target.capabilities.get(CAPABILITY)
    return bool(free) or tenant.host in (None, own)
