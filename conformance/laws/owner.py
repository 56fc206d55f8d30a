"""Laws of the keyword `owner`: rows only their user sees; for others they do not exist."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.chain import creating
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.credentials import has_scopes
from conformance.exchange import Exchange
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import an, call, home, id_in, is_success
from conformance.laws.subjects import has_path_id, lister, operations
from conformance.target import Principal


def owned(contract: Contract, operation: Operation) -> bool:
    """Whether the rows an operation acts on are seen by their user alone."""
    return "owner" in contract.resources.get(operation.resource or "", {})


def lists_owned(contract: Contract, operation: Operation) -> bool:
    """Whether an operation lists such rows."""
    return owned(contract, operation) and lister(contract, operation.resource) is operation


def acts_on_owned(contract: Contract, operation: Operation) -> bool:
    """Whether an operation names such a row in its path."""
    return owned(contract, operation) and has_path_id(contract, operation)


def _other(bench: Bench, operation: Operation) -> Principal:
    """Somebody who is not the run's own user but may ask as he may: of his tenant, if possible."""
    me = bench.client.principal_of(bench.maker.home())
    others = [p for p in bench.client.ranked if me and p.user not in (None, me.user)]
    near = (p for p in others if me and p.tenant == me.tenant and has_scopes(operation, p))
    return next(near, None) or next((p for p in others if not p.scopes), None) or bench.cast.newcomer()


def _ids(bench: Bench, operation: Operation, answer: Exchange) -> set[str | None]:
    if not is_success(answer):
        return set()
    rows = [row for row in bench.items(answer) if isinstance(row, dict)]
    return {id_in(bench.contract, str(operation.resource), row) for row in rows} - {None}


def _row(bench: Bench, resource: str) -> str:
    """A row of the run's own user."""
    if creating(bench.contract, resource) is None:
        return bench.maker.paths.existing(resource, home(bench)).id
    return bench.id_of(resource, bench.make(resource, tenant=home(bench)))


@check(subjects=operations(lists_owned), writes=True)
def unseen(bench: Bench, subject: Subject) -> None:
    """A list shows a user his own rows and nobody else's."""
    operation, resource = subject.operation, str(subject.resource)
    if operation is None:
        return
    if creating(bench.contract, resource) is not None:
        bench.make(resource, tenant=home(bench))
    mine = _ids(bench, operation, call(bench, operation, tenant=home(bench)))
    if not mine:
        bench.skip(f"the run's own user has no {resource}")
    answer = call(bench, operation, tenant=home(bench), principal=_other(bench, operation))
    strays = sorted(map(str, mine & _ids(bench, operation, answer)))
    bench.expect(
        not strays,
        f"a list shows {an(resource)} of another user",
        expected="not listed",
        observed=strays,
        exchange=answer,
    )


@check(subjects=operations(acts_on_owned), writes=True)
def foreign(bench: Bench, subject: Subject) -> None:
    """For others a user's row does not exist, and nothing they try harms it."""
    operation, resource = subject.operation, str(subject.resource)
    if operation is None:
        return
    row_id = _row(bench, resource)
    answer = call(bench, operation, row_id, tenant=home(bench), principal=_other(bench, operation))
    missing = bench.contract.resources[resource].get("missing")
    if missing:
        expect_cause(bench, answer, missing, what=f"{an(resource)} of another user")
    listing = lister(bench.contract, resource)
    if listing is not None:
        after = _ids(bench, listing, call(bench, listing, tenant=home(bench)))
        bench.expect(
            row_id in after, f"{an(resource)} went at the wish of another user", expected=row_id, observed="gone"
        )
