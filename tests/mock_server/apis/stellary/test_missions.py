from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.stellary.boardroom import Person, open_board, read_events


@pytest.fixture
def board() -> Person:
    return open_board()


def hire(board: Person, mode: str = "supervised", **fields: Any) -> str:
    slug = f"helper-{len(board.get('listAgents'))}"
    return str(board.get("createAgent", {"name": "Helper", "slug": slug, "autonomyMode": mode, **fields})["id"])


def start(board: Person, agent: str, card: dict[str, Any], prompt: str = "Move the card on") -> dict[str, Any]:
    return dict(board.get("startMission", {"cardId": card["id"], "prompt": prompt}, agentId=agent))


def watch(board: Person, mission: dict[str, Any]) -> tuple[str, float]:
    seen = board.get("getMission", missionId=mission["id"])
    return seen["status"], seen["progress"]


def proposals(board: Person, mission: dict[str, Any]) -> list[dict[str, Any]]:
    return list(board.get("listProposals", missionId=mission["id"]))


def column_of(board: Person, card: dict[str, Any]) -> str:
    names: dict[str, str] = {column["id"]: column["name"] for column in board.columns()}
    return names[board.read(card)["columnId"]]


def test_a_mission_takes_one_step_a_second(board: Person):
    card = board.card()
    mission = start(board, hire(board, "autonomous"), card)
    assert (mission["status"], mission["progress"], mission["result"]) == ("queued", 0, None)
    seen = []
    for _ in range(5):
        board.advance(1)
        seen.append(watch(board, mission))
    assert seen == [("running", 10), ("running", 40), ("running", 70), ("completed", 100), ("completed", 100)]
    assert column_of(board, card) == "In Progress"
    assert proposals(board, mission) == []


@pytest.mark.parametrize("mode", ["supervised", "approval"])
def test_an_agent_that_may_not_act_proposes_and_waits(board: Person, mode: str):
    card = board.card()
    mission = start(board, hire(board, mode), card)
    board.advance(60)
    assert watch(board, mission)[0] == "awaiting_approval"
    [proposal] = proposals(board, mission)
    assert (proposal["status"], proposal["action"]["type"]) == ("pending", "move_card")
    assert proposal["action"]["payload"]["cardId"] == card["id"]
    assert column_of(board, card) == "To Do"
    assert board.get("approveProposal", proposalId=proposal["id"])["status"] == "approved"
    assert column_of(board, card) == "In Progress"
    assert watch(board, mission) == ("completed", 100)
    assert board.send("rejectProposal", {}, proposalId=proposal["id"]).status == 409


def test_a_rejection_keeps_its_reason_and_does_nothing(board: Person):
    card = board.card()
    mission = start(board, hire(board), card)
    board.advance(4)
    [proposal] = proposals(board, mission)
    rejected = board.get("rejectProposal", {"reason": "Not yet"}, proposalId=proposal["id"])
    assert (rejected["status"], rejected["reason"]) == ("rejected", "Not yet")
    assert column_of(board, card) == "To Do"
    seen = board.get("getMission", missionId=mission["id"])
    assert (seen["status"], seen["result"]) == ("completed", {"approved": 0, "rejected": 1, "undone": []})
    assert board.send("approveProposal", proposalId=proposal["id"]).status == 409


def test_missions_that_cannot_succeed_fail_and_say_why(board: Person):
    lost, agent = board.card(), hire(board, "autonomous")
    given_up = start(board, agent, board.card(), "Fail at this")
    without_card = start(board, agent, lost)
    without_tool = start(board, hire(board, tools=["fly"]), board.card())
    board.get("deleteCard", cardId=lost["id"])
    board.advance(4)
    for mission in (given_up, without_card, without_tool):
        seen = board.get("getMission", missionId=mission["id"])
        assert (seen["status"], seen["progress"]) == ("failed", 70)
        assert seen["result"]
        assert board.send("cancelMission", missionId=mission["id"]).status == 409


@pytest.mark.parametrize("seconds", [0, 2, 4])
def test_a_cancelled_mission_stands_still(board: Person, seconds: int):
    card = board.card()
    mission = start(board, hire(board), card)
    board.advance(seconds)
    assert board.get("cancelMission", missionId=mission["id"])["status"] == "cancelled"
    board.advance(60)
    assert watch(board, mission)[0] == "cancelled"
    for proposal in proposals(board, mission):
        assert board.send("approveProposal", proposalId=proposal["id"]).status == 409
    assert column_of(board, card) == "To Do"
    assert board.send("cancelMission", missionId=mission["id"]).status == 409


