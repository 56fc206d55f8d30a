"""Chat channels: reconnecting one, and storing its credentials."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def reconnect_channel(act: Act) -> Json:
    """Connect an enabled channel again; the web channel has no connection of its own (CODESPAR-097 to 099)."""
    channel = act.current
    if channel["name"] == "web":
        act.refuse("channel_missing", "web has no connection of its own")
    if not channel["enabled"]:
        act.refuse("channel_disabled", f"{channel['name']} is switched off")
    row = act.change({"connected": True})
    return {"success": True, "channel": row["name"], "connected": row["connected"]}


def configure_channel(act: Act) -> Json:
    """Take the credentials of a channel (CODESPAR-100).

    They are not kept: nothing reads them, and whether a channel is enabled is the server's own setting.
    """
    name = act.body["channel"]
    act.emit("instruct", metadata={"risk": "medium", "instruction": "configure_channel", "channel": name})
    return {"success": True, "channel": name, "configured": True}
