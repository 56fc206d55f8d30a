from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from mock_server.engine import StartError
from mock_server.engine.call import Call
from mock_server.engine.contract import Cause
from mock_server.engine.limits import Buckets
from tests.mock_server.engine.driver import Client, Reply, open_toy
from tests.mock_server.engine.toy import make_bundle


def test_unique_within_the_tenant(client: Client):
    body = {"name": "one", "type": "task"}
    assert client.send("createAgent", body=body).status == 201
    assert client.send("createAgent", body=body).code == "AGENT_ALREADY_EXISTS"
    assert client.send("createAgent", body=body, tenant="org-acme").status == 201


def test_a_unique_value_is_free_again_after_deletion(client: Client):
    first = client.agent("one")
    client.send("deleteAgent", id=first["id"])
    assert client.agent("one")["id"] != first["id"]


def test_unique_among_all_that_ever_were(toy: Client):
    shelf = toy.send("addShelf", body={"name": "A"}).json["id"]
    book = toy.send("addBook", body={"title": "Emma", "shelf": shelf}).json["id"]
    assert toy.send("dropBook", id=book).status == 200
    assert toy.send("addBook", body={"title": "Emma", "shelf": shelf}).status == 409


def test_an_update_may_keep_its_own_unique_value_but_take_no_other(toy: Client):
    shelf = toy.send("addShelf", body={"name": "A"}).json["id"]
    first = toy.send("addBook", body={"title": "Emma", "shelf": shelf}).json["id"]
    toy.send("addBook", body={"title": "Sanditon", "shelf": shelf})
    assert toy.send("editBook", id=first, body={"title": "Emma"}).status == 200
    assert toy.send("editBook", id=first, body={"title": "Sanditon"}).status == 409


def test_a_deletion_takes_children_and_grandchildren(client: Client):
    project = client.send("createProject", body={"repo": "acme/x"}).json
    child = client.agent("child", projectId=project["id"])
    assert client.send("linkProject", body={"agentId": child["id"], "repo": "acme/y"}).status == 200
    assert client.send("deleteProject", id=project["id"]).status == 200
    for agent in (project["agentId"], child["id"]):
        assert client.send("getAgent", id=agent).status == 404
        assert client.send("checkProject", query=f"agentId={agent}").json == {"linked": False}


def test_a_child_may_hold_the_deletion_back(toy: Client):
    shelf = toy.send("addShelf", body={"name": "A"}).json["id"]
    book = toy.send("addBook", body={"title": "Emma", "shelf": shelf}).json["id"]
    assert toy.send("dropShelf", id=shelf).status == 423
    assert toy.send("dropBook", id=book).status == 200
    assert toy.send("dropShelf", id=shelf).status == 200


def test_an_orphan_keeps_its_row_and_loses_its_parent(toy: Client):
    upper = toy.send("addShelf", body={"name": "A"}).json["id"]
    lower = toy.send("addShelf", body={"name": "B", "above": upper}).json["id"]
    toy.send("dropShelf", id=upper)
    assert toy.send("getShelf", id=lower).json["above"] is None


def test_an_unknown_parent_is_refused(toy: Client):
    assert toy.send("addBook", body={"title": "Emma", "shelf": "shelf-99"}).status == 404


def test_counts_copies_and_collections_follow(client: Client):
    def acme() -> dict[str, object]:
        return dict(client.send("getOrg", id="org-acme").json)

    assert acme()["projectCount"] == 3
    made = client.send("createProject", body={"repo": "acme/new"}, tenant="org-acme").json
    client.send("actOnAgent", id=made["agentId"], tenant="org-acme", body={"action": "suspend"})
    shown = acme()["projects"]
    assert isinstance(shown, list)
    assert (acme()["projectCount"], shown[-1]["agentStatus"]) == (4, "SUSPENDED")
    client.send("deleteAgent", id=made["agentId"], tenant="org-acme")
    assert client.send("listProjects", tenant="org-acme").json[-1]["agentStatus"] is None
    client.send("deleteProject", id=made["id"], tenant="org-acme")
    assert acme()["projectCount"] == 3


def test_uptime_runs_with_the_clock(client: Client):
    agent = client.agent()["id"]
    client.control("POST", "clock", {"advance": 90.5})
    assert client.send("getAgent", id=agent).json["uptime"] == 90


def test_ten_parallel_creates_of_one_name_have_one_winner(client: Client):
    assert sorted(reply.status for reply in run_ten(client, lambda _: "same")) == [201] + [409] * 9


def test_ten_parallel_writers_lose_nothing(client: Client):
    before = client.audit()["total"]
    replies = run_ten(client, str)
    ids = {reply.json["id"] for reply in replies}
    assert len(ids) == 10
    assert ids <= {row["id"] for row in client.send("listAgents").json}
    assert client.audit()["total"] == before + 10


def run_ten(client: Client, name: object) -> list[Reply]:
    assert callable(name)
    replies: list[Reply] = []

    def write(number: int) -> None:
        replies.append(client.send("createAgent", body={"name": name(number), "type": "task"}))

    threads = [Thread(target=write, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def test_a_window_begins_with_its_first_request_and_ends():
    from mock_server.engine.contract import Limit

    limit, buckets = Limit("api", 2, 60, "address", "limited"), Buckets()
    assert [buckets.take(limit, "a", now) for now in (100.0, 130.0, 150.5, 159.9)] == [None, None, 10, 1]
    assert buckets.take(limit, "b", 150.5) is None
    assert buckets.take(limit, "a", 160.0) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda doc: doc["components"]["x-resources"]["Book"]["id"].update(form="{uuid:4}"), "unknown part"),
        (lambda doc: doc["x-conventions"]["errors"]["causes"].pop("in_use"), "in_use"),
        (lambda doc: doc["x-conventions"].update(tenancy={"from": "token", "foreign": "missing"}), "tenancy from"),
        (
            lambda doc: doc["components"]["x-resources"]["Book"].update(schema="#/components/schemas/Buch"),
            "leads nowhere",
        ),
    ],
)
def test_a_contract_that_asks_for_the_unknown_does_not_start(tmp_path: Path, change: object, says: str):
    bundle = make_bundle()
    assert callable(change)
    change(bundle["document"])
    with pytest.raises(StartError, match=says):
        open_toy(tmp_path, bundle)


def test_routes_come_in_both_forms(client: Client):
    twin = client.twin
    assert len(twin.routes) == 50
    bound = {(route.method, route.template): route.operation for route in twin.routes}
    assert all(bound[method, "/v1" + path] == name for (method, path), name in bound.items() if path[:3] != "/v1")
    assert isinstance(twin.contract.causes["limited"], Cause)
    assert twin.control(Call("GET", "/api/__mock__/", "", {}, b"", "", "")) is None
