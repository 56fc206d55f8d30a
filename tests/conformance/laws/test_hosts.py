"""The laws of tenants that tokens and hosts name, each seen failing on a toy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.exchange import Json
from conformance.hosts import is_plain

from .judged import judge_app
from .toys import HOSTS, boards, broken
from .toys.boards import Boards

DEAF = replace(HOSTS, capabilities={})
LIVE = replace(HOSTS, base_url="https://acme.boards.test", capabilities={}, writes=True)


def judge(app: Boards, *only: str, target=HOSTS):
    return judge_app(app, *(only or ("laws/tenancy.*",)), target=target, contract=boards())


def test_the_honest_boards_pass():
    judged = judge(Boards())
    assert judged.bad() == []
    assert judged.outcomes() == {"passed"}
    assert judged.document["left"] == []


@pytest.mark.parametrize("toy", broken(Boards, "tenancy"))
def test_broken_boards_are_noticed(toy: type[Boards]):
    judged = judge(toy(), f"laws/{toy.breaks}")
    assert judged.outcomes() & {"failed", "noted"}, judged.results


def test_the_host_that_was_asked_for_is_in_the_report():
    toy = next(toy for toy in broken(Boards, "tenancy") if toy.__name__ == "TakesEveryHost")
    judged = judge(toy(), "laws/tenancy.host_clash/readOrganization")
    finding = judged.results["laws/tenancy.host_clash/readOrganization"].findings[0]
    assert "-H 'host: globex.boards.test'" in str(finding.curl)
    step: dict[str, Json] = finding.steps[-1]
    assert step["request"]["headers"]["host"] == "globex.boards.test"


def test_a_target_that_lets_nobody_choose_a_host_is_not_asked():
    judged = judge(Boards(), "laws/tenancy.host_*", target=DEAF)
    assert judged.outcomes() == {"skipped"}
    assert "choose its host" in judged.results["laws/tenancy.host_own/readOrganization"].why


def test_on_the_host_of_one_tenant_another_is_out_of_reach():
    judged = judge(Boards(), "laws/tenancy.reads/Team", target=LIVE)
    assert "names 1 and none can be made" in judged.results["laws/tenancy.reads/Team"].why


def test_where_a_request_may_choose_its_host_it_goes_to_the_tenants_own():
    app = Boards()
    judged = judge(app, "laws/tenancy.reads/Team", target=replace(LIVE, capabilities={"hosts": True}))
    assert judged.outcome("laws/tenancy.reads/Team") == "passed"
    assert app.asked == {"acme.boards.test", "globex.boards.test"}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080", "localhost:3000", "a.localhost"]
)
def test_an_address_names_nobody(host: str):
    assert is_plain(host)


@pytest.mark.parametrize("host", ["acme.boards.test", "acme.boards.test:8443", "acme"])
def test_any_other_host_may_name_a_tenant(host: str):
    assert not is_plain(host)
