"""Organizations: what the caller is in them."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.apis.stellary.attachments import sweep_files
from mock_server.engine.act import Act
from mock_server.engine.contract import Json
from mock_server.engine.owner import caller_id
from mock_server.engine.table import Row


def list_organizations(act: Act) -> Json:
    """The organizations the caller belongs to, with the role there."""
    found = []
    for member in act.everywhere("OrgMember", userId=caller_id(act)):
        row = act.get("Organization", member["organizationId"])
        if row is not None:
            found.append({"id": row["id"], "name": row["name"], "slug": row["slug"], "myRole": member["role"]})
    return found


def create_organization(act: Act) -> Json:
    """Create an organization; the caller is its owner from the start."""
    caller = act.caller or {}
    row = found_organization(act, caller, {"name": act.body["name"], "slug": act.body["slug"]})
    return act.show("Organization", row, "OrganizationCreated")


def get_organization(act: Act) -> Json:
    """One organization with the caller's role."""
    row = act.guarded("organization")
    return {**act.show("Organization", row, "Organization"), "myRole": act.member("organization")["role"]}


def found_organization(act: Act, owner: Row, fields: Mapping[str, Json]) -> Row:
    """A new organization with its owner as the one member; Refused where the slug is taken."""
    row = act.create("Organization", {**fields, "ownerId": owner["id"]})
    act.create("OrgMember", {"organizationId": row["id"], "userId": owner["id"], "role": "owner"})
    return row


def clear_organization(act: Act, _row: Row, _before: Row | None) -> None:
    """Forget the files of a deleted organization."""
    sweep_files(act)


HANDLERS = {
    "create_organization": create_organization,
    "get_organization": get_organization,
    "list_organizations": list_organizations,
}
EFFECTS = {"deleteOrganization": clear_organization}
