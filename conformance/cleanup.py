"""Removing what a check made, in reverse order, without needing any one operation to work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.chain import deleting, guard_names, is_nested, names_in, own_name
from conformance.client import Client
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Json
from conformance.maker import Made, Maker


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


def clean_up(contract: Contract, client: Client, made: Iterable[Made], check: str, maker: Maker) -> list[Left]:
    """Delete rows newest first: by their delete operation, by its alias path, or with their parent.

    ``maker`` knows the ways to them. Returns what is left.
    """
    left: list[Left] = []
    rows = list(made)
    removed: set[str] = set()
    client.uncapped = True
    try:
        for row in reversed(rows):
            why = _remove(contract, client, row, maker)
            if why is None:
                removed.add(row.id)
            else:
                left.append(Left(row, check, why))
    finally:
        client.uncapped = False
    # A row whose parent went afterwards went with it, where deletion cascades; so did what that parent took along.
    while gone := [rest for rest in left if rest.made.parent in removed and _cascades(contract, rest.made.resource)]:
        left = [rest for rest in left if rest not in gone]
        removed |= {rest.made.id for rest in gone}
    return left


def _remove(contract: Contract, client: Client, row: Made, maker: Maker) -> str | None:
    """None when the row is gone, else why it is not."""
    operation = deleting(contract, row.resource)
    if operation is None:
        return "the API has no operation to delete it"
    why = ""
    try:
        ids = _way(contract, operation, row, maker)
    except CheckSkipped as lost:
        return str(lost)
    for prefix in ("", *contract.aliases):
        answer = client.call(operation, ids, prefix=prefix, tenant=row.tenant, principal=row.principal)
        if 200 <= answer.status < 300 or answer.status in (404, 410):
            return None
        why = why or f"{operation.method} {operation.path} answered {answer.status or answer.error}"
    return why


def _way(contract: Contract, operation: Operation, row: Made, maker: Maker) -> dict[str, str]:
    """The path to a row, as it was when the row was made."""
    if not is_nested(contract):
        return maker.paths.ids(operation, row.id, parent=row.parent or "")
    names, own = names_in(operation.path), own_name(contract, operation)
    ids = {**({own: row.id} if own else {}), **row.path}
    lost = [name for name in names if name not in ids and name not in guard_names(contract)]
    if lost:
        raise CheckSkipped(f"nobody knows the {lost[0]} that leads to it")
    return {name: ids[name] for name in names if name in ids}


def _cascades(contract: Contract, resource: str) -> bool:
    parent = contract.resources.get(resource, {}).get("parent") or {}
    return bool(parent.get("on_delete") == "cascade")
