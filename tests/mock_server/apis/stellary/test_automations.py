from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.stellary.boardroom import Person, join, open_board
from tests.mock_server.engine.driver import NOON

HIGH = {"type": "set_priority", "priority": "high"}


@pytest.fixture
def board() -> Person:
    return open_board()


def test_a_created_card_sets_off_its_rule_and_leaves_a_trace(board: Person):
    rule = board.rule("task_created", HIGH)
    assert board.traces(rule) == []
    card = board.card(priority="low")
    assert card["priority"] == "high"
    trace = board.traces(rule)[0]
    assert trace.pop("id")
    assert trace == {
        "ruleId": rule, "actor": board.id, "target": card["id"], "timestamp": NOON, "result": "success", "error": None,
    }  # fmt: skip


def move(board: Person, card: dict[str, Any]) -> None:
    board.change(card, columnId=board.columns()[1]["id"])


def finish(board: Person, card: dict[str, Any]) -> None:
    board.change(card, columnId=board.columns()[2]["id"])


def assign(board: Person, card: dict[str, Any]) -> None:
    board.change(card, assigneeId=board.id)


def tick(board: Person, card: dict[str, Any]) -> None:
    item = board.get("createChecklistItem", {"title": "only one"}, cardId=card["id"])
    board.get("updateChecklistItem", {"done": True}, cardId=card["id"], itemId=item["_id"])


def bring_back(board: Person, card: dict[str, Any]) -> None:
    board.change(card, archived=True)
    board.change(card, archived=False)


def let_it_come_due(board: Person, card: dict[str, Any]) -> None:
    board.change(card, dueDate="2024-01-16")
    board.advance(9 * 3600)


EVENTS = {
    "task_moved": [move, finish],
    "task_status_changed": [finish],
    "task_assigned": [assign],
    "checklist_complete": [tick],
    "task_added_to_board": [bring_back],
    "due_date_reached": [let_it_come_due],
    "task_created": [],
}


@pytest.mark.parametrize("trigger", EVENTS)
def test_a_trigger_fires_on_its_own_events_and_no_others(board: Person, trigger: str):
    every = [event for events in EVENTS.values() for event in events]
    for event in dict.fromkeys(every):
        card = board.card()
        rule = board.rule(trigger, {"type": "set_priority", "priority": "low"})
        event(board, card)
        fired = [trace["target"] for trace in board.traces(rule)]
        assert fired == ([card["id"]] if event in EVENTS[trigger] else []), event.__name__
        board.get("deleteAutomation", ruleId=rule)


def test_what_is_so_already_fires_nothing(board: Person):
    card = board.card(assigneeId=board.id, checklist=[{"title": "done", "done": True}])
    board.change(card, archived=True)
    rules = [board.rule(trigger, HIGH) for trigger in EVENTS]
    board.change(card, title="Another")
    board.change(card, columnId=card["columnId"], assigneeId=board.id, archived=True)
    assert [board.traces(rule) for rule in rules] == [[]] * len(rules)


def test_leaving_the_last_column_changes_the_status_too(board: Person):
    card = board.card(column=2)
    rule = board.rule("task_status_changed", HIGH, conditions={"status": "open"})
    board.change(card, columnId=board.columns()[0]["id"])
    assert len(board.traces(rule)) == 1
    finish(board, card)
    assert len(board.traces(rule)) == 1


def test_a_due_date_fires_once_on_time_and_not_once_it_was_put_off(board: Person):
    rule = board.rule("due_date_reached", HIGH)
    early, late, gone = (board.card(dueDate="2024-01-16") for _ in range(3))
    board.change(late, dueDate="2024-01-18")
    board.get("deleteCard", cardId=gone["id"])
    board.advance(9 * 3600 - 1)
    assert board.traces(rule) == []
    board.advance(2)
    told = [(trace["target"], trace["timestamp"], trace["actor"]) for trace in board.traces(rule)]
    assert told == [(early["id"], "2024-01-16T00:00:00Z", "system")]
    board.advance(3 * 86400)
    assert [trace["target"] for trace in board.traces(rule)] == [early["id"], late["id"]]
    board.card(dueDate="2024-01-01")
    board.advance(1)
    assert len(board.traces(rule)) == 2


@pytest.mark.parametrize(
    ("conditions", "met"),
    [
        ({}, True), (None, True), ([], True),
        ({"priority": "high"}, True), ({"priority": "low"}, False), ({"priority": ["low", "high"]}, True),
        ({"column": "to do"}, True), ({"column": "Done"}, False), ({"priority": "high", "column": "Done"}, False),
        ([{"field": "priority", "value": "high"}], True), ({"field": "priority", "value": "low"}, False),
        ([{"field": "priority", "operator": "not_equals", "value": "high"}], False),
        ([{"field": "title", "operator": "contains", "value": "api"}], True),
        ([{"field": "title", "operator": "resembles", "value": "api"}], False),
        ({"label": "urgent"}, False), ({"label": None}, False), ({"nobody": None}, False), (["priority"], False),
    ],
)  # fmt: skip
def test_conditions(board: Person, conditions: Any, met: bool):
    rule = board.rule("task_created", {"type": "archive_card"}, conditions=conditions)
    assert board.card(priority="high")["archived"] is met
    assert len(board.traces(rule)) == met


