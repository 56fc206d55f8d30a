"""Removing what a check made, in reverse order, without needing any one operation to work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from conformance.client import Client
from conformance.contract import Contract
from conformance.exchange import Json
from conformance.maker import Made


@dataclass(frozen=True)
class Left:
    """A row the judge made and could not remove."""

    made: Made
    check: str
    why: str

    def as_dict(self) -> dict[str, Json]:
        """The row as report.json lists it."""
        tenant = self.made.tenant.name if self.made.tenant else None
        row = {"resource": self.made.resource, "id": self.made.id, "tenant": tenant}
        return {**row, "check": self.check, "why": self.why}


def clean_up(contract: Contract, client: Client, made: Iterable[Made], check: str) -> list[Left]:
    """Delete rows newest first: by their delete operation, by its alias path, or with their parent.

    Returns what is left.
    """
    left: list[Left] = []
    rows = list(made)
    removed: set[str] = set()
    client.uncapped = True
    try:
        for row in reversed(rows):
            why = _remove(contract, client, row)
            if why is None:
                removed.add(row.id)
            else:
                left.append(Left(row, check, why))
    finally:
        client.uncapped = False
    # A row whose parent went afterwards went with it, where deletion cascades.
    return [rest for rest in left if not (rest.made.parent in removed and _cascades(contract, rest.made.resource))]


def _remove(contract: Contract, client: Client, row: Made) -> str | None:
    """None when the row is gone, else why it is not."""
    operations = contract.by("delete", row.resource)
    if not operations:
        return "the API has no operation to delete it"
    operation = operations[0]
    names = re.findall(r"\{([^}]+)\}", operation.path)
    ids = dict.fromkeys(names[:-1], row.parent or row.id) | {names[-1]: row.id}
    why = ""
    for prefix in ("", *contract.aliases):
        answer = client.call(operation, ids, prefix=prefix, tenant=row.tenant, principal=row.principal)
        if 200 <= answer.status < 300 or answer.status in (404, 410):
            return None
        why = why or f"{operation.method} {operation.path} answered {answer.status or answer.error}"
    return why


def _cascades(contract: Contract, resource: str) -> bool:
    parent = contract.resources.get(resource, {}).get("parent") or {}
    return bool(parent.get("on_delete") == "cascade")
