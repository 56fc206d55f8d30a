"""Accounts: registering with a place of one's own, logging in, one's profile and password."""

from __future__ import annotations

from mock_server.apis.stellary import organizations, workspaces
from mock_server.engine.act import Act
from mock_server.engine.contract import ContractError, Json
from mock_server.engine.passwords import hash_password, verify_password
from mock_server.engine.table import Row

HASHED = "$argon2"
"""How a stored password begins; fixtures may hold plain ones, which are hashed at their first use."""


def register_user(act: Act) -> Json:
    """Create an account with a personal organization and a workspace in it (STELLARY-023 to 030).

    Who gives no name is called like the first part of the address.
    """
    given = act.body
    name = given.get("name") or given["email"].partition("@")[0][:100]
    user = act.create("User", {"email": given["email"], "name": name, "password": hash_password(given["password"])})
    _found_home(act, user)
    return {"access_token": act.issue(user), "user": act.show("User", user, "NewUser")}


def _found_home(act: Act, user: Row) -> None:
    own = {"ownerId": user["id"]}
    fields = {"name": f"{user['name']}'s organization", "slug": f"personal-{user['id']}"}
    organization = act.create("Organization", {**own, **fields})
    organizations.settle_founded(act, organization, None)
    place = {"name": "Personal", "slug": "personal", "isPersonal": True, "organizationId": organization["id"]}
    workspaces.settle_founded(act, act.create("Workspace", {**own, **place}), None)


def login(act: Act) -> Json:
    """Trade email and password for a token; whether the address or the password was wrong is not told."""
    users = act.everywhere("User", email=act.body["email"])
    if not users or not _is_password(act, users[0], act.body["password"]):
        act.refuse("refused_login")
    return {"access_token": act.issue(users[0]), "user": act.show("User", users[0], "User")}


def read_me(act: Act) -> Json:
    """The caller's profile."""
    return {"user": act.show("User", caller_of(act), "User")}


def update_me(act: Act) -> Json:
    """Change the caller's name where one is sent."""
    fields = {"name": act.body["name"]} if "name" in act.body else {}
    return {"user": act.show("User", act.change_row("User", caller_of(act)["id"], fields), "User")}


def change_password(act: Act) -> Json:
    """Replace the caller's password; tokens that were issued before stay good."""
    user = caller_of(act)
    if not _is_password(act, user, act.body["currentPassword"]):
        act.refuse("wrong_password")
    act.change_row("User", user["id"], {"password": hash_password(act.body["newPassword"])})
    return {"ok": True}


def caller_of(act: Act) -> Row:
    """The user who calls; ContractError in a public operation."""
    if act.caller is None:
        raise ContractError(f"{act.plan.operation.id}: nobody has to say who calls")
    return act.caller


def _is_password(act: Act, user: Row, given: str) -> bool:
    stored = user.get("password")
    if isinstance(stored, str) and not stored.startswith(HASHED):
        stored = hash_password(stored)
        act.change_row("User", user["id"], {"password": stored})
    return verify_password(stored, given)


HANDLERS = {
    "change_password": change_password,
    "login": login,
    "read_me": read_me,
    "register_user": register_user,
    "update_me": update_me,
}