def test_conditions_and_actions_know_labels(board: Person):
    label = board.get("createLabel", {"name": "urgent", "color": "#ff0000"})["id"]
    board.rule("task_created", {"type": "apply_label", "label": "urgent"}, conditions={"priority": "high"})
    on_move = board.rule("task_moved", {"type": "assign_user", "userId": board.id}, conditions={"label": "Urgent"})
    plain, urgent = board.card(), board.card(priority="high")
    assert (plain["labels"], urgent["labels"]) == ([], [label])
    move(board, plain)
    move(board, urgent)
    assert [trace["target"] for trace in board.traces(on_move)] == [urgent["id"]]
    assert (board.read(plain)["assigneeId"], board.read(urgent)["assigneeId"]) == (None, board.id)


def test_actions_move_and_archive(board: Person):
    board.rule("task_created", {"type": "move_card", "targetColumn": "done"}, conditions={"priority": "low"})
    board.rule("task_created", {"type": "archive_card"}, conditions={"priority": "high"})
    assert board.card(priority="low")["columnId"] == board.columns()[2]["id"]
    assert board.card(priority="high")["archived"] is True


def test_a_rule_sends_a_notification(board: Person):
    guest = join(board, "Tom")
    board.rule("task_created", {"type": "send_notification", "userId": guest.id, "message": "Look"})
    card = board.card()
    told = guest.get("listNotifications")
    assert [(row["activity"]["actorId"], row["activity"]["meta"]["message"]) for row in told] == [(board.id, "Look")]
    assert told[0]["activity"]["meta"]["cardId"] == card["id"]


@pytest.mark.parametrize(
    "action",
    [
        {}, {"type": "fly"}, {"type": "move_card", "targetColumn": "Nowhere"}, {"type": "move_card"},
        {"type": "set_priority", "priority": "urgent"}, {"type": "set_priority", "priority": 7},
        {"type": "assign_user", "userId": "6" * 24}, {"type": "assign_user", "userId": {}},
        {"type": "apply_label", "label": []}, {"type": "send_notification", "userId": "nobody"},
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_traced_as_a_failure_and_hurts_nobody(board: Person, action: dict[str, Any]):
    rule = board.rule("task_created", action)
    card = board.card(priority="low")
    assert (card["priority"], card["columnId"]) == ("low", board.columns()[0]["id"])
    trace = board.traces(rule)[0]
    assert trace["result"] == "failure"
    assert trace["error"]


def test_a_rule_that_is_off_or_deleted_or_of_another_project_does_not_run(board: Person):
    off, gone = board.rule("task_created", HIGH), board.rule("task_created", HIGH)
    assert board.get("toggleAutomation", ruleId=off)["enabled"] is False
    board.get("deleteAutomation", ruleId=gone)
    other = board.get("createProject", {"name": "Other"})["id"]
    elsewhere = board.send("createAutomation", {"trigger": "task_created", "action": HIGH}, projectId=other).json["id"]
    assert board.card()["priority"] is None
    assert board.traces(off) == board.get("listTraces", projectId=other, ruleId=elsewhere) == []
    board.get("toggleAutomation", ruleId=off)
    assert board.card()["priority"] == "high"


def test_rules_that_set_each_other_off_come_to_rest(board: Person):
    there = board.rule("task_moved", {"type": "move_card", "targetColumn": "Done"})
    back = board.rule("task_moved", {"type": "move_card", "targetColumn": "To Do"}, conditions={"column": "Done"})
    card = board.card()
    move(board, card)
    assert [len(board.traces(rule)) for rule in (there, back)] == [1, 1]
    assert board.read(card)["columnId"] == board.columns()[0]["id"]


def test_a_long_row_of_rules_ends(board: Person):
    for number in range(9):
        name = f"Stage {number}"
        board.get("createColumn", {"name": name})
        before = {"column": f"Stage {number - 1}"} if number else {}
        board.rule("task_moved", {"type": "move_card", "targetColumn": name}, conditions=before)
    card = board.card()
    move(board, card)
    columns = {column["id"]: column["name"] for column in board.columns()}
    assert columns[board.read(card)["columnId"]] == "Stage 4"


def test_what_a_rule_does_is_told_to_the_people_of_the_board(board: Person):
    join(board, "Tom")
    guest = join(board, "Ann")
    board.get("addProjectMember", {"email": "ann@example.com"})
    board.rule("task_created", {"type": "move_card", "targetColumn": "Done"})
    board.card()
    kinds = [row["activity"]["type"] for row in guest.get("listNotifications")]
    assert kinds[:2] == ["card_moved", "card_created"]
