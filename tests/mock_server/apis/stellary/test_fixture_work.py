"""What was going on before anybody came: the fixtures' missions, drafts, actions and rules go on like new ones."""

from __future__ import annotations

from itertools import count

import pytest

from mock_server.engine import Twin, open_twin
from tests.mock_server.apis.stellary.boardroom import Person, read_events
from tests.mock_server.engine.driver import Client

START = "2026-02-10T09:00:00Z"
_numbers = count(1)


@pytest.fixture(scope="module")
def twin() -> Twin:
    return open_twin("stellary", clock=START, rate_limits=False)


@pytest.fixture
def ada(twin: Twin) -> Person:
    client = Client(twin, f"fixtures-{next(_numbers)}")
    [token] = [
        entry["token"] for entry in twin.target("http://x", "http://x")["principals"] if entry["name"] == "owner"
    ]
    path = {"orgSlug": "acme", "wsSlug": "engineering"}
    person = Person(client, "", token, path)
    person.id = person.get("readMe")["user"]["id"]
    names = {project["name"]: project["id"] for project in person.get("listProjects")}
    person.path["projectId"] = names["Billing"]
    return person


def test_drafts_go_on_from_their_stage(ada: Person):
    asking, planned = ada.get("listDrafts")
    answers = {"answers": [{"questionId": asking["questions"][0]["id"], "value": "Collectors"}]}
    refined = ada.get("refineDraft", answers, draftId=asking["id"])
    assert (refined["stage"], refined["readinessScore"]) == ("refinement", 30)
    assert ada.get("generateRoadmap", draftId=asking["id"])["stage"] == "roadmap"
    project = ada.get("executeDraft", draftId=planned["id"])["id"]
    assert [column["name"] for column in ada.columns(projectId=project)] == ["Foundations", "Launch"]
    assert {card["title"] for card in ada.get("listCards", projectId=project)} == {"Write the brief", "Tell everybody"}


def test_the_waiting_mission_is_over_once_its_proposal_is_approved(ada: Person):
    agent = ada.get("listAgents")[0]["id"]
    missions = {mission["status"]: mission["id"] for mission in ada.get("listMissions", agentId=agent)}
    waiting = missions["awaiting_approval"]
    [proposal] = ada.get("listProposals", missionId=waiting)
    ada.get("approveProposal", proposalId=proposal["id"])
    moved = proposal["action"]["payload"]
    columns = {column["id"]: column["name"] for column in ada.columns()}
    assert columns[ada.read({"id": moved["cardId"]})["columnId"]] == moved["targetColumn"]
    assert ada.get("getMission", missionId=waiting)["status"] == "completed"
    told = read_events(ada.stream("getMission", missionId=missions["completed"]))
    assert [(name, seen["status"]) for name, seen in told] == [("progress", "completed"), ("end", "completed")]


def test_the_approved_action_is_applied_with_its_effect(ada: Person):
    [action] = ada.get("listActions", query="status=approved")
    ada.get("applyAction", actionId=action["id"])
    assert ada.read({"id": action["payload"]["cardId"]})["priority"] == "high"


def test_the_rule_of_ticked_checklists_runs(ada: Person):
    rules = {rule["trigger"]: rule["id"] for rule in ada.get("listAutomations")}
    columns = {column["name"]: column["id"] for column in ada.columns()}
    before = len(ada.traces(rules["checklist_complete"]))
    card = next(
        card for card in ada.get("listCards") if card["columnId"] == columns["In Progress"] and card["checklist"]
    )
    for item in card["checklist"]:
        ada.get("updateChecklistItem", {"done": True}, cardId=card["id"], itemId=item["_id"])
    assert ada.read(card)["columnId"] == columns["Review"]
    assert len(ada.traces(rules["checklist_complete"])) == before + 1


def test_due_dates_of_cards_that_were_there_before_a_rule_arrive_once(ada: Person):
    due = {card["id"] for card in ada.get("listCards") if (card["dueDate"] or "") > START}
    assert len(due) == 2
    action = {"type": "set_priority", "priority": "low"}
    rules = [ada.rule("task_created", action), ada.rule("due_date_reached", action)]
    ada.get("updateAutomation", {"trigger": "due_date_reached"}, ruleId=rules[0])
    ada.get("toggleAutomation", ruleId=rules[1])
    ada.get("toggleAutomation", ruleId=rules[1])
    ada.advance(400 * 86400)
    # Her token has expired meanwhile.
    ada.token = ada.get("login", {"email": "ada@acme.test", "password": "ada-keeps-a-secret"})["access_token"]
    for rule in rules:
        traces = ada.traces(rule)
        assert ({trace["target"] for trace in traces}, len(traces)) == (due, 2)


def test_the_state_of_the_cockpit_is_filled(ada: Person):
    state = ada.get("readPilotageState")
    assert all(state[member] for member in ("missions", "activePriorities", "todos", "decisions", "activeDocs"))
