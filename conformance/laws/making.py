"""Rows for laws: made and remembered with the answer that made them, or borrowed where no operation makes any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from conformance.chain import is_nested
from conformance.client import Client
from conformance.contract import Operation
from conformance.exchange import Exchange, Json
from conformance.laws.moves import Table
from conformance.laws.rows import Row, an, is_success, require_shown, rows_of
from conformance.laws.subjects import creator, remover
from conformance.target import Tenant
from conformance.tenants import usable

if TYPE_CHECKING:
    from conformance.bench import Bench

_made_tenants: WeakKeyDictionary[Client, tuple[Tenant, Tenant]] = WeakKeyDictionary()


def thrifty(bench: Bench) -> bool:
    """Whether every request is dear: the API limits them, and this target's limits cannot be switched off."""
    return bool(bench.contract.conventions.get("limits")) and not bench.can("limits")


def crowd(bench: Bench) -> int:
    """How many clients act at once: ten, or five where every request is dear."""
    return 5 if thrifty(bench) else 10


def seen(bench: Bench, operation: Operation) -> Exchange | None:
    """A success of an operation that this run has recorded already: no need to ask again."""
    exchanges = bench.client.recorder.exchanges
    return next((e for e in exchanges if e.operation == operation.id and is_success(e)), None)


def created(bench: Bench, resource: str, tenant: Tenant | None, **fields: Json) -> Exchange:
    """The answer that created a row which is still there.

    A new row; but where nothing deletes such rows, one that this run has left behind anyway.
    """
    operation = creator(bench.contract, resource)
    if operation is None:
        bench.skip(f"no operation creates {an(resource)}")
    elif remover(bench.contract, resource) is None and not bench.can("snapshot"):
        known = seen(bench, operation)
        if known is not None and not bench.contract.resources[resource].get("tenant"):
            return known
    bench.make(resource, tenant=tenant, **fields)
    return bench.client.recorder.exchanges[-1]


@contextmanager
def borrowed(
    bench: Bench, resource: str, tenant: Tenant | None, *, spoil: bool = False, old: bool = False
) -> Iterator[str]:
    """The id of a row to act on: a new one; where none can be made, one that is there, put back as it was.

    An existing row is only moved where the target file names it under ``[ids]`` or the target is on this machine, and
    only spoiled where it is named or the target can be put back to an earlier state. Otherwise the check is skipped.
    ``old`` asks for the row that has been through most, by the numbers the server keeps of it.
    """
    if creator(bench.contract, resource) is not None:
        yield bench.id_of(resource, created(bench, resource, tenant).json())
        return
    if is_nested(bench.contract) and (hatched := bench.maker.paths.hatched(resource, tenant)) is not None:
        yield hatched.id
        return
    row = _lent(bench, resource, tenant, spoil, old)
    row_id = bench.id_of(resource, row)
    if spoil or not bench.contract.resources[resource].get("states"):
        yield row_id
        return
    table = Table(bench, resource)
    before = table.state_of(row)
    try:
        yield row_id
    finally:
        table.bring(row_id, before, tenant)


def _lent(bench: Bench, resource: str, tenant: Tenant | None, spoil: bool, old: bool) -> Row:
    if named := bench.target.ids.get(resource):
        return require_shown(bench, resource, str(named[0] if isinstance(named, list) else named), tenant)
    if not bench.can("snapshot") and (spoil or not bench.target.loopback):
        bench.skip(f"no operation creates {an(resource)}, and the target file's [ids] names none that may be changed")
    rows = rows_of(bench, resource, tenant)
    if not rows:
        bench.skip(f"the target has no {resource}")
    return max(rows, key=_history) if old else rows[0]


def _history(row: Row) -> int:
    """How many numbers of a row are not zero."""
    return sum(1 for value in row.values() if isinstance(value, (int, float)) and not isinstance(value, bool) and value)


def _share_nothing(one: Tenant, other: Tenant) -> bool:
    """Whether two tenants named by paths differ in every part of it: neighbours in one organization share its rows."""
    shared = one.path.keys() & other.path.keys()
    return bool(shared) and all(one.path[name] != other.path[name] for name in shared)


def two_tenants(bench: Bench) -> tuple[Tenant, Tenant]:
    """Two tenants to hold against each other; skips the check where there are not two.

    What one check had to make is used by the next: an API may have no way to delete a tenant.
    """
    enough = len(usable(bench.contract, bench.target)) >= 2
    if not enough and not bench.can("snapshot") and (known := _made_tenants.get(bench.client)):
        return known
    apart = [(a, b) for a, b in combinations(bench.target.tenants, 2) if _share_nothing(a, b)]
    one, other = apart[0] if apart else bench.tenants(2)
    if not enough:
        _made_tenants[bench.client] = one, other
    return one, other
