from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import MOB, WEB, Office, open_office

WORD = "xylophone"


def found(office: Office, who: str = "admin", query: str = "") -> list[tuple[str, str]]:
    return sorted((hit["type"], hit["title"]) for hit in office.rows("search", f"q={WORD}{query}", who))


@pytest.fixture
def office() -> Office:
    """An office where everything is about one word, some of it out of sight."""
    opened = open_office()
    for board in (WEB, MOB):
        opened.get("createTicket", {"title": f"A {WORD} on {board}"}, boardId=board)
    said = opened.get("createTicket", {"title": "Talk"}, boardId=WEB)["id"]
    hidden = opened.get("createTicket", {"title": "Whisper"}, boardId=WEB)["id"]
    opened.get("createComment", {"content": f"Play the {WORD.upper()}!"}, boardId=WEB, ticketId=said)
    opened.get("createComment", {"content": f"No {WORD}", "isSecret": True}, boardId=WEB, ticketId=hidden)
    opened.get("createBoard", {"name": "Music", "description": f"All about the {WORD}"})
    return opened


def test_everything_in_sight_is_found(office: Office) -> None:
    tickets = [("ticket", f"A {WORD} on {WEB}"), ("ticket", f"A {WORD} on {MOB}")]
    assert found(office) == [("board", "Music"), *tickets, ("ticket", "Talk"), ("ticket", "Whisper")]
    assert found(office, "customer") == [tickets[0], ("ticket", "Talk")]
    assert found(office, "outsider") == found(office, "admin-globex") == []
    assert found(office, "lacks-tickets-view") == [("board", "Music")]
    assert found(office, query="&type=board,user") == [("board", "Music")]


def test_a_snippet_shows_what_was_found_beyond_the_title(office: Office) -> None:
    hits = {hit["title"]: hit for hit in office.rows("search", f"q={WORD}")}
    assert hits["Talk"]["snippet"] == "Play the XYLOPHONE!"
    assert (hits["Talk"]["boardId"], hits[f"A {WORD} on {WEB}"]["snippet"]) == (WEB, None)


def test_deleted_tickets_are_not_found(office: Office) -> None:
    for hit in office.rows("search", f"q={WORD}&type=ticket"):
        office.gone("deleteTicket", boardId=hit["boardId"], ticketId=hit["id"])
    assert found(office) == [("board", "Music")]


def test_users_are_found_by_those_who_may_see_members(office: Office) -> None:
    hits = office.rows("search", "q=lead@acme&type=user")
    assert [(hit["id"], hit["snippet"]) for hit in hits] == [("usr_000000000004", "lead@acme.test")]
    assert office.rows("search", "q=lead@acme", "customer") == []


def test_a_page_of_the_wiki_is_found() -> None:
    office = open_office()
    space = office.get("createWikiSpace", {"name": "Handbook"})["id"]
    page = office.get("createWikiPage", {"title": "Tuning", "content": f"The {WORD} first"}, spaceId=space)
    assert found(office) == [("wikiPage", "Tuning")]
    office.gone("deleteWikiPage", spaceId=space, pageId=page["id"])
    assert found(office) == []


@pytest.mark.parametrize("query", ["q=x", f"q={'x' * 201}", "", "q=ab&type=comment", "q=ab&type="])
def test_a_search_without_a_sense_is_refused(query: str) -> None:
    assert open_office().refused("search", None, query) == 400


def test_hits_come_by_pages(office: Office) -> None:
    page = office.get("search", None, f"q={WORD}&limit=2&page=3")
    assert (len(page["data"]), page["total"], page["totalPages"]) == (1, 5, 3)
