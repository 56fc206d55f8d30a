"""From a TOML file to a Target; every mistake is one line that says what, where and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from conformance.errors import UsageError
from conformance.redact import SHORTEST, Secret
from conformance.target import ControlDoor, Principal, Target, Tenant, Waiver
from conformance.toml_table import Table, near

TOP = (
    "base_url", "writes", "capabilities", "tenants", "principals", "control", "waivers", "pace", "max_requests",
    "timeout", "addresses", "facts", "ids", "headers", "api",
)  # fmt: skip


def read_target(path: Path, api: str, env: Mapping[str, str] | None = None, base_url: str | None = None) -> Target:
    """Read a target file. ``base_url`` overrides the file's; ``env`` replaces the environment in tests.

    Raises UsageError for an unreadable file, bad TOML, unknown keys, wrong types, missing variables, a file of
    another API.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as gone:
        raise UsageError(f"{path}: cannot read the target file: {gone.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise UsageError(f"{path}: not valid TOML: {bad}") from None
    table = Table(values, str(path), env).only(*TOP)
    for_api = table.text("api")
    if for_api and for_api != api:
        raise UsageError(f"{path}: written for {for_api!r}, but the run is of {api!r}")
    return _target(table, base_url)


def target_of(base_url: str) -> Target:
    """The target when only a URL is given: no tenants, no principals, no capabilities."""
    return Target(base_url=check_url(base_url, "--url"))


def check_url(url: str, where: str) -> str:
    """The URL when it is an absolute http(s) one. Raises UsageError."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"{where}: {url!r} is no URL to judge; write http://host:port or https://host/path")
    return url.rstrip("/")


def with_options(
    target: Target, *, pace: int | None = None, max_requests: int | None = None, timeout: float | None = None
) -> Target:
    """The target with command line options on top."""
    return replace(
        target,
        pace=pace or target.pace,
        max_requests=max_requests or target.max_requests,
        timeout=timeout or target.timeout,
    )


def _target(table: Table, base_url: str | None) -> Target:
    own = table.text("base_url")  # read in any case: a mistake in the file is a mistake, overridden or not
    url = (
        check_url(base_url, "--url")
        if base_url
        else check_url(own or table.needed("base_url"), f"{table.where}: base_url")
    )
    tenants = tuple(_tenant(t) for t in table.tables("tenants"))
    facts, ids, capabilities = table.table("facts"), table.table("ids"), table.table("capabilities")
    return Target(
        base_url=url,
        writes=table.flag("writes"),
        capabilities={key: capabilities.flag(key) for key in capabilities.names()} if capabilities else {},
        tenants=tenants,
        principals=tuple(_principal(p, tenants) for p in table.tables("principals")),
        control=_control(table.table("control")),
        waivers=_waivers(table.table("waivers")),
        pace=table.whole("pace"),
        max_requests=table.whole("max_requests"),
        timeout=table.number("timeout") or Target.timeout,
        addresses=table.texts("addresses"),
        facts=facts.free() if facts else {},
        ids=ids.free() if ids else {},
        headers=_headers(table.table("headers")),
    )


def _tenant(table: Table) -> Tenant:
    table.only("name", "value", "id", "header", "disposable", "path", "host")
    path = table.table("path")
    return Tenant(
        name=table.needed("name"),
        value=table.text("value", "id", "header"),
        disposable=table.flag("disposable"),
        path={key: path.needed(key) for key in path.names()} if path else {},
        host=table.text("host"),
    )


def _principal(table: Table, tenants: tuple[Tenant, ...]) -> Principal:
    table.only("name", "tenant", "roles", "scopes", "token", "scheme", "user", "email", "password")
    tenant = table.text("tenant")
    names = [t.name for t in tenants]
    if tenant is not None and tenant not in names:
        raise UsageError(f"{table.where}: no [[tenants]] entry is named {tenant!r}{near(tenant, names)}")
    return Principal(
        name=table.needed("name"),
        tenant=tenant,
        roles=_roles(table),
        scopes=table.texts("scopes"),
        token=_secret(table, "token"),
        scheme=table.text("scheme"),
        user=table.text("user"),
        email=table.text("email"),
        password=_secret(table, "password"),
    )


def _roles(table: Table) -> dict[str, tuple[str, ...]]:
    """A list, or a table of guards: ``{organization = "owner", workspace = {role = "admin"}}``."""
    if table.is_list("roles"):
        return {"": table.texts("roles")}
    found: dict[str, tuple[str, ...]] = {}
    guards = table.table("roles")
    for guard in guards.names() if guards else []:
        if guards and guards.is_table(guard):
            fields = guards.table(guard)
            found |= {f"{guard}.{name}": fields.words(name) for name in fields.names()} if fields else {}
        elif guards:
            found[guard] = guards.words(guard)
    return found


def _secret(table: Table, key: str) -> Secret | None:
    value = table.text(key)
    if value is None:
        return None
    if len(value) < SHORTEST:
        raise UsageError(
            f"{table.where}: {key!r} has fewer than {SHORTEST} characters: too short to keep out of reports"
        )
    return Secret(value)


def _headers(table: Table | None) -> dict[str, Secret]:
    if table is None:
        return {}
    return {key: secret for key in table.names() if (secret := _secret(table, key)) is not None}


def _control(table: Table | None) -> ControlDoor | None:
    if table is None:
        return None
    table.only("url", "world")
    return ControlDoor(check_url(table.needed("url"), f"{table.where}: url"), table.text("world"))


def _waivers(table: Table | None) -> tuple[Waiver, ...]:
    found = table.named() if table else {}
    for entry in found.values():
        entry.only("reason", "expires")
    return tuple(Waiver(name, entry.needed("reason"), entry.date("expires")) for name, entry in found.items())
