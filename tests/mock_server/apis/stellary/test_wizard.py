from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.stellary.boardroom import Person, open_board

ANSWERS: dict[str, Any] = {
    "text": "Collectors", "boolean": True, "number": 3, "single_choice": "quality", "multiple_choice": ["design"],
}  # fmt: skip


@pytest.fixture
def board() -> Person:
    return open_board()


def frame(board: Person, description: str = "Sell posters online") -> dict[str, Any]:
    return dict(board.get("createDraft", {"name": "Shop", "description": description}))


def refine(board: Person, draft: dict[str, Any], answers: list[dict[str, Any]]) -> dict[str, Any]:
    return dict(board.get("refineDraft", {"answers": answers}, draftId=draft["id"]))


def answer_all(draft: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"questionId": question["id"], "value": ANSWERS[question["type"]]} for question in draft["questions"]]


def test_answers_bring_further_questions_until_the_draft_is_ready(board: Person):
    draft = frame(board)
    assert (draft["stage"], draft["readinessScore"], draft["contextDocuments"]) == ("refinement", None, [])
    scores, formats = [], set()
    while draft["questions"]:
        formats |= {question["type"] for question in draft["questions"]}
        draft = refine(board, draft, answer_all(draft))
        scores.append(draft["readinessScore"])
    assert scores == [40, 60, 80]
    assert formats == set(ANSWERS)
    assert board.get("getDraft", draftId=draft["id"]) == draft
    assert board.send("refineDraft", {"answers": []}, draftId=draft["id"]).status == 409


def test_nobody_is_asked_more_than_four_times(board: Person):
    draft = frame(board)
    for rounds in range(4):
        assert len(draft["questions"]) == 2, rounds
        draft = refine(board, draft, [{"questionId": "nobody-asked", "value": "x"}])
    assert (draft["questions"], draft["readinessScore"]) == ([], 20)
    assert board.send("refineDraft", {"answers": []}, draftId=draft["id"]).status == 409


def test_questions_depend_on_answers(board: Person):
    hurried, calm = (
        refine(board, frame(board), [{"questionId": "q2", "value": value}])["questions"] for value in (True, False)
    )
    assert ["weeks" in asked[0]["text"] for asked in (hurried, calm)] == [True, False]
    assert [question["id"] for question in hurried] == [question["id"] for question in calm]


def test_execution_makes_the_project(board: Person):
    draft = frame(board)
    for operation in ("executeDraft", "generateRoadmap"):
        assert board.send(operation, draftId=draft["id"]).status == 409
    refine(board, draft, [{"questionId": "q2", "value": True}])
    draft = board.get("generateRoadmap", draftId=draft["id"])
    assert (draft["stage"], draft["questions"]) == ("roadmap", [])
    phases = draft["roadmap"]["phases"]
    assert [len(phase["deliverables"]) for phase in phases] == [2, 2]
    project = board.get("executeDraft", draftId=draft["id"])
    assert (project["name"], set(project)) == ("Shop", {"id", "name", "workspaceId", "createdAt"})
    columns = board.columns(projectId=project["id"])
    assert [column["name"] for column in columns] == [phase["name"] for phase in phases]
    cards = board.get("listCards", projectId=project["id"])
    for column, phase in zip(columns, phases, strict=True):
        own = sorted((card for card in cards if card["columnId"] == column["id"]), key=lambda card: int(card["order"]))
        assert [(card["title"], card["priority"]) for card in own] == [
            (deliverable["title"], deliverable["priority"]) for deliverable in phase["deliverables"]
        ]
    assert [member["userId"] for member in board.get("listProjectMembers", projectId=project["id"])] == [board.id]
    after = board.get("getDraft", draftId=draft["id"])
    assert (after["stage"], after["projectId"]) == ("executed", project["id"])
    for operation in ("executeDraft", "generateRoadmap"):
        assert board.send(operation, draftId=draft["id"]).status == 409
    assert board.send("refineDraft", {"answers": []}, draftId=draft["id"]).status == 409


def test_a_long_description_gives_the_deliverables(board: Person):
    draft = frame(board, "Choose posters, print them; build the shop. Advertise it.\n" + "x" * 700)
    refine(board, draft, [])
    phases = board.get("generateRoadmap", draftId=draft["id"])["roadmap"]["phases"]
    titles = [[deliverable["title"] for deliverable in phase["deliverables"]] for phase in phases]
    assert titles == [["Choose posters", "print them"], ["build the shop", "Advertise it", "x" * 500]]
    board.get("executeDraft", draftId=draft["id"])


def test_a_deleted_draft_is_gone_and_its_project_stays(board: Person):
    draft = frame(board)
    refine(board, draft, [])
    board.get("generateRoadmap", draftId=draft["id"])
    project = board.get("executeDraft", draftId=draft["id"])["id"]
    board.get("deleteDraft", draftId=draft["id"])
    assert board.get("listDrafts") == []
    assert board.send("executeDraft", draftId=draft["id"]).status == 404
    assert board.get("getProject", projectId=project)["id"] == project
