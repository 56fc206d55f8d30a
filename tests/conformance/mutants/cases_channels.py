"""Channels and identities that answer wrongly."""

from __future__ import annotations

from .honest import Honest, Refusal, Request, Row
from .honest.rows import Channel
from .registry import mutant


@mutant("cases", "errors", "CODESPAR-097", aim="Reconnecting an unknown channel is 200.")
class ReconnectUnknown(Honest):
    def find_channel(self, name: str) -> Channel:
        return self.state.channels.get(name) or Channel(name, {}, enabled=True)


@mutant("cases", "errors", "CODESPAR-097", aim="web can be reconnected.")
class ReconnectWeb(Honest):
    def find_channel(self, name: str) -> Channel:
        return self.state.channels["web"] if name == "web" else super().find_channel(name)


@mutant("cases", "CODESPAR-098", aim="A channel that is switched off can be reconnected.")
class ReconnectDisabled(Honest):
    def check_enabled(self, channel: Channel) -> None:
        return


@mutant("cases", "CODESPAR-099", aim="Reconnecting says connected but leaves the channel disconnected.")
class ReconnectNotKept(Honest):
    def reconnect_channel(self, request: Request) -> object:
        answer = super().reconnect_channel(request)
        self.state.channels[request.arg].connected = False
        return answer


@mutant("cases", "shape", "CODESPAR-099", aim="Reconnecting answers connected as a text.")
class ReconnectText(Honest):
    def reconnect_channel(self, request: Request) -> object:
        super().reconnect_channel(request)
        return {"success": True, "channel": request.arg, "connected": "connected"}


@mutant("cases", "required", "CODESPAR-100", aim="A channel nobody knows can be configured.")
class ConfigureUnknown(Honest):
    def configure_channel(self, request: Request) -> object:
        try:
            return super().configure_channel(request)
        except Refusal as refusal:
            if refusal.code != "INVALID_CHANNEL":
                raise
            return {"success": True, "channel": "?", "configured": True}


@mutant("cases", "CODESPAR-103", aim="An unknown user is 404.")
class NobodyMissing(Honest):
    def nobody(self) -> object:
        raise Refusal(404, "IDENTITY_NOT_FOUND", "Identity not found")


@mutant("cases", "CODESPAR-103", aim="An unknown user is an empty object.")
class NobodyEmpty(Honest):
    def nobody(self) -> object:
        return {"found": False, "identity": {}}


@mutant("cases", "CODESPAR-104", aim="An unregistered user is an operator.")
class StrangerOperates(Honest):
    def show_person(self, person: Row) -> Row:
        return person | ({"role": "operator"} if person["registeredAt"] is None else {})


@mutant("cases", "CODESPAR-105", aim="A registered user shows the first channel alone.")
class OneChannelShown(Honest):
    def show_person(self, person: Row) -> Row:
        linked = person["channels"]
        return person | {"channels": linked[:1] if isinstance(linked, list) else []}
