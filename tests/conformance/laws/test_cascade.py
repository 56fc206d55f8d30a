"""The laws of parents, each seen failing."""

from __future__ import annotations

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request

from .judged import judge_app, judge_subject

KILLS = [
    ("project_leaves_agent", "children_go/Agent", "failed"),
    ("project_suspends_agent", "children_go/Agent", "failed"),
    ("project_hides_agent", "children_go/Agent", "failed"),
    ("project_takes_all", "children_go/Agent", "failed"),
    ("unknown_project_taken", "unknown_parent/Agent", "noted"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, f"laws/cascade.{address}").outcome(f"laws/cascade.{address}") == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "tight_links", "unfiltered_default"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/cascade.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class ForeignParents(Honest):
    """Looks for the project of a new agent in all organizations."""

    def check_project(self, kind: str, project: object, org: str | None) -> None:
        super().check_project(kind, project, self.state.projects[str(project)].org if project else org)


class UnknownAgentsLink(Honest):
    def link_project(self, request: Request) -> object:
        body = self.read_body(request)
        if body.get("agentId") not in self.state.agents:
            row = {"id": "proj-x", "name": "x", "repo": body["repo"]}
            return {"success": True, "config": row}
        return super().link_project(request)


def test_a_parent_of_another_tenant_is_no_parent():
    address = "laws/cascade.unknown_parent/Agent"
    judged = judge_app(ForeignParents(), address)
    assert "an Agent under a Project of another tenant: not refused as project_missing" in judged.messages(address)


def test_a_link_under_an_unknown_agent_is_noticed():
    assert judge_app(UnknownAgentsLink(), "laws/cascade.unknown_parent/Link").outcomes() == {"noted"}
