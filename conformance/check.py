"""The registry of checks: what a check is, which subjects it runs over, and how checks are found.

A check is a function ``(bench, subject) -> None``. Its docstring is the requirement in one sentence, its address is
``laws/paging.default_size/AuditEntry``: family, module, name, subject.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conformance.contract import Contract, Operation
from conformance.errors import JudgeError

if TYPE_CHECKING:
    from conformance.bench import Bench

FAMILIES = ("laws", "cases", "fuzz", "sequences")


@dataclass(frozen=True)
class Subject:
    """What one run of a check is about. ``name`` is the last part of the address; None = the whole API."""

    name: str | None = None
    resource: str | None = None
    operation: Operation | None = None
    data: dict[str, Any] = field(default_factory=dict)


Body = Callable[["Bench", Subject], None]


@dataclass(frozen=True)
class Check:
    """A registered check. ``api`` is set for hand-written cases, which belong to one API alone."""

    family: str
    module: str
    name: str
    run: Body
    needs: tuple[str, ...] = ()
    writes: bool | None = False  # None: as the subject's operation does
    subjects: Callable[[Contract], list[Subject]] | None = None
    api: str | None = None
    last: bool = False

    @property
    def says(self) -> str:
        """Its requirement sentence: the first paragraph of the docstring on one line."""
        return " ".join((inspect.getdoc(self.run) or "").split("\n\n")[0].split())

    def address(self, subject: Subject) -> str:
        """Where it is found: ``family/module.name[/subject]``."""
        base = f"{self.family}/{self.module}.{self.name}"
        return f"{base}/{subject.name}" if subject.name else base

    def over(self, contract: Contract) -> list[Subject]:
        """The subjects it runs over in a contract, in document order."""
        return self.subjects(contract) if self.subjects else [Subject()]


@dataclass(frozen=True)
class Planned:
    """A check with one of its subjects."""

    check: Check
    subject: Subject

    @property
    def address(self) -> str:
        """Address of the pair."""
        return self.check.address(self.subject)

    @property
    def writes(self) -> bool:
        """Whether running it may change something on the target."""
        if self.check.writes is None:
            return self.subject.operation is None or not self.subject.operation.is_read
        return self.check.writes


_registry: dict[tuple[str | None, str], Check] = {}


def check(
    family: str | None = None,
    module: str | None = None,
    name: str | None = None,
    *,
    needs: Iterable[str] = (),
    writes: bool | None = False,
    subjects: Callable[[Contract], list[Subject]] | None = None,
    api: str | None = None,
    last: bool | None = None,
) -> Callable[[Body], Body]:
    """Register a check.

    What is left out comes from where the function stands: ``conformance.laws.paging`` gives family and module,
    ``conformance.cases.<api>.agents`` the API as well, the function's name the name. ``last`` puts it at the end of a
    run, because it disturbs what comes after it (default: the module ``limits``). ``writes=None`` means: where the
    subject's operation does, so that a target that may only be read still gets the check over its reading operations.

    Raises JudgeError for a check without docstring or an address that is taken.
    """

    def register(run: Body) -> Body:
        parts = run.__module__.split(".")
        home = parts[1] if len(parts) > 2 and parts[0] == "conformance" else None
        made = Check(
            family=family or home or "cases",
            module=module or parts[-1],
            name=name or run.__name__,
            run=run,
            needs=tuple(needs),
            writes=writes,
            subjects=subjects,
            api=api or (parts[2] if home == "cases" and len(parts) > 3 else None),
            last=(module or parts[-1]) == "limits" if last is None else last,
        )
        _add(made)
        return run

    return register


def _add(made: Check) -> None:
    base = f"{made.family}/{made.module}.{made.name}"
    if made.family not in FAMILIES:
        raise JudgeError(f"check {base}: family must be one of {', '.join(FAMILIES)}")
    if not made.says:
        raise JudgeError(f"check {base}: its docstring must be the requirement sentence")
    known = _registry.get((made.api, base))
    if known is not None and known.run.__module__ != made.run.__module__:
        raise JudgeError(f"two checks share the address {base}: {known.run.__module__} and {made.run.__module__}")
    _registry[(made.api, base)] = made


def find_checks(api: str) -> list[Check]:
    """Import every module that may hold checks for an API and return its checks, sorted by address."""
    for family in ("laws", "fuzz", "sequences"):
        _import_all(f"conformance.{family}")
    _import_all(f"conformance.cases.{api}", missing_ok=True)
    mine = [c for c in _registry.values() if c.api in (None, api)]
    return sorted(mine, key=lambda c: (FAMILIES.index(c.family), c.module))


def _import_all(package: str, *, missing_ok: bool = False) -> None:
    try:
        home = importlib.import_module(package)
    except ModuleNotFoundError as gone:
        if missing_ok and gone.name == package:
            return
        raise
    for info in pkgutil.iter_modules(home.__path__, package + "."):
        importlib.import_module(info.name)