def test_a_mission_needs_a_card_of_the_workspace(board: Person):
    agent = hire(board)
    path = {**board.path}
    board.get("createWorkspace", {"name": "Other", "slug": "other"})
    board.path["wsSlug"] = "other"
    board.path["projectId"] = board.get("createProject", {"name": "Elsewhere"})["id"]
    foreign = board.card()
    board.path = path
    for card_id in (foreign["id"], "0" * 24):
        reply = board.send("startMission", {"cardId": card_id, "prompt": "x"}, agentId=agent)
        assert reply.status == 404, reply
    assert board.get("listMissions", agentId=agent) == []


@pytest.mark.parametrize(
    ("tools", "field", "value"),
    [
        (["set_priority"], "priority", "high"),
        (["archive_card"], "archived", True),
        (["update_card"], "description", "Worked on: Do it"),
        (["fly", "comment_card"], "commentCount", 1),
    ],
)
def test_an_agent_keeps_to_its_tools(board: Person, tools: list[str], field: str, value: Any):
    card = board.card()
    start(board, hire(board, "autonomous", tools=tools), card, "Do it")
    board.advance(4)
    after = board.read(card)
    assert (after[field], after["columnId"]) == (value, card["columnId"])
    if "comment_card" in tools:
        [comment] = board.get("listComments", cardId=card["id"])
        assert (comment["authorName"], comment["content"]) == ("Helper", "Worked on: Do it")


def test_an_agent_comments_in_the_last_column(board: Person):
    card = board.card(column=2)
    start(board, hire(board, "autonomous"), card)
    board.advance(4)
    assert board.read(card)["commentCount"] == 1


def test_an_approval_that_came_too_late_does_no_harm(board: Person):
    card = board.card()
    mission = start(board, hire(board), card)
    board.advance(4)
    board.get("deleteCard", cardId=card["id"])
    board.get("approveProposal", proposalId=proposals(board, mission)[0]["id"])
    result = board.get("getMission", missionId=mission["id"])["result"]
    assert (result["approved"], len(result["undone"])) == (1, 1)


def test_what_an_agent_does_sets_off_rules(board: Person):
    rule = board.rule("task_moved", {"type": "set_priority", "priority": "high"})
    card, agent = board.card(), hire(board, "autonomous")
    start(board, agent, card)
    board.advance(4)
    assert board.read(card)["priority"] == "high"
    assert [trace["actor"] for trace in board.traces(rule)] == [agent]


def test_a_stream_tells_each_step_as_it_happens(board: Person):
    mission = start(board, hire(board), board.card())
    chunks = iter(board.stream("getMission", missionId=mission["id"]))
    assert read_events([next(chunks)])[0][1]["status"] == "queued"
    board.advance(1)
    assert read_events([next(chunks)])[0][1]["progress"] == 10
    board.advance(10)
    events = read_events(chunks)
    told = [(name, seen["status"], seen["progress"]) for name, seen in events]
    assert told == [
        ("progress", "running", 40),
        ("progress", "running", 70),
        ("progress", "awaiting_approval", 90),
        ("end", "awaiting_approval", 90),
    ]
    assert events[-1][1] == board.get("getMission", missionId=mission["id"])


def test_a_stream_brings_a_mission_on_where_nobody_else_asks(board: Person):
    mission = start(board, hire(board), board.card())
    chunks = iter(board.stream("getMission", missionId=mission["id"]))
    next(chunks)
    world = board.client.twin.worlds.peek(board.client.world or "")
    assert world is not None
    world.clock.advance(2)
    assert [seen["progress"] for _, seen in read_events([next(chunks), next(chunks)])] == [10, 40]


def test_a_stream_ends_with_its_mission(board: Person):
    mission = start(board, hire(board), board.card())
    chunks = iter(board.stream("getMission", missionId=mission["id"]))
    next(chunks)
    board.get("cancelMission", missionId=mission["id"])
    assert [seen["status"] for _, seen in read_events(chunks)] == ["cancelled", "cancelled"]
    again = read_events(board.stream("getMission", missionId=mission["id"]))
    assert [seen["status"] for _, seen in again] == ["queued", "cancelled", "cancelled"]


def test_a_silent_stream_shows_that_it_is_alive_and_ends_with_the_world(board: Person):
    mission = start(board, hire(board), board.card())
    chunks = iter(board.stream("getMission", missionId=mission["id"]))
    assert next(chunks).startswith(b"event: progress\n")
    assert next(chunks).startswith(b":")
    assert board.client.control("POST", "reset").status in (200, 204)
    assert read_events(chunks) == []
