"""Teams: no customer is in one."""

from __future__ import annotations

from mock_server.engine.act import Act


def prepare_member(act: Act) -> None:
    """Refuse a customer."""
    if (act.get("User", act.body["userId"]) or {}).get("role") == "Customer":
        act.refuse("invalid", "customers are in no team")


PREPARES = {"addTeamMember": prepare_member}
