"""Accounts: registering with a place of one's own, logging in, one's profile and password."""

from __future__ import annotations

from mock_server.apis.stellary import organizations, workspaces
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.passwords import hash_password, verify_password
from mock_server.engine.table import Row

HASHED = "$argon2"
"""How a stored password begins; fixtures may hold plain ones, which are hashed at their first use."""


def prepare_account(act: Act) -> None:
    """Who gives no name is called like the first part of the address; of a password the hash is kept."""
    given = act.body
    name = given.get("name") or given["email"].partition("@")[0][:100]
    act.fields = {"email": given["email"], "name": name, "password": hash_password(given["password"])}


def found_home(act: Act, user: Row, _before: Row | None) -> None:
    """A new account has a personal organization and a workspace in it (STELLARY-023 to 030)."""
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


def prepare_password(act: Act) -> None:
    """A new password takes the present one; tokens that were issued before stay good."""
    if not _is_password(act, act.current, act.body["currentPassword"]):
        act.refuse("wrong_password")
    act.fields = {"password": hash_password(act.body["newPassword"])}


def _is_password(act: Act, user: Row, given: str) -> bool:
    stored = user.get("password")
    if isinstance(stored, str) and not stored.startswith(HASHED):
        stored = hash_password(stored)
        act.change_row("User", user["id"], {"password": stored})
    return verify_password(stored, given)


HANDLERS = {"login": login}
PREPARES = {"changePassword": prepare_password, "registerUser": prepare_account}
EFFECTS = {"registerUser": found_home}
