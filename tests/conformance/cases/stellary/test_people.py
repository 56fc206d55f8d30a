"""Each case about people, places, tokens, news and the cockpit passes honest servers and notices broken ones."""

from __future__ import annotations

import json
import re

import pytest

from tests.conformance.cases.stellary import broken_people as broken
from tests.conformance.cases.stellary.judging import cases, honest, judge_cases, rows_hit, start
from tests.conformance.mutants.stellary import Stellary

SUBJECTS = (*("auth", "conventions", "organizations", "workspaces", "tokens", "walls", "notifications", "pilotage"),)

# What a case may note about an honest server: rows whose basis is assumed, which that twin reads another way.
READS_OTHERWISE = {"tells_actor": {"STELLARY-337"}, "sparse": {"STELLARY-265"}}

SEEN: list[tuple[str, str | type[Stellary], str]] = [
    # case, broken server, row
    ("auth.register_token_works", "register_token_dead", "003"),
    ("auth.login_token_works", broken.LoginTokenDead, "004"),
    ("auth.jwt_lifetime", "jwt_lives_a_day", "005"),
    ("auth.register_answer", "register_is200", "023"),
    ("auth.personal_organization", broken.PersonalOrgless, "024"),
    ("auth.personal_workspace", broken.PersonalWorkspaceless, "025"),
    ("auth.email_form", "email_any", "026"),
    ("auth.password_bounds", "password7", "027"),
    ("auth.password_bounds", "password129", "027"),
    ("auth.password_bounds", "password9", "027"),
    ("auth.name_bound", "register_name101", "028"),
    ("auth.email_taken", "email_twice", "029"),
    ("auth.password_hidden", "password_shown", "030"),
    ("auth.password_hidden", "password_echoed", "030"),
    ("auth.login_status", "login_is200", "031"),
    ("auth.login_user", "profile_without_role", "032"),
    ("auth.wrong_password", "wrong_password_logs_in", "033"),
    ("auth.wrong_password", "password_cut", "033"),
    ("auth.login_incomplete", broken.LoginStumbles, "034"),
    ("auth.me_shape", "me_unwrapped", "035"),
    ("auth.rename", "profile_lost", "036"),
    ("auth.current_password", "current_password_ignored", "038"),
    ("auth.new_password_bounds", "new_password7", "039"),
    ("auth.new_password_bounds", "new_password129", "039"),
    ("auth.password_change", "old_password_works", "040"),
    ("auth.password_change", "new_password_lost", "040"),
    ("auth.personal_flag", broken.NothingPersonal, "251"),
    ("auth.tokens_outlive_password", broken.PasswordEndsTokens, "300"),
    ("conventions.reason_phrases", "phrase_fixed", "015"),
    ("conventions.duplicate", "duplicate_is400", "017"),
    ("conventions.duplicate", "org_slug_twice", "017"),
    ("conventions.illegal_transition", "draft_reviewed", "018"),
    ("conventions.illegal_transition", "ended_cancelled", "018"),
    ("conventions.times", broken.LocalTimes, "263"),
    ("conventions.object_ids", broken.OtherIds, "264"),
    ("conventions.odd_ids", broken.OddIdsStumble, "266"),
    ("conventions.unknown_members", broken.KeepsAll, "271"),
    ("organizations.creation", "owner_id_wrong", "041"),
    ("organizations.creation", "org_nameless", "041"),
    ("organizations.slug_length", "slug1", "042"),
    ("organizations.slug_length", "slug61", "042"),
    ("organizations.slug_length", "slug59", "042"),
    ("organizations.slug_form", "slug_capitals", "043"),
    ("organizations.slug_form", "slug_loose", "043"),
    ("organizations.creator_is_owner", "creator_is_admin", "045"),
    ("organizations.own_only", "org_list_shows_all", "046"),
    ("organizations.deletion_takes_all", "workspaces_outlive", "050"),
    ("organizations.deletion_takes_all", "boards_outlive", "050"),
    ("organizations.deletion_takes_all", "documents_outlive", "050"),
    ("organizations.deletion_takes_all", "org_stays_listed", "050"),
    ("organizations.member_list", "owner_not_listed", "051"),
    ("organizations.add_member", broken.AdminsAreMembers, "052"),
    ("organizations.member_roles", "org_role_any", "053"),
    ("organizations.member_roles", "second_owner", "053"),
    ("organizations.unknown_email", broken.UnknownIsInvalid, "055"),
    ("organizations.member_twice", "org_member_twice", "056"),
    ("organizations.owner_stays", "owner_role_changed", "057"),
    ("organizations.owner_stays", "owner_changed_quietly", "057"),
    ("organizations.owner_stays", "owner_demotes_self", "057"),
    ("organizations.change_role", "org_role_lost", "058"),
    ("organizations.remove_member", "removed_reads", "059"),
    ("organizations.remove_member", "removed_writes", "059"),
    ("organizations.remove_member", "member_stays", "059"),
    ("organizations.owner_not_removed", "owner_role_changed", "316"),
    ("organizations.removed_from_workspaces", "workspace_outlives_membership", "317"),
    ("workspaces.slug_form", "workspace_slug61", "060"),
    ("workspaces.accessible_only", "workspace_list_shows_all", "061"),
    ("workspaces.shown_fields", "workspace_without_role", "062"),
    ("workspaces.same_slug_in_two_organizations", "workspace_slug_everywhere", "063"),
    ("workspaces.same_slug_in_two_organizations", "workspace_of_any_org", "063"),
    ("workspaces.invited_role", "invite_role_any", "064"),
    ("workspaces.invitation_tokens_differ", "invitations_share_token", "065"),
    ("workspaces.invitation_mail", "mail_unsent", "066"),
    ("workspaces.invitation_mail", "mail_with_other_token", "066"),
    ("workspaces.accept_invitation", "invitation_idle", "067"),
    ("workspaces.accept_invitation", "invited_role_lost", "067"),
    ("workspaces.unknown_invitation", broken.UnknownIsInvalid, "068"),
    ("workspaces.accept_twice", "invitation_reused", "069"),
    ("workspaces.member_roles", "role_resets_pilotage", "070"),
    ("workspaces.member_roles", "pilotage_role_lost", "070"),
    ("workspaces.pilotage_role_values", "pilotage_role_any", "071"),
    ("workspaces.creator_roles", broken.CreatorOnlyLooks, "315"),
    ("workspaces.invite_twice", broken.InvitesAgain, "318"),
    ("workspaces.foreign_invitation", broken.InvitationForAll, "319"),
    ("workspaces.accepted_into_organization", broken.WorkspaceAlone, "320"),
    ("tokens.bearer_form", "pat_useless", "002"),
    ("tokens.pat_works", "pat_useless", "008"),
    ("tokens.expired", "expired_pat_works", "011"),
    ("tokens.revoked", "revoked_pat_works", "012"),
    ("tokens.prefix", "prefix_made_up", "164"),
    ("tokens.prefix", "prefix_is_token", "164"),
    ("tokens.name_bound", "token_name101", "165"),
    ("tokens.all_scopes", "no_scopes_by_default", "166"),
    ("tokens.unknown_scope", "unknown_scope_taken", "167"),
    ("tokens.no_expiry", broken.TokensEnd, "168"),
    ("tokens.last_used", "never_used", "169"),
    ("tokens.revocation_lasts", "revoked_pat_works", "171"),
    ("walls.guards_before_body", "body_before_guards", "021"),
    ("walls.member_of_organization_alone", "workspace_open", "022"),
    ("walls.strangers_see_nothing", "document_id_leaks", "247"),
    ("walls.strangers_see_nothing", "outsider_reads", "247"),
    ("walls.strangers_see_nothing", "projects_of_all_listed", "247"),
    ("walls.strangers_see_nothing", "org_list_shows_all", "247"),
    ("notifications.membership", "member_added_untold", "085"),
    ("notifications.membership", "member_removed_untold", "085"),
    ("notifications.default_limit", "default_limit_missing", "118"),
    ("notifications.default_limit", "limit_one_more", "118"),
    ("notifications.own_only", "notifications_of_all", "119"),
    ("notifications.own_only", "notification_id_leaks", "119"),
    ("notifications.own_only", "read_all_for_all", "119"),
    ("notifications.unread_only", "unread_only_ignored", "120"),
    ("notifications.unread_only", "unread_only_picky", "120"),
    ("notifications.unread_only", "unread_only_always", "120"),
    ("notifications.count", "unread_counts_all", "121"),
    ("notifications.count", "unread_stops_early", "121"),
    ("notifications.read_all", "read_all_leaves_one", "122"),
    ("notifications.read_one", "read_one_reads_all", "123"),
    ("notifications.read_one", "read_one_idle", "123"),
    ("notifications.unread_is_null", "born_read", "124"),
    ("notifications.literal_routes", "read_all_is_id", "125"),
    ("notifications.card_created", "created_untold", "127"),
    ("notifications.card_updated", "updated_untold", "128"),
    ("notifications.card_moved", "moved_untold", "129"),
    ("notifications.card_moved", "move_with_ids", "129"),
    ("notifications.card_moved", "move_turned", "129"),
    ("notifications.card_archived", "archived_untold", "130"),
    ("notifications.card_deleted", "deleted_untold", "131"),
    ("notifications.card_assigned", "assigned_untold", "132"),
    ("notifications.comment_added", "comment_untold", "133"),
    ("notifications.activity_fields", "actor_is_hearer", "134"),
    ("notifications.other_unread_values", broken.UnreadByPresence, "253"),
    ("notifications.limit", "limit_ignored", "325"),
    ("notifications.audience", "created_untold", "337"),
    ("notifications.newest_first", broken.OldestFirst, "338"),
    ("pilotage.state_members", "state_without_cycle", "135"),
    ("pilotage.state_defaults", "profile_not_echoed", "136"),
    ("pilotage.state_defaults", "profile_default_wrong", "136"),
    ("pilotage.state_role", "everybody_owns", "138"),
    ("pilotage.state_of_one_workspace", "state_of_all", "139"),
    ("pilotage.goal_without_module", "mission_aimless", "142"),
    ("pilotage.goal_status_values", "mission_status_any", "143"),
    ("pilotage.goal_status_values", "mission_status_lost", "143"),
    ("pilotage.blocked_reason", "blocked_reason201", "144"),
    ("pilotage.blocked_reason", "blocked_reason199", "144"),
    ("pilotage.blocked_reason", "reason_stays", "144"),
    ("pilotage.free_moves", broken.GoalsEndForGood, "145"),
    ("pilotage.shows_what_was_added", "missions_hidden", "146"),
    ("pilotage.shows_what_was_added", "decisions_hidden", "146"),
    ("pilotage.shows_what_was_added", "todos_hidden", "146"),
    ("pilotage.todo_links", "todo_unlinked", "147"),
    ("pilotage.todo_links", "todo_unlabelled", "147"),
    ("pilotage.decision_without_impact", "decision_untitled", "149"),
    ("pilotage.source_types", "source_type_any", "150"),
    ("pilotage.priority", broken.ModuleLost, "151"),
    ("pilotage.detail_echoed", "profile_not_echoed", "254"),
    ("pilotage.short_ids", broken.LongWords, "265"),
    ("pilotage.first_statuses", "born_in_progress", "336"),
]


