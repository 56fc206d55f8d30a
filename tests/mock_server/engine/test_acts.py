from __future__ import annotations

from mock_server.engine import open_twin
from tests.mock_server.engine.driver import NOON, Client


def test_every_operation_compiles():
    twin = open_twin("codespar")
    for operation in twin.contract.operations:
        assert twin.compile(operation).stages
    assert len(twin.contract.operations) == 25


def test_created_row_reads_back_and_is_listed(client: Client):
    made = client.agent(autonomyLevel=4)
    assert made["id"].startswith("agent-")
    assert made["status"] == "ACTIVE"
    assert made["createdAt"] == NOON
    shown = client.send("getAgent", id=made["id"]).json
    assert (shown["autonomyLevel"], shown["type"], shown["project"]) == (4, "task", None)
    assert made["id"] in [row["id"] for row in client.send("listAgents").json]


def test_defaults_of_the_body_schema_are_stored(client: Client):
    assert client.agent()["autonomyLevel"] == 1


def test_a_client_sets_only_what_the_body_declares(client: Client):
    made = client.agent(orgId="org-acme", status="ERROR", id="mine", startedAt="2000-01-01T00:00:00Z")
    assert made["status"] == "ACTIVE"
    assert made["id"] != "mine"
    shown = client.send("getAgent", id=made["id"])
    assert shown.status == 200
    assert shown.json["uptime"] == 0


def test_answers_show_declared_members_only(client: Client):
    rows = client.send("listAgents").json
    assert not {"name", "orgId", "startedAt", "$seq", "stats"} & rows[0].keys()


def test_delete_answers_the_template_then_the_row_is_gone(client: Client):
    made = client.agent()
    reply = client.send("deleteAgent", id=made["id"])
    assert (reply.status, reply.json) == (200, {"id": made["id"], "deleted": True, "message": "Agent removed"})
    assert client.send("deleteAgent", id=made["id"]).code == "AGENT_NOT_FOUND"


def test_move_answers_the_row_after_it(client: Client):
    assert client.send("pauseTask", name="health-check").json["enabled"] is False
    assert client.send("pauseTask", name="health-check").status == 200
    assert client.send("resumeTask", name="health-check").json["enabled"] is True


def test_a_move_sets_what_it_declares_from_the_request(toy: Client):
    shelf = toy.send("addShelf", body={"name": "A"}).json["id"]
    book = toy.send("addBook", body={"title": "Emma", "shelf": shelf}).json["id"]
    assert toy.send("lendBook", id=book, body={"to": "Harriet"}).json["borrower"] == "Harriet"


def test_illegal_move_is_refused(toy: Client):
    shelf = toy.send("addShelf", body={"name": "A"}).json
    book = toy.send("addBook", body={"title": "Emma", "shelf": shelf["id"]}).json
    assert toy.send("lendBook", id=book["id"]).json["lent"] is True
    assert toy.send("lendBook", id=book["id"]).status == 422


def test_update_sets_given_fields_and_the_stamp(toy: Client):
    shelf = toy.send("addShelf", body={"name": "A"}).json
    book = toy.send("addBook", body={"title": "Emma", "shelf": shelf["id"], "pages": 5}).json
    toy.control("POST", "clock", {"advance": 60})
    reply = toy.send("editBook", id=book["id"], body={"title": "Persuasion", "pages": 1})
    assert reply.json == {**book, "title": "Persuasion", "changed": "2024-01-15T15:01:00Z"}
    assert toy.send("editBook", id=book["id"]).json["title"] == "Persuasion"


def test_unpaged_list_sits_where_declared_in_declared_order(toy: Client):
    for name in ("B", "C", "A"):
        toy.send("addShelf", body={"name": name})
    assert [row["name"] for row in toy.send("listShelves").json["shelves"]] == ["C", "B", "A"]


def test_stats_count_handlers(client: Client):
    stats = client.twin.stats()
    assert stats["operations"] == 25
    assert stats["generic"] == 25 - len(stats["handlers"])
    assert "act_on_agent" in stats["handlers"]
    assert 0 <= stats["hooked"] <= stats["generic"]
