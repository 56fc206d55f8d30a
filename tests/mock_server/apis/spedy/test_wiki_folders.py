from __future__ import annotations

from tests.mock_server.apis.spedy.bookshelf import COLOURS, DESIGNERS, GUIDES, HANDBOOK, WEBSITE, folder
from tests.mock_server.apis.spedy.office import open_office


def test_folders_nest_and_move() -> None:
    office = open_office()
    made = folder(office, parentId=DESIGNERS)
    assert made["parentId"] == DESIGNERS
    moved = office.get("updateWikiFolder", {"parentId": None, "name": "Old"}, spaceId=WEBSITE, folderId=made["id"])
    assert (moved["parentId"], moved["name"]) == (None, "Old")


def test_no_folder_lies_within_itself() -> None:
    office = open_office()
    deep = folder(office, parentId=DESIGNERS)["id"]
    for parent in (GUIDES, DESIGNERS, deep):
        assert office.refused("updateWikiFolder", {"parentId": parent}, spaceId=WEBSITE, folderId=GUIDES) == 400
    assert office.get("updateWikiFolder", {"parentId": GUIDES}, spaceId=WEBSITE, folderId=deep)["parentId"] == GUIDES


def test_a_folder_stays_in_its_space() -> None:
    office = open_office()
    other = folder(office, within=HANDBOOK)["id"]
    assert office.refused("createWikiFolder", {"name": "Drafts", "parentId": other}, spaceId=WEBSITE) == 400
    assert office.refused("updateWikiFolder", {"parentId": "wfd_none"}, spaceId=WEBSITE, folderId=GUIDES) == 400
    assert office.refused("updateWikiFolder", {"name": "x"}, spaceId=HANDBOOK, folderId=GUIDES) == 404


def test_only_an_empty_folder_goes() -> None:
    office = open_office()
    assert office.refused("deleteWikiFolder", spaceId=WEBSITE, folderId=GUIDES) == 409
    assert office.refused("deleteWikiFolder", spaceId=WEBSITE, folderId=DESIGNERS) == 409
    office.gone("deleteWikiPage", spaceId=WEBSITE, pageId=COLOURS)
    assert office.refused("deleteWikiFolder", who="customer", spaceId=WEBSITE, folderId=DESIGNERS) == 403
    office.gone("deleteWikiFolder", spaceId=WEBSITE, folderId=DESIGNERS)
    office.gone("deleteWikiFolder", spaceId=WEBSITE, folderId=GUIDES)
