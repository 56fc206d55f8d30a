from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.spedy.office import INT, MOB, WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import DONE, TODO, add, read

BETA, ALPHA, FAIR = "mls_000000000001", "mls_000000000002", "mls_000000000003"


def _make(office: Office, **fields: Any) -> dict[str, Any]:
    return dict(office.get("createMilestone", {"name": "Gamma", **fields}, boardId=WEB))


def _shown(office: Office, query: str = "", who: str = "admin") -> list[str]:
    return [row["name"] for row in office.rows("listMilestones", query, who, boardId=WEB)]


def test_a_new_milestone_is_open_and_has_no_tickets() -> None:
    office = open_office()
    made = _make(office)
    told = {name: made[name] for name in ("boardId", "status", "progress", "dueDate", "deletedAt")}
    empty = {"total": 0, "completed": 0}
    assert told == {"boardId": WEB, "status": "OPEN", "progress": empty, "dueDate": None, "deletedAt": None}
    assert office.get("getMilestone", boardId=WEB, milestoneId=made["id"]) == made


def test_progress_follows_the_tickets() -> None:
    office = open_office()
    milestone = _make(office)["id"]
    tickets = [add(office, milestoneId=milestone, statusId=status)["id"] for status in (TODO, TODO, DONE)]

    def told() -> list[int]:
        return list(office.get("getMilestone", boardId=WEB, milestoneId=milestone)["progress"].values())

    assert told() == [3, 1]
    office.get("transitionTicket", {"statusId": DONE}, boardId=WEB, ticketId=tickets[0])
    assert told() == [3, 2]
    office.gone("deleteTicket", boardId=WEB, ticketId=tickets[2])
    assert told() == [2, 1]


def test_a_deleted_milestone_leaves_its_tickets_for_good() -> None:
    office = open_office()
    milestone = _make(office)["id"]
    ticket = add(office, milestoneId=milestone)
    assert ticket["milestoneId"] == milestone
    office.gone("deleteMilestone", boardId=WEB, milestoneId=milestone)
    after = read(office, ticket["id"])
    assert after == {**ticket, "milestoneId": None}
    back = office.get("restoreMilestone", boardId=WEB, milestoneId=milestone)
    assert (back["deletedAt"], back["progress"]["total"]) == (None, 0)
    assert read(office, ticket["id"])["milestoneId"] is None


def test_deleted_milestones_are_shown_to_those_who_manage_them() -> None:
    office = open_office()
    assert _shown(office) == _shown(office, "includeDeleted=true", "member") == ["Beta", "Alpha"]
    assert _shown(office, "includeDeleted=true") == ["Beta", "Trade fair", "Alpha"]
    assert _shown(office, "status=COMPLETED") == ["Alpha"]
    assert office.refused("listMilestones", query="status=LATE", boardId=WEB) == 400
    assert office.refused("getMilestone", boardId=WEB, milestoneId=FAIR) == 404


def test_a_name_is_taken_among_the_live_ones_of_a_board() -> None:
    office = open_office()
    assert office.refused("createMilestone", {"name": "Beta"}, boardId=WEB) == 409
    assert office.refused("updateMilestone", {"name": "Beta"}, boardId=WEB, milestoneId=ALPHA) == 409
    _make(office, name="Trade fair")
    assert office.refused("restoreMilestone", boardId=WEB, milestoneId=FAIR) == 409
    office.get("updateBoardSettings", {"milestonesAndReleases": True}, boardId=MOB)
    assert office.get("createMilestone", {"name": "Beta"}, boardId=MOB)["name"] == "Beta"


def test_what_is_not_deleted_is_not_restored() -> None:
    assert open_office().refused("restoreMilestone", boardId=WEB, milestoneId=BETA) == 409


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"startDate": "2025-05-02T00:00:00Z", "dueDate": "2025-05-01T00:00:00Z"}, 400),
        ({"startDate": "2025-05-01T01:00:00+02:00", "dueDate": "2025-04-30T23:00:00Z"}, 201),
        ({"startDate": "2025-05-01T00:00:00Z", "dueDate": "2025-05-01T00:00:00Z"}, 201),
        ({"startDate": "2025-05-01T00:00:00Z"}, 201),
        ({"startDate": "0001-01-01T00:00:00+14:00"}, 400),
    ],
)
def test_a_milestone_ends_after_it_begins(fields: dict[str, str], status: int) -> None:
    assert open_office().send("createMilestone", {"name": "Gamma", **fields}, boardId=WEB).status == status


def test_a_change_is_measured_by_what_it_leaves() -> None:
    office = open_office()
    late = {"startDate": "2025-07-01T00:00:00Z"}
    assert office.refused("updateMilestone", late, boardId=WEB, milestoneId=BETA) == 400
    changed = office.get("updateMilestone", {**late, "dueDate": None}, boardId=WEB, milestoneId=BETA)
    assert (changed["startDate"], changed["dueDate"]) == ("2025-07-01T00:00:00Z", None)


@pytest.mark.parametrize(("board", "status"), [(MOB, 403), (INT, 403)])
def test_a_board_without_the_feature_has_none(board: str, status: int) -> None:
    office = open_office()
    assert office.refused("listMilestones", boardId=board) == status
    assert office.refused("createMilestone", {"name": "Gamma"}, boardId=board) == status


def test_an_archived_board_keeps_its_milestones() -> None:
    office = open_office()
    office.get("archiveBoard", boardId=WEB)
    assert _shown(office) == ["Beta", "Alpha"]
    assert office.refused("createMilestone", {"name": "Gamma"}, boardId=WEB) == 409
    assert office.refused("deleteMilestone", boardId=WEB, milestoneId=BETA) == 409
