from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mock_server.engine.contract import ContractError
from tests.mock_server.engine.office import Office
from tests.mock_server.engine.office_contract import make_office


@pytest.mark.parametrize(("who", "status"), [("ann", 201), ("ben", 201), ("cy", 403), ("gus", 403)])
def test_a_role_is_read_from_the_members_of_a_row_in_the_path(office: Office, who: str, status: int):
    office.rows.change("User", "gus", {"may": ["view", "edit"]})
    office.rows.create("BoardUser", "f1", {"board": "b1", "user": "gus", "role": "reader"})
    assert office.send("addTicket", who, body={"title": "x"}).status == status


def test_who_sees_a_row_and_is_no_member_counts_as_the_default(tmp_path: Path):
    bundle = make_office()
    bundle["document"]["components"]["x-resources"]["Board"]["members"]["default"] = {"role": "writer"}
    assert Office(tmp_path, bundle).send("addTicket", "cy", body={"title": "x"}).status == 201


def test_a_handler_asks_for_the_standing_of_the_caller(office: Office):
    office.rows.create("BoardUser", "f1", {"board": "b1", "user": "cy", "role": "admin", "tags": ["eye"]})
    assert office.send("watch", "cy").json == {"role": "admin"}
    office.rows.change("Ticket", "k1", {"watchers": ["ann"]})
    assert office.send("watch", "ann").json == {"role": "reader"}


def test_a_list_holds_a_value_when_one_item_is_it(office: Office):
    assert office.send("watch", "ben").json == {"role": "writer"}
    assert office.send("watch", "ben", boardId="b2", ticketId="k2").code == "forbidden_role"
    assert office.send("watch", "gus", boardId="b2", ticketId="k2").json == {"role": "reader"}


def test_the_row_itself_names_who_may(office: Office):
    assert office.send("editBoard", "ben", boardId="b2", body={"name": "x"}).status == 200
    assert office.send("editBoard", "ben", boardId="b1", body={"name": "x"}).code == "forbidden_role"
    assert office.send("editBoard", "ann", boardId="b1", body={"name": "x"}).status == 200


def test_an_unknown_row_comes_before_a_role(office: Office):
    assert office.send("editBoard", "ben", boardId="b9", raw=b"{").code == "gone"
    assert office.send("editBoard", "ben", boardId="b1", raw=b"{").code == "forbidden_role"
    assert office.send("editBoard", "ben", boardId="b2", raw=b"{").code == "malformed"


@pytest.mark.parametrize("guard", ["Note", "Ticket"])
def test_a_role_must_be_one_somebody_can_hold(tmp_path: Path, guard: str):
    bundle = make_office()
    acts: dict[str, Any] = bundle["document"]["paths"]["/boards/{boardId}"]["patch"]["x-acts"]
    acts["roles"] = [{"guard": guard, "field": "role", "in": ["x"]}]
    with pytest.raises(ContractError, match="declares none"):
        Office(tmp_path, bundle).send("editBoard")


def test_a_row_whose_members_are_asked_is_in_the_path(tmp_path: Path):
    bundle = make_office()
    bundle["document"]["paths"]["/firm"]["patch"]["x-acts"]["roles"] = [
        {"guard": "Board", "field": "role", "in": ["writer"]}
    ]
    with pytest.raises(ContractError, match="editFirm: its path names no Board"):
        Office(tmp_path, bundle).send("editFirm")


def test_a_gate_looks_at_a_row_in_the_path(office: Office):
    assert office.send("dropTicket", "ann", boardId="b2", ticketId="k2").code == "closed"
    assert office.send("dropTicket", "ann", boardId="b1", ticketId="k1").status == 204
    office.rows.change("Board", "b1", {"closed": True})
    assert office.send("addTicket", "cy", raw=b"{").code == "forbidden_role"
    assert office.send("addTicket", "ben", raw=b"{").code == "malformed"
    assert office.send("addTicket", "ben", body={"title": "x"}).code == "archived"
