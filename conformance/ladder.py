"""The result ladder: outcomes from best to worst, findings, and the arithmetic from checks to verdicts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from conformance.exchange import Json


class Outcome(IntEnum):
    """How one check ended; a higher value is worse. ``failed`` is a server's fault, ``error`` the judge's own."""

    disabled = 0
    skipped = 1
    passed = 2
    noted = 3
    waived = 4
    failed = 5
    error = 6

    def __str__(self) -> str:
        return self.name


@dataclass
class Finding:
    """One thing a check saw that is not as required.

    ``rows`` are all requirements it counts against, ``requirement`` the first of them, None when there is none.
    """

    id: str
    requirement: str | None
    check: str
    operation: str | None
    basis: str
    verdict: Outcome
    message: str
    expected: Json
    observed: Json
    curl: str | None
    steps: list[dict[str, Json]] = field(default_factory=list, repr=False)
    rows: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Json]:
        """The finding as report.json holds it."""
        return {**self.__dict__, "verdict": str(self.verdict), "rows": list(self.rows)}


@dataclass
class Result:
    """How one check went over one subject. ``why`` explains a skip or an error in one line."""

    check: str
    subject: str | None
    outcome: Outcome
    why: str = ""
    findings: list[Finding] = field(default_factory=list)
    requests: int = 0
    seconds: float = 0.0
    traceback: str | None = None

    @property
    def worst(self) -> Outcome:
        """The outcome its findings ask for, or its own when worse."""
        return max([self.outcome, *(f.verdict for f in self.findings)])


@dataclass
class Verdict:
    """The judgement over one requirement, and the checks it rests on."""

    requirement: str
    outcome: Outcome
    why: str
    checks: list[str]


def finding_id(check: str, message: str, requirement: str | None = None) -> str:
    """A name that stays the same from run to run: from the check's address (subject included) and the message."""
    key = "\0".join((check, message, requirement or ""))
    return "F-" + hashlib.sha256(key.encode()).hexdigest()[:10]


def judge_row(requirement: str, results: Iterable[Result], unverifiable: str | None = None) -> Verdict:
    """The verdict over a requirement from the results of the checks bound to it.

    A finding tagged with another requirement does not count against this one. Passed needs at least one passed check;
    failed outranks error, since a seen fault stays true though another check broke.
    """
    bound = list(results)
    names = [r.check for r in bound]
    if unverifiable and not bound:
        return Verdict(requirement, Outcome.skipped, unverifiable, names)
    if not bound:
        return Verdict(requirement, Outcome.skipped, "no check of this run is bound to it", names)
    seen = [_seen_by(requirement, r) for r in bound]
    for rung in (Outcome.failed, Outcome.error, Outcome.waived, Outcome.noted):
        if hits := [(o, why) for o, why in seen if o is rung]:
            return Verdict(requirement, rung, hits[0][1], names)
    if any(o is Outcome.passed for o, _ in seen):
        return Verdict(requirement, Outcome.passed, "", names)
    skipped = [why for o, why in seen if o is Outcome.skipped]
    reasons = list(dict.fromkeys(skipped)) or ["every check bound to it is disabled in this run"]
    return Verdict(requirement, Outcome.skipped, "; ".join(reasons), names)


def _seen_by(requirement: str, result: Result) -> tuple[Outcome, str]:
    mine = [f for f in result.findings if requirement in f.rows]
    if mine:
        worst = max(mine, key=lambda f: f.verdict)
        if result.outcome is not Outcome.error or worst.verdict is Outcome.failed:
            return worst.verdict, worst.message
    if result.outcome in (Outcome.error, Outcome.skipped, Outcome.disabled):
        return result.outcome, result.why
    # Findings of other requirements alone leave this one as kept.
    return Outcome.passed, ""


COUNTED = ("passed", "failed", "noted", "waived", "skipped", "error")


def count(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many requirements got each verdict."""
    tally = dict.fromkeys(COUNTED, 0)
    for verdict in verdicts:
        tally[str(verdict.outcome)] += 1
    return tally
