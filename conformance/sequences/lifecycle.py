"""Random sequences over all resources of an API at once, judged step by step against a model made from the contract."""

from __future__ import annotations

from contextlib import suppress

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.errors import CheckSkipped
from conformance.sequences.machine import Diverged, Ledger, Lives
from conformance.sequences.model import lifecycles
from conformance.target import Tenant


def whole(contract: Contract) -> list[Subject]:
    """The API as one subject, where any resource has a whole life in it."""
    return [Subject(name="api")] if lifecycles(contract) else []


@check(subjects=whole, writes=True)
def lives(bench: Bench, _subject: Subject) -> None:
    """Every answer agrees with what went before, whatever several tenants create, read, list, move and delete."""
    tenants: list[Tenant | None]
    try:
        tenants = list(bench.tenants(2))
    except CheckSkipped:
        tenants = [None]
    patient = bench.can("limits") or not bench.contract.conventions.get("limits")
    config = settings(
        max_examples=16 if patient else 2,
        stateful_step_count=30 if patient else 10,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
        # Shrinking repeats requests: worth it for a short list of steps, not where every request must wait its turn.
        phases=[Phase.generate, Phase.shrink] if patient else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    ledger = Ledger()

    class Machine(Lives):
        def __init__(self) -> None:
            super().__init__(bench, tenants, ledger)

    # A divergence is kept in the ledger; that Hypothesis calls it flaky once the ledger is full does not matter.
    with suppress(Diverged, Flaky):
        run_state_machine_as_test(hypothesis.seed(bench.rng.randrange(2**32))(Machine), settings=config)
    if found := ledger.best:
        bench.expect(
            False,
            found.message,
            expected=found.expected,
            observed=found.observed,
            exchange=found.exchange,
            basis=found.basis,
            steps=found.steps,
        )
