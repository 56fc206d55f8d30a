from __future__ import annotations

import pytest

from mock_server.apis.spedy import events
from mock_server.apis.spedy.prefixes import make_prefix
from tests.mock_server.apis.spedy.office import INT, WEB, open_office


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [
        ("Website Redesign", (), "WEB"),
        ("Website Redesign", ("WEB", "WEB2"), "WEB3"),
        ("Ölmühle", (), "OLM"),
        ("7", (), "7X"),
        ("日本", (), "BOARD"),
    ],
)
def test_a_prefix_is_made_of_the_name(name: str, taken: tuple[str, ...], made: str) -> None:
    assert make_prefix(name, taken) == made


def test_a_new_board_has_a_prefix_in_capitals_and_the_teams_asked_for_beside_the_default_ones() -> None:
    office = open_office()
    row = office.get("createBoard", {"name": "Shop", "prefix": "shp", "teamIds": ["team_00000000de51"]})
    assert (row["prefix"], row["isArchived"], row["description"]) == ("SHP", False, None)
    teams = office.get("getBoard", boardId=row["id"])["teams"]
    assert [team["name"] for team in teams] == ["Design", "Core"]
    assert office.get("getBoard", who="member", boardId=row["id"])["id"] == row["id"]


def test_names_and_prefixes_of_boards_are_taken_once() -> None:
    office = open_office()
    assert office.refused("createBoard", {"name": "Website Redesign"}) == 409
    assert office.refused("createBoard", {"name": "Another", "prefix": "web"}) == 409
    assert office.get("createBoard", {"name": "Websites"})["prefix"] == "WEB2"


def test_a_team_nobody_knows_is_refused_on_a_new_board() -> None:
    office = open_office()
    assert office.refused("createBoard", {"name": "Shop", "teamIds": ["team_0000000910be"]}) == 400


def test_who_makes_a_board_without_being_an_admin_administers_it() -> None:
    office = open_office()
    board = office.get("createBoard", {"name": "Shop"}, who="lacks-tickets-view")["id"]
    members = office.rows("listBoardMembers", boardId=board)
    assert [(row["name"], row["role"]) for row in members] == [("Without tickets:view", "BOARD_ADMIN")]
    assert office.rows("listBoardMembers", boardId=office.get("createBoard", {"name": "Mine"})["id"]) == []


def test_statuses_that_are_off_by_default_are_hidden_on_new_boards_alone() -> None:
    office = open_office()
    fields = {"name": "Rare", "color": "#000000", "enabledByDefault": False}
    rare = office.get("createStatus", fields)["id"]
    board = office.get("createBoard", {"name": "Shop"})["id"]
    assert rare not in [row["id"] for row in office.rows("listBoardStatuses", boardId=board)]
    assert rare in [row["id"] for row in office.rows("listBoardStatuses", "includeHidden=true", boardId=board)]
    assert rare in [row["id"] for row in office.rows("listBoardStatuses", boardId=WEB)]


def test_the_list_shows_archived_boards_on_request() -> None:
    office = open_office()

    def shown(query: str = "", who: str = "admin") -> set[str]:
        return {row["prefix"] for row in office.rows("listBoards", query, who)}

    assert shown() == {"WEB", "MOB"}
    assert shown("includeArchived=true") == shown("includeArchived=true&archivedOnly=false") == {"WEB", "MOB", "INT"}
    assert shown("archivedOnly=false") == {"WEB", "MOB"}
    assert shown("archivedOnly=true") == shown("archivedOnly=true&includeArchived=true") == {"INT"}
    assert shown("search=FRONTEND") == {"WEB"}
    assert shown(who="outsider") == shown(who="stranger-customer") == set()
    assert shown(who="customer") == shown(who="viewer") == {"WEB"}


def test_a_board_is_archived_and_taken_out_again_once() -> None:
    office = open_office()
    assert office.get("archiveBoard", boardId=WEB)["isArchived"] is True
    assert office.refused("archiveBoard", boardId=WEB) == 409
    assert office.refused("addBoardMember", {"userId": "usr_000000000006"}, boardId=WEB) == 409
    assert office.get("unarchiveBoard", boardId=WEB)["isArchived"] is False
    assert office.refused("unarchiveBoard", boardId=WEB) == 409


def test_settings_are_read_and_turned() -> None:
    office = open_office()
    assert office.get("getBoardSettings", who="customer", boardId=WEB) == {"milestonesAndReleases": True}
    changed = office.get("updateBoardSettings", {"milestonesAndReleases": False}, boardId=WEB)
    assert changed == office.get("getBoardSettings", boardId=WEB) == {"milestonesAndReleases": False}
    assert office.refused("updateBoardSettings", {"milestonesAndReleases": True}, who="lead", boardId=WEB) == 403


def test_an_erased_board_is_gone_with_its_members() -> None:
    office = open_office()
    office.gone("deleteBoard", boardId=INT)
    assert office.refused("getBoard", boardId=INT) == office.refused("listBoardMembers", boardId=INT) == 404
    assert office.get("createBoard", {"name": "Old Intranet", "prefix": "INT"})["prefix"] == "INT"


def test_boards_that_come_and_change_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(events, "announce", lambda _act, event, board: told.append((event, board["name"])))
    office = open_office()
    board = office.get("createBoard", {"name": "Shop"})["id"]
    office.get("updateBoard", {"name": "Store"}, boardId=board)
    office.get("archiveBoard", boardId=board)
    office.get("unarchiveBoard", boardId=board)
    office.get("updateBoardSettings", {"milestonesAndReleases": True}, boardId=board)
    office.gone("deleteBoard", boardId=board)
    assert told == [("board.created", "Shop"), *[("board.updated", "Store")] * 3]
