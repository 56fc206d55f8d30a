"""Each hand-written case about Stellary's boards passes honest servers and notices a server that breaks its row."""

from __future__ import annotations

import pytest

from tests.conformance.cases.stellary import broken_boards as broken
from tests.conformance.cases.stellary.judging import cases, honest, judge_cases, rows_hit, start
from tests.conformance.mutants.stellary import Stellary

SUBJECTS = (
    *("attachments", "cards", "checklists", "columns", "comments", "fields", "labels", "packages", "projects"),
    *("relations", "transfer", "actions"),
)

SEEN: list[tuple[str, str | type[Stellary], str]] = [
    # case, broken server, row
    ("actions.proposed", "payload_as_texts", "153"),
    ("actions.payload_optional", "payload_any", "155"),
    ("actions.by_status", "action_filter_ignored", "156"),
    ("actions.verdict", "rejection_approves", "157"),
    ("actions.apply_approved_alone", "apply_unapproved", "159"),
    ("actions.apply_approved_alone", "refused_apply_done", "159"),
    ("actions.apply_approved_alone", "apply_twice", "159"),
    ("actions.applied", "applied_stays_approved", "160"),
    ("actions.second_review", "review_twice", "161"),
    ("actions.effect", "apply_idle", "335"),
    ("actions.effect", broken.MovesAtOnce, "335"),
    ("attachments.multipart_alone", "json_makes_file", "112"),
    ("attachments.size_limit", "no_largest_file", "113"),
    ("attachments.size_limit", "large_file_cut", "113"),
    ("attachments.size_limit", "largest_file_five_megabytes", "113"),
    ("attachments.metadata", "mime_fixed", "114"),
    ("attachments.metadata", "uploader_fixed", "114"),
    ("attachments.metadata", "size_of_form", "114"),
    ("attachments.same_bytes", "line_ends_changed", "115"),
    ("attachments.same_bytes", "last_file_wins", "115"),
    ("attachments.same_bytes", "type_forgotten", "115"),
    ("attachments.deletion", "attachment_delete_idle", "116"),
    ("attachments.count", "attachment_count_of_names", "117"),
    ("attachments.file_name", broken.DownloadsNameless, "339"),
    ("attachments.odd_files", "empty_file_refused", "340"),
    ("attachments.odd_files", "name_in_ascii", "340"),
    ("attachments.exact_limit", broken.MegabytesOfAThousand, "341"),
    ("cards.across_columns", "cards_of_first_column", "090"),
    ("cards.in_the_column_of_the_path", "cards_land_first", "091"),
    ("cards.title_bounds", "title501", "092"),
    ("cards.title_bounds", "title_empty", "092"),
    ("cards.description_bound", "description5001", "093"),
    ("cards.priority_values", "priority_urgent", "094"),
    ("cards.date_form", "dates_any", "095"),
    ("cards.assignee_form", "assignee_any", "096"),
    ("cards.checklist_bound", "checklist101", "097"),
    ("cards.listed_fields", "archived_as_text", "098"),
    ("cards.not_archived_at_first", "born_archived", "099"),
    ("cards.null_clears_due_date", "due_date_stays", "101"),
    ("cards.null_clears_due_date", "null_becomes_empty", "101"),
    ("cards.move", "column_change_ignored", "102"),
    ("cards.reorder", "card_move_ignored", "103"),
    ("cards.reorder", "delete_reverses", "103"),
    ("cards.archive", "archived_vanishes", "104"),
    ("cards.archive", "archive_idle", "104"),
    ("cards.deletion", "card_delete_idle", "105"),
    ("cards.deletion", "delete_is204", "105"),
    ("cards.counts_nothing_at_first", broken.CountsFromOne, "252"),
    ("cards.date_alone", broken.DatesStayDates, "267"),
    ("cards.deletion_takes_all", "relations_outlive_card", "302"),
    ("cards.deletion_takes_all", "comments_outlive_card", "302"),
    ("cards.column_of_another_project", "column_id_leaks", "323"),
    ("checklists.items", "rename_unticks", "197"),
    ("checklists.items", "item_stays", "197"),
    ("checklists.progress", "progress_ignores_delete", "198"),
    ("checklists.full", broken.LongChecklists, "329"),
    ("columns.sorted", "columns_by_name", "086"),
    ("columns.sorted", "columns_unsorted", "086"),
    ("columns.change", "column_move_off", "088"),
    ("columns.deletion", "column_delete_idle", "089"),
    ("columns.deletion", "delete_shows_column", "089"),
    ("comments.order", "comments_by_text", "107"),
    ("comments.fields", "author_fixed", "109"),
    ("comments.count", "comment_count_never_falls", "110"),
    ("comments.of_another", broken.CommentsOfAll, "324"),
    ("fields.types", "field_type_any", "188"),
    ("fields.options", broken.OptionsLost, "189"),
    ("fields.change", "field_change_lost", "190"),
    ("fields.deletion_clears_cards", "values_stay_on_cards", "191"),
    ("fields.values", broken.ValuesAsTexts, "192"),
    ("fields.wrong_type", "field_value_any", "193"),
    ("fields.wrong_type", "field_option_any", "193"),
    ("fields.options_needed", broken.OptionsUnneeded, "326"),
    ("fields.unknown_field", broken.UnknownFieldsKept, "327"),
    ("fields.merged", "values_replaced", "328"),
    ("labels.creation", broken.BlackLabels, "183"),
    ("labels.creation", broken.LabelsOfAll, "183"),
    ("labels.deletion_clears_cards", "label_goes_once", "184"),
    ("labels.on_a_card", "label_sticks", "185"),
    ("labels.of_another_project", "label_id_leaks", "186"),
    ("packages.own_contents", broken.ScopesTurnTogether, "177"),
    ("packages.own_contents", "scope_id_leaks", "177"),
    ("packages.details", broken.ScopesBare, "178"),
    ("packages.change", "scope_change_lost", "179"),
    ("packages.views", "four_views", "181"),
    ("packages.switch_view", "view_stays", "182"),
    ("projects.creation", "project_is200", "072"),
    ("projects.creation", "project_nameless", "072"),
    ("projects.literal_routes", "portfolio_is_id", "075"),
    ("projects.portfolio", "portfolio_forgets", "076"),
    ("projects.default_columns", "board_bare", "077"),
    ("projects.members", "project_member_stays", "084"),
    ("projects.portfolio_counts", broken.PortfolioCountsColumns, "321"),
    ("projects.member_twice", "project_member_twice", "322"),
    ("projects.member_twice", broken.StrangersJoin, "322"),
    ("relations.types", "relation_type_any", "194"),
    ("relations.inverse", "relation_not_turned", "195"),
    ("relations.deletion", "relation_delete_idle", "196"),
    ("relations.twice", broken.RelatedAnyhow, "308"),
    ("relations.to_itself", broken.RelatedAnyhow, "309"),
    ("transfer.export", "export_half", "078"),
    ("transfer.largest", "import499_cards", "079"),
    ("transfer.largest", "import49_columns", "079"),
    ("transfer.too_large", "import51_columns", "080"),
    ("transfer.too_large", "refused_import_stays", "080"),
    ("transfer.card_places", "import_counts_from_one", "081"),
    ("transfer.column_order", "import_sorts_columns", "082"),
    ("transfer.round_trip", "export_renames", "083"),
    ("transfer.bad_index", broken.IndexBent, "313"),
]


@pytest.mark.parametrize("name", honest())
def test_honest_servers_pass(name: str) -> None:
    report = judge_cases(start(name), *(f"{subject}.*" for subject in SUBJECTS))
    assert report["findings"] == []
    ran = [case for case in report["checks"] if case["outcome"] != "disabled"]
    assert {case["check"]: case["why"] for case in ran if case["outcome"] != "passed"} == {}
    assert len(ran) == len([case for case in cases() if case.module in SUBJECTS]) > 80


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


def test_cards_are_judged_without_what_nobody_states() -> None:
    """A server that shows labels, values and progress under other names is not accused; the cases say what lacks."""

    class OtherNames(Stellary):
        def show_card(self, card: dict[str, object]) -> dict[str, object]:
            row = super().show_card(card)
            return {k: v for k, v in row.items() if k not in ("labels", "customFields", "checklistProgress")}

    report = judge_cases(OtherNames(), "labels.*", "fields.*", "checklists.*")
    assert report["findings"] == []
    reasons = " ".join(case["why"] or "" for case in report["checks"] if case["outcome"] == "skipped")
    for word in ("labels", "customFields", "checklistProgress"):
        assert word in reasons
