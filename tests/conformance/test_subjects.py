"""CodeSpar's subjects of the grid: every twin and mutant is what its entry says."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import specs
from tests.conformance.mutants import FAMILIES_OF, Honest, of
from tests.conformance.mutants.asking import Answer, ask

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

FAMILIES = FAMILIES_OF["codespar"]
MUTANTS, TWINS = of("codespar")
ROWS = {row["id"] for row in specs.load("codespar")["requirements"]}
NOON = 1_767_268_800.0


@pytest.fixture
def app() -> Honest:
    return Honest(lambda: NOON)


@pytest.mark.parametrize("name", ["honest", "strict_limits", "sliding_limits"])
def test_limits_are_exact_and_apart(name: str) -> None:
    app = Honest(lambda: NOON, limits=True) if name == "honest" else TWINS[name].make()
    assert isinstance(app, Honest)
    push = {"repository": {"full_name": "a/b"}}
    paths = ["GET /api/orgs", "GET /v1/api/agents"]
    assert {ask(app, paths[turn % 2]).status for turn in range(100)} == {200}
    late = ask(app, "GET /api/orgs")
    assert (late.status, late.body["status"], late.body["code"]) == (429, 429, "RATE_LIMITED")
    assert ask(app, "GET /api/orgs", ip="10.0.0.2").status == 200
    assert {ask(app, "POST /webhooks/github", push, X_GITHUB_EVENT="push").status for _ in range(30)} == {200}
    assert ask(app, "POST /v1/webhooks/github", push, X_GITHUB_EVENT="push").status == 429
    assert 1 <= int(late.headers["Retry-After"]) <= 60
    app.advance(int(late.headers["Retry-After"]))
    assert ask(app, "GET /api/orgs").status == 200


def count_lost(app: WSGIApplication, kind: str) -> int:
    """How much goes wrong when ten clients write at once."""
    path = "/api/agents" if kind == "entries" else f"/api/{kind}"

    def write(number: int) -> Answer:
        body = {"name": "Same Corp" if kind == "orgs" else f"w{number}", "type": "task", "repo": f"ten/w{number}"}
        return ask(app, f"POST {path}", body)

    with ThreadPoolExecutor(10) as pool:
        made = [answer.body["id"] for answer in pool.map(write, range(10)) if answer.status == 201]
    if kind == "orgs":
        return len(made) - 1
    if kind == "entries":
        entries = ask(app, "GET /api/audit?limit=100").body["entries"]
        return len(set(made) - {entry["metadata"].get("agentId") for entry in entries})
    return len(set(made) - {row["id"] for row in ask(app, f"GET {path}").body})


@pytest.mark.parametrize(
    ("kind", "name"),
    [("agents", "agents_lost"), ("projects", "projects_lost"), ("entries", "entries_lost"), ("orgs", "orgs_doubled")],
)
def test_ten_writers_lose_nothing_here_and_much_there(app: Honest, kind: str, name: str) -> None:
    assert count_lost(app, kind) == 0
    assert count_lost(MUTANTS[name].make(), kind) > 0


READS = ("agents", "agent-types", "audit", "projects", "channels", "memory", "orgs", "scheduler")


@pytest.mark.parametrize("name", TWINS)
def test_every_twin_reads_in_both_forms(name: str) -> None:
    app = TWINS[name].make()
    for path in READS:
        assert (ask(app, f"GET /api/{path}").status, ask(app, f"GET /v1/api/{path}").status) == (200, 200)
    assert ask(app, "GET /api/agents/nobody").body["code"] == "AGENT_NOT_FOUND"


@pytest.mark.parametrize("name", MUTANTS)
def test_every_mutant_is_entered_well_and_made_afresh(name: str) -> None:
    subject = MUTANTS[name]
    assert subject.name == name
    assert re.fullmatch(r"\S.{12,}\.", subject.aim)
    assert subject.laws
    assert FAMILIES.issuperset(subject.laws)
    assert subject.requirements
    assert len(set(subject.requirements)) == len(subject.requirements)
    for requirement in subject.requirements:
        assert requirement in ROWS
    first, second = subject.make(), subject.make()
    assert isinstance(first, Honest)
    assert isinstance(second, Honest)
    assert first is not second
    assert first.state is not second.state
    assert first.limits is subject.limits
    assert 200 <= ask(first, "GET /api/agents", org="org-acme").status < 500


def test_every_family_has_its_mutants() -> None:
    assert len(MUTANTS) >= 55
    assert set(Counter(law for subject in MUTANTS.values() for law in subject.laws)) == FAMILIES


def test_no_two_subjects_share_a_name_or_an_aim() -> None:
    assert MUTANTS.keys().isdisjoint(TWINS)
    assert len({subject.aim for subject in MUTANTS.values()}) == len(MUTANTS)
    assert len({subject.differs for subject in TWINS.values()}) == len(TWINS)


def test_each_mutant_stands_in_a_file_of_a_family_it_names() -> None:
    for subject in MUTANTS.values():
        place = type(subject.make()).__module__.rpartition(".")[2]
        assert any(place.startswith(f"{law}_") for law in subject.laws), f"{subject.name} stands in {place}"
