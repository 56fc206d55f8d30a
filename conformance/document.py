"""The document of a run: report.json, from which every other report is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.exchange import Json
from conformance.ladder import Outcome, Result, count

if TYPE_CHECKING:
    from conformance.run import Run


def build(run: Run) -> dict[str, Json]:
    """Everything a reader of the run needs, as plain JSON. Secrets are still in it: mask before showing."""
    rows = {row.id: row for row in run.plan.contract.requirements}
    findings = [f for result in run.results for f in result.findings]
    findings.sort(key=lambda f: (-f.verdict, f.requirement or "~", f.check))
    return {
        "api": run.plan.contract.api,
        "contract": run.plan.contract.hash,
        "target": run.plan.target.base_url,
        "seed": run.plan.seed,
        "strict": run.plan.strict,
        "started": run.started.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "duration_s": round(run.seconds, 3),
        "requests": run.shop.client.requests,
        "exit": exit_code(run),
        "summary": count(run.verdicts),
        "requirements": [
            {
                "id": v.requirement,
                "says": rows[v.requirement].says,
                "basis": rows[v.requirement].basis,
                "source": rows[v.requirement].source,
                "conflict": rows[v.requirement].conflict,
                "verdict": str(v.outcome),
                "why": v.why,
                "checks": v.checks,
            }
            for v in run.verdicts
        ],
        "findings": [f.as_dict() for f in findings],
        "checks": [_check(result) for result in run.results],
        "left": [left.as_dict() for left in run.shop.left],
        "oracle": {"answers": run.answers},
        "complaints": complaints_of(run),
    }


def exit_code(run: Run) -> int:
    """0 conforms, 1 does not, 3 the judge failed or nothing was checked. A seen fault outranks the judge's own."""
    if not did_run(run.results):
        return 3
    failed = any(v.outcome is Outcome.failed for v in run.verdicts)
    stray = any(f.verdict is Outcome.failed and not f.rows for r in run.results for f in r.findings)
    if failed or stray or run.complaints:
        return 1
    broken = any(r.outcome is Outcome.error for r in run.results)
    return 3 if broken or run.shop.lost else 0


def complaints_of(run: Run) -> list[str]:
    """What fails or spoils the run beside its findings, a line each."""
    lines = list(run.complaints)
    if not did_run(run.results):
        lines.append("no check ran: nothing was judged")
    if run.shop.over:
        lines.append(f"the run ended early: {run.shop.over}")
    return lines


def did_run(results: list[Result]) -> bool:
    """Whether at least one check came to a verdict; the oracle alone is no check."""
    idle = (Outcome.skipped, Outcome.disabled)
    return any(r.outcome not in idle and not r.check.startswith("oracle/") for r in results)


def _check(result: Result) -> dict[str, Json]:
    row: dict[str, Json] = {
        "check": result.check,
        "outcome": str(result.outcome),
        "why": result.why,
        "requests": result.requests,
        "seconds": round(result.seconds, 4),
    }
    return row | ({"traceback": result.traceback} if result.traceback else {})
