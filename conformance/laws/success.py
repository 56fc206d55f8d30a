"""One more law of the acts: the status of success."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.bodies import all_properties
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange
from conformance.laws.evidence import operation_of
from conformance.laws.making import borrowed, created, seen
from conformance.laws.moves import Table
from conformance.laws.rows import call, home, is_success, shown
from conformance.laws.subjects import creator, has_path_id, lister, members, operations

PLAIN_ACTS = ("list", "create", "read", "update", "delete", "move")


def plain(contract: Contract, operation: Operation) -> bool:
    """Whether a valid request can be made from the contract alone."""
    makes = creator(contract, operation.resource)
    if operation.acts.get("as") == "update" and not _sends_fields(contract, operation):
        return False
    return operation.acts.get("as") in PLAIN_ACTS or (makes is not None and makes.id == operation.id)


def _sends_fields(contract: Contract, operation: Operation) -> bool:
    """Whether a body holds fields of the row; what changes a row otherwise may ask for more than the contract says."""
    schema = {"$ref": contract.resources[str(operation.resource)]["schema"]}
    return not members(contract, operation).keys().isdisjoint(all_properties(contract, schema))


@check(module="crud", subjects=operations(plain), writes=None, last=True)
def success_status(bench: Bench, subject: Subject) -> None:
    """A valid request is answered with the documented success status."""
    operation = operation_of(subject)
    answer = seen(bench, operation) or _succeed(bench, operation)
    fine = [operation.success(), *operation.acts.get("tolerates", {}).get("status", [])]
    bench.expect(
        answer.status in fine,
        "a valid request is answered with another status",
        expected=" or ".join(map(str, fine)),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )


def _succeed(bench: Bench, operation: Operation) -> Exchange:
    """One valid request, on a row of its own where it needs one."""
    tenant, act = home(bench), operation.acts["as"]
    if not has_path_id(bench.contract, operation):
        return call(bench, operation, tenant=tenant) if act == "list" else _create(bench, operation)
    if act == "read" and not bench.can("writes"):
        return _read_any(bench, operation)
    with borrowed(bench, str(operation.resource), tenant, spoil=act == "delete") as row_id:
        if act != "move":
            return call(bench, operation, row_id, tenant=tenant)
        table = Table(bench, str(operation.resource))
        state = table.state_of(shown(bench, str(operation.resource), row_id, tenant))
        moves = [move for move in table.legal(state) if move.operation == operation.id]
        if not moves:
            bench.skip(f"no declared move of {operation.id} leaves the state the row is in")
        return table.make(moves[0], row_id, tenant)


def _create(bench: Bench, operation: Operation) -> Exchange:
    return created(bench, str(operation.resource), home(bench))


def _read_any(bench: Bench, operation: Operation) -> Exchange:
    """Read a row that is there, on a target that may only be read."""
    listing = lister(bench.contract, operation.resource)
    tenants = [None, *bench.target.tenants]
    for tenant in tenants if listing is not None else []:
        answer = call(bench, str(listing.id) if listing else "", tenant=tenant)
        if is_success(answer) and (items := bench.items(answer)):
            return call(bench, operation, bench.id_of(str(operation.resource), items[0]), tenant=tenant)
    bench.skip(f"the target shows no {operation.resource} to read")
    raise AssertionError
