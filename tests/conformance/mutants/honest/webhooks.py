"""Events from GitHub."""

from __future__ import annotations

from .scheduler import Scheduler
from .wire import Refusal, Request, Routes, Row

HANDLED = ("workflow_run", "pull_request", "push", "check_run")


class Webhooks(Scheduler):
    """POST /webhooks/github; no signature is asked for since no secret is set."""

    ROUTES: Routes = (("POST", "/webhooks/github", "receive_event"),)

    def receive_event(self, request: Request) -> object:
        """Take one event and leave its entry."""
        event = request.headers.get("x-github-event", "")
        body = self.read_body(request)
        if not event:
            return self.nameless_event()
        if not self.handles(event):
            return {"received": True, "event": event, "processed": False, "reason": "Event type not handled"}
        answer: Row = {"received": True, "event": event, "processed": True} | self.subject(body)
        self.record_event(event, answer)
        return answer

    def handles(self, event: str) -> bool:
        """Whether an event means something here."""
        return event in HANDLED

    def nameless_event(self) -> object:
        """What comes of a delivery that names no event."""
        raise Refusal(400, "MISSING_FIELD", "The header X-GitHub-Event is required")

    def subject(self, body: Row) -> Row:
        """Action and repository of a payload; a push has no action."""
        row: Row = {}
        if isinstance(body.get("action"), str):
            row["action"] = body["action"]
        source = body.get("repository")
        name = source.get("full_name") if isinstance(source, dict) else None
        row["repo"] = name if isinstance(name, str) else None
        return row

    def record_event(self, event: str, answer: Row) -> None:
        """Leave the entry with every organization that works on the repository, else in the default context."""
        repo = answer["repo"]
        owners = {project.org: None for project in self.state.projects.values() if project.repo == repo} or {None: None}
        for org in owners:
            facts: Row = {"risk": "low", "event": event, "repo": repo}
            self.write(org, "system", "webhook-handler", "ci_event", "processed", facts, self.now())
