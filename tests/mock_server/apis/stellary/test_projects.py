from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from tests.mock_server.apis.stellary.boardroom import join, open_board

CARD = {"title": "First", "columnIndex": 0}


def snapshot(**changes: Any) -> dict[str, Any]:
    columns = [{"name": "Ideas"}, {"name": "Doing"}]
    return {"project": {"name": "Imported"}, "columns": columns, "cards": [CARD], **changes}


def test_a_new_project_has_columns_and_its_creator() -> None:
    owner = open_board()
    assert [(row["name"], row["order"]) for row in owner.columns()] == [("To Do", 0), ("In Progress", 1), ("Done", 2)]
    assert [row["userId"] for row in owner.get("listProjectMembers")] == [owner.id]


def test_the_portfolio_counts_what_is_there() -> None:
    owner = open_board()
    owner.card("late", dueDate="2024-01-01")
    owner.card("in time", dueDate="2024-02-01")
    owner.card("done", 2, dueDate="2024-01-01")
    owner.get("createProject", {"name": "Empty"})
    found = owner.get("readPortfolio")
    assert [row["name"] for row in found] == ["Q1 launch", "Empty"]
    assert {
        name: found[0][name] for name in ("columnCount", "cardCount", "doneCount", "overdueCount", "memberCount")
    } == {
        "columnCount": 3,
        "cardCount": 3,
        "doneCount": 1,
        "overdueCount": 1,
        "memberCount": 1,
    }
    assert (found[1]["cardCount"], found[1]["overdueCount"]) == (0, 0)


def test_the_portfolio_of_200_projects_is_quick() -> None:
    owner = open_board()
    sent = snapshot(cards=[{"title": f"Card {n}", "columnIndex": n % 2, "dueDate": "2024-01-01"} for n in range(20)])
    for _ in range(199):
        owner.get("importProject", sent)
    start = perf_counter()
    found = owner.get("readPortfolio")
    assert perf_counter() - start < 0.5
    assert len(found) == 200
    assert {row["overdueCount"] for row in found[1:]} == {10}


def test_what_is_exported_can_be_imported_and_is_the_same() -> None:
    owner = open_board()
    owner.card("plain")
    steps = [{"title": "one", "done": True}, {"title": "two", "done": False}]
    whole = owner.card("whole", 1, description="Text", priority="high", startDate="2024-02-01", checklist=steps)
    owner.change(whole, archived=True, assigneeId=owner.id)
    owner.change(owner.card("second"), order=0)
    taken = owner.get("exportProject")
    copy = owner.get("importProject", taken)
    again = owner.get("exportProject", projectId=copy["id"])
    assert again == taken
    assert [card["title"] for card in taken["cards"]] == ["second", "plain", "whole"]
    progress = {card["title"]: card["checklistProgress"] for card in owner.get("listCards", projectId=copy["id"])}
    assert progress == {"second": 0, "plain": 0, "whole": 50}


def test_an_import_keeps_order_and_priority() -> None:
    owner = open_board()
    cards = [{"title": f"Card {n}", "columnIndex": 1 - n % 2, "priority": "medium"} for n in range(4)]
    project = owner.get("importProject", snapshot(cards=cards))
    assert [row["name"] for row in owner.columns(projectId=project["id"])] == ["Ideas", "Doing"]
    found = owner.get("exportProject", projectId=project["id"])["cards"]
    assert [(card["title"], card["columnIndex"]) for card in found] == [
        ("Card 1", 0), ("Card 3", 0), ("Card 0", 1), ("Card 2", 1),
    ]  # fmt: skip
    assert {card["priority"] for card in found} == {"medium"}


@pytest.mark.parametrize(("columns", "cards", "status"), [(50, 0, 201), (51, 0, 400), (1, 500, 201), (1, 501, 400)])
def test_an_import_has_bounds(columns: int, cards: int, status: int) -> None:
    owner = open_board()
    sent = snapshot(columns=[{"name": f"Column {n}"} for n in range(columns)], cards=[CARD] * cards)
    assert owner.send("importProject", sent).status == status


@pytest.mark.parametrize(
    "changes",
    [
        {"cards": [{**CARD, "columnIndex": 2}]},
        {"columns": [], "cards": [CARD]},
        {"cards": [{**CARD, "dueDate": "2024-02-31"}]},
    ],
)
def test_a_refused_import_leaves_nothing(changes: dict[str, Any]) -> None:
    owner = open_board()
    assert owner.send("importProject", snapshot(**changes)).status == 400
    assert len(owner.get("listProjects")) == 1


def test_a_board_without_columns_stays_one() -> None:
    owner = open_board()
    for column in owner.columns():
        owner.get("deleteColumn", columnId=column["id"])
    taken = owner.get("exportProject")
    assert owner.columns(projectId=owner.get("importProject", taken)["id"]) == []
    assert len(owner.columns(projectId=owner.get("importProject", {"project": {"name": "Bare"}})["id"])) == 3


def test_templates_name_their_columns() -> None:
    found = open_board().get("listTemplates")
    assert found[0]["columns"] == ["To Do", "In Progress", "Done"]
    assert len({row["id"] for row in found}) == len(found) > 1


def test_project_members_come_and_go_by_address() -> None:
    owner = open_board()
    guest = join(owner, "Sam")
    row = owner.get("addProjectMember", {"email": "sam@example.com"})
    assert row == {"projectId": owner.path["projectId"], "userId": guest.id, "email": "sam@example.com", "name": "Sam"}
    assert owner.send("addProjectMember", {"email": "sam@example.com"}).status == 409
    assert owner.send("addProjectMember", {"email": "nobody@example.com"}).status == 404
    assert owner.get("removeProjectMember", userId=guest.id) == {"ok": True}
    assert owner.send("removeProjectMember", userId=guest.id).status == 404
