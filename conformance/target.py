"""The target file: where the deployment is, who may talk to it, what it offers, and what is waived."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from conformance.exchange import Json
from conformance.redact import Secret


@dataclass(frozen=True)
class Tenant:
    """One tenant. ``value`` is what the contract's tenancy header carries; None = the default context, no header.

    Where tenancy comes from the path, ``path`` holds the value of each guard's parameter. ``host`` is the tenant's own
    host, where an API gives each one.
    """

    name: str
    value: str | None = None
    disposable: bool = False
    path: Mapping[str, str] = field(default_factory=dict, hash=False)
    host: str | None = None


@dataclass(frozen=True)
class Principal:
    """Who sends a request. ``scheme`` names one of the document's security schemes (default: its first).

    ``roles`` maps a guard (or ``guard.field``, or "" for any) to the values the membership holds. A token without
    ``scopes`` has every right of its user. ``user`` and ``email`` say who that is, ``password`` lets him log in.
    """

    name: str
    tenant: str | None = None
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    scopes: tuple[str, ...] = ()
    token: Secret | None = None
    scheme: str | None = None
    user: str | None = None
    email: str | None = None
    password: Secret | None = None

    def is_told_of(self, guard: str) -> bool:
        """Whether the file says anything of a membership."""
        return any(key in (guard, "") or key.startswith(f"{guard}.") for key in self.roles)

    def holds(self, guard: str, name: str) -> tuple[str, ...] | None:
        """What the file says of one field of a membership; None where it says nothing."""
        for key in (f"{guard}.{name}", guard, ""):
            if key in self.roles:
                return self.roles[key]
        return None


ANONYMOUS = Principal("anonymous")


@dataclass(frozen=True)
class Waiver:
    """An accepted failure: of which requirement (or check), why, and until when."""

    id: str
    reason: str
    expires: dt.date | None = None

    def expired(self, today: dt.date) -> bool:
        """Whether its last day has passed."""
        return self.expires is not None and today > self.expires


@dataclass(frozen=True)
class ControlDoor:
    """Where a mock's control door is, and the world its requests belong to."""

    url: str
    world: str | None = None


@dataclass(frozen=True)
class Target:
    """A deployment under judgement. ``timeout`` in seconds, ``pace`` in requests per minute; None = no bound."""

    base_url: str
    writes: bool = False
    capabilities: dict[str, bool] = field(default_factory=dict)
    tenants: tuple[Tenant, ...] = ()
    principals: tuple[Principal, ...] = ()
    control: ControlDoor | None = None
    waivers: tuple[Waiver, ...] = ()
    pace: int | None = None
    max_requests: int | None = None
    timeout: float = 10.0
    addresses: tuple[str, ...] = ()
    facts: dict[str, Json] = field(default_factory=dict)
    ids: dict[str, Json] = field(default_factory=dict)
    headers: dict[str, Secret] = field(default_factory=dict)

    @property
    def loopback(self) -> bool:
        """Whether the base URL points at this machine."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    def may_write(self, tenancy: bool, makeable: bool = False) -> str | None:
        """None when writing checks may run, else the reason why not.

        ``tenancy``: the API keeps tenants apart; ``makeable``: the judge can make tenants of its own.
        """
        if self.loopback:
            return None
        if not self.writes:
            return "the target file does not say writes = true"
        if tenancy and not makeable and not any(t.disposable for t in self.tenants):
            return "the target file names no tenant with disposable = true"
        return None

    def secrets(self) -> Iterator[Secret]:
        """Every value that must not reach a report."""
        yield from (p.token for p in self.principals if p.token)
        yield from (p.password for p in self.principals if p.password)
        yield from self.headers.values()
        if password := urlsplit(self.base_url).password:
            yield Secret(password)

    def tenant(self, name: str) -> Tenant:
        """The tenant of that name; KeyError when the file names none."""
        found = next((t for t in self.tenants if t.name == name), None)
        return found or _no(name, "tenant")

    def principal(self, name: str) -> Principal:
        """The principal of that name; KeyError when the file names none."""
        found = next((p for p in (*self.principals, ANONYMOUS) if p.name == name), None)
        return found or _no(name, "principal")

    @property
    def tenant_names(self) -> tuple[str, ...]:
        """Names in file order."""
        return tuple(t.name for t in self.tenants)


def _no(name: str, kind: str) -> Json:
    raise KeyError(f"the target file names no {kind} {name!r}")
