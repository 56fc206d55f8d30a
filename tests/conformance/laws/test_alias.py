"""The laws of the path alias, each seen failing."""

from __future__ import annotations

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request

from .judged import judge_app, judge_subject

KILLS = [
    ("alias_wraps", "laws/alias.reads/listAgents"),
    ("alias_body_differs", "laws/alias.reads/listAgents"),
    ("alias_ignores_header", "laws/alias.reads/listProjects"),
    ("alias_separate_state", "laws/alias.writes/createOrg"),
    ("alias_separate_state", "laws/alias.writes/createProject"),
    ("alias_without_delete", "laws/alias.writes/deleteAgent"),
    ("alias_acts_not", "laws/alias.writes/actOnAgent"),
    ("alias_without_webhook", "laws/alias.writes/receiveGithubEvent"),
]


@pytest.mark.parametrize(("mutant", "address"), KILLS)
def test_mutant_is_noticed(mutant, address):
    assert judge_subject(mutant, address).outcome(address) == "failed"


@pytest.mark.parametrize("twin", ["busy", "empty", "okay200", "wrapped", "unfiltered_default", "chatty"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/alias.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class AliasDeletesNot(Honest):
    def delete_agent(self, request: Request) -> object:
        agent = self.find_agent(request.arg, request.org)
        answer = super().delete_agent(request)
        if request.prefix:
            self.state.agents[agent.id] = agent
        return answer


def test_a_deletion_that_does_not_last_is_noticed():
    judged = judge_app(AliasDeletesNot(), "laws/alias.writes/deleteAgent")
    assert judged.messages("laws/alias.writes/deleteAgent") == ["what was deleted under /v1 is still there"]


def test_operations_on_rows_of_others_are_left_alone():
    app = Honest()
    judged = judge_app(app, "laws/alias.writes/*")
    assert judged.outcome("laws/alias.writes/deleteTask") == "skipped"
    assert judged.outcome("laws/alias.writes/configureChannel") == "skipped"
    assert len(app.state.tasks) == 3
