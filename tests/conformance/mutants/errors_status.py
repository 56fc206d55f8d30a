"""Errors with another status or code than promised."""

from __future__ import annotations

from .honest import Honest, Refusal, Reply, Request, Row
from .honest.rows import Channel
from .registry import mutant


@mutant("errors", "CODESPAR-054", "CODESPAR-017", aim="An unknown agent is 400 instead of 404.")
class UnknownAgentBadRequest(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        return super().refuse(request, _replaced(refusal, "AGENT_NOT_FOUND", 400, refusal.code))


@mutant("errors", "CODESPAR-054", aim="An unknown agent has the code NOT_FOUND.")
class UnknownAgentCode(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        return super().refuse(request, _replaced(refusal, "AGENT_NOT_FOUND", 404, "NOT_FOUND"))


@mutant("errors", "CODESPAR-111", aim="An unknown organization has the code AGENT_NOT_FOUND.")
class UnknownOrgCode(Honest):
    def no_org(self) -> Refusal:
        return Refusal(404, "AGENT_NOT_FOUND", "Organization not found")


@mutant("errors", "unique", "CODESPAR-109", "CODESPAR-018", aim="A taken organization is 400 instead of 409.")
class TakenOrgBadRequest(Honest):
    def refuse(self, request: Request, refusal: Refusal) -> Reply:
        return super().refuse(request, _replaced(refusal, "ORG_ALREADY_EXISTS", 400, refusal.code))


@mutant("errors", "cases", "CODESPAR-098", aim="A channel that is switched off has the code CHANNEL_NOT_FOUND.")
class DisabledChannelCode(Honest):
    def check_enabled(self, channel: Channel) -> None:
        if not channel.enabled:
            raise Refusal(400, "CHANNEL_NOT_FOUND", "The channel is not enabled")


@mutant("errors", "required", "CODESPAR-055", "CODESPAR-015", aim="A name that is a number crashes the server.")
class WrongTypeCrashes(Honest):
    def required(self, body: Row, field: str) -> str:
        value = body.get(field)
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{field}.trim is not a function")
        return super().required(body, field)


@mutant("errors", "CODESPAR-015", aim="A body that is an array crashes the server.")
class ArrayBodyCrashes(Honest):
    def read_body(self, request: Request) -> Row:
        if request.raw.lstrip()[:1] == b"[":
            raise KeyError("name")
        return super().read_body(request)


@mutant("errors", "cases", "CODESPAR-123", aim="Pausing an unknown task is 200.")
class PauseUnknown(Honest):
    def pause_task(self, request: Request) -> object:
        if request.arg not in self.state.tasks:
            return {"name": request.arg, "enabled": False, "message": "Task paused"}
        return super().pause_task(request)


def _replaced(refusal: Refusal, code: str, status: int, other: str) -> Refusal:
    if refusal.code != code:
        return refusal
    return Refusal(status, other, refusal.text, refusal.headers)
