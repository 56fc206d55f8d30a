"""Which requirement rows a check's address is bound to, and the basis it therefore judges by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache

from conformance.check import Planned
from conformance.contract import Contract, Requirement, strongest

GLOB = frozenset("*?[")


class Binding:
    """The rows of a contract against check addresses. Rows name checks by address or glob."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._by_id = {row.id: row for row in contract.requirements}
        self._by_name: dict[str, list[Requirement]] = defaultdict(list)
        for row in contract.requirements:
            for name in row.checks:
                self._by_name[name].append(row)
        self._globs = [name for name in self._by_name if is_glob(name)]
        self.rows = cache(self._rows)

    def row(self, requirement: str) -> Requirement | None:
        """The row of an id, or None."""
        return self._by_id.get(requirement)

    def _rows(self, address: str) -> tuple[Requirement, ...]:
        """Rows bound to an address, strongest basis first, otherwise in document order."""
        # A run asks for hundreds of addresses: names are looked up, and only globs are tried one by one.
        parts = address.split("/")
        names = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        names += [name for name in self._globs if name not in names and binds(name, address)]
        bound = {row.id for name in names for row in self._by_name.get(name, ())}
        found = [row for row in self._contract.requirements if row.id in bound]
        weight = {"documented": 0, "published": 1, "assumed": 2}
        return tuple(sorted(found, key=lambda row: weight[row.basis]))

    def basis(self, planned: Planned) -> str:
        """Strongest basis of the bound rows; else that of the subject's operation; else documented."""
        rows = self.rows(planned.address)
        if rows:
            return strongest([row.basis for row in rows])
        return planned.subject.operation.basis if planned.subject.operation else "documented"

    def unbound(self, addresses: Iterable[str]) -> list[tuple[Requirement, str]]:
        """Rows naming a check that is not among the addresses, with the name: a typing mistake or a lost check."""
        known = list(addresses)
        return [
            (row, name)
            for row in self._contract.requirements
            for name in row.checks
            if not any(binds(name, address) for address in known)
        ]


def binds(name: str, address: str) -> bool:
    """Whether a row's check name stands for an address: the same, a glob, or the check without its subject."""
    # Reading a glob takes long, and few names are one.
    return address == name or address.startswith(name + "/") or (is_glob(name) and fnmatchcase(address, name))


def is_glob(name: str) -> bool:
    """Whether a check name stands for several by a pattern."""
    return not GLOB.isdisjoint(name)
