"""One run of the judge, from plan to document, told to its writers as events."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.binding import Binding
from conformance.capabilities import offered
from conformance.client import Client
from conformance.contract import Contract
from conformance.control import Control
from conformance.document import build
from conformance.events import CheckFinished, CheckStarted, Event, RunFinished, RunStarted, Told, Writer
from conformance.exchange import Json
from conformance.execute import Workshop, execute, prepare_all, remove_all
from conformance.ladder import Outcome, Result, Verdict, judge_row
from conformance.oracle import Oracle
from conformance.patience import Patience
from conformance.plan import Plan
from conformance.reach import reach
from conformance.redact import Redactor
from conformance.waivers import check_ids, complaints, lift

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


@dataclass
class Run:
    """Everything known when a run is over."""

    plan: Plan
    shop: Workshop
    started: dt.datetime
    results: list[Result] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    answers: int = 0
    seconds: float = 0.0


def judge(
    plan: Plan,
    *,
    writers: Sequence[Writer] = (),
    app: WSGIApplication | None = None,
    patience: Patience | None = None,
    oracle: bool = True,
    today: dt.date | None = None,
) -> dict[str, Json]:
    """Run a plan against its target (or a WSGI app) and return the document of report.json, secrets masked.

    Raises Unreachable when first contact fails, UsageError for a waiver of nothing, JudgeError for a control door
    that does not work.
    """

    def emit(event: Event) -> None:
        for writer in writers:
            writer(event)

    check_ids(plan.target.waivers, _names(plan))
    run = _open(plan, app, patience, emit)
    begun = time.monotonic()
    try:
        emit(RunStarted(plan.contract.api, run.shop.redactor.text(plan.target.base_url), len(plan.planned), plan.seed))
        reach(plan.contract, run.shop.client)
        prepare_all(run.shop)
        try:
            _work(run, emit)
        finally:
            remove_all(run.shop)
    finally:
        _close(run.shop)
    if oracle:
        emit(Told("reading every recorded answer with openapi-core"))
        _consult(run)
    _conclude(run, today or dt.datetime.now(dt.UTC).date())
    run.seconds = time.monotonic() - begun
    document: dict[str, Json] = run.shop.redactor.clean(build(run))
    emit(RunFinished(document))
    return document


def _open(plan: Plan, app: WSGIApplication | None, patience: Patience | None, emit: Writer) -> Run:
    redactor = Redactor(plan.target.secrets())
    door = plan.target.control
    control = Control(door) if door else None
    patience = patience or Patience()
    patience.tell = lambda line: emit(Told(redactor.text(line)))
    client = Client(plan.contract, plan.target, app=app, patience=patience)
    capabilities = offered(plan.contract, plan.target, client)
    if control is not None and "clock" in capabilities:
        patience.advance = control.advance
    if control is not None and "limits" in capabilities:
        control.limits(False)
    # On a target that forgets (a mock, an app in this process) names may repeat; elsewhere earlier runs left theirs.
    nonce = "" if control is not None or app is not None else f"{time.time_ns():x}"
    binding = Binding(plan.contract)
    shop = Workshop(plan, client, control, binding, capabilities, redactor, nonce)
    return Run(plan, shop, dt.datetime.now(dt.UTC))


def _work(run: Run, emit: Writer) -> None:
    for planned in run.plan.planned:
        emit(CheckStarted(planned.address))
        result = execute(run.shop, planned)
        run.results.append(result)
        emit(CheckFinished(_masked(run.shop.redactor, result)))
    run.results += [
        Result(p.address, p.subject.name, Outcome.disabled, "left out by --phase or --only") for p in run.plan.disabled
    ]


def _masked(redactor: Redactor, result: Result) -> Result:
    """The result with its one-line reason fit to be shown."""
    result.why = redactor.text(result.why)
    return result


def _close(shop: Workshop) -> None:
    shop.client.close()
    if shop.control is not None:
        if "limits" in shop.capabilities:
            shop.control.limits(True)
        shop.control.close()


def _consult(run: Run) -> None:
    second = Oracle(run.plan.contract, run.shop.binding, strict=run.plan.strict)
    results, run.answers = second.judge(run.shop.client.recorder.exchanges)
    run.results += results


def _conclude(run: Run, today: dt.date) -> None:
    bound: dict[str, list[Result]] = {row.id: [] for row in run.plan.contract.requirements}
    for result in run.results:
        for row in run.shop.binding.rows(result.check):
            bound[row.id].append(result)
        for tagged in {row for f in result.findings for row in f.rows}:
            if tagged in bound and result not in bound[tagged]:
                bound[tagged].append(result)
    run.verdicts = [judge_row(row.id, bound[row.id], row.unverifiable) for row in run.plan.contract.requirements]
    waivers = run.plan.target.waivers
    lift(waivers, run.results, run.verdicts, today)
    run.complaints = complaints(waivers, run.results, run.verdicts, today)


def _names(plan: Plan) -> list[str]:
    """What a waiver may be of: requirement ids and check addresses."""
    contract: Contract = plan.contract
    every: Iterable[str] = (p.address for p in (*plan.planned, *plan.disabled))
    return [row.id for row in contract.requirements] + list(every) + [f"oracle/{op}" for op in contract.operations]
