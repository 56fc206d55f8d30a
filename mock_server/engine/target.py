"""The target file of a twin: what a judge is told about the server it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_server.engine.contract import Json

if TYPE_CHECKING:
    from mock_server.engine.twin import Twin

WORLD = "judge"
"""The world a judge works in, apart from the one people use."""


def describe_target(twin: Twin, base_url: str, control_url: str) -> dict[str, Json]:
    """The content of a target file; without a control door no clock can be moved and nothing reset."""
    open_door = twin.has_control
    found: dict[str, Json] = {
        "base_url": base_url,
        "writes": True,
        "capabilities": {
            "clock": open_door,
            "limits": open_door,
            "reset": open_door,
            "mail": open_door,
            "any_repository": True,
            "hosts": True,
            "webhooks": True,
        },
        "tenants": [dict(tenant) for tenant in twin.fixtures.tenants],
        "addresses": ["127.0.0.1", "127.0.0.2"],
        "facts": dict(twin.fixtures.facts),
    }
    principals = twin.list_principals()
    if principals:
        found["principals"] = principals
    if open_door:
        found["control"] = {"url": control_url, "world": WORLD}
    return found
