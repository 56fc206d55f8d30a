"""The laws of tenants kept apart, each seen failing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request

from .judged import TARGET, judge_app, judge_subject, made

KILLS = [
    ("agent_list_leaks", "reads/Agent", "failed"),
    ("project_list_leaks", "reads/Project", "failed"),
    ("audit_ignores_header", "reads/AuditEntry", "failed"),
    ("link_entry_leaks", "reads/AuditEntry", "failed"),
    ("agent_lands_outside", "writes/Agent", "failed"),
    ("project_lands_outside", "writes/Project", "failed"),
    ("entries_land_outside", "writes/AuditEntry", "failed"),
    ("agent_read_leaks", "foreign/getAgent", "noted"),
    ("agent_action_leaks", "foreign/actOnAgent", "noted"),
    ("agent_delete_leaks", "foreign/deleteAgent", "noted"),
    ("project_delete_leaks", "foreign/deleteProject", "failed"),
    ("foreign_delete_works", "foreign/deleteProject", "failed"),
    ("agent_list_leaks", "default_context/Agent", "noted"),
    ("header_demanded", "optional/listChannels", "failed"),
    ("header_demanded", "optional/pauseTask", "failed"),
    ("unknown_org_is_default", "unknown/api", "noted"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/tenancy.{address}").outcome(f"laws/tenancy.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "scoped_orgs", "unfiltered_default", "tight_links"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/tenancy.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


def test_both_readings_of_the_default_context_are_accepted():
    judged = judge_subject("unfiltered_default", "laws/tenancy.default_context/*")
    assert judged.outcomes() == {"noted"}
    (finding,) = judged.results["laws/tenancy.default_context/Agent"].findings
    assert finding.basis == "assumed"


def test_without_tenants_two_are_made_once():
    app = made("empty")
    judged = judge_app(app, "laws/tenancy.reads/*", "laws/tenancy.foreign/*", target=replace(TARGET, tenants=()))
    assert judged.outcomes() == {"passed"}
    assert len(app.state.orgs) == 2
    assert {left["resource"] for left in judged.document["left"]} == {"Org"}


def test_a_remote_default_context_is_left_alone():
    asked = []

    class Watched(Honest):
        def before(self, request: Request) -> None:
            asked.append((request.method, request.headers.get("x-org-id")))

    far = replace(TARGET, base_url="http://api.example.test", writes=True)
    judged = judge_app(Watched(), "laws/tenancy.*", target=far)
    assert judged.bad() == []
    assert judged.outcome("laws/tenancy.reads/Agent") == "passed"
    assert judged.outcome("laws/tenancy.default_context/Agent") == "skipped"
    unknown = {org for method, org in asked if method != "GET"} - {"org-acme", "org-globex"}
    assert len(unknown) == 1  # the tenant nobody registered
    assert None not in unknown
