"""The laws of rate limits, each seen failing, and their care not to cry wolf."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Request
from tests.conformance.mutants.honest.limits import Window

from .judged import TARGET, judge_app, judge_subject, made

KILLS = [
    ("api_unlimited", "quota/api", "failed"),
    ("webhooks_unlimited", "quota/webhooks", "failed"),
    ("api_one_early", "quota/api", "failed"),
    ("api_one_late", "quota/api", "failed"),
    ("webhooks_hundred", "quota/webhooks", "failed"),
    ("budget_per_path", "quota/api", "failed"),
    ("budget_per_org", "quota/api", "failed"),
    ("limited_unavailable", "quota/api", "failed"),
    ("limited_as_html", "quota/api", "failed"),
    ("retry_after_missing", "retry_after/api", "failed"),
    ("retry_after_negative", "retry_after/api", "failed"),
    ("retry_after_html", "retry_after/webhooks", "failed"),
    ("retry_after_too_short", "window_ends/api", "noted"),
    ("limit_never_ends", "window_ends/api", "noted"),
    ("budget_per_form", "alias_shares/api", "noted"),
    ("buckets_shared", "apart", "failed"),
    ("budget_for_all", "per_address/api", "failed"),
]
FAR = replace(TARGET, base_url="http://api.example.test", addresses=(), tenants=())


@pytest.mark.parametrize(("mutant", "address", "outcome"), KILLS)
def test_mutant_is_noticed(mutant, address, outcome):
    assert judge_subject(mutant, "laws/limits.*").outcome(f"laws/limits.{address}") == outcome


@pytest.mark.parametrize("twin", ["strict_limits", "sliding_limits", "dated_retry"])
def test_twin_passes(twin):
    judged = judge_subject(twin, "laws/limits.*")
    assert judged.bad() == []
    assert judged.outcomes() == {"passed"}


def test_earlier_requests_of_the_run_do_not_count_as_an_early_refusal():
    judged = judge_subject("strict_limits", "laws/limits.*", "laws/shape.*", "laws/alias.reads")
    assert judged.bad() == []


def test_a_window_that_ends_in_between_is_no_fault():
    class MidWindow(Honest):
        """Its window for an address began before the first request and ends after forty."""

        turned = False

        def meet_limit(self, request: Request) -> None:
            key = (request.ip, "api")
            if key not in self.windows and request.ip != "127.0.0.1":
                self.windows[key] = Window(self.now())
            if self.windows.get(key, Window(0)).count == 40 and not self.turned:
                self.turned = True
                self.windows[key] = Window(self.now())
            super().meet_limit(request)

    judged = judge_app(MidWindow(limits=True), "laws/limits.quota/api")
    assert judged.outcome("laws/limits.quota/api") == "passed"


def test_without_a_spare_address_a_window_is_waited_for_and_the_twin_passes():
    judged = judge_app(made("strict_limits"), "laws/limits.quota/api", target=FAR)
    assert judged.outcome("laws/limits.quota/api") == "passed"


def test_an_early_refusal_is_no_failure_where_others_may_share_the_address():
    judged = judge_app(made("api_one_early"), "laws/limits.quota/api", target=FAR)
    result = judged.results["laws/limits.quota/api"]
    assert str(result.outcome) == "skipped"
    assert "others may share this address" in result.why


def test_a_target_that_may_only_be_read_keeps_its_writing_limits():
    judged = judge_app(made("strict_limits"), "laws/limits.*", target=FAR)
    assert judged.outcome("laws/limits.quota/webhooks") == "skipped"
    assert judged.outcome("laws/limits.window_ends/api") == "passed"


def test_a_target_file_can_forbid_it():
    calm = replace(TARGET, capabilities={"limits": False})
    judged = judge_app(Honest(), "laws/limits.*", target=calm)
    assert judged.outcomes() == {"skipped"}
