from __future__ import annotations

import pytest

from tests.mock_server.apis.stellary.boardroom import PASSWORD, Person, open_board, register
from tests.mock_server.engine.driver import Reply


def log_in(person: Person, password: str, email: str = "jane@example.com") -> Reply:
    return person.client.send("login", body={"email": email, "password": password})


def test_registering_gives_a_personal_organization_with_a_workspace() -> None:
    guest = register(open_board().client, "Nora")
    organization = guest.get("listOrganizations")[0]
    assert organization["myRole"] == "owner"
    workspace = guest.get("listWorkspaces", orgSlug=organization["slug"])[0]
    assert (workspace["isPersonal"], workspace["myRole"], workspace["myPilotageRole"]) == (True, "admin", "owner")
    assert guest.get("createProject", {"name": "Mine"}, orgSlug=organization["slug"], wsSlug=workspace["slug"])["id"]


def test_nobody_has_to_give_a_name() -> None:
    client = open_board().client
    reply = client.send("registerUser", body={"email": "max.muster@example.com", "password": PASSWORD})
    assert reply.json["user"] == {
        "id": reply.json["user"]["id"],
        "email": "max.muster@example.com",
        "name": "max.muster",
    }


def test_an_address_registers_once() -> None:
    person = open_board()
    reply = person.client.send("registerUser", body={"email": "jane@example.com", "password": PASSWORD})
    assert reply.status == 409


def test_login_answers_201_with_a_token_that_works() -> None:
    person = open_board()
    reply = log_in(person, PASSWORD)
    assert reply.status == 201
    again = Person(person.client, person.id, reply.json["access_token"])
    assert again.get("readMe")["user"] == reply.json["user"]
    assert reply.json["user"]["pilotageRole"] == "owner"


@pytest.mark.parametrize("email", ["jane@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(email: str) -> None:
    person = open_board()
    replies = log_in(person, "wrong horse", email), log_in(person, "wrong horse", "other@example.com")
    assert [reply.status for reply in replies] == [401, 401]
    assert replies[0].raw == replies[1].raw


def test_a_new_password_replaces_the_old_one() -> None:
    person = open_board()
    wrong = {"currentPassword": "wrong horse", "newPassword": "battery staple"}
    assert person.send("changePassword", wrong).status == 401
    assert person.get("changePassword", {**wrong, "currentPassword": PASSWORD}) == {"ok": True}
    assert log_in(person, PASSWORD).status == 401
    assert log_in(person, "battery staple").status == 201
    assert person.send("readMe").status == 200


def test_a_name_changes_only_when_it_is_sent() -> None:
    person = open_board()
    assert person.get("updateMe", {})["user"]["name"] == "Jane"
    person.get("updateMe", {"name": "Jane Smith"})
    assert person.get("readMe")["user"]["name"] == "Jane Smith"


def test_no_password_is_kept_or_shown_in_plain() -> None:
    person = open_board()
    world = person.client.twin.worlds.get(person.client.world or "")
    stored = world.store.get("User", person.id)
    assert stored is not None
    assert stored["password"].startswith("$argon2")
    assert PASSWORD.encode() not in person.send("readMe").raw
