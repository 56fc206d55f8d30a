"""Organizations: who owns a new one, and what goes with an old one."""

from __future__ import annotations

from mock_server.apis.stellary.attachments import sweep_files
from mock_server.engine.act import Act
from mock_server.engine.table import Row


def settle_founded(act: Act, row: Row, _before: Row | None) -> None:
    """Whoever founds an organization is its one member, as the owner."""
    act.create("OrgMember", {"organizationId": row["id"], "userId": row["ownerId"], "role": "owner"})


def clear_organization(act: Act, _row: Row, _before: Row | None) -> None:
    """Forget the files of a deleted organization."""
    sweep_files(act)


EFFECTS = {"createOrganization": settle_founded, "deleteOrganization": clear_organization}
