"""Runs laws against a subject in this process, where a sleep of the judge moves the subject's clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from conformance.contract import Contract, load
from conformance.events import CheckFinished, Event
from conformance.exchange import Json
from conformance.ladder import Result
from conformance.patience import Patience
from conformance.plan import make_plan
from conformance.run import judge
from conformance.target import Target, Tenant
from tests.conformance.mutants import MUTANTS, TWINS, Honest
from tests.conformance.mutants.registry import Subject

TENANTS = (Tenant("acme", "org-acme", disposable=True), Tenant("globex", "org-globex", disposable=True))
TARGET = Target("http://127.0.0.1:9", addresses=("127.0.0.1", "127.0.0.2"), tenants=TENANTS)


@dataclass(frozen=True)
class Judged:
    """What laws said about a subject, by address."""

    results: dict[str, Result]
    document: dict[str, Json]

    def outcome(self, address: str) -> str:
        """How one check ended."""
        return str(self.results[address].outcome)

    def outcomes(self) -> set[str]:
        """How the checks ended, all together."""
        return {str(result.outcome) for result in self.results.values()}

    def bad(self) -> list[str]:
        """Checks that failed or broke, with what they said."""
        wrong = [r for r in self.results.values() if str(r.outcome) in ("failed", "error")]
        return [f"{r.check}: {r.why} {[f.message for f in r.findings]} {r.traceback or ''}" for r in wrong]

    def messages(self, address: str) -> list[str]:
        """What one check found."""
        return [finding.message for finding in self.results[address].findings]


@cache
def codespar() -> Contract:
    """The contract of the first API."""
    return load("codespar")


def judge_app(app: Subject, *only: str, target: Target = TARGET, contract: Contract | None = None) -> Judged:
    """Run the checks that the globs select against an application."""
    results: dict[str, Result] = {}

    def keep(event: Event) -> None:
        if isinstance(event, CheckFinished):
            results[event.result.check] = event.result

    plan = replace(make_plan(contract or codespar(), target, only=only), disabled=())
    document = judge(plan, writers=[keep], app=app, patience=Patience(sleep=app.advance), oracle=False)
    return Judged(results, document)


def made(name: str) -> Honest:
    """A fresh mutant or twin of the first API."""
    app = (MUTANTS.get(name) or TWINS[name]).make()
    assert isinstance(app, Honest)
    return app


def judge_subject(name: str, *only: str) -> Judged:
    """Run checks against a mutant or a twin; a fresh one has no organizations to name."""
    target = replace(TARGET, tenants=()) if name == "empty" else TARGET
    return judge_app(made(name), *only, target=target)
