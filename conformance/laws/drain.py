"""Using up a rate limit once in a run, from an address nobody else uses, and asking around while it is used up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from conformance.bench import Bench
from conformance.client import Client
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws.sites import Site, find_site
from conformance.patience import retry_after

GRACE = 1.0  # seconds; a server that rounds Retry-After down is not called a liar for it
REFUSED = (429, 503)


@dataclass
class Drained:
    """One limit, used up. ``passed`` requests went through before ``refused``, the first that did not (if any).

    ``sure``: nobody but the judge can have used the budget. ``slack``: how many more a budget that refills steadily
    would have let through meanwhile. The rest are answers got while the budget was used up; None = not asked.
    """

    name: str
    operation: Operation
    address: str | None
    sure: bool
    passed: int = 0
    slack: int = 0
    refused: Exchange | None = None
    alias: Exchange | None = None
    sibling: Exchange | None = None
    tenant: Exchange | None = None
    elsewhere: Exchange | None = None
    apart: dict[str, Exchange] = field(default_factory=dict)
    after: Exchange | None = None
    refused_at: float = 0.0

    @property
    def refusal(self) -> Exchange:
        """The refusal; CheckSkipped where the limit refused nothing."""
        if self.refused is None:
            raise CheckSkipped("the limit refused nothing, which the law of quotas reports")
        return self.refused


_drained: WeakKeyDictionary[Client, dict[str, Drained]] = WeakKeyDictionary()


def limits_of(contract: Contract) -> dict[str, Json]:
    """Limits counted by address, by name; how others are counted needs principals and is not judged here."""
    limits: dict[str, Json] = contract.conventions.get("limits") or {}
    return {name: rule for name, rule in limits.items() if rule["per"] == "address"}


def operations_of(contract: Contract, name: str) -> list[Operation]:
    """Operations a limit counts, reading ones that need nothing first."""
    default = contract.conventions["limits"][name].get("default", False)
    counted = [
        op
        for op in contract.operations.values()
        if op.acts.get("limit") == name or (default and "limit" not in op.acts)
    ]
    return sorted(counted, key=lambda op: (not op.is_read, "{" in op.path, any(p.required for p in op.parameters)))


def drained(bench: Bench, name: str) -> Drained:
    """Use a limit up, once in a run. CheckSkipped where the target does not allow it."""
    kept = _drained.setdefault(bench.client, {})
    if name not in kept:
        with enforced(bench):
            kept[name] = _drain(bench, name)
    return kept[name]


@contextmanager
def enforced(bench: Bench) -> Iterator[None]:
    """Limits that refuse inside; CheckSkipped where the target's must not be used up, or cannot be switched on."""
    if bench.target.capabilities.get("limits") is False and bench.control is None:
        raise CheckSkipped("the target file says limits = false: its limits are off or must not be used up")
    if bench.control is not None and not (bench.can("limits") and bench.can("clock")):
        raise CheckSkipped("the control door cannot switch limits on and move the clock")
    with bench.limits_on():
        yield


def _drain(bench: Bench, name: str) -> Drained:
    operation = operations_of(bench.contract, name)[0]
    if not operation.is_read and not bench.can("writes"):
        raise CheckSkipped(f"using up the limit {name} writes, and the target may not be written to")
    window = bench.contract.conventions["limits"][name]["window"]
    site = find_site(bench, operation)
    address, fresh = _fresh_address(bench, window)
    drain = Drained(name, operation, address, sure=fresh)
    _fill(bench, drain, site)
    if drain.refused is not None and not _as_stated(bench, drain):
        # Once more from the start of a window: the first may have ended in between, or begun with others' requests.
        _wait(bench, drain)
        again = Drained(name, operation, address, sure=fresh)
        _fill(bench, again, site)
        drain = again
    if drain.refused is not None:
        _ask_around(bench, drain, site)
        if bench.can("clock"):
            drain.after = _after(bench, drain)
    return drain


def _as_stated(bench: Bench, drain: Drained) -> bool:
    quota = bench.contract.conventions["limits"][drain.name]["quota"]
    return bool(quota <= drain.passed <= quota + drain.slack)


