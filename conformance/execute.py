"""Running one check over one subject: bench, verdict of the check, clean-up."""

from __future__ import annotations

import hashlib
import random
import time
import traceback
from dataclasses import dataclass, field

from conformance.bench import Bench
from conformance.binding import Binding
from conformance.capabilities import REASONS, may_write
from conformance.cast import Cast
from conformance.check import Planned
from conformance.cleanup import Left, clean_up
from conformance.client import Client
from conformance.control import Control
from conformance.errors import BadAnswer, CheckSkipped, CheckStopped, JudgeError, RunOver, TargetLost
from conformance.ladder import Outcome, Result
from conformance.maker import Maker
from conformance.plan import Plan
from conformance.redact import Redactor
from conformance.shared import Shared, prepare


@dataclass
class Workshop:
    """What all checks of a run share."""

    plan: Plan
    client: Client
    control: Control | None
    binding: Binding
    capabilities: frozenset[str]
    redactor: Redactor
    nonce: str = ""
    shared: Shared = field(default_factory=Shared)
    left: list[Left] = field(default_factory=list)
    before: Undo | None = None  # the state from before anything was made
    over: str | None = None  # why nothing more can be sent, once that is so
    lost: bool = False  # whether that is because the target stopped answering

    def bench(self, planned: Planned) -> Bench:
        """A fresh workplace for one check; its randomness depends on the seed and the address alone."""
        address = planned.address
        words = random.Random(_number(f"{self.plan.seed}/{address}/{self.nonce}"))
        contract, target = self.plan.contract, self.plan.target
        maker = self.maker(words)
        return Bench(
            address=address,
            contract=contract,
            client=self.client,
            target=target,
            control=self.control,
            rng=random.Random(_number(f"{self.plan.seed}/{address}")),
            binding=self.binding,
            maker=maker,
            cast=self.cast(maker),
            shared=self.shared,
            capabilities=self.capabilities,
            redactor=self.redactor,
            basis=self.binding.basis(planned),
            strict=self.plan.strict,
        )

    def maker(self, words: random.Random) -> Maker:
        """A maker that knows what the run shares."""
        contract, target = self.plan.contract, self.plan.target
        maker = Maker(contract, self.client, target, words, forbidden=may_write(contract, target))
        maker.shared, maker.founded, maker.seen = self.shared.rows, self.shared.tenants, self.shared.ways
        maker.turned = set(self.shared.turned)
        return maker

    def cast(self, maker: Maker) -> Cast:
        """The people a maker's check works with."""
        cast = Cast(maker, self.redactor, self.shared.people)
        maker.people = cast.user_for
        return cast


def prepare_all(shop: Workshop) -> None:
    """Make what the checks share, where any of them writes."""
    if not any(planned.writes for planned in shop.plan.planned):
        return
    maker = shop.maker(random.Random(_number(f"{shop.plan.seed}/shared/{shop.nonce}")))
    shop.before = Undo(shop)
    maker.begin = shop.before.keep
    try:
        prepare(shop.shared, maker, shop.cast(maker))
    except RunOver as over:
        shop.over, shop.lost = str(over), isinstance(over, TargetLost)


def remove_all(shop: Workshop) -> None:
    """Remove what the checks shared, and put the target back where it can be."""
    try:
        left = clean_up(shop.plan.contract, shop.client, shop.shared.made, "shared", shop.maker(random.Random(0)))
        shop.left += [] if shop.before is not None and shop.before.restore() else left
    except RunOver as over:
        shop.left += [Left(made, "shared", str(over)) for made in shop.shared.made]


def execute(shop: Workshop, planned: Planned) -> Result:
    """Run one check and remove what it made. Never raises for what a target does."""
    result = Result(planned.address, planned.subject.name, Outcome.skipped)
    if reason := shop.over or _lacking(shop, planned):
        result.why = reason
        return result
    bench = shop.bench(planned)
    sent, started = shop.client.requests, time.monotonic()
    with shop.client.recorder.during(planned.address) as bench.first:
        undo = Undo(shop)
        bench.maker.begin = undo.keep
        _judge(shop, planned, bench, result, undo)
        _tidy(shop, bench, undo, result)
    result.findings = bench.findings
    result.outcome = result.worst if result.outcome is Outcome.passed else result.outcome
    if result.outcome is Outcome.skipped and bench.findings:
        result.outcome = max(f.verdict for f in bench.findings)
    result.requests, result.seconds = shop.client.requests - sent, time.monotonic() - started
    return result


def _lacking(shop: Workshop, planned: Planned) -> str | None:
    """Why a check cannot run on this target, or None."""
    if planned.writes and (reason := may_write(shop.plan.contract, shop.plan.target)):
        return f"it writes, and {reason}"
    for need in planned.check.needs:
        if need not in shop.capabilities:
            return REASONS.get(need, f"the target does not offer {need!r}")
    return None


@dataclass
class Undo:
    """The state from before a check's first write, where the target can keep one."""

    shop: Workshop
    snapshot: str | None = None

    def keep(self) -> None:
        """Keep the state as it is now, once."""
        if self.snapshot is None and self.shop.control is not None and "snapshot" in self.shop.capabilities:
            self.snapshot = self.shop.control.snapshot()

    def restore(self) -> bool:
        """Go back to the kept state; False when none was kept."""
        if self.snapshot is None or self.shop.control is None:
            return False
        self.shop.control.restore(self.snapshot)
        return True


def _judge(shop: Workshop, planned: Planned, bench: Bench, result: Result, undo: Undo) -> None:
    try:
        if planned.writes:
            undo.keep()
        planned.check.run(bench, planned.subject)
        result.outcome = Outcome.passed
    except CheckStopped:
        result.outcome = Outcome.passed  # its finding decides
    except CheckSkipped as skipped:
        result.outcome, result.why = Outcome.skipped, str(skipped)
    except BadAnswer as bad:
        bench.expect(False, str(bad), expected=bad.expected, observed=bad.observed, exchange=bad.exchange)
        result.outcome = Outcome.passed
    except RunOver as over:
        shop.over = result.why = str(over)
        shop.lost = isinstance(over, TargetLost)
    except Exception as broken:  # noqa: BLE001 - one broken check must not end the run; its result is an error
        _blame(result, broken)


def _blame(result: Result, broken: Exception) -> None:
    """An exception nobody planned for is the judge's own fault; the traceback goes to report.json alone."""
    result.outcome = Outcome.error
    result.why = f"{type(broken).__name__}: {str(broken).splitlines()[0] if str(broken) else ''}".rstrip(": ")
    result.traceback = "".join(traceback.format_exception(broken))


def _tidy(shop: Workshop, bench: Bench, undo: Undo, result: Result) -> None:
    """Remove what the check made through the API, then undo the rest where the target can."""
    try:
        left = clean_up(shop.plan.contract, shop.client, bench.maker.made, bench.address, bench.maker)
        shop.left += [] if undo.restore() else left
    except RunOver as over:
        shop.over = str(over)
        shop.left += [Left(made, bench.address, str(over)) for made in bench.maker.made]
    except JudgeError as broken:
        _blame(result, broken)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
