"""The end of an organization."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.table import Index, Row

DOOMED = ("TRIAL", "EXPIRED", "CANCELED")
"""Plans under which an organization may be deleted."""


def prepare_deletion(act: Act) -> None:
    """Refuse without the organization's name, and while somebody pays for it."""
    if act.body["confirmation"] != act.current["name"]:
        act.refuse("invalid", "confirmation is not the name of the organization")
    if act.current["plan"] not in DOOMED:
        act.refuse("illegal", "the subscription has not ended")


def erase(act: Act, row: Row, _before: Row | None) -> None:
    """Take out every row of the organization, its users and their tokens among them."""
    store = act.rows.store
    for resource in act.rows.model.contract.resources.values():
        if resource.tenant and resource.tenant != resource.id_field:
            for found in store.scan(resource.name, Index((resource.tenant,)), (row["id"],)):
                store.remove(resource.name, found[resource.id_field])


PREPARES = {"deleteOrganization": prepare_deletion}
EFFECTS = {"deleteOrganization": erase}
