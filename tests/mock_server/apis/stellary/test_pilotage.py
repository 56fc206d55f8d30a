from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.stellary.boardroom import Person, join, open_board


@pytest.fixture
def board() -> Person:
    return open_board()


def carry_out(board: Person, kind: str, payload: dict[str, Any] | None = None) -> None:
    body = {"actionType": kind, "explanation": "Because", **({"payload": payload} if payload is not None else {})}
    action = board.get("proposeAction", body)["id"]
    board.get("reviewAction", {"approved": True}, actionId=action)
    assert board.get("applyAction", actionId=action)["status"] == "applied"


def test_the_state_holds_what_was_made_in_this_workspace(board: Person):
    mission = board.get("createPilotageMission", {"objective": "Billing"})
    priority = board.get("createPriority", {"label": "Ship", "module": "billing"})
    todo = board.get("createTodo", {"label": "Test", "missionId": mission["id"]})
    decision = board.get("createDecision", {"title": "Use Stripe"})
    doc = board.get("createActiveDoc", {"title": "Spec", "sourceType": "tech"})
    state = board.get("readPilotageState")
    members = ("missions", "activePriorities", "todos", "decisions", "activeDocs")
    assert [state[member] for member in members] == [[mission], [priority], [todo], [decision], [doc]]
    board.get("createWorkspace", {"name": "Other", "slug": "other"})
    other = board.get("readPilotageState", wsSlug="other")
    assert [other[member] for member in members] == [[], [], [], [], []]


def test_the_state_says_whose_view_it_is(board: Person):
    asked = "profile=revue&intent=weekly_review&detailLevel=minimal"
    context = board.get("readPilotageState", query=asked)["usageContext"]
    assert context == {"profile": "revue", "role": "owner", "intent": "weekly_review", "detailLevel": "minimal"}
    context = join(board, "Tom").get("readPilotageState")["usageContext"]
    assert context == {"profile": "pilotage", "role": "viewer", "intent": None, "detailLevel": "standard"}
    assert board.send("readPilotageState", query="profile=nobody").status == 400


def test_a_todo_links_only_what_is_there(board: Person):
    priority = board.get("createPriority", {"label": "Ship"})["id"]
    mission = board.get("createPilotageMission", {"objective": "Billing"})["id"]
    todo = board.get("createTodo", {"label": "Test", "missionId": mission, "priorityId": priority})
    assert (todo["missionId"], todo["priorityId"]) == (mission, priority)
    board.get("createWorkspace", {"name": "Other", "slug": "other"})
    elsewhere = board.get("createPriority", {"label": "Ship"}, wsSlug="other")["id"]
    for link in ({"priorityId": elsewhere}, {"priorityId": "p-999"}, {"missionId": "m-999"}):
        assert board.send("createTodo", {"label": "Test", **link}).status == 404, link
    loose = board.get("createTodo", {"label": "Linked to nothing"})
    assert board.get("updateTodo", {"status": "done"}, todoId=loose["id"])["status"] == "done"
    assert board.get("readPilotageState")["todos"] == [todo, {**loose, "status": "done"}]


def test_actions_on_cards(board: Person):
    card = board.card()
    about = {"cardId": card["id"]}
    carry_out(board, "move_card", {**about, "targetColumn": "Done"})
    carry_out(board, "set_priority", {**about, "priority": "high"})
    carry_out(board, "assign_user", {**about, "assigneeId": board.id})
    carry_out(board, "update_card", {**about, "title": "New", "dueDate": "2024-03-01", "id": "x", "columnId": "y"})
    carry_out(board, "comment_card", {**about, "content": "Well done"})
    carry_out(board, "archive_card", about)
    after = board.read(card)
    assert {name: value for name, value in after.items() if value != card[name]} == {
        "columnId": board.columns()[2]["id"],
        "priority": "high",
        "assigneeId": board.id,
        "title": "New",
        "dueDate": "2024-03-01T00:00:00Z",
        "commentCount": 1,
        "archived": True,
    }
    assert [row["authorName"] for row in board.get("listComments", cardId=card["id"])] == ["Jane"]


def test_an_action_makes_a_card(board: Person):
    rule = board.rule("task_created", {"type": "set_priority", "priority": "high"})
    column = board.columns()[1]["id"]
    carry_out(board, "create_card", {"columnId": column, "title": "Ship it", "dueDate": "2024-03-01"})
    carry_out(board, "create_card", {"projectId": board.path["projectId"], "column": "done", "title": "Shipped"})
    first, second = sorted(board.get("listCards"), key=lambda card: str(card["title"]))
    assert (first["columnId"], first["dueDate"], first["priority"]) == (column, "2024-03-01T00:00:00Z", "high")
    assert second["columnId"] == board.columns()[2]["id"]
    assert len(board.traces(rule)) == 2


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("call_a_meeting", {"when": "now"}), ("move_card", None), ("move_card", {"targetColumn": "Done"}),
        ("move_card", {"cardId": "CARD", "targetColumn": "Nowhere"}), ("create_card", {"title": "Nowhere"}),
        ("create_card", {"columnId": "COLUMN", "title": ""}), ("create_card", {"columnId": "COLUMN"}),
        ("create_card", {"columnId": "COLUMN", "title": "x", "dueDate": "2024-02-31"}),
        ("update_card", {"cardId": "CARD", "title": ""}), ("update_card", {"cardId": "CARD", "dueDate": "2024-02-31"}),
        ("update_card", {"cardId": "CARD", "assigneeId": "6" * 24}), ("comment_card", {"cardId": "CARD"}),
        ("comment_card", {"cardId": "CARD", "content": ""}), ("set_priority", {"cardId": ["CARD"], "priority": "low"}),
        ("move_card", {"cardId": "CARD", "targetColumn": "Done", "order": "first"}),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_applied_without_an_effect(board: Person, kind: str, payload: dict[str, Any] | None):
    card = board.card()
    ids = {"CARD": card["id"], "COLUMN": board.columns()[0]["id"]}
    found = {
        name: ids.get(value, value) if isinstance(value, str) else value for name, value in (payload or {}).items()
    }
    carry_out(board, kind, found if payload is not None else None)
    assert board.get("listCards") == [card]
    assert board.get("listComments", cardId=card["id"]) == []


def test_an_action_reaches_no_card_of_another_workspace(board: Person):
    card = board.card()
    board.get("createWorkspace", {"name": "Other", "slug": "other"})
    board.path["wsSlug"] = "other"
    carry_out(board, "archive_card", {"cardId": card["id"]})
    board.path["wsSlug"] = "engineering"
    assert board.read(card) == card


def test_only_an_approved_action_is_applied_and_that_once(board: Person):
    card = board.card()
    body = {"actionType": "archive_card", "explanation": "Old", "payload": {"cardId": card["id"]}}
    one, two = (board.get("proposeAction", body)["id"] for _ in range(2))
    assert board.send("applyAction", actionId=one).status == 409
    board.get("reviewAction", {"approved": False, "reason": "No"}, actionId=one)
    assert board.send("applyAction", actionId=one).status == 409
    assert board.read(card)["archived"] is False
    board.get("reviewAction", {"approved": True}, actionId=two)
    board.get("applyAction", actionId=two)
    assert board.send("applyAction", actionId=two).status == 409
    assert board.read(card)["archived"] is True
