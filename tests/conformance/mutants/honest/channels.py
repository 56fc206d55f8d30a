"""Channels, and the people known on them."""

from __future__ import annotations

from .orgs import Orgs
from .rows import Channel
from .wire import Refusal, Request, Routes, Row

CONFIGS = {
    "whatsapp": ("evolutionApiUrl", "evolutionApiKey", "evolutionInstance"),
    "slack": ("botToken", "appToken"),
    "discord": ("botToken",),
    "telegram": ("botToken",),
}


class Channels(Orgs):
    """Channels of the server; no organization owns them."""

    ROUTES: Routes = (
        ("GET", "/api/channels", "list_channels"),
        ("POST", "/api/channels/:name/reconnect", "reconnect_channel"),
        ("POST", "/api/channels/configure", "configure_channel"),
        ("GET", "/api/identity", "find_identity"),
    )

    def list_channels(self, request: Request) -> object:
        """All five channels."""
        return self.wrap("channels", [self.show_channel(channel) for channel in self.state.channels.values()])

    def show_channel(self, channel: Channel) -> Row:
        """A channel in the list."""
        row: Row = {"name": channel.name, "platform": channel.name, "connected": channel.connected}
        return row | {"capabilities": channel.capabilities}

    def reconnect_channel(self, request: Request) -> object:
        """Try to connect again."""
        channel = self.find_channel(request.arg)
        self.check_enabled(channel)
        channel.connected = True
        return {"success": True, "channel": channel.name, "connected": channel.connected}

    def find_channel(self, name: str) -> Channel:
        """A channel that can be reconnected; 404 otherwise."""
        if name not in CONFIGS:
            raise Refusal(404, "CHANNEL_NOT_FOUND", "No such channel; known: whatsapp, slack, discord, telegram")
        return self.state.channels[name]

    def check_enabled(self, channel: Channel) -> None:
        """Refuse a channel that is switched off."""
        if not channel.enabled:
            raise Refusal(400, "CHANNEL_DISABLED", "The channel is not enabled")

    def configure_channel(self, request: Request) -> object:
        """Take the secrets of a channel."""
        body = self.read_body(request)
        name = body.get("channel")
        if not isinstance(name, str) or name not in CONFIGS:
            raise Refusal(400, "INVALID_CHANNEL", "channel must be whatsapp, slack, discord or telegram")
        self.check_config(name, body.get("config"))
        self.record_configure(request, name)
        return {"success": True, "channel": name, "configured": True}

    def check_config(self, name: str, config: object) -> None:
        """Refuse missing and empty values."""
        for key in CONFIGS[name]:
            value = config.get(key) if isinstance(config, dict) else None
            if not isinstance(value, str) or not value.strip():
                raise Refusal(400, "MISSING_FIELD", f"config.{key} is required")

    def record_configure(self, request: Request, name: str) -> None:
        """Leave the entry of a configuration; the values stay out of it."""
        self.record(request.org, "instruct", "high", channel=name, instruction="configure")

    def find_identity(self, request: Request) -> object:
        """Who stands behind a user of a channel."""
        kind = self.required_parameter(request, "channelType")
        user = self.required_parameter(request, "channelUserId")
        if kind not in CONFIGS:
            raise Refusal(400, "INVALID_PARAMETER", "channelType must be whatsapp, slack, discord or telegram")
        for person in self.state.people:
            linked = person["channels"]
            if isinstance(linked, list) and any(c["type"] == kind and c["userId"] == user for c in linked):
                return {"found": True, "identity": self.show_person(person)}
        return self.nobody()

    def show_person(self, person: Row) -> Row:
        """An identity as the API shows it."""
        return person

    def nobody(self) -> object:
        """The answer for a user nobody knows."""
        return {"found": False, "identity": None}
