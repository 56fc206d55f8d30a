"""The laws of refusals, each seen failing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Refusal, Reply, Request, Row

from .judged import TARGET, judge_app, judge_subject

SWITCHABLE = replace(TARGET, capabilities={"limits": True})  # no limit presses: every hostile input is sent
KILLS = [
    ("plain_bad_json", "laws/errors.json/createAgent", "failed"),
    ("html_not_found", "laws/errors.envelope", "failed"),
    ("unknown_agent_bad_request", "laws/errors.unknown_id/getAgent", "failed"),
    ("unknown_agent_code", "laws/errors.unknown_id/deleteAgent", "failed"),
    ("unknown_org_code", "laws/errors.unknown_id/getOrg", "failed"),
    ("pause_unknown", "laws/errors.unknown_id/pauseTask", "failed"),
    ("errors_as_okay", "laws/errors.unknown_id/actOnAgent", "failed"),
    ("media_ignored", "laws/errors.media_type/createProject", "failed"),
    ("broken_json_is_empty", "laws/errors.malformed/createAgent", "noted"),
    ("envelope_of_another", "laws/errors.envelope", "failed"),
    ("envelope_status_wrong", "laws/errors.envelope", "failed"),
    ("envelope_status_text", "laws/errors.envelope", "failed"),
    ("envelope_without_code", "laws/errors.envelope", "failed"),
    ("array_body_crashes", "laws/errors.survives/linkProject", "failed"),
    ("wrong_type_crashes", "laws/errors.survives/createOrg", "failed"),
    ("broken_json_echoed", "laws/errors.survives/createAgent", "failed"),
    ("nan_accepted", "laws/errors.survives/createAgent", "noted"),
]


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    judged = judge_subject(mutant, "laws/errors.*" if address.endswith("envelope") else address)
    assert judged.outcome(address) == outcome


@pytest.mark.parametrize("twin", ["busy", "empty", "terse", "touchy", "clamping", "scoped_orgs"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/errors.*")
    assert judged.bad() == []
    assert "passed" in judged.outcomes()


class HomeForAll(Honest):
    """Answers every path and method it does not know."""

    def unrouted(self, request: Request, allowed: list[str]) -> Refusal:
        raise Welcome


class Welcome(Exception):
    pass


class Greeting(HomeForAll):
    def answer(self, request: Request) -> Reply:
        try:
            self.route(request)
        except Welcome:
            return Reply(200, {"hello": request.path})
        return super().answer(request)


def test_paths_and_methods_nobody_documents_are_noticed():
    judged = judge_app(Greeting(), "laws/errors.unknown_route", "laws/errors.unknown_method")
    assert judged.outcome("laws/errors.unknown_route") == "noted"
    assert judged.outcome("laws/errors.unknown_method/listAgents") == "noted"


class LongIdCrashes(Honest):
    def before(self, request: Request) -> None:
        if len(request.path) > 4000 or "\0" in request.path or "\ufffd" in request.path:
            raise ValueError("odd path")


class QueryCrashes(Honest):
    def before(self, request: Request) -> None:
        if any(len(values) > 1 or len(values[0]) > 300 for values in request.query.values()):
            raise ValueError("odd query")


class LargeBodyCrashes(Honest):
    def read_body(self, request: Request) -> Row:
        if request.fault is not None and request.fault.status == 413:
            raise MemoryError
        return super().read_body(request)


class OddTenantCrashes(Honest):
    def enter_tenant(self, request: Request) -> str | None:
        org = request.headers.get("x-org-id", "")
        if len(org) > 4000 or "/" in org or "'" in org:
            raise FileNotFoundError(org)
        return super().enter_tenant(request)


@pytest.mark.parametrize(
    ("app", "address"),
    [
        (LongIdCrashes, "getAgent"),
        (QueryCrashes, "findIdentity"),
        (QueryCrashes, "listAudit"),
        (LargeBodyCrashes, "createAgent"),
        (OddTenantCrashes, "listProjects"),
    ],
)
def test_a_breakdown_on_odd_input_is_a_failure(app, address):
    judged = judge_app(app(), f"laws/errors.survives/{address}", target=SWITCHABLE)
    assert judged.outcome(f"laws/errors.survives/{address}") == "failed"


def test_the_ten_megabytes_stay_out_of_the_report():
    address = "laws/errors.survives/createAgent"
    judged = judge_app(LargeBodyCrashes(), address, target=SWITCHABLE)
    (finding,) = judged.results[address].findings
    assert finding.message == "a body of 10 MB: a breakdown"
    assert len(str(finding.as_dict())) < 50_000


def test_a_target_that_may_only_be_read_gets_the_reading_half():
    asked: list[str] = []

    class Watched(Honest):
        def before(self, request: Request) -> None:
            asked.append(request.method)

    far = replace(TARGET, base_url="http://api.example.test", tenants=())
    judged = judge_app(Watched(), "laws/errors.*", target=far)
    assert set(asked) == {"GET"}
    assert judged.outcome("laws/errors.unknown_id/getAgent") == "passed"
    assert judged.outcome("laws/errors.envelope") == "passed"
    assert judged.outcome("laws/errors.malformed/createAgent") == "skipped"


def test_what_was_asked_once_is_not_asked_again():
    judged = judge_app(Honest(), "laws/errors.*")
    assert judged.results["laws/errors.unknown_id/getAgent"].requests == 0
    assert judged.results["laws/errors.malformed/createAgent"].requests == 0


def test_what_the_laws_make_is_removed():
    app = Honest()
    before = set(app.state.agents), set(app.state.projects)
    judge_app(app, "laws/errors.*", "laws/alias.*", "laws/headers.*", "laws/security.*", "laws/required.*")
    left = set(app.state.agents) - before[0]
    assert left == set()
