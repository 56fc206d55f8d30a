from __future__ import annotations

from tests.mock_server.apis.stellary.boardroom import Person, join, open_board, register

WEEK = 7 * 24 * 3600


def mails(person: Person) -> list[dict[str, str]]:
    reply = person.client.control("GET", "outbox")
    assert reply.status == 200, reply
    found = reply.json
    return list(found["mails"] if isinstance(found, dict) else found)


def test_organizations_are_listed_with_the_role_of_who_asks() -> None:
    owner = open_board()
    guest = join(owner, "Sam")
    assert [row["myRole"] for row in owner.get("listOrganizations") if row["slug"] == "acme"] == ["owner"]
    assert [row["myRole"] for row in guest.get("listOrganizations") if row["slug"] == "acme"] == ["member"]
    assert guest.get("getOrganization")["myRole"] == "member"
    assert owner.send("createOrganization", {"name": "Acme", "slug": "acme"}).status == 409


def test_the_owner_stays() -> None:
    owner = open_board()
    assert owner.send("updateOrgMember", {"role": "member"}, userId=owner.id).status == 403
    assert owner.send("removeOrgMember", userId=owner.id).status == 403


def test_members_are_added_by_address_once() -> None:
    owner = open_board()
    guest = register(owner.client, "Sam")
    sent = {"email": "sam@example.com", "role": "member"}
    assert owner.get("addOrgMember", sent) == {"userId": guest.id, "role": "member", "email": "sam@example.com"}
    assert owner.send("addOrgMember", sent).status == 409
    assert owner.send("addOrgMember", {**sent, "email": "nobody@example.com"}).status == 404
    assert owner.get("updateOrgMember", {"role": "admin"}, userId=guest.id)["role"] == "admin"


def test_who_is_removed_loses_every_place_and_gets_none_back_with_the_organization() -> None:
    owner = open_board()
    guest = join(owner, "Sam")
    owner.get("addProjectMember", {"email": "sam@example.com"})
    owner.get("removeOrgMember", userId=guest.id)
    assert guest.send("listProjects").status == 403
    assert [row["userId"] for row in owner.get("listProjectMembers")] == [owner.id]
    owner.get("addOrgMember", {"email": "sam@example.com", "role": "member"})
    assert guest.send("listProjects").status == 403
    assert guest.get("listWorkspaces") == []


def test_deleting_an_organization_takes_everything_below() -> None:
    owner = open_board()
    owner.card()
    owner.get("deleteOrganization")
    assert owner.send("listCards").status == 404
    world = owner.client.twin.worlds.get(owner.client.world or "")
    left = [world.store.count(name) for name in ("Project", "Column", "Card", "ProjectMember")]
    assert left == [0, 0, 0, 0]
    assert world.store.count("Workspace") == 1  # the personal one


def test_a_slug_of_a_workspace_is_its_organizations_own_matter() -> None:
    owner = open_board()
    assert owner.send("createWorkspace", {"name": "Again", "slug": "engineering"}).status == 409
    owner.get("createOrganization", {"name": "Globex", "slug": "globex"})
    row = owner.get("createWorkspace", {"name": "Engineering", "slug": "engineering"}, orgSlug="globex")
    assert (row["myRole"], row["myPilotageRole"], row["isPersonal"]) == ("admin", "owner", False)
    assert owner.get("getWorkspace", orgSlug="globex")["id"] == row["id"]


def test_an_invitation_lets_in_whom_it_was_sent_to_once() -> None:
    owner = open_board()
    guest, other = register(owner.client, "Sam"), register(owner.client, "Kim")
    sent = owner.get("inviteMember", {"email": "sam@example.com", "role": "admin"})
    assert (sent["status"], sent["role"]) == ("pending", "admin")
    assert [(mail["to"], mail["token"]) for mail in mails(owner)] == [("sam@example.com", sent["token"])]
    assert owner.send("inviteMember", {"email": "sam@example.com"}).status == 409
    assert other.send("acceptInvitation", token=sent["token"]).status == 403
    assert guest.send("acceptInvitation", token="0" * 32).status == 404
    joined = guest.get("acceptInvitation", token=sent["token"])
    assert (joined["slug"], joined["myRole"], joined["myPilotageRole"]) == ("engineering", "admin", "viewer")
    assert guest.send("acceptInvitation", token=sent["token"]).status == 409
    assert owner.send("inviteMember", {"email": "sam@example.com"}).status == 409
    owner.get("removeOrgMember", userId=guest.id)
    assert guest.send("acceptInvitation", token=sent["token"]).status == 409


def test_an_invitation_waits_for_a_week() -> None:
    owner = open_board()
    guest = register(owner.client, "Sam")
    sent = owner.get("inviteMember", {"email": "sam@example.com"})
    owner.advance(WEEK - 60)
    assert owner.send("inviteMember", {"email": "sam@example.com"}).status == 409
    owner.advance(60)
    for person in (owner, guest):
        email = "jane@example.com" if person is owner else "sam@example.com"
        body = {"email": email, "password": "correct horse"}
        person.token = person.client.send("login", body=body).json["access_token"]
    assert guest.send("acceptInvitation", token=sent["token"]).status == 404
    assert owner.get("inviteMember", {"email": "sam@example.com"})["token"] != sent["token"]


def test_the_two_roles_of_a_member_change_apart() -> None:
    owner = open_board()
    guest = join(owner, "Sam")
    row = owner.get("updateWorkspaceMember", {"pilotageRole": "reviewer"}, userId=guest.id)
    assert (row["role"], row["pilotageRole"], row["email"]) == ("member", "reviewer", "sam@example.com")
    assert owner.get("updateWorkspaceMember", {"role": "admin"}, userId=guest.id)["pilotageRole"] == "reviewer"
    assert owner.send("updateWorkspaceMember", {"role": "admin"}, userId="0" * 24).status == 404
