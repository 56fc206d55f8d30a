from __future__ import annotations

from typing import Any

import pytest

from mock_server.apis.spedy import events
from tests.mock_server.apis.spedy.office import WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import (
    CUSTOMER,
    CUSTOMERS_WORDS,
    LOGIN,
    MEMBER,
    OPEN_WORDS,
    OTHER_WORDS,
    SECRET_WORDS,
    add,
    watchers,
)

PATH = {"boardId": WEB, "ticketId": LOGIN}


def comments(office: Office, who: str = "admin") -> list[str]:
    return [row["id"] for row in office.rows("listComments", "", who, **PATH)]


def test_customers_see_no_secret_comment() -> None:
    office = open_office()
    assert comments(office) == comments(office, "member") == [OPEN_WORDS, SECRET_WORDS, CUSTOMERS_WORDS]
    page = office.get("listComments", who="customer", **PATH)
    assert ([row["id"] for row in page["data"]], page["total"]) == ([OPEN_WORDS, CUSTOMERS_WORDS], 2)
    for operation in ("updateComment", "deleteComment"):
        body = {"content": "x"} if operation == "updateComment" else None
        assert office.refused(operation, body, who="customer", **PATH, commentId=SECRET_WORDS) == 404


def test_customers_make_no_secret_comment() -> None:
    office = open_office()
    assert office.refused("createComment", {"content": "x", "isSecret": True}, who="customer", **PATH) == 403
    made = office.get("createComment", {"content": "x", "isSecret": False}, who="customer", **PATH)
    assert (made["isSecret"], made["author"]["id"]) == (False, CUSTOMER)
    assert office.get("createComment", {"content": "x", "isSecret": True}, who="member", **PATH)["isSecret"] is True


def test_who_comments_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(events, "announce", lambda _act, event, data: told.append((event, data.get("ticketId"))))
    office = open_office()
    ticket = add(office)["id"]
    told.clear()
    for _ in range(2):
        office.get("createComment", {"content": "x"}, who="member", boardId=WEB, ticketId=ticket)
    assert watchers(office, ticket) == [MEMBER]
    assert told == [("ticket.comment_added", ticket)] * 2


def test_an_author_alone_changes_what_was_said() -> None:
    office = open_office()
    body = {"content": "Looks worse"}
    assert office.get("updateComment", body, who="member", **PATH, commentId=OPEN_WORDS)["content"] == "Looks worse"
    for who in ("admin", "lead", "customer"):
        assert office.refused("updateComment", body, who=who, **PATH, commentId=OPEN_WORDS) == 403


@pytest.mark.parametrize(
    ("who", "comment", "status"),
    [
        ("customer", CUSTOMERS_WORDS, 204),
        ("customer", OPEN_WORDS, 403),
        ("lacks-tickets-delete", OPEN_WORDS, 403),
        ("lead", OPEN_WORDS, 204),
        ("admin", OPEN_WORDS, 204),
        ("admin", OTHER_WORDS, 404),
    ],
)
def test_who_deletes_comments(who: str, comment: str, status: int) -> None:
    office = open_office()
    assert office.send("deleteComment", who=who, **PATH, commentId=comment).status == status
    assert (comment in comments(office)) == (status == 403)


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": "x" * 10001}, {"content": "x", "isSecret": "no"}])
def test_a_comment_says_something(body: dict[str, Any]) -> None:
    assert open_office().refused("createComment", body, **PATH) == 400
