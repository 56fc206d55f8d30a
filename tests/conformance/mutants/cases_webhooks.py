"""Webhook events taken wrongly."""

from __future__ import annotations

from .honest import Honest, Refusal, Request, Row
from .registry import mutant


@mutant("cases", "CODESPAR-114", aim="An event nobody handles counts as processed.")
class UnknownEventProcessed(Honest):
    def handles(self, event: str) -> bool:
        return True


@mutant("cases", "CODESPAR-114", aim="An event nobody handles is 400.")
class UnknownEventRefused(Honest):
    def receive_event(self, request: Request) -> object:
        if not self.handles(request.headers.get("x-github-event", "push")):
            raise Refusal(400, "INVALID_PARAMETER", "Event type not handled")
        return super().receive_event(request)


@mutant("cases", "CODESPAR-113", aim="check_run is not handled.")
class CheckRunIgnored(Honest):
    def handles(self, event: str) -> bool:
        return event != "check_run" and super().handles(event)


@mutant("cases", "CODESPAR-113", aim="The answer to an event leaves the repository out.")
class EventWithoutRepo(Honest):
    def subject(self, body: Row) -> Row:
        return super().subject(body) | {"repo": None}


@mutant("cases", "CODESPAR-113", aim="Every action of an event is called completed.")
class EventActionFixed(Honest):
    def subject(self, body: Row) -> Row:
        row = super().subject(body)
        return row | ({"action": "completed"} if "action" in row else {})


@mutant("cases", "journal", "CODESPAR-115", aim="The entry of an event is called instruct.")
class EventMisnamed(Honest):
    def record_event(self, event: str, answer: Row) -> None:
        facts: Row = {"risk": "low", "event": event}
        self.write(None, "system", "webhook-handler", "instruct", "processed", facts, self.now())
