"""The laws of states and moves, each seen failing."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from conformance.contract import Contract
from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Refusal, Row
from tests.conformance.mutants.honest.rows import Agent

from .judged import TARGET, codespar, judge_app, judge_subject

KILLS = [
    ("suspend_not_kept", "moves/Agent", "failed"),
    ("resume_not_kept", "moves/Agent", "failed"),
    ("restart_not_kept", "moves/Agent", "failed"),
    ("previous_status_is_new", "moves/Agent", "failed"),
    ("suspended_unlisted", "moves/Agent", "failed"),
    ("pause_not_kept", "moves/Task", "failed"),
    ("task_resume_not_kept", "moves/Task", "failed"),
    ("suspend_resets_level", "untouched/Agent", "failed"),
    ("suspend_takes_all", "untouched/Agent", "failed"),
    ("pause_resets_counter", "untouched/Task", "failed"),
    ("pause_stops_all", "untouched/Task", "failed"),
    ("suspend_not_kept", "walk/Agent", "failed"),
    ("pause_not_kept", "walk/Task", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/states.{address}").outcome(f"laws/states.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "touchy", "chatty", "same_minute"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/states.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


def strict() -> Contract:
    """CodeSpar's contract, were a move from a wrong state a declared conflict."""
    known = codespar()
    resources = deepcopy(known.resources)
    states = resources["Agent"]["states"]
    states["illegal"] = "already_linked"
    states["moves"] = [move for move in states["moves"] if move["basis"] != "assumed"]
    return replace(known, resources=resources)


class Conflicts(Honest):
    def move(self, agent: Agent, action: str) -> Row:
        if action != "restart" and agent.status == {"suspend": "SUSPENDED", "resume": "ACTIVE"}[action]:
            raise Refusal(409, "ALREADY_LINKED", "not from here")
        return super().move(agent, action)


class ConflictsAndMoves(Conflicts):
    """Refuses to resume, and suspends all the same."""

    def move(self, agent: Agent, action: str) -> Row:
        try:
            return super().move(agent, action)
        except Refusal:
            agent.status = "SUSPENDED"
            raise


@pytest.mark.parametrize(("app", "outcome"), [(Conflicts, "passed"), (Honest, "failed"), (ConflictsAndMoves, "failed")])
def test_an_illegal_move_is_refused_and_changes_nothing(app, outcome):
    judged = judge_app(app(), "laws/states.illegal/*", contract=strict())
    assert judged.outcomes() == {outcome}


def test_tasks_are_put_back_as_they_were():
    app = Honest()
    judge_app(app, "laws/states.*/Task")
    assert {task.enabled for task in app.state.tasks.values()} == {True}


def test_a_remote_task_is_not_touched_unless_named():
    far = replace(TARGET, base_url="http://api.example.test", writes=True)
    judged = judge_app(Honest(), "laws/states.*", target=far)
    assert judged.outcome("laws/states.walk/Agent") == "passed"
    assert judged.outcome("laws/states.walk/Task") == "skipped"


def test_a_wrong_answer_is_one_law_s_finding():
    judged = judge_subject("previous_status_is_new", "laws/states.*/Agent")
    assert judged.outcome("laws/states.untouched/Agent") == "passed"


def test_a_server_that_reads_the_wrong_row_does_not_trap_the_judge():
    judged = judge_subject("agent_read_first", "laws/states.*/Agent")
    assert judged.outcome("laws/states.moves/Agent") == "failed"
