from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mock_server.engine import StartError
from mock_server.engine.contract import ContractError
from mock_server.engine.hooks import Hooks
from tests.mock_server.engine import club as clubs
from tests.mock_server.engine.club import Club
from tests.mock_server.engine.club_contract import HOUSE, RESOURCES, make_club


def test_an_unknown_row_and_an_outsider_are_told_apart(club: Club):
    assert club.send("getHouse", houseSlug="nowhere").code == "no_house"
    assert club.send("getHouse", "cy").code == "outsider"
    assert club.send("getHouse", "ben").json["id"] == "h1"


def test_guards_are_asked_from_the_outside_in(club: Club):
    assert club.send("getRoom", "cy", roomSlug="nowhere").code == "outsider"
    assert club.send("getRoom", "ben", roomSlug="nowhere").code == "no_room"
    assert club.send("getRoom", "ben").code == "outsider"
    assert club.send("getRoom", "ada").json["id"] == "r1"


def test_a_slug_is_looked_up_within_the_guard_before(club: Club):
    assert club.send("getRoom", houseSlug="south").json["id"] == "r3"
    assert club.send("getRoom", houseSlug="south", roomSlug="attic").code == "no_room"


def test_a_member_who_was_removed_is_an_outsider(club: Club):
    assert club.send("dropMember", user="ben").status == 204
    assert club.send("getHouse", "ben").code == "outsider"
    assert club.send("dropMember", user="ben").code == "gone"


def test_a_role_is_read_from_the_membership_of_its_guard(club: Club):
    assert club.send("dropHouse", "ben").code == "forbidden_role"
    assert club.send("dropHouse", "ada").status == 204
    assert club.send("getHouse", "ada").code == "no_house"


def test_of_several_roles_one_is_enough(tmp_path: Path):
    bundle = make_club()
    drop = bundle["document"]["paths"][HOUSE]["delete"]["x-acts"]
    drop["roles"].append({"guard": "user", "field": "rank", "in": ["chief"]})
    club = Club(tmp_path, bundle)
    assert club.send("dropHouse", "ben").code == "forbidden_role"
    club.client.twin.worlds.get("default").rows.change("User", "ben", {"rank": "chief"})
    assert club.send("dropHouse", "ben").status == 204


def test_a_gate_is_closed_until_the_flag_is_on(club: Club):
    board = club.make("addBoard", houseSlug="south", body={"name": "x"})["id"]
    assert club.send("dropBoard", houseSlug="south", boardId=board).code == "closed"
    club.client.twin.worlds.get("default").rows.change("House", "h2", {"plan": "PRO"})
    assert club.send("dropBoard", houseSlug="south", boardId=board).status == 204


def test_a_gate_of_the_tenant_looks_at_the_innermost_guard(tmp_path: Path):
    bundle = make_club()
    bundle["document"]["x-conventions"]["gates"]["pro"] |= {"of": "tenant", "field": "slug", "in": ["attic"]}
    club = Club(tmp_path, bundle)
    hall, attic = (club.make("addBoard", roomSlug=room, body={})["id"] for room in ("hall", "attic"))
    assert club.send("dropBoard", boardId=hall).code == "closed"
    assert club.send("dropBoard", boardId=attic, roomSlug="attic").status == 204


def test_refusals_come_in_the_declared_order(club: Club):
    bad: dict[str, Any] = {"boardId": "none", "raw": b"{", "headers": {"content-type": "text/plain"}}
    send = club.send
    assert send("addColumn", None, houseSlug="nowhere", **bad).code == "unauthenticated"
    assert send("addColumn", "reader", houseSlug="nowhere", **bad).code == "no_house"
    assert send("addColumn", "cy", **bad).code == "outsider"
    assert send("addColumn", "reader", **bad).code == "forbidden_scope"
    assert send("addColumn", "ada", **bad).code == "gone"
    board = club.make("addBoard", body={})["id"]
    assert send("addColumn", "ada", **{**bad, "boardId": board}).code == "media_type"
    assert send("addColumn", "ada", **{**bad, "boardId": board, "headers": {}}).code == "malformed"


