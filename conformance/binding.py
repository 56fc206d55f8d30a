"""Which requirement rows a check's address is bound to, and the basis it therefore judges by."""

from __future__ import annotations

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
        self.rows = cache(self._rows)

    def row(self, requirement: str) -> Requirement | None:
        """The row of an id, or None."""
        return self._by_id.get(requirement)

    def _rows(self, address: str) -> tuple[Requirement, ...]:
        """Rows bound to an address, strongest basis first, otherwise in document order."""
        found = [row for row in self._contract.requirements if any(binds(name, address) for name in row.checks)]
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
    return (
        address == name or address.startswith(name + "/") or (not GLOB.isdisjoint(name) and fnmatchcase(address, name))
    )
