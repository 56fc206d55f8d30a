"""Laws of scopes: a token without the one an operation asks for is refused, one with it is not.

Scopes are a token's own where its kind grants them, else the rights of its user.
"""

from __future__ import annotations

from collections.abc import Iterable

from conformance.access import guards_of, schemes_of
from conformance.bench import Bench
from conformance.chain import creating
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange
from conformance.laws import evidence
from conformance.laws.parts import ask_as, passing
from conformance.laws.refusals import expect_cause
from conformance.laws.rights import exempt, having, kinds_of, lacking, rights_of
from conformance.laws.sites import Site
from conformance.laws.walled import own_stage, send_as, stage
from conformance.shared import all_scopes
from conformance.target import Principal

CAUSE = "forbidden_scope"


def scopes_of(contract: Contract, operation: Operation) -> tuple[str, ...]:
    """The scopes an operation asks of tokens that have scopes."""
    schemes = schemes_of(operation)
    return next((schemes[name] for name, kind in contract.credentials.items() if kind.grants and schemes.get(name)), ())


def scoped(contract: Contract) -> list[Subject]:
    """Operations that ask for a scope."""
    declared = CAUSE in contract.conventions["errors"]["causes"]
    asking = [op for op in contract.operations.values() if scopes_of(contract, op) or rights_of(contract, op)]
    return [evidence.subject_of(op) for op in asking if declared]


def privileged(contract: Contract) -> list[Subject]:
    """Operations that ask for a right which some users need not have."""
    found = [s for s in scoped(contract) if not scopes_of(contract, evidence.operation_of(s))]
    return [s for s in found if any(kind.all_for for kind in kinds_of(contract, evidence.operation_of(s)))]


def _basis(operation: Operation) -> str:
    return str(operation.acts.get("scope_basis") or operation.basis)


def _set(bench: Bench, operation: Operation) -> tuple[Site, Principal | None]:
    """Where to try an operation, and as whom: what changes the caller's own account is tried by a new user."""
    personal = not guards_of(bench.contract, operation) and not operation.is_read
    if personal and creating(bench.contract, operation.resource) is not operation:
        return stage(bench, operation), bench.cast.newcomer()
    return own_stage(bench, operation), None


def _token(bench: Bench, scopes: Iterable[str], owner: Principal | None) -> Principal:
    return bench.token(scopes) if owner is None else bench.cast.mint(tuple(sorted(scopes)), owner=owner)


@check(subjects=scoped, writes=None)
def missing(bench: Bench, subject: Subject) -> None:
    """A token with every scope but the one an operation asks for is refused."""
    operation = evidence.operation_of(subject)
    needed = scopes_of(bench.contract, operation)
    if not needed:
        _, answer = ask_as(bench, operation, passing(bench, operation, lacking(bench, operation)))
        what = f"a token of a user without {' and '.join(rights_of(bench.contract, operation))}"
        expect_cause(bench, answer, CAUSE, what=what, basis=_basis(operation))
        return
    others = [scope for scope in all_scopes(bench.contract) if scope not in needed]
    site, owner = _set(bench, operation)
    answer = send_as(bench, operation, site, _token(bench, others, owner))
    expect_cause(bench, answer, CAUSE, what=f"a token without {' and '.join(needed)}", basis=_basis(operation))


@check(subjects=scoped, writes=None)
def granted(bench: Bench, subject: Subject) -> None:
    """A token with the scope an operation asks for, and no other, is not refused for its scopes."""
    operation = evidence.operation_of(subject)
    needed = scopes_of(bench.contract, operation)
    if not needed:
        _, answer = ask_as(bench, operation, passing(bench, operation, having(bench, operation)))
        if answer.status in (401, 403) and send_as(bench, operation, own_stage(bench, operation), None).status in (
            401,
            403,
        ):
            bench.skip(f"{operation.id} is refused with every right too ({answer.status})")
        _expect_served(bench, operation, answer, f"a user with {' and '.join(rights_of(bench.contract, operation))}")
        return
    site, owner = _set(bench, operation)
    answer = send_as(bench, operation, site, _token(bench, needed, owner))
    if answer.status in (401, 403):
        # Somebody with every right may be refused too, for a reason that is not the token's.
        again = send_as(bench, operation, site, owner)
        if again.status == answer.status:
            bench.skip(f"{operation.id} is refused with every scope too ({answer.status})")
    _expect_served(bench, operation, answer, f"a token with {' and '.join(needed)}")


@check(subjects=privileged, writes=None)
def everything(bench: Bench, subject: Subject) -> None:
    """Who passes every right is not refused for any."""
    operation = evidence.operation_of(subject)
    person = exempt(bench, operation)
    _, answer = ask_as(bench, operation, passing(bench, operation, person))
    _expect_served(bench, operation, answer, "somebody who passes every right")


def _expect_served(bench: Bench, operation: Operation, answer: Exchange, who: str) -> None:
    bench.expect(
        answer.status not in (401, 403),
        f"{who} is refused",
        expected="no refusal for the token's scopes",
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
        basis=_basis(operation),
    )
