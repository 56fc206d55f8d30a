from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.engine.office import Office


@pytest.mark.parametrize(
    "body",
    [
        {"owner": "nobody"},
        {"owner": "eve"},  # of another firm
        {"labels": ["l1", "none"]},
        {"labels": ["l3"]},
        {"board": "b2"},  # the caller does not see it
    ],
)
def test_a_body_refers_to_rows_the_caller_may_see(office: Office, body: dict[str, Any]):
    member, name = next(iter(body)), {"owner": "User", "labels": "Label", "board": "Board"}[next(iter(body))]
    reply = office.send("editTicket", "cy", body=body)
    assert (reply.status, reply.code) == (422, "no_reference")
    assert f"{member} names no {name}" in reply.json["message"]
    assert office.send("getTicket", "cy").json["title"] == "One"


def test_a_creation_refers_as_well(office: Office):
    assert office.send("addTicket", "ben", body={"title": "x", "owner": "nobody"}).code == "no_reference"
    assert office.send("addTicket", "ben", body={"title": "x", "labels": ["l2", "l1"]}).json["labels"] == ["l2", "l1"]


def test_null_and_nothing_refer_to_nothing(office: Office):
    assert office.send("editTicket", "cy", body={"owner": "ben", "labels": ["l1"]}).json["owner"] == "ben"
    assert office.send("editTicket", "cy", body={"owner": None, "labels": []}).json["owner"] is None
    assert office.send("editTicket", "cy", body={"title": "y"}).status == 200


def test_a_deleted_row_is_no_row_to_refer_to(office: Office):
    office.rows.remove("Label", "l1")
    assert office.send("editTicket", "cy", body={"labels": ["l1"]}).code == "no_reference"


def test_a_body_is_checked_before_what_it_refers_to(office: Office):
    assert office.send("editTicket", "cy", body={"owner": "nobody", "title": 5}).code == "invalid"