def _fill(bench: Bench, drain: Drained, site: Site) -> None:
    """Send until a refusal comes; two windows' worth at most, since a fixed window may end in between."""
    rule = bench.contract.conventions["limits"][drain.name]
    begun = time.monotonic()
    for _ in range(2 * rule["quota"] + 1):
        answer = ask(bench, drain.operation, site, drain.address)
        if answer.status in REFUSED:
            drain.refused, drain.refused_at = answer, time.monotonic()
            break
        if answer.response is None:
            raise CheckSkipped(f"the limit {drain.name} could not be used up: {answer.error}")
        drain.passed += 1
    drain.slack = int((time.monotonic() - begun) * rule["quota"] / rule["window"])


def _ask_around(bench: Bench, drain: Drained, site: Site) -> None:
    """One request each: under the alias, by another path, for a tenant, of other limits, from another address."""
    contract, here = bench.contract, drain.address
    for prefix in contract.aliases[:1]:
        drain.alias = ask(bench, drain.operation, site, here, prefix=prefix)
    for other in operations_of(contract, drain.name)[1:2]:
        if other.is_read and "{" not in other.path and not any(p.required for p in other.parameters):
            drain.sibling = ask(bench, other, find_site(bench, other, rows=False), here)
    tenant = next((t for t in bench.target.tenants if t.value), None)
    if tenant is not None and drain.operation.is_read:
        drain.tenant = bench.client.call(drain.operation, tenant=tenant, address=here, expect_limits=True)
    for name in limits_of(contract):
        operation = operations_of(contract, name)[0]
        if name != drain.name and (operation.is_read or bench.can("writes")):
            drain.apart[name] = ask(bench, operation, find_site(bench, operation), here)
    if bench.can("addresses"):
        spare = [a for a in _unused(bench) if a != here]
        if spare:
            drain.elsewhere = ask(bench, drain.operation, site, spare[0])


def ask(bench: Bench, operation: Operation, site: Site, address: str | None, prefix: str = "") -> Exchange:
    """One request that may be refused for its number."""
    return bench.client.call(
        operation,
        site.ids,
        prefix=prefix,
        query=site.query or None,
        headers=site.headers,
        tenant=site.tenant,
        address=address,
        expect_limits=True,
        **({} if site.body is ... else {"json": site.body}),
    )


def after_window(bench: Bench, drain: Drained) -> Exchange:
    """The first answer after the wait a refusal asked for; waits (or moves the clock) once in a run."""
    if drain.after is None:
        drain.after = _after(bench, drain)
    return drain.after


def _after(bench: Bench, drain: Drained) -> Exchange:
    _wait(bench, drain)
    return ask(bench, drain.operation, find_site(bench, drain.operation), drain.address)


def _wait(bench: Bench, drain: Drained) -> None:
    """Wait what the refusal said, less what went by since, and a second's grace."""
    window = bench.contract.conventions["limits"][drain.name]["window"]
    asked = min(retry_after(drain.refusal), 2.0 * window)
    pass_time(bench, max(0.0, asked - (time.monotonic() - drain.refused_at)) + GRACE, f"the limit {drain.name} to end")


def pass_time(bench: Bench, seconds: float, why: str) -> None:
    """Let time pass on the target: by its clock where that can be moved, else really."""
    patience = bench.client.patience
    if patience.advance is not None:
        patience.advance(seconds)
        return
    patience.tell(f"waiting {seconds:.0f} s for {why}")
    patience.sleep(seconds)


def _fresh_address(bench: Bench, window: int) -> tuple[str | None, bool]:
    """Where to send from so that the budget is whole, and whether nobody else can be using it."""
    if bench.control is not None:
        pass_time(bench, window + GRACE, "a fresh window")
        return None, True
    spare = _unused(bench)
    if spare:
        return spare[0], True
    pass_time(bench, window + GRACE, "a fresh window: the target file names no spare source address")
    return None, False


def _unused(bench: Bench) -> list[str]:
    """Source addresses nothing was sent from in this run: the target file's, and on this machine any of 127/8."""
    used = {exchange.request.address for exchange in bench.client.recorder.exchanges}
    named = [a for a in bench.target.addresses if a not in ("127.0.0.1", "::1")]
    if urlsplit(bench.target.base_url).hostname in ("127.0.0.1", "localhost"):
        # A second octet of its own keeps apart from what people configure by hand.
        named += [f"127.{bench.rng.randint(80, 250)}.{bench.rng.randint(1, 250)}.{n}" for n in (11, 12, 13)]
    return [a for a in named if a not in used and bench.client.can_send_from(a)]
