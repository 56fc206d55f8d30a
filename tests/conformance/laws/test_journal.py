"""The laws of the journal, each seen failing."""

from __future__ import annotations

import pytest

from tests.conformance.mutants import Honest

from .judged import judge_app, judge_subject

KILLS = [
    ("link_unrecorded", "entry_left/linkProject", "failed"),
    ("project_delete_unrecorded", "entry_left/deleteProject", "noted"),
    ("event_unrecorded", "entry_left/receiveGithubEvent", "failed"),
    ("event_misnamed", "entry_left/receiveGithubEvent", "failed"),
    ("entries_land_outside", "entry_left/createAgent", "failed"),
    ("entries_lost", "nothing_lost/api", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/journal.{address}").outcome(f"laws/journal.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "unfiltered_default", "chatty", "strict_limits"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/journal.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class Nameless(Honest):
    """Entries say what was done, not to whom."""

    def record(self, org: str | None, action: str, risk: str, **facts: object) -> None:
        super().record(org, action, risk)


def test_entries_need_not_mention_the_row():
    assert judge_app(Nameless(), "laws/journal.*").outcomes() == {"passed"}


class NamelessHalf(Nameless):
    """Keeps every second entry of a creation."""

    def record(self, org: str | None, action: str, risk: str, **facts: object) -> None:
        if action != "agent_spawn" or len(self.state.agents) % 2:
            super().record(org, action, risk)


def test_lost_entries_are_counted_where_none_names_its_row():
    assert judge_app(NamelessHalf(), "laws/journal.nothing_lost/*").outcomes() == {"failed"}
