from __future__ import annotations

from typing import Any

from tests.mock_server.apis.spedy.bookshelf import COLOURS, DESIGNERS, HANDBOOK, WEBSITE, WELCOME, folder, page
from tests.mock_server.apis.spedy.office import Office, open_office

FIRST = "wpv_000000000001"


def _history(office: Office, ident: str) -> list[tuple[Any, ...]]:
    rows = office.rows("listWikiPageVersions", spaceId=WEBSITE, pageId=ident)
    return [(row["version"], row["title"], row["content"], row["author"]["name"]) for row in rows]


def test_every_change_is_a_version() -> None:
    office = open_office()
    made = page(office, content="One")
    assert (made["version"], made["folderId"], made["isHomepage"]) == (1, None, False)
    path = {"spaceId": WEBSITE, "pageId": made["id"]}
    changed = office.get("updateWikiPage", {"content": "Two"}, who="member", **path)
    assert (changed["version"], changed["title"], changed["content"]) == (2, "Notes", "Two")
    assert office.get("getWikiPage", **path) == changed
    assert _history(office, made["id"]) == [(2, "Notes", "Two", "Alex Smith"), (1, "Notes", "One", "Ada Winter")]


def test_an_old_version_comes_back_as_a_new_one() -> None:
    office = open_office()
    path = {"spaceId": WEBSITE, "pageId": WELCOME}
    back = office.get("restoreWikiPageVersion", versionId=FIRST, **path)
    assert (back["version"], back["content"], back["isHomepage"]) == (3, "Soon.", True)
    assert office.get("getWikiPage", **path) == back
    told = [(number, content) for number, _, content, _ in _history(office, WELCOME)]
    assert told == [(3, "Soon."), (2, "Read this first."), (1, "Soon.")]


def test_a_version_belongs_to_its_page() -> None:
    office = open_office()
    path = {"spaceId": WEBSITE, "pageId": COLOURS, "versionId": FIRST}
    assert office.refused("restoreWikiPageVersion", **path) == 404
    path = {"spaceId": WEBSITE, "pageId": WELCOME, "versionId": FIRST}
    assert office.refused("restoreWikiPageVersion", who="viewer", **path) == 403
    assert len(_history(office, WELCOME)) == 2


def test_a_page_lies_in_a_folder_of_its_space() -> None:
    office = open_office()
    other = folder(office, within=HANDBOOK)["id"]
    for body in ({"folderId": other}, {"folderId": "wfd_none"}):
        assert office.refused("createWikiPage", {"title": "Notes", **body}, spaceId=WEBSITE) == 400
        assert office.refused("updateWikiPage", body, spaceId=WEBSITE, pageId=WELCOME) == 400
    moved = office.get("updateWikiPage", {"folderId": DESIGNERS}, spaceId=WEBSITE, pageId=WELCOME)
    assert moved["folderId"] == DESIGNERS
    assert office.get("updateWikiPage", {"folderId": None}, spaceId=WEBSITE, pageId=WELCOME)["folderId"] is None


def test_a_deleted_page_is_shown_to_nobody() -> None:
    office = open_office()
    office.gone("deleteWikiPage", spaceId=WEBSITE, pageId=COLOURS)
    assert [row["id"] for row in office.rows("listWikiPages", "includeDeleted=true", spaceId=WEBSITE)] == [WELCOME]
    assert COLOURS not in str(office.get("getWikiTree", spaceId=WEBSITE))
    for operation in ("getWikiPage", "listWikiPageVersions", "deleteWikiPage"):
        assert office.refused(operation, spaceId=WEBSITE, pageId=COLOURS) == 404
    assert office.refused("getWikiPage", spaceId=HANDBOOK, pageId=WELCOME) == 404
