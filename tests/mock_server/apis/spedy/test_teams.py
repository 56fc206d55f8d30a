from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import Office, open_office
from tests.mock_server.apis.spedy.ticketing import CUSTOMER, MEMBER, OUTSIDER, VIEWER

CORE = "team_00000000c0e0"
OTHERS = "usr_0000000003ea"


def new_team(office: Office, *people: str) -> str:
    """A new team with its people."""
    team = str(office.get("createTeam", {"name": "Night shift"})["id"])
    for person in people:
        office.get("addTeamMember", {"userId": person}, teamId=team)
    return team


def new_board(office: Office, *teams: str) -> str:
    return str(office.get("createBoard", {"name": "Night board", "teamIds": list(teams)})["id"])


def sees(office: Office, board: str, who: str = "outsider") -> bool:
    listed = board in {row["id"] for row in office.rows("listBoards", who=who)}
    assert (office.send("getBoard", who=who, boardId=board).status == 200) is listed
    return listed


def test_members_are_counted_and_collected() -> None:
    office = open_office()
    team = new_team(office, OUTSIDER, VIEWER)
    shown = office.get("getTeam", teamId=team)
    assert shown["memberCount"] == 2
    assert {row["userId"] for row in shown["members"]} == {OUTSIDER, VIEWER}
    office.gone("removeTeamMember", teamId=team, userId=VIEWER)
    assert office.get("getTeam", teamId=team)["memberCount"] == 1
    assert [row["userId"] for row in office.rows("listTeamMembers", teamId=team)] == [OUTSIDER]


def test_who_is_in_already_is_a_conflict() -> None:
    office = open_office()
    assert office.refused("addTeamMember", {"userId": MEMBER}, teamId=CORE) == 409


@pytest.mark.parametrize("person", [CUSTOMER, OTHERS, "usr_nobody"])
def test_neither_customers_nor_strangers_are_in_a_team(person: str) -> None:
    office = open_office()
    assert office.refused("addTeamMember", {"userId": person}, teamId=new_team(office)) == 400


def test_a_team_opens_its_boards_to_its_members() -> None:
    office = open_office()
    team = new_team(office, OUTSIDER)
    board = new_board(office, team)
    assert sees(office, board)
    office.gone("removeTeamMember", teamId=team, userId=OUTSIDER)
    assert not sees(office, board)


def test_a_team_that_is_not_active_opens_nothing() -> None:
    office = open_office()
    team = new_team(office, OUTSIDER)
    board = new_board(office, team)
    assert office.get("updateTeam", {"isActive": False}, teamId=team)["isActive"] is False
    assert not sees(office, board)
    assert team not in {each["id"] for each in office.get("getBoard", boardId=board)["teams"]}
    office.get("updateTeam", {"isActive": True}, teamId=team)
    assert not sees(office, board)


def test_a_team_that_is_not_active_comes_to_no_new_board() -> None:
    office = open_office()
    team = new_team(office)
    office.get("updateTeam", {"isActive": False}, teamId=team)
    assert office.refused("createBoard", {"name": "Night board", "teamIds": [team]}) == 400


def test_a_deleted_team_opens_nothing() -> None:
    office = open_office()
    team = new_team(office, OUTSIDER)
    board = new_board(office, team)
    office.gone("deleteTeam", teamId=team)
    assert not sees(office, board)


@pytest.mark.parametrize("ending", ["deleteTeam", "updateTeam"])
def test_a_default_team_that_ends_is_on_no_new_board(ending: str) -> None:
    office = open_office()
    assert office.send(ending, {"isActive": False} if ending == "updateTeam" else None, teamId=CORE).status < 300
    if ending == "updateTeam":
        office.get("updateTeam", {"isActive": True}, teamId=CORE)
    assert office.get("getBoard", boardId=new_board(office))["teams"] == []


def test_another_change_leaves_a_default_team_where_it_is() -> None:
    office = open_office()
    office.get("updateTeam", {"description": "Who builds it", "isActive": True}, teamId=CORE)
    assert [team["id"] for team in office.get("getBoard", boardId=new_board(office))["teams"]] == [CORE]


def test_teams_take_the_pro_plan() -> None:
    assert open_office().refused("listTeams", who="admin-starter") == 403
