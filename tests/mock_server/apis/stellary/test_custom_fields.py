from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.stellary.boardroom import Person, open_board

OPTIONS = ["low", "high"]


def field(owner: Person, kind: str) -> str:
    options = {"options": OPTIONS} if "select" in kind else {}
    return str(owner.get("createField", {"name": kind, "type": kind, **options})["id"])


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", ["", "any"], [1, True, ["a"]]),
        ("number", [0, -2.5], ["1", True, [1]]),
        ("select", ["high"], ["none", 1, ["high"]]),
        ("multi-select", [[], ["low", "high"]], ["low", ["none"]]),
        ("date", ["2024-02-29", "2024-02-29T10:00:00Z"], ["2023-02-29", "soon", 20240229, True]),
        ("boolean", [True, False], ["true", 1]),
    ],
)
def test_a_value_is_of_its_fields_type(kind: str, good: list[Any], bad: list[Any]) -> None:
    owner = open_board()
    card, own = owner.card()["id"], field(owner, kind)
    for value in good:
        assert owner.get("setCardFields", {own: value}, cardId=card)["customFields"] == {own: value}
    for value in bad:
        assert owner.send("setCardFields", {own: value}, cardId=card).status == 400
    assert owner.read({"id": card})["customFields"] == {own: good[-1]}


def test_values_are_merged_and_null_takes_one_away() -> None:
    owner = open_board()
    card, one, two = owner.card()["id"], field(owner, "text"), field(owner, "number")
    owner.get("setCardFields", {one: "a"}, cardId=card)
    assert owner.get("setCardFields", {two: 2}, cardId=card)["customFields"] == {one: "a", two: 2}
    assert owner.get("setCardFields", {one: None}, cardId=card)["customFields"] == {two: 2}


def test_a_field_of_another_project_is_none_of_the_cards() -> None:
    owner = open_board()
    card = owner.card()["id"]
    other = owner.get("createProject", {"name": "Other"})["id"]
    foreign = owner.get("createField", {"name": "x", "type": "text"}, projectId=other)["id"]
    for own in (foreign, "nonsense"):
        assert owner.send("setCardFields", {own: "a"}, cardId=card).status == 400


def test_a_deleted_field_takes_its_values_along() -> None:
    owner = open_board()
    card, own, other = owner.card()["id"], field(owner, "text"), field(owner, "number")
    owner.get("setCardFields", {own: "a", other: 1}, cardId=card)
    owner.get("deleteField", fieldId=own)
    assert owner.read({"id": card})["customFields"] == {other: 1}


def test_values_that_do_not_fit_any_more_go() -> None:
    owner = open_board()
    card, own = owner.card()["id"], field(owner, "select")
    owner.get("setCardFields", {own: "high"}, cardId=card)
    owner.get("updateField", {"name": "Risk", "options": ["low", "high", "none"]}, fieldId=own)
    assert owner.read({"id": card})["customFields"] == {own: "high"}
    owner.get("updateField", {"options": ["low"]}, fieldId=own)
    assert owner.read({"id": card})["customFields"] == {}


def test_there_is_always_something_to_choose_from() -> None:
    owner = open_board()
    assert owner.send("createField", {"name": "Risk", "type": "select"}).status == 400
    assert owner.send("updateField", {"type": "multi-select"}, fieldId=field(owner, "text")).status == 400
    assert owner.send("updateField", {"options": []}, fieldId=field(owner, "select")).status == 400
