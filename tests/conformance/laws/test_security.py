"""The laws of operations that need no credentials, each seen failing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.redact import Secret
from conformance.target import Principal
from tests.conformance.mutants import Honest

from .judged import TARGET, judge_app, judge_subject, made

KILLS = [
    ("authorization_demanded", "laws/security.open/listAgents", "failed"),
    ("authorization_for_writes", "laws/security.open/createAgent", "failed"),
    ("signature_demanded", "laws/security.open/receiveGithubEvent", "failed"),
    ("authorization_judged", "laws/security.ignored/listAgents", "noted"),
]
KEYED = replace(TARGET, principals=(Principal("ops", token=Secret("engine-token")),))


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, address).outcome(address) == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "wrapped"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/security.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


def test_a_token_of_the_target_file_does_not_hide_that_one_is_asked_for():
    judged = judge_app(made("authorization_demanded"), "laws/security.open", target=KEYED)
    assert judged.outcome("laws/security.open/listAgents") == "failed"
    assert judged.outcome("laws/security.open/createAgent") == "failed"
    assert judged.outcome("laws/security.open/deleteAgent") == "failed"


def test_a_token_nobody_asks_for_is_no_fault():
    assert judge_app(Honest(), "laws/security.open", target=KEYED).bad() == []
