from __future__ import annotations

from tests.mock_server.engine.office import Office


def state(kind: str) -> dict[str, str]:
    return {"id": f"s-{kind}", "kind": kind}


def test_a_copy_of_a_list_of_ids_is_a_list(office: Office):
    shown = office.send("editTicket", "cy", body={"labels": ["l2", "l1"]}).json
    assert shown["tags"] == [{"id": "l2", "name": "Label 2"}, {"id": "l1", "name": "Label 1"}]
    assert shown["names"] == ["Label 2", "Label 1"]


def test_a_copied_list_leaves_out_what_is_gone(office: Office):
    office.rows.change("Ticket", "k1", {"labels": ["l2", "lost", "l1"]})
    office.rows.remove("Label", "l2")
    assert office.send("getTicket", "cy").json["names"] == ["Label 1"]


def test_a_copy_of_one_id_is_one_or_null(office: Office):
    assert office.send("getTicket", "cy").json["assignee"] is None
    shown = office.send("editTicket", "cy", body={"owner": "ben"}).json
    assert shown["assignee"] == {"id": "ben", "role": "clerk"}


def test_a_tally_counts_by_group(office: Office):
    rows = office.rows
    assert office.send("getBoard").json["tickets"] == {"all": 1, "open": 0, "mine": 0}
    for kind, owner in (("plan", "ben"), ("work", "ben"), ("work", "cy"), ("work", None), ("done", None)):
        rows.create("Ticket", "f1", {"board": "b1", "title": "x", "state": state(kind), "owner": owner})
    assert office.send("getBoard").json["tickets"] == {"all": 6, "open": 4, "mine": 2}
    rows.remove("Ticket", "k1")
    (row,) = rows.search("Ticket", {"board": "b1", "state.kind": "plan"})
    rows.change("Ticket", row["id"], {"state": state("done")})
    assert office.send("getBoard").json["tickets"] == {"all": 5, "open": 3, "mine": 2}
    assert office.send("getBoard", boardId="b2").json["tickets"] == {"all": 1, "open": 0, "mine": 0}
