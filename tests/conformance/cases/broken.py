"""Servers with the faults that no subject of the grid has: each breaks one row that a case judges."""

from __future__ import annotations

from tests.conformance.mutants import Honest
from tests.conformance.mutants.honest import Refusal, Request, Row
from tests.conformance.mutants.honest.rows import Agent, Channel, Entry, Org, Project, Task


class TokenLess(Honest):
    """Honest, but installed without GITHUB_TOKEN."""

    TOKEN = False


class TokenLessCode(TokenLess):
    """Calls the missing token by another code."""

    def link_project(self, request: Request) -> object:
        try:
            return super().link_project(request)
        except Refusal as refusal:
            raise Refusal(refusal.status, "NO_TOKEN", refusal.text) from refusal


class RepeatForbidden(Honest):
    """Suspending twice is a server error."""

    def move(self, agent: Agent, action: str) -> Row:
        if action == "suspend" and agent.status == "SUSPENDED":
            raise Refusal(500, "INTERNAL_ERROR", "suspended already")
        return super().move(agent, action)


class DeletionUnsaid(Honest):
    """The answer to a deletion says deleted false."""

    def delete_agent(self, request: Request) -> object:
        answer = super().delete_agent(request)
        return {**answer, "deleted": False} if isinstance(answer, dict) else answer


class PlatformRenamed(Honest):
    """The platform of a channel is in capitals."""

    def show_channel(self, channel: Channel) -> Row:
        return super().show_channel(channel) | {"platform": channel.name.upper()}


class SmallVectors(Honest):
    """Vectors have 768 dimensions."""

    def memory_of(self, org: str | None) -> Row:
        found = super().memory_of(org)
        store = found["vectorStore"]
        return found | {"vectorStore": {**store, "dimensions": 768}} if isinstance(store, dict) else found


class NamelessProcessed(Honest):
    """An event without a name counts as processed."""

    def nameless_event(self) -> object:
        return {"received": True, "event": "", "processed": True}


class PushNamesAction(Honest):
    """A push is answered with an action."""

    def subject(self, body: Row) -> Row:
        return {"action": "pushed"} | super().subject(body)


class EventByUser(Honest):
    """The entry of an event is by a user."""

    def write(
        self, org: str | None, actor_type: str, actor: str, action: str, result: str, facts: Row, when: float
    ) -> None:
        actor_type = "user" if action == "ci_event" else actor_type
        super().write(org, actor_type, actor, action, result, facts, when)


class LinkByHand(Honest):
    """A link over the API is linkedBy a person."""

    def show_config(self, agent: Agent, project: Project) -> Row:
        return super().show_config(agent, project) | {"linkedBy": "slack:U1"}


class WebhookElsewhere(Honest):
    """The webhook of a project leads to another path."""

    def show_project_created(self, project: Project) -> Row:
        return super().show_project_created(project) | {"webhookUrl": "http://localhost:3000/hooks"}


class WebhookAlwaysRemoved(Honest):
    """Every deletion claims to remove a webhook."""

    def delete_project(self, request: Request) -> object:
        answer = super().delete_project(request)
        removed = answer["removed"] if isinstance(answer, dict) else {}
        return {"success": True, "removed": {**removed, "webhookRemoved": True}}


class StoredElsewhere(Honest):
    """The storageDir of an organization is another folder."""

    def show_org_created(self, org: Org) -> Row:
        return super().show_org_created(org) | {"storageDir": f"/var/{org.id}"}


class SlugUnderscored(Honest):
    """A slug joins the words of a name by underscores."""

    def show_org_created(self, org: Org) -> Row:
        return super().show_org_created(org) | {"slug": org.slug.replace("-", "_")}


class OtherResults(Honest):
    """Entries have a result no page knows."""

    def show_entry(self, entry: Entry) -> Row:
        return super().show_entry(entry) | {"result": "maybe"}


class AnswerWithoutId(Honest):
    """The answer to an action leaves the id out."""

    def done_at(self) -> Row:
        return {**super().done_at(), "id": None}


class PauseTwiceRefused(Honest):
    """Pausing a paused task is a conflict."""

    def pause(self, task: Task) -> None:
        if not task.enabled:
            raise Refusal(409, "INVALID_STATE", "paused already")
        super().pause(task)


class LimitUnwrapped(Honest):
    """A 429 has a body of its own."""

    def envelope(self, refusal: Refusal) -> object:
        return {"message": "slow down"} if refusal.status == 429 else super().envelope(refusal)
