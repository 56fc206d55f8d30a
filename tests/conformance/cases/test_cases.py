"""Each hand-written case of CodeSpar passes honest servers and notices a server that breaks its row."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.cases import broken
from tests.conformance.cases.judging import cases, judge_cases, rows_hit
from tests.conformance.mutants import MUTANTS, TWINS, Honest
from tests.conformance.mutants.honest import Refusal

# What a case may note about an honest server: rows whose basis is assumed, which that twin reads another way.
READS_OTHERWISE = {"touchy": {"CODESPAR-150"}, "terse": {"CODESPAR-170"}}

SEEN: list[tuple[str, str | type[Honest], str]] = [
    # case, broken server, row
    ("agent_actions.suspend", "suspend_not_kept", "062"),
    ("agent_actions.suspend", "previous_status_is_new", "068"),
    ("agent_actions.suspend", broken.AnswerWithoutId, "147"),
    ("agent_actions.resume", "resume_to_idle", "063"),
    ("agent_actions.resume", "previous_status_fixed", "068"),
    ("agent_actions.restart", "restart_keeps_uptime", "064"),
    ("agent_actions.restart", "restart_not_kept", "064"),
    ("agent_actions.set_autonomy", "level_not_kept", "065"),
    ("agent_actions.set_autonomy", "previous_level_is_new", "068"),
    ("agent_actions.set_autonomy", broken.AnswerWithoutId, "148"),
    ("agent_actions.others_stay", "suspend_resets_level", "069"),
    ("agent_actions.others_stay", "level_wakes_agent", "069"),
    ("agent_actions.bad_level", "any_level", "066"),
    ("agent_actions.bad_level", "bad_level_code", "066"),
    ("agent_actions.bad_level", "refused_level_kept", "066"),
    ("agent_actions.bad_action", "unknown_action_restarts", "067"),
    ("agent_actions.bad_action", "missing_action_resumes", "067"),
    ("agent_actions.repeated", broken.RepeatForbidden, "149"),
    ("agent_actions.unknown_before_bad", "unknown_agent_bad_request", "150"),
    ("agent_creation.needs_name_and_type", "agent_without_name", "055"),
    ("agent_creation.needs_name_and_type", "agent_without_type", "055"),
    ("agent_creation.unknown_type", "any_type_accepted", "056"),
    ("agent_creation.project_needs_id", "project_agent_without_project", "058"),
    ("agent_creation.default_level", "level_default_zero", "057"),
    ("agent_creation.level_bounds", "any_first_level", "057"),
    ("agent_creation.level_type", "any_first_level", "152"),
    ("agent_creation.starts_active", "agent_born_suspended", "059"),
    ("agent_creation.deletion_answer", broken.DeletionUnsaid, "060"),
    ("agents.list_fields", "agent_without_status", "051"),
    ("agents.detail_fields", "detail_without_stats", "053"),
    ("agents.built_in_types", "lifecycle_wrong", "070"),
    ("agents.built_in_types", "type_missing", "070"),
    ("agents.types", "type_unlisted", "071"),
    ("audit.entries", "entry_without_hash", "046"),
    ("audit.entries", "actor_robot", "047"),
    ("audit.entries", "hash_without_scheme", "048"),
    ("audit.entries", broken.OtherResults, "141"),
    ("audit.filtered_total", "risk_total_unfiltered", "139"),
    ("audit.hash_chain", "chain_broken", "048"),
    ("audit.hash_chain", "chain_without_metadata", "048"),
    ("audit.hash_chain", "chain_torn_by_writes", "048"),
    ("audit.hash_chain", "result_rewritten", "048"),
    ("audit.autonomy_entry", "autonomy_unrecorded", "050"),
    ("audit.link_entry", "link_unrecorded", "050"),
    ("audit.link_entry_stays", "link_entry_leaks", "049"),
    ("audit.deletion_entry", "project_delete_unrecorded", "050"),
    ("channels.capabilities", "capability_wrong", "095"),
    ("channels.capabilities", "channel_missing", "095"),
    ("channels.web_connected", "web_disconnected", "096"),
    ("channels.platform", broken.PlatformRenamed, "168"),
    ("channels.unknown_channel", "reconnect_web", "169"),
    ("channels.unknown_channel", "reconnect_unknown", "170"),
    ("channels.disabled", "reconnect_disabled", "098"),
    ("channels.disabled", "disabled_channel_code", "098"),
    ("channels.reconnect", "reconnect_not_kept", "099"),
    ("channels.reconnect", "reconnect_text", "099"),
    ("channels.configure_unknown", "configure_unknown", "100"),
    ("channels.configure_incomplete", "empty_config_accepted", "100"),
    ("channels.configure", "configure_unrecorded", "050"),
    ("conventions.unknown_row", "unknown_agent_bad_request", "017"),
    ("conventions.unknown_project", "errors_as_okay", "017"),
    ("conventions.duplicate", "duplicate_org_accepted", "018"),
    ("conventions.duplicate", "duplicate_project_accepted", "018"),
    ("conventions.duplicate", "link_twice", "018"),
    ("conventions.default_scope", "agent_unlisted", "011"),
    ("conventions.times", "activity_number", "127"),
    ("identity.unknown_user", "nobody_missing", "103"),
    ("identity.unregistered_user", "stranger_operates", "104"),
    ("identity.registered_user", "one_channel_shown", "105"),
    ("link.unlinked_agent", "everyone_linked", "075"),
    ("link.config_is_shown", "link_not_shown", "077"),
    ("link.config_is_shown", broken.LinkByHand, "161"),
    ("link.both_forms", "link_url_kept", "076"),
    ("link.both_forms", "link_url_refused", "076"),
    ("link.second_link", "link_twice", "078"),
    ("link.second_link", "link_twice_code", "078"),
    ("link.unknown_agent", "link_unknown_agent", "080"),
    ("link.unknown_repo", "link_unknown_repo", "081"),
    ("link.agent_of_project", "project_agent_unlinked", "089"),
    ("memory.groups", "storage_negative", "101"),
    ("memory.constants", broken.SmallVectors, "174"),
    ("memory.scoped", "memory_ignores_header", "173"),
    ("orgs.needs_name", "org_without_name", "106"),
    ("orgs.derived_slug", "slug_is_name", "107"),
    ("orgs.derived_slug", broken.SlugUnderscored, "178"),
    ("orgs.id_of_slug", "org_id_without_slug", "108"),
    ("orgs.creation", "count_one_more", "110"),
    ("orgs.creation", "slug_thrown_away", "177"),
    ("orgs.creation", broken.StoredElsewhere, "179"),
    ("orgs.creation", "project_list_leaks", "180"),
    ("orgs.detail_lists_project", "detail_without_projects", "094"),
    ("orgs.detail_lists_project", "detail_status_fixed", "094"),
    ("projects.repo_form", "repo_without_slash", "083"),
    ("projects.creation", "name_not_derived", "084"),
    ("projects.creation", "agent_dangling", "085"),
    ("projects.creation", broken.WebhookElsewhere, "162"),
    ("projects.org_id", "project_without_org", "088"),
    ("projects.deletion", "project_leaves_agent", "090"),
    ("projects.deletion", "project_delete_silent", "091"),
    ("projects.deletion", broken.WebhookAlwaysRemoved, "163"),
    ("projects.unknown_repo", "link_unknown_repo", "160"),
    ("scheduler.built_in_tasks", "interval_in_seconds", "117"),
    ("scheduler.fields", "task_without_errors", "118"),
    ("scheduler.fields", "last_run_empty", "118"),
    ("scheduler.pause_and_resume", "pause_not_kept", "119"),
    ("scheduler.pause_and_resume", "pause_resets_counter", "119"),
    ("scheduler.pause_and_resume", "task_resume_not_kept", "120"),
    ("scheduler.pause_and_resume", broken.PauseTwiceRefused, "121"),
    ("scheduler.cancel", "cancel_not_kept", "122"),
    ("scheduler.cancel", "pause_unknown", "122"),
    ("webhooks.events", "check_run_ignored", "113"),
    ("webhooks.events", "event_without_repo", "113"),
    ("webhooks.events", "event_unrecorded", "115"),
    ("webhooks.events", broken.EventByUser, "182"),
    ("webhooks.events", broken.PushNamesAction, "183"),
    ("webhooks.unhandled", "unknown_event_processed", "114"),
    ("webhooks.unsigned", "signature_demanded", "116"),
    ("webhooks.without_event", broken.NamelessProcessed, "184"),
]


def start(server: str | type[Honest]) -> Honest:
    """A broken server by its name in the grid, or by its class."""
    made = MUTANTS[server].make() if isinstance(server, str) else server()
    assert isinstance(made, Honest)
    return made


def honest(name: str) -> Honest:
    """An honest server by its name in the grid."""
    made = Honest() if name == "honest" else TWINS[name].make()
    assert isinstance(made, Honest)
    return made


@pytest.mark.parametrize("name", ["honest", *(name for name, twin in TWINS.items() if twin.api == "codespar")])
def test_honest_servers_pass(name: str) -> None:
    report = judge_cases(honest(name))
    noted = {row for finding in report["findings"] for row in finding["rows"] if finding["verdict"] == "noted"}
    failed = [finding for finding in report["findings"] if finding["verdict"] != "noted"]
    assert failed == []
    assert noted == READS_OTHERWISE.get(name, set())
    assert report["summary"]["error"] == 0
    assert report["summary"]["passed"] > 70


def told(server: str | type[Honest]) -> str:
    """The name of a broken server."""
    return server if isinstance(server, str) else server.__name__


@pytest.mark.parametrize(("case", "server", "row"), SEEN, ids=[f"{c}-{told(s)}-{r}" for c, s, r in SEEN])
def test_a_broken_server_is_noticed(case: str, server: str | type[Honest], row: str) -> None:
    acts = ("agent_creation.starts_active", "orgs.derived_slug")  # some faults show in what was written alone
    hit = rows_hit(judge_cases(start(server), *acts, case), case)
    assert hit.get(f"CODESPAR-{row}") in ("failed", "noted")


def test_every_case_has_a_server_it_notices() -> None:
    alone = {"link.without_token", "webhooks.limit_refusal"}  # tested below: they need a capability
    assert {f"{case.module}.{case.name}" for case in cases()} == {case for case, _, _ in SEEN} | alone


@pytest.mark.parametrize(
    ("case", "capability", "honest", "faulty", "row"),
    [
        ("link.without_token", "no_github_token", broken.TokenLess, broken.TokenLessCode, "CODESPAR-082"),
        ("webhooks.limit_refusal", "limits", Honest, broken.LimitUnwrapped, "CODESPAR-133"),
    ],
)
def test_what_needs_a_capability(
    case: str, capability: str, honest: type[Honest], faulty: type[Honest], row: str
) -> None:
    able = {"capabilities": {capability: True}}

    def verdict(server: type[Honest], **options: Any) -> str:
        report = judge_cases(server(limits=capability == "limits"), case, **options)
        return str(next(found["verdict"] for found in report["requirements"] if found["id"] == row))

    assert verdict(honest, **able) == "passed"
    assert verdict(faulty, **able) in ("failed", "noted")
    assert verdict(honest) == "skipped"


def test_without_facts_and_repositories_cases_skip_and_say_why() -> None:
    class Strict(Honest):
        def repo_of(self, text: str) -> str:
            raise Refusal(404, "REPO_NOT_FOUND", f"GitHub does not know {super().repo_of(text)}")

    report = judge_cases(Strict(), facts={}, capabilities={})
    reasons = " ".join(row["why"] for row in report["requirements"] if row["verdict"] == "skipped")
    for word in ("`repositories`", "`registered_user`", "`expendable_task`"):
        assert word in reasons
    assert report["findings"] == []


def test_a_deployment_elsewhere_keeps_its_credentials_and_its_default_scope() -> None:
    app = Honest()
    before = [row.id for row in app.state.agents.values() if row.org is None]
    report = judge_cases(app, base_url="https://codespar.example.com", writes=True, facts={})
    verdicts = {row["id"]: row["verdict"] for row in report["requirements"]}
    assert verdicts["CODESPAR-171"] == "skipped"
    assert verdicts["CODESPAR-011"] == "skipped"
    assert verdicts["CODESPAR-062"] == "passed"
    assert [row.id for row in app.state.agents.values() if row.org is None] == before
    assert all(task.enabled for task in app.state.tasks.values())
