"""Rate limits: a fixed window per address, token or tenant that starts with its first request."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from mock_server.engine.contract import Contract, Limit, Operation
from mock_server.engine.refusals import Refused

if TYPE_CHECKING:
    from mock_server.engine.act import Act

_MANY = 10_000


class Buckets:
    """The counters of one world."""

    def __init__(self) -> None:
        self._windows: dict[tuple[str, str], tuple[float, int]] = {}

    def take(self, limit: Limit, whose: str, now: float) -> int | None:
        """Count one request; None where it fits, else whole seconds until the window ends (at least 1)."""
        start, count = self._windows.get((limit.name, whose), (now, 0))
        if not start <= now < start + limit.window:
            start, count = now, 0
        if count >= limit.quota:
            return max(math.ceil(start + limit.window - now), 1)
        if len(self._windows) > _MANY:
            self._forget(now - limit.window)
        self._windows[limit.name, whose] = start, count + 1
        return None

    def clear(self) -> None:
        """Forget all counts."""
        self._windows.clear()

    def _forget(self, before: float) -> None:
        self._windows = {key: window for key, window in self._windows.items() if window[0] > before}


def make_limit_stage(contract: Contract, operation: Operation) -> tuple[str, Callable[[Act], None]] | None:
    """The cause of the operation's limit and the stage that counts it; None for an operation without one."""
    name = operation.limit or contract.default_limit
    if name is None:
        return None
    limit = contract.limits[name]
    whose = _WHOSE[limit.per] if limit.per != "tenant" else _make_tenant_reader(contract)

    def count(act: Act) -> None:
        world = act.world
        if not world.limited:
            return
        wait = world.buckets.take(limit, whose(act), world.clock.now())
        if wait is not None:
            words = f"at most {limit.quota} requests in {limit.window} seconds; wait {wait}"
            raise Refused(limit.cause, words, [("Retry-After", str(wait))])

    return limit.cause, count


def _make_tenant_reader(contract: Contract) -> Callable[[Act], str]:
    """By the header that names the tenant; where it comes from elsewhere, the limit is counted once it is known."""
    at = contract.tenancy.at if contract.tenancy else ""
    if not at.startswith("$request."):
        return lambda act: act.tenant or ""
    name = at.rpartition(".")[2].lower()
    return lambda act: act.call.headers.get(name, "")


def _read_address(act: Act) -> str:
    return act.call.address


def _read_token(act: Act) -> str:
    return act.call.headers.get("authorization", "")


_WHOSE: dict[str, Callable[[Act], str]] = {"address": _read_address, "token": _read_token}
