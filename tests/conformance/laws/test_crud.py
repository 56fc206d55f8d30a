"""The laws of writing and reading back, each seen failing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Row
from tests.conformance.mutants.honest.rows import Org

from .judged import TARGET, judge_app, judge_subject, made

KILLS = [
    ("agent_level_lost", "reads_back/createAgent", "failed"),
    ("org_name_mixed", "reads_back/createOrg", "failed"),
    ("agent_dangling", "reads_back/createProject", "failed"),
    ("agent_unlisted", "listed/createAgent", "failed"),
    ("agent_replaces_last", "listed/createAgent", "failed"),
    ("org_not_kept", "listed/createOrg", "failed"),
    ("project_unlisted", "listed/createProject", "failed"),
    ("slug_is_name", "id_form/createOrg", "failed"),
    ("org_id_without_slug", "id_form/createOrg", "failed"),
    ("agent_born_suspended", "initial/createAgent", "failed"),
    ("level_default_zero", "initial/createAgent", "failed"),
    ("agent_delete_not_kept", "gone/deleteAgent", "failed"),
    ("project_delete_not_kept", "gone/deleteProject", "failed"),
    ("agent_deleted_twice", "gone_twice/deleteAgent", "failed"),
    ("project_deleted_twice", "gone_twice/deleteProject", "failed"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/crud.{address}").outcome(f"laws/crud.{address}") == outcome


@pytest.mark.parametrize(
    "twin", ["busy", "empty", "terse", "chatty", "scoped_orgs", "okay200", "wrapped", "picky_bodies"]
)
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/crud.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class Accepted(Honest):
    CREATED = 202


class TimelessOrgs(Honest):
    def show_org(self, org: Org) -> Row:
        return super().show_org(org) | {"createdAt": "yesterday"}


class BornBusy(Honest):
    def show_org(self, org: Org) -> Row:
        return super().show_org(org) | {"projectCount": self.project_count(org) + 7}


@pytest.mark.parametrize(
    ("app", "address", "outcome"),
    [
        (Accepted, "success_status/createProject", "noted"),
        (TimelessOrgs, "initial/createOrg", "failed"),
        (BornBusy, "initial/createOrg", "failed"),
    ],
)
def test_fault_is_noticed(app, address, outcome):
    assert judge_app(app(), f"laws/crud.{address}").outcome(f"laws/crud.{address}") == outcome


def test_a_task_is_cancelled_only_where_the_target_names_one_for_it():
    address = "laws/crud.gone/deleteTask"
    judged = judge_app(Honest(), address)
    assert judged.outcome(address) == "skipped"
    assert "[ids]" in judged.results[address].why
    lent = replace(TARGET, ids={"Task": "audit-cleanup"})
    app = Honest()
    assert judge_app(app, address, target=lent).outcome(address) == "passed"
    assert sorted(app.state.tasks) == ["build-status-report", "health-check"]
    assert judge_app(made("cancel_not_kept"), address, target=lent).outcome(address) == "failed"


def test_organizations_are_made_once_since_none_can_be_deleted():
    app = Honest()
    judge_app(app, "laws/crud.*/createOrg")
    # Two of them: the list must show one that is followed by another.
    assert len(app.state.orgs) == 2 + 1


def test_what_the_run_has_seen_succeed_is_not_asked_again():
    judged = judge_app(Honest(), "laws/crud.*")
    assert judged.results["laws/crud.success_status/createAgent"].requests == 0
    assert judged.outcome("laws/crud.success_status/createAgent") == "passed"
