"""The laws of many clients at once, each seen failing."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request
from tests.conformance.mutants.honest.rows import Agent

from .judged import judge_app, judge_subject

KILLS = [
    ("agents_lost", "creates/Agent", "failed"),
    ("projects_lost", "creates/Project", "failed"),
    ("actions_collide", "updates/Agent", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/parallel.{address}").outcome(f"laws/parallel.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "touchy", "strict_limits"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/parallel.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class DeletedByAll(Honest):
    """Lets everyone who asks in time delete the same agent."""

    def serialised(self, request: Request) -> AbstractContextManager[object]:
        return nullcontext()

    def drop_agent(self, agent: Agent) -> None:
        time.sleep(0.02)
        super().drop_agent(agent)


def test_one_row_is_deleted_once():
    address = "laws/parallel.updates/Agent"
    judged = judge_app(DeletedByAll(), address)
    assert judged.messages(address) == ["of five deletions of one row at once not exactly one succeeds"]


def test_ten_organizations_are_not_left_behind():
    app = Honest()
    judged = judge_app(app, "laws/parallel.creates/Org")
    assert judged.outcomes() == {"skipped"}
    assert len(app.state.orgs) == 2