@pytest.mark.parametrize("name", honest())
def test_honest_servers_pass(name: str) -> None:
    report = judge_cases(start(name), *(f"{subject}.*" for subject in SUBJECTS))
    assert [f for f in report["findings"] if f["verdict"] != "noted"] == []
    assert {row for f in report["findings"] for row in f["rows"]} == READS_OTHERWISE.get(name, set())
    ran = [case for case in report["checks"] if case["outcome"] != "disabled"]
    assert {case["check"]: case["why"] for case in ran if case["outcome"] not in ("passed", "noted")} == {}
    assert len(ran) == len([case for case in cases() if case.module in SUBJECTS]) > 110


def told(server: str | type[Stellary]) -> str:
    """The name of a broken server."""
    return server if isinstance(server, str) else server.__name__


@pytest.mark.parametrize(("case", "server", "row"), SEEN, ids=[f"{c}-{told(s)}-{r}" for c, s, r in SEEN])
def test_a_broken_server_is_noticed(case: str, server: str | type[Stellary], row: str) -> None:
    hit = rows_hit(judge_cases(start(server), case), case)
    assert hit.get(f"STELLARY-{row}") in ("failed", "noted")


def test_every_case_has_a_server_it_notices() -> None:
    assert {f"{case.module}.{case.name}" for case in cases() if case.module in SUBJECTS} == {
        case for case, _, _ in SEEN
    }


@pytest.mark.parametrize(
    ("case", "server"),
    [
        ("tokens.unknown_scope", "unknown_scope_taken"),
        ("tokens.name_bound", "token_name101"),
        ("auth.email_form", "email_any"),
    ],
)
def test_what_is_handed_out_unasked_stays_out_of_the_report(case: str, server: str) -> None:
    """Tokens that come with an answer that should have been a refusal are masked like all others."""
    report = judge_cases(start(server), case)
    assert report["findings"]
    # A prefix, which lists show to anybody, has four digits.
    assert not re.search(r"synth_[0-9a-f]{5}|eyJ\w+\.", json.dumps(report))
