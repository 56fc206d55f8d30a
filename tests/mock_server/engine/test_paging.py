from __future__ import annotations

import pytest

from tests.mock_server.engine.driver import Client


@pytest.mark.parametrize("size", [1, 7, 20, 100])
@pytest.mark.parametrize("risk", ["all", "low", "critical"])
def test_pages_partition_the_list(client: Client, size: int, risk: str):
    seen: list[str] = []
    page = 1
    while True:
        body = client.audit("org-acme", f"limit={size}&page={page}&risk={risk}")
        seen += [entry["id"] for entry in body["entries"]]
        assert (body["page"], body["pageSize"]) == (page, size)
        assert body["totalPages"] == -(-body["total"] // size)
        assert body["hasMore"] == (page < body["totalPages"])
        if not body["hasMore"]:
            break
        page += 1
    assert len(seen) == len(set(seen)) == body["total"] > 0


def test_newest_first_with_the_last_written_on_top(client: Client):
    for name in ("a", "b"):
        client.agent(name)
    entries = client.audit()["entries"]
    stamps = [entry["timestamp"] for entry in entries]
    assert stamps == sorted(stamps, reverse=True)
    newest = [entry["metadata"]["agentId"] for entry in entries[:2]]
    rows = client.send("listAgents").json
    assert newest == [rows[-1]["id"], rows[-2]["id"]]


def test_default_size_and_page_past_the_end(client: Client):
    assert len(client.audit(query="")["entries"]) == 20
    past = client.audit(query="page=999999999999999999")
    assert (past["entries"], past["hasMore"], past["total"]) == ([], False, 45)


def test_filter_counts_only_what_matches(client: Client):
    body = client.audit("org-globex", "risk=high&limit=100")
    assert {entry["metadata"]["risk"] for entry in body["entries"]} == {"high"}
    assert body["total"] == len(body["entries"]) < client.audit("org-globex")["total"]


def test_clamped_size_mixed_order_and_nested_items(toy: Client):
    shelf = toy.send("addShelf", body={"name": "A"}).json["id"]
    other = toy.send("addShelf", body={"name": "B"}).json["id"]
    for title, where in (("b", shelf), ("a", shelf), ("c", shelf), ("a", other)):
        toy.send("addBook", body={"title": title, "shelf": where})
    body = toy.send("listBooks", query="size=50").json
    assert [(book["title"], book["shelf"]) for book in body["data"]["books"]] == [
        ("a", other),
        ("a", shelf),
        ("b", shelf),
    ]
    assert body["count"] == 4
    second = toy.send("listBooks", query="at=1").json["data"]["books"]
    assert [book["title"] for book in second] == ["b", "c"]
    toy.send("lendBook", id=second[0]["id"])
    assert toy.send("listBooks", query="lent=true").json["count"] == 1
    assert toy.send("listBooks", query="lent=false").json["count"] == 3
    assert toy.send("listBooks", query="lent=yes").status == 400
    assert toy.send("listBooks", query="size=0").status == 400


def test_a_late_row_with_an_early_stamp_finds_its_place(client: Client):
    early = {"orgId": "org-sandbox", "action": "status", "metadata": {"risk": "low"}}
    late = {**early, "timestamp": "2024-02-01T00:00:00Z"}
    client.control("POST", "seed", {"AuditEntry": [late, early]})
    # The journal keeps its chain in the order of time, so the second entry may not be older than the first.
    stamps = [entry["timestamp"] for entry in client.audit("org-sandbox")["entries"]]
    assert stamps == ["2024-02-01T00:00:00Z"] * 2