def test_a_package_may_decide_who_enters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bundle = make_club()
    guard = bundle["document"]["x-conventions"]["guards"][0]
    del guard["members"]
    guard["handler"] = "friends"
    hooks = Hooks(clubs.HOOKS.handlers, guards={"friends": lambda act, row: act.caller == {} or row["plan"] == "PRO"})
    monkeypatch.setattr(clubs, "HOOKS", hooks)
    club = Club(tmp_path, bundle)
    assert club.send("getHouse", "cy").status == 200
    assert club.send("getHouse", "cy", houseSlug="south").code == "outsider"
    monkeypatch.setattr(clubs, "HOOKS", Hooks(clubs.HOOKS.handlers))
    other = Club(tmp_path, bundle)
    with pytest.raises(ContractError, match="no handler 'friends'"):
        other.send("getHouse")


def test_a_guard_does_not_lead_to_a_row_of_another_tenant(tmp_path: Path):
    bundle = make_club()
    document = bundle["document"]
    document["x-conventions"]["tenancy"] = {"from": "token"}
    guards = document["x-conventions"]["guards"]
    document["x-conventions"]["guards"] = [{**guards[1], "within": "house"}]
    resources = document["components"]["x-resources"] = {**RESOURCES}
    resources["User"] = {**RESOURCES["User"], "tenant": {"field": "house"}}
    resources["Room"] = {**RESOURCES["Room"], "tenant": {"field": "house"}}
    club = Club(tmp_path, bundle)
    rows = club.client.twin.worlds.get("default").rows
    for house, hall in (("h1", "r1"), ("h2", "r3")):
        rows.change("User", "ada", {"house": house})
        assert club.send("getRoom").json["id"] == hall
    assert club.send("getRoom", roomSlug="attic").code == "no_room"


@pytest.mark.parametrize(("source", "needs"), [("path", "guards"), ("token", "credentials")])
def test_tenants_from_paths_and_tokens_need_what_tells_them(tmp_path: Path, source: str, needs: str):
    bundle = make_club()
    bundle["document"]["x-conventions"]["tenancy"] = {"from": source}
    del bundle["document"]["x-conventions"][needs]
    with pytest.raises(StartError, match=f"needs x-conventions.{needs}"):
        Club(tmp_path, bundle)


def test_a_tenant_may_come_from_the_users_row(tmp_path: Path):
    bundle = make_club()
    document = bundle["document"]
    document["x-conventions"]["tenancy"] = {"from": "token"}
    document["x-conventions"]["guards"] = []
    document["components"]["x-resources"]["User"] = {**RESOURCES["User"], "tenant": {"field": "house"}}
    club = Club(tmp_path, bundle)
    rows = club.client.twin.worlds.get("default").rows
    for user, house in (("ada", "h1"), ("cy", "h2")):
        rows.change("User", user, {"house": house})
    listed = {who: {row["house"] for row in club.send("listMembers", who).json} for who in ("ada", "cy", "reader")}
    assert listed == {"ada": {"h1"}, "cy": {"h2"}, "reader": {"h1"}}


def test_a_tenant_of_the_token_comes_before_that_of_its_user(tmp_path: Path):
    bundle = make_club()
    document = bundle["document"]
    document["x-conventions"]["tenancy"] = {"from": "token"}
    document["x-conventions"]["guards"] = []
    document["components"]["x-resources"] = {
        **RESOURCES,
        "User": {**RESOURCES["User"], "tenant": {"field": "house"}},
        "Key": {**RESOURCES["Key"], "tenant": {"field": "house"}},
    }
    club = Club(tmp_path, bundle)
    rows = club.client.twin.worlds.get("default").rows
    rows.change("User", "ada", {"house": "h1"})
    (row,) = rows.search("Key", {"name": "reader"})
    rows.change("Key", row["id"], {"house": "h2"})
    assert {row["house"] for row in club.send("listMembers", "reader").json} == {"h2"}
    assert {row["house"] for row in club.send("listMembers", "ada").json} == {"h1"}
