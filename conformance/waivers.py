"""Accepted failures: which findings and verdicts they lift, and which of them no longer hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from conformance.errors import UsageError
from conformance.ladder import Outcome, Result, Verdict
from conformance.target import Waiver
from conformance.toml_table import near


def check_ids(waivers: Iterable[Waiver], known: list[str]) -> None:
    """Raise UsageError for a waiver of something that is neither a requirement nor a check."""
    for waiver in waivers:
        if waiver.id not in known:
            raise UsageError(f"waiver of {waiver.id!r}: no such requirement or check{near(waiver.id, known)}")


def lift(waivers: Iterable[Waiver], results: list[Result], verdicts: list[Verdict], today: dt.date) -> None:
    """Turn failed into waived, in place, where an unexpired waiver covers it.

    A finding is waived when its check is, or when every requirement it counts against is.
    """
    active = {w.id: w for w in waivers if not w.expired(today)}
    for verdict in verdicts:
        if verdict.outcome is Outcome.failed and verdict.requirement in active:
            verdict.outcome = Outcome.waived
            verdict.why = f"{verdict.why} (waived: {active[verdict.requirement].reason})"
    for result in results:
        for finding in result.findings:
            rows_waived = bool(finding.rows) and all(row in active for row in finding.rows)
            if finding.verdict is Outcome.failed and (finding.check in active or rows_waived):
                finding.verdict = Outcome.waived
        if result.outcome is Outcome.failed and not any(f.verdict is Outcome.failed for f in result.findings):
            result.outcome = Outcome.waived


def complaints(waivers: Iterable[Waiver], results: list[Result], verdicts: list[Verdict], today: dt.date) -> list[str]:
    """One line for each waiver that fails the run: it has expired, or what it waives passes now."""
    ended = {v.requirement: v.outcome for v in verdicts} | {r.check: r.outcome for r in results}
    lines = []
    for waiver in waivers:
        if waiver.expired(today):
            lines.append(f"waiver of {waiver.id} expired on {waiver.expires}: fix what it covers or renew it")
        elif ended.get(waiver.id) is Outcome.passed:
            lines.append(f"waiver of {waiver.id} no longer applies: it passes now; remove it from the target file")
    return lines
