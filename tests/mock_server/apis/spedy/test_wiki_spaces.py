from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.spedy.bookshelf import COLOURS, DESIGNERS, GUIDES, HANDBOOK, WEBSITE, WELCOME, space, spaces
from tests.mock_server.apis.spedy.office import MOB, WEB, open_office

NAME = "Website Redesign"
SEPARATE = "Engineering-Handbuch"


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("admin", [SEPARATE, NAME]),
        ("member", [SEPARATE, NAME]),
        ("viewer", [SEPARATE, NAME]),
        ("lead", [NAME]),
        ("customer", [NAME]),
        ("outsider", []),
        ("stranger-customer", []),
        ("admin-globex", ["Reactor"]),
    ],
)
def test_who_sees_which_space(who: str, names: list[str]) -> None:
    office = open_office()
    assert spaces(office, who) == names
    for name, ident in ((NAME, WEBSITE), (SEPARATE, HANDBOOK)):
        for operation in ("getWikiSpace", "getWikiTree", "listWikiPages"):
            assert office.send(operation, who=who, spaceId=ident).status == (200 if name in names else 404)


def test_a_space_opens_and_closes_with_its_board() -> None:
    office = open_office()
    office.get("addBoardMember", {"userId": "usr_000000000007"}, boardId=WEB)
    assert spaces(office, "outsider") == [NAME]
    office.gone("removeBoardMember", boardId=WEB, userId="usr_000000000007")
    assert spaces(office, "outsider") == []


def test_the_space_of_a_board_is_found_both_ways() -> None:
    office = open_office()
    assert spaces(office, query=f"boardId={WEB}") == [NAME]
    assert office.get("getBoardWikiSpace", boardId=WEB)["id"] == WEBSITE
    assert office.refused("getBoardWikiSpace", boardId=MOB) == 404
    assert office.refused("getBoardWikiSpace", who="outsider", boardId=WEB) == 404


def test_the_people_of_a_space_with_a_board_may_be_managed_apart() -> None:
    office = open_office()
    made = space(office, boardId=MOB, memberMode="MANAGE_SEPARATE")
    assert made["memberMode"] == "MANAGE_SEPARATE"
    assert office.refused("getBoardWikiSpace", who="member", boardId=MOB) == 404
    assert office.get("getBoardWikiSpace", boardId=MOB) == made


@pytest.mark.parametrize(
    ("fields", "mode", "slug"),
    [
        ({}, "MANAGE_SEPARATE", "rules"),
        ({"boardId": None}, "MANAGE_SEPARATE", "rules"),
        ({"boardId": MOB}, "INHERIT_BOARD", "rules"),
        ({"slug": "own-slug", "boardId": MOB, "memberMode": "INHERIT_BOARD"}, "INHERIT_BOARD", "own-slug"),
        ({"name": "Read me, first!"}, "MANAGE_SEPARATE", "read-me-first"),
        ({"name": "???"}, "MANAGE_SEPARATE", "space-1"),
    ],
)
def test_what_a_new_space_is(fields: dict[str, Any], mode: str, slug: str) -> None:
    made = space(open_office(), **fields)
    assert (made["memberMode"], made["slug"], made["boardId"]) == (mode, slug, fields.get("boardId"))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"memberMode": "INHERIT_BOARD"}, 400),
        ({"memberMode": "INHERIT_BOARD", "boardId": None}, 400),
        ({"slug": "Upper Case"}, 400),
        ({"name": "x" * 101}, 400),
        ({"description": "x" * 501}, 400),
        ({"memberMode": "EVERYBODY"}, 400),
        ({"boardId": "brd_000000000004"}, 400),
        ({"boardId": WEB}, 409),
        ({"slug": "website-redesign"}, 409),
        ({"name": "Website redesign"}, 409),
        ({"slug": "reactor"}, 201),
    ],
)
def test_what_is_no_space(fields: dict[str, Any], status: int) -> None:
    assert open_office().send("createWikiSpace", {"name": "Rules", **fields}).status == status


def test_names_without_a_letter_get_a_slug_each() -> None:
    office = open_office()
    assert [space(office, name=name)["slug"] for name in ("???", "!!!")] == ["space-1", "space-2"]


def test_who_made_a_space_runs_it() -> None:
    office = open_office()
    made = space(office, "member")
    assert spaces(office, "viewer") == [SEPARATE, NAME]
    assert office.get("updateWikiSpace", {"icon": "cup"}, who="member", spaceId=made["id"])["icon"] == "cup"
    office.gone("deleteWikiSpace", who="member", spaceId=made["id"])
    assert office.refused("createWikiSpace", {"name": "Rules"}, who="lacks-wiki-create") == 403


@pytest.mark.parametrize(
    ("who", "ident", "change", "write"),
    [
        ("admin", HANDBOOK, 200, 201),
        ("member", HANDBOOK, 403, 201),
        ("viewer", HANDBOOK, 403, 403),
        ("lead", HANDBOOK, 404, 404),
        ("admin", WEBSITE, 200, 201),
        ("lead", WEBSITE, 200, 201),
        ("member", WEBSITE, 403, 201),
        ("viewer", WEBSITE, 403, 403),
        ("customer", WEBSITE, 403, 403),
        ("outsider", WEBSITE, 404, 404),
    ],
)
def test_who_may_what_in_a_space(who: str, ident: str, change: int, write: int) -> None:
    office = open_office()
    assert office.send("createWikiPage", {"title": "Notes"}, who=who, spaceId=ident).status == write
    assert office.send("createWikiFolder", {"name": "Drafts"}, who=who, spaceId=ident).status == write
    assert office.send("updateWikiSpace", {"description": "New"}, who=who, spaceId=ident).status == change
    wanted = 204 if change == 200 else change
    assert office.send("deleteWikiSpace", who=who, spaceId=ident).status == wanted


def test_a_tree_holds_everything_once() -> None:
    leaf = {"type": "page", "id": COLOURS, "name": "Colours", "children": []}
    designers = {"type": "folder", "id": DESIGNERS, "name": "For designers", "children": [leaf]}
    guides = {"type": "folder", "id": GUIDES, "name": "Guides", "children": [designers]}
    welcome = {"type": "page", "id": WELCOME, "name": "Welcome", "children": []}
    assert open_office().get("getWikiTree", spaceId=WEBSITE) == {"data": [guides, welcome]}


def test_a_space_goes_with_all_that_is_in_it() -> None:
    office = open_office()
    office.gone("deleteWikiSpace", spaceId=WEBSITE)
    assert office.refused("getWikiPage", spaceId=WEBSITE, pageId=WELCOME) == 404
    assert [row["id"] for row in office.rows("search", "q=Colours")] == []
    assert space(office, boardId=WEB)["boardId"] == WEB


def test_the_space_of_a_board_goes_with_it() -> None:
    office = open_office()
    office.gone("deleteBoard", boardId=WEB)
    assert spaces(office) == [SEPARATE]
    assert space(office, slug="website-redesign")["slug"] == "website-redesign"
