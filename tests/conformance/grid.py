"""The grid: every law against the servers it must catch and those it must pass: `python -m tests.conformance.grid`.

A mutant is dead when a law of the families it names finds something. An honest twin is passed when nothing fails.
Every law must have killed at least one mutant: a check nobody saw failing is no check. A mutant is shown the families
it names, a twin everything; ``--full`` shows everything to all, ``--brief`` ends with a mutant at the first finding.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

import specs
from conformance.binding import Binding
from conformance.check import Planned, find_checks
from conformance.contract import Contract, load
from conformance.events import CheckFinished, Event
from conformance.ladder import Outcome
from conformance.patience import Patience
from conformance.plan import Plan, make_plan
from conformance.run import judge
from tests.conformance.mutants import MUTANTS, TWINS, Mutant, Twin
from tests.conformance.targets import target_for, with_mail

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

PHASES = ("laws", "cases", "sequences")
FOUND = {Outcome.noted.name, Outcome.failed.name}


@dataclass(frozen=True)
class Seen:
    """What one run over a subject gave: the checks that found something, those that failed or broke, and how long."""

    name: str
    found: tuple[str, ...]
    failed: tuple[str, ...]
    broken: tuple[str, ...]
    passed: tuple[str, ...]
    seconds: float


class Caught(Exception):
    """A check of the families a mutant names found something."""


@dataclass(frozen=True)
class Trap:
    """A writer that ends the run over a mutant at the first finding."""

    mutant: Mutant

    def __call__(self, event: Event) -> None:
        """Take notice of one event; Caught where it is such a finding."""
        if (
            isinstance(event, CheckFinished)
            and event.result.outcome.name in FOUND
            and counts(self.mutant, event.result.check)
        ):
            raise Caught(event.result.check)


def clock_of(app: WSGIApplication) -> Callable[[float], None]:
    """How a subject's own clock is moved: ``advance(seconds)``, which every subject has."""
    move: Callable[[float], None] = getattr(app, "advance")  # noqa: B009 - the type of a bare WSGI app lacks it
    return move


@cache
def contract_of(api: str) -> Contract:
    """The contract of an API, read once a process."""
    return load(api)


def look(name: str, *, full: bool = False, brief: bool = False) -> Seen:
    """Run the checks over one subject in this process; its clock moves where the judge would wait."""
    subject: Mutant | Twin = MUTANTS[name] if name in MUTANTS else TWINS[name]
    started = time.monotonic()
    app = subject.make()
    contract = contract_of(subject.api)
    unlimited = "limits" in contract.conventions and not subject.limits
    checks = [c for c in find_checks(subject.api) if not (unlimited and "limit" in f"{c.module}.{c.name}")]
    if isinstance(subject, Mutant) and not full:
        checks = [c for c in checks if kind_of(c.family, c.module) in subject.laws]
    plan = make_plan(contract, target_for(subject, app), checks=checks, phases=PHASES)
    with_oracle = full or isinstance(subject, Twin) or "shape" in subject.laws
    traps = []
    if brief and isinstance(subject, Mutant):
        traps, plan = [Trap(subject)], likely_first(plan, subject)
    patience = Patience(sleep=clock_of(app))
    try:
        document = judge(plan, writers=traps, app=with_mail(app), patience=patience, oracle=with_oracle)
    except Caught as caught:
        return Seen(name, (str(caught),), (), (), (), time.monotonic() - started)
    by_outcome: dict[str, list[str]] = defaultdict(list)
    for check in document["checks"]:
        by_outcome[check["outcome"]].append(check["check"])
    found = [c for outcome in FOUND for c in by_outcome[outcome]]
    return Seen(
        name,
        tuple(sorted(found)),
        tuple(by_outcome["failed"]),
        tuple(f"{c['check']}: {c['why']}" for c in document["checks"] if c["outcome"] == "error"),
        tuple(by_outcome["passed"]),
        time.monotonic() - started,
    )


def likely_first(plan: Plan, mutant: Mutant) -> Plan:
    """The plan with the checks of the rows a mutant violates ahead of the others."""
    binding, violated = Binding(plan.contract), set(mutant.requirements)

    def rank(planned: Planned) -> tuple[bool, bool]:
        return planned.check.last, violated.isdisjoint(row.id for row in binding.rows(planned.address))

    return replace(plan, planned=tuple(sorted(plan.planned, key=rank)))


def law_of(address: str) -> str:
    """``laws/paging.partition/AuditEntry`` → ``laws/paging.partition``."""
    return "/".join(address.split("/")[:2])


def family_of(address: str) -> str:
    """``laws/paging.partition/AuditEntry`` → ``paging``; every case is of the family ``cases``, oracle of ``shape``."""
    kind, _, rest = address.partition("/")
    return kind_of(kind, rest.split(".")[0])


