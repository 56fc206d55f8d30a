"""What a run will do: which checks over which subjects, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from conformance.check import FAMILIES, Check, Planned, find_checks
from conformance.contract import Contract
from conformance.errors import UsageError
from conformance.target import Target
from conformance.toml_table import near


@dataclass(frozen=True)
class Plan:
    """One run: contract, target, what to check, and by which seed."""

    contract: Contract
    target: Target
    planned: tuple[Planned, ...]
    disabled: tuple[Planned, ...] = ()
    seed: int = 0
    strict: bool = False


def make_plan(
    contract: Contract,
    target: Target,
    *,
    checks: Iterable[Check] | None = None,
    seed: int = 0,
    strict: bool = False,
    phases: Iterable[str] = (),
    only: Iterable[str] = (),
) -> Plan:
    """Lay out a run. ``phases`` are families, ``only`` are globs over addresses; what they leave out is disabled.

    Raises UsageError for an unknown phase or an ``only`` that selects nothing.
    """
    wanted, globs = list(phases), list(only)
    for phase in wanted:
        if phase not in FAMILIES:
            raise UsageError(f"--phase: there is no phase {phase!r}{near(phase, list(FAMILIES))}")
    selected: list[Planned] = []
    left_out: list[Planned] = []
    for planned in lay_out(contract, find_checks(contract.api) if checks is None else checks):
        (selected if _chosen(planned, wanted, globs) else left_out).append(planned)
    if globs and not selected:
        raise UsageError(f"--only {' '.join(globs)}: no check has such an address; see `list {contract.api}`")
    return Plan(contract, target, tuple(selected), tuple(left_out), seed, strict)


def lay_out(contract: Contract, checks: Iterable[Check]) -> list[Planned]:
    """Every check with every subject it has in the contract; checks that disturb others come last."""
    pairs = [Planned(check, subject) for check in checks for subject in check.over(contract)]
    return sorted(pairs, key=lambda p: p.check.last)


def _chosen(planned: Planned, phases: list[str], globs: list[str]) -> bool:
    address = planned.address
    in_phase = not phases or planned.check.family in phases
    return in_phase and (not globs or any(fnmatchcase(address, g) or address.startswith(g + "/") for g in globs))
