"""Each hand-written case about agents, missions, rules, documents and drafts notices a server that breaks its row."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conformance.cases.stellary.streams import Event, events
from conformance.control import Control
from conformance.plan import make_plan
from conformance.run import judge
from conformance.target import ControlDoor
from conformance.wire import InProcess
from tests.conformance.cases.stellary import broken_agents as broken
from tests.conformance.cases.stellary.judging import cases, contract, honest, judge_cases, rows_hit, start
from tests.conformance.mutants.stellary import Stellary
from tests.conformance.targets import stellary

SUBJECTS = ("agents", "automations", "documents", "missions", "wizard")
DUE = "automations.due_date"

SEEN: list[tuple[str, str | type[Stellary], str]] = [
    # case, broken server, row
    ("agents.modes", "autonomy_any", "211"),
    ("agents.configuration", "agent_change_lost", "212"),
    ("agents.deletion_takes_missions", "runs_outlive_agent", "305"),
    ("automations.triggers", "trigger_any", "229"),
    ("automations.rule_kept", broken.RuleForgets, "230"),
    ("automations.rule_kept", broken.RuleRenamed, "230"),
    ("automations.of_one_project", "rules_of_all_listed", "231"),
    ("automations.of_one_project", "rules_everywhere", "231"),
    ("automations.of_one_project", "rule_id_leaks", "231"),
    ("automations.of_one_project", "rule_change_lost", "231"),
    ("automations.disabled_rule_rests", "disabled_fires", "232"),
    ("automations.disabled_rule_rests", "toggle_one_way", "232"),
    ("automations.trace", "rules_traceless", "233"),
    ("automations.trace", "trace_once", "233"),
    ("automations.trace", "trace_of_itself", "233"),
    ("automations.result_values", "trace_other_words", "234"),
    ("automations.result_values", broken.FailsWell, "234"),
    ("automations.fires", "deaf_to_moves", "235"),
    ("automations.fires", "deaf_to_cards", "235"),
    ("automations.fires", "deaf_to_assignment", "235"),
    ("automations.fires", "deaf_to_checklists", "235"),
    ("automations.fires", "rules_jumpy", "235"),
    ("automations.fires", broken.RunsTwice, "235"),
    ("automations.active_at_once", "born_disabled", "236"),
    ("automations.active_at_once", "rules_deaf", "236"),
    ("automations.deleted_rule_rests", "rule_outlives_itself", "259"),
    ("automations.conditions", broken.ConditionsIgnored, "342"),
    ("automations.conditions", broken.ConditionsNeverMet, "342"),
    ("automations.effect", "rules_idle", "343"),
    ("automations.effect", broken.ActsOnTheFirstCard, "343"),
    ("documents.types", "seven_doc_types", "199"),
    ("documents.levels", broken.WorkspaceOnly, "200"),
    ("documents.content_kept", "content_lost", "201"),
    ("documents.tree", broken.Uprooted, "202"),
    ("documents.saved_often", "document_change_lost", "204"),
    ("documents.saved_often", "document_patch_clears", "204"),
    ("documents.review_begins_with_draft", "born_pending", "205"),
    ("documents.review_begins_with_draft", "draft_reviewed", "205"),
    ("documents.submission", "submit_idle", "206"),
    ("documents.verdict", "changes_approved", "207"),
    ("documents.verdict", broken.NotesLost, "207"),
    ("documents.submitted_again", "resubmit_refused", "209"),
    ("documents.unknown_type", "doc_type_any", "256"),
    ("documents.starts_as_draft", "born_pending", "257"),
    ("documents.branches_come_up", broken.BranchesDangle, "303"),
    ("documents.list_without_content", broken.ContentListed, "330"),
    ("missions.start", broken.PromptForgotten, "213"),
    ("missions.start", broken.OtherCard, "213"),
    ("missions.reads_back", broken.ReadingRenames, "214"),
    ("missions.reads_back", broken.ProgressHidden, "214"),
    ("missions.listed", broken.AllMissionsListed, "215"),
    ("missions.listed", broken.LastMissionListed, "215"),
    ("missions.queued_then_running", "born_completed", "216"),
    ("missions.queued_then_running", "queued_for_ever", "216"),
    ("missions.queued_then_running", broken.FailsUnseen, "216"),
    ("missions.waits_for_approval", "supervised_acts_alone", "217"),
    ("missions.ends", "mission_goes_back", "218"),
    ("missions.ends", "queued_for_ever", "218"),
    ("missions.cancel", "cancel_idle", "219"),
    ("missions.cancel_ended", "ended_cancelled", "220"),
    ("missions.stream", "stream_as_json", "221"),
    ("missions.stream", broken.SilentStream, "221"),
    ("missions.stream", broken.StreamOfComments, "221"),
    ("missions.stream", broken.StreamCutShort, "221"),
    ("missions.supervised_proposes", "supervised_acts_alone", "222"),
    ("missions.supervised_proposes", "completed_on_read", "222"),
    ("missions.supervised_proposes", broken.ActsBeforeApproval, "222"),
    ("missions.proposal_action", "proposal_without_action", "223"),
    ("missions.approve", "approval_idle", "224"),
    ("missions.reject", "rejected_done", "225"),
    ("missions.reject", broken.ReasonRefused, "225"),
    ("missions.decide_twice", "decided_twice", "226"),
    ("missions.autonomous", "autonomous_waits", "227"),
    ("missions.goes_on", "waits_on", "228"),
    ("wizard.framing", broken.FramingForgotten, "238"),
    ("wizard.stage_and_questions", "stage_fixed", "239"),
    ("wizard.stage_and_questions", broken.QuestionsHidden, "239"),
    ("wizard.refinement", "refine_mute", "240"),
    ("wizard.four_rounds", "refine_for_ever", "241"),
    ("wizard.roadmap", "roadmap_flat", "242"),
    ("wizard.execution", "draft_usual_columns", "243"),
    ("wizard.execution", "draft_piles_up", "243"),
    ("wizard.execution", "draft_without_cards", "243"),
    ("wizard.execution", "draft_card_per_phase", "243"),
    ("wizard.execution_needs_roadmap", "execute_unplanned", "244"),
    ("wizard.execution_once", "executed_twice", "245"),
    ("wizard.roadmap_needs_answers", broken.RoadmapOfNothing, "346"),
    ("wizard.no_answers_after_roadmap", broken.AnswersForEver, "347"),
]


def told(server: str | type[Stellary]) -> str:
    """The name of a broken server."""
    return server if isinstance(server, str) else server.__name__


@pytest.mark.parametrize(("case", "server", "row"), SEEN, ids=[f"{c}-{told(s)}-{r}" for c, s, r in SEEN])
def test_each_case_notices_its_broken_server(case: str, server: str | type[Stellary], row: str) -> None:
    assert f"STELLARY-{row}" in rows_hit(judge_cases(start(server), case), case)


def test_every_case_has_been_seen_failing() -> None:
    mine = {f"{found.module}.{found.name}" for found in cases() if found.module in SUBJECTS}
    assert mine - {DUE} == {case for case, _, _ in SEEN}


@pytest.mark.parametrize("name", honest())
def test_no_case_accuses_an_honest_server(name: str) -> None:
    report = judge_cases(start(name), *(f"{subject}.*" for subject in SUBJECTS))
    assert report["findings"] == []
    outcomes = {check["check"]: check["outcome"] for check in report["checks"] if check["outcome"] != "disabled"}
    assert {address for address, outcome in outcomes.items() if outcome != "passed"} == {f"cases/{DUE}"}


@pytest.mark.parametrize(
    ("server", "why"), [(broken.Slow, "the mission is still queued"), (broken.Clumsy, "the mission was failed")]
)
def test_agents_that_do_not_work_are_not_judged_by_what_they_cannot_show(server: type[Stellary], why: str) -> None:
    names = ("supervised_proposes", "proposal_action", "approve", "reject", "decide_twice", "autonomous", "goes_on")
    report = judge_cases(server(), *(f"missions.{name}" for name in names))
    assert report["findings"] == []
    ran = [check for check in report["checks"] if check["outcome"] != "disabled"]
    assert {check["outcome"] for check in ran} == {"skipped"}
    assert all(why in check["why"] for check in ran)


def judge_due_date(app: Stellary, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The report of the one case that needs a clock, over a server that has a door to its own."""

    def door(environ: Any, start_response: Any) -> Any:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        app.advance(json.loads(environ["wsgi.input"].read(size) or b"{}").get("advance", 0))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"now": app.stamp()}).encode()]

    monkeypatch.setattr("conformance.run.Control", lambda where: Control(where, InProcess(door)))
    target = stellary(app)
    target.capabilities.update({"snapshot": False, "limits": False})
    object.__setattr__(target, "control", ControlDoor("http://127.0.0.1:9"))
    return judge(make_plan(contract(), target, checks=cases(), only=[f"cases/{DUE}"]), app=app, oracle=False)


@pytest.mark.parametrize(
    ("server", "hit"), [(Stellary, set()), (broken.NoClock, {"STELLARY-344"}), (broken.EarlyClock, {"STELLARY-344"})]
)
def test_a_due_date_is_awaited_by_the_clock(
    server: type[Stellary], hit: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = judge_due_date(server(), monkeypatch)
    assert set(rows_hit(report, DUE)) == hit
    ran = {check["outcome"] for check in report["checks"] if check["outcome"] != "disabled"}
    assert ran == ({"failed"} if hit else {"passed"})


def test_events_are_read_as_the_standard_writes_them() -> None:
    text = (
        ": hello\n\nevent: progress\ndata: {\ndata:}\nid: 4\n\nretry: 10\n\r\ndata:  two\r\n\r\nevent: end\ndata: cut"
    )
    assert events(text) == [Event("progress", "{\n}"), Event("message", " two")]