def kind_of(family: str, module: str) -> str:
    """The family name mutants use: a law's module; else the family itself, the oracle's being ``shape``."""
    # What keeps outsiders out is judged by one law module and broken by the same mutants as what keeps tenants apart.
    return {"laws": {"walls": "tenancy"}.get(module, module), "oracle": "shape"}.get(family, family)


def killers(mutant: Mutant, seen: Seen) -> list[str]:
    """The checks of the families a mutant names that found it out."""
    return [address for address in seen.found if counts(mutant, address)]


def counts(mutant: Mutant, address: str) -> bool:
    """Whether a finding of a check kills a mutant: it is of a family the mutant names."""
    return family_of(address) in mutant.laws


def complaints(seen: dict[str, Seen], *, whole: bool) -> list[str]:
    """What is wrong with the grid, a line each."""
    said = []
    for name, mutant in MUTANTS.items():
        if name in seen and not killers(mutant, seen[name]):
            others = ", ".join(seen[name].found[:3]) or "nothing"
            said.append(f"mutant {name} survives {', '.join(mutant.laws)} ({mutant.aim}); found by: {others}")
    for name in TWINS:
        if name in seen:
            said += [f"twin {name} is accused by {address}" for address in seen[name].failed]
            said += [f"twin {name} breaks {line}" for line in seen[name].broken]
    if whole:
        said += [f"law {law} never killed a mutant" for law in idle_laws(seen)]
    return said


def idle_laws(seen: dict[str, Seen]) -> list[str]:
    """Laws that ran and never found a mutant out."""
    ran = {law_of(a) for s in seen.values() for a in (*s.passed, *s.found) if a.startswith(("laws/", "sequences/"))}
    killed = {law_of(a) for name, s in seen.items() if name in MUTANTS for a in s.found}
    return sorted(ran - killed)


def show(seen: dict[str, Seen], names: Iterable[str]) -> None:
    """Print the matrix: one row a law, one column a mutant, numbered as listed above it."""
    mutants = [name for name in names if name in MUTANTS]
    width = len(str(len(mutants)))
    for number, name in enumerate(mutants, 1):
        by = ", ".join(killers(MUTANTS[name], seen[name])[:2]) or "ALIVE"
        print(f"{number:>{width}} {name}: {MUTANTS[name].aim} → {by}")
    laws = sorted({law_of(a) for s in seen.values() for a in (*s.passed, *s.found)})
    longest = max((len(law) for law in laws), default=0)
    print("\nlaw by mutant ('x' = caught), in the order above:")
    for law in laws:
        row = "".join("x" if law in {law_of(a) for a in seen[name].found} else "." for name in mutants)
        print(f"{law:<{longest}} {row.count('x'):>4} {row}")
    for name in [n for n in names if n in TWINS]:
        passed, failed = len(seen[name].passed), len(seen[name].failed)
        print(f"twin {name}: {passed} checks passed, {failed} failed: {TWINS[name].differs}")


def main(arguments: list[str] | None = None) -> int:
    """Run the grid; 0 when every mutant is dead and every twin passed."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.grid", description=__doc__)
    parser.add_argument("subjects", nargs="*", help="names of mutants and twins (default: all)")
    parser.add_argument("--api", help="only subjects of this API")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--full", action="store_true", help="show every check to every mutant")
    how.add_argument(
        "--brief", action="store_true", help="show a mutant no more once it is caught; idle laws stay unknown"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    options = parser.parse_args(arguments)
    known: dict[str, Mutant | Twin] = {**MUTANTS, **TWINS}
    if unknown := [name for name in options.subjects if name not in known]:
        parser.error(f"no such subject: {', '.join(unknown)}")
    finished = [options.api] if options.api else specs.apis()  # subjects may wait for their contract
    names = options.subjects or [n for n, s in known.items() if s.api in finished]
    started = time.monotonic()
    work = partial(look, full=options.full, brief=options.brief)
    longest_first = sorted(names, key=lambda name: name in MUTANTS)
    with multiprocessing.get_context("spawn").Pool(options.jobs, maxtasksperchild=40) as pool:
        seen = {result.name: result for result in pool.imap_unordered(work, longest_first)}
    show(seen, names)
    wrong = complaints(seen, whole=not options.subjects and not options.brief)
    print(*wrong, sep="\n")
    dead = sum(1 for n in names if n in MUTANTS and killers(MUTANTS[n], seen[n]))
    passed = sum(1 for n in names if n in TWINS and not seen[n].failed and not seen[n].broken)
    print(f"\n{dead} mutants dead, {passed} twins passed, {len(wrong)} complaints, {time.monotonic() - started:.0f} s")
    print(f"{dead + passed} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
