"""Running the cases of Stellary against a server in this process."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from conformance.check import Check, find_checks
from conformance.contract import Contract, load
from conformance.patience import Patience
from conformance.plan import make_plan
from conformance.run import judge
from tests.conformance.mutants import MUTANTS, TWINS
from tests.conformance.mutants.stellary import Stellary
from tests.conformance.targets import stellary, with_mail


@cache
def contract() -> Contract:
    """The contract of Stellary."""
    return load("stellary")


@cache
def cases() -> tuple[Check, ...]:
    """Its hand-written checks."""
    return tuple(found for found in find_checks("stellary") if found.family == "cases")


def judge_cases(app: Stellary, *only: str) -> dict[str, Any]:
    """The report over a server; ``only`` names cases as module.name, or all of a module as module.*."""
    wanted = [
        case for case in cases() if any(fnmatchcase(f"{case.module}.{case.name}", name) for name in only or ["*"])
    ]
    plan = make_plan(contract(), stellary(app), checks=wanted)
    return judge(plan, app=with_mail(app), oracle=False, patience=Patience(sleep=app.advance))


def start(server: str | type[Stellary]) -> Stellary:
    """A subject of the grid by its name ('honest' is the plain one), or a class."""
    if not isinstance(server, str):
        return server()
    made = Stellary() if server == "honest" else (MUTANTS.get(server) or TWINS[server]).make()
    assert isinstance(made, Stellary)
    return made


def rows_hit(report: dict[str, Any], case: str) -> dict[str, str]:
    """Which rows the findings of a case count against, with their verdicts."""
    mine = [f for f in report["findings"] if f["check"].split("/")[1] == case]
    return {row: finding["verdict"] for finding in mine for row in finding["rows"]}


def honest() -> list[str]:
    """The names of the servers that no case may accuse."""
    return ["honest", *(name for name, twin in TWINS.items() if twin.api == "stellary")]
