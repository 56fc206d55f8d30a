"""Stellary's subjects of the grid: every twin and mutant is what its entry says."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import specs
from tests.conformance.mutants import FAMILIES_OF, of
from tests.conformance.mutants.asking import Answer, ask
from tests.conformance.mutants.stellary import PEOPLE, Stellary
from tests.conformance.mutants.stellary.asking import Caller, enter

FAMILIES = FAMILIES_OF["stellary"]
MUTANTS, TWINS = of("stellary")
ROWS = {row["id"] for row in specs.load("stellary")["requirements"]}
NOON = 1_767_268_800.0
W = "/orgs/acme/workspaces/engineering"
READS = (
    *("/auth/me", "/organizations", "/organizations/acme", "/organizations/acme/members", "/notifications"),
    *("/notifications/count", "/api-tokens", "/orgs/acme/workspaces", W, f"{W}/projects", f"{W}/projects/portfolio"),
    *(f"{W}/projects/templates", f"{W}/pilotage/state", f"{W}/pilotage/actions", f"{W}/documents", f"{W}/agents"),
    f"{W}/project-drafts",
)
BOARD = ("", "/export", "/members", "/columns", "/cards", "/scopes", "/labels", "/custom-fields", "/automations")


def made(name: str) -> Stellary:
    """A fresh subject by its name."""
    app = (MUTANTS | TWINS)[name].make()
    assert isinstance(app, Stellary)
    return app


@pytest.mark.parametrize("name", TWINS)
def test_every_twin_reads_and_refuses(name: str) -> None:
    app = made(name)
    owner = enter(app, "owner")
    assert {ask(app, "GET /auth/me").status, owner("GET /nowhere").status} == {401, 404}
    board = f"{W}/projects/{owner(f'GET {W}/projects').body[0]['id']}"
    for path in (*READS, *(board + tail for tail in BOARD)):
        assert owner(f"GET {path}").status == 200, path
    assert owner(f"POST {board}/labels", {"name": "x", "color": "red"}).body["statusCode"] == 400
    assert enter(app, "outsider")(f"GET {W}").status in (403, 404)


@pytest.mark.parametrize("name", TWINS)
def test_every_twin_runs_a_mission_to_its_end(name: str) -> None:
    app = made(name)
    owner = enter(app, "owner")
    agents = {row["autonomyMode"]: row["id"] for row in owner(f"GET {W}/agents").body}
    board = f"{W}/projects/{owner(f'GET {W}/projects').body[0]['id']}"
    card = owner(f"GET {board}/cards").body[0]["id"]
    run = owner(f"POST {W}/agents/{agents['supervised']}/missions", {"cardId": card, "prompt": "go"})
    seen = [run.body["status"]]
    while seen[-1] != "awaiting_approval" and len(seen) < 20:
        app.advance(0.5)
        seen.append(owner(f"GET {W}/missions/{run.body['id']}").body["status"])
    assert list(dict.fromkeys(seen)) == ["queued", "running", "awaiting_approval"]
    [proposal] = owner(f"GET {W}/missions/{run.body['id']}/proposals").body
    assert owner(f"POST {W}/proposals/{proposal['id']}/approve").body["status"] == "approved"


@pytest.mark.parametrize("name", MUTANTS)
def test_every_mutant_is_entered_well_and_made_afresh(name: str) -> None:
    subject = MUTANTS[name]
    assert (subject.name, subject.api) == (name, "stellary")
    assert re.fullmatch(r"\S.{12,}\.", subject.aim)
    assert FAMILIES.issuperset(subject.laws)
    assert len(set(subject.laws)) == len(subject.laws) >= 1
    assert len(set(subject.requirements)) == len(subject.requirements) >= 1
    assert ROWS.issuperset(subject.requirements)
    first, second = made(name), made(name)
    assert first.tables is not second.tables
    email, password, *_ = PEOPLE["owner"]
    assert ask(first, "POST /auth/login", {"email": email, "password": password}).status in (200, 201)


def test_every_family_has_its_mutants() -> None:
    assert len(MUTANTS) >= 90
    assert set(Counter(law for subject in MUTANTS.values() for law in subject.laws)) == FAMILIES


def test_no_two_subjects_share_a_name_or_an_aim() -> None:
    assert MUTANTS.keys().isdisjoint(TWINS)
    assert len({subject.aim for subject in MUTANTS.values()}) == len(MUTANTS)
    assert len({subject.differs for subject in TWINS.values()}) == len(TWINS)


def test_each_mutant_stands_in_a_file_of_its_first_family() -> None:
    for name, subject in MUTANTS.items():
        place = type(made(name)).__module__.rpartition(".")[2]
        assert any(place.startswith(f"{law}_") for law in subject.laws), f"{name} stands in {place}"


KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "columns_lost": ("/columns", {"name": "w"}),
    "workspace_projects_lost": ("", {"name": "w"}),
    "documents_lost": ("/documents", {"title": "w"}),
    "labels_lost": ("/labels", {"color": "#000000"}),
    "cards_lost": ("/cards", {"title": "w"}),
    "comments_lost": ("/comments", {"content": "w"}),
}


def count_lost(owner: Caller, name: str) -> int:
    """How many rows are missing after ten clients wrote at once."""
    tail, body = KINDS[name]
    board = f"{W}/projects/{owner(f'GET {W}/projects').body[0]['id']}"
    listed = {"": f"{W}/projects", "/documents": f"{W}/documents"}.get(tail, f"{board}{tail}")
    target = listed
    if tail == "/cards":
        target = f"{board}/columns/{owner(f'GET {board}/columns').body[0]['id']}/cards"
    if tail == "/comments":
        target = listed = f"{board}/cards/{owner(f'GET {board}/cards').body[0]['id']}/comments"

    def write(number: int) -> Answer:
        return owner(f"POST {target}", body | ({"name": f"l{number}"} if tail == "/labels" else {}))

    with ThreadPoolExecutor(10) as pool:
        idents = {answer.body["id"] for answer in pool.map(write, range(10)) if answer.status == 201}
    return 10 - len(idents & {row["id"] for row in owner(f"GET {listed}").body})


@pytest.mark.parametrize("name", KINDS)
def test_ten_writers_lose_nothing_here_and_much_there(name: str) -> None:
    assert count_lost(enter(Stellary(lambda: NOON), "owner"), name) == 0
    assert count_lost(enter(made(name), "owner"), name) > 0


def count_winners(app: Stellary, name: str) -> int:
    """How many of ten clients succeed where one may."""
    owner = enter(app, "owner")
    line, body = "POST /organizations", {"name": "Same", "slug": "same"}
    if name == "review_raced":
        action = owner(f"GET {W}/pilotage/actions").body[0]["id"]
        line, body = f"POST {W}/pilotage/actions/{action}/review", {"approved": True}  # type: ignore[dict-item]
    with ThreadPoolExecutor(10) as pool:
        return sum(answer.status == 201 for answer in pool.map(lambda _: owner(line, body), range(10)))


@pytest.mark.parametrize("name", ["org_slug_raced", "review_raced"])
def test_one_of_ten_wins_here_and_more_there(name: str) -> None:
    assert count_winners(Stellary(lambda: NOON), name) == 1
    assert count_winners(made(name), name) > 1
