"""Two people of one project, and what each of them hears of the other."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.bench import Bench
from conformance.cases.stellary.accounts import join, place
from conformance.cases.stellary.steps import Row, answered, call, listed, newcomer, succeeded
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Tenant


@dataclass(frozen=True)
class Crew:
    """A project with two columns of known names: ``actor`` made it, ``hearer`` was added. Both are new users."""

    bench: Bench
    at: Tenant
    project: str
    columns: tuple[str, str]
    actor: Principal
    hearer: Principal

    def act(self, operation: str, body: Json = ..., *, who: Principal | None = None, **ids: Json) -> Exchange:
        """Do something in the project, by default as the actor; it must succeed."""
        ids.setdefault("projectId", self.project)
        answer = call(self.bench, operation, body, who=who or self.actor, at=self.at, **ids)
        succeeded(self.bench, answer, operation)
        return answer

    def card(self, **fields: Json) -> str:
        """A new card of the actor's in the first column."""
        body = {"title": "Judge"} | fields
        answer = self.act("createCard", body, columnId=self.columns[0])
        return str(answered(self.bench, answer, "creating a card").get("id"))

    def change(self, card: str, **fields: Json) -> Exchange:
        """The actor changes a card."""
        return self.act("updateCard", fields, cardId=card)

    def heard(self, kind: str) -> list[Row]:
        """The activities of one type that either of the two was told of: nobody says who of a project is."""
        found = [activity_of(row) for who in (self.hearer, self.actor) for row in told(self.bench, who)]
        return [activity for activity in found if activity.get("type") == kind]

    def hears(self, kind: str, what: str) -> Row:
        """The first listed activity of a type, which must have been told; ``what`` led to it. Empty where none was."""
        found = self.heard(kind)
        self.bench.expect(found, f"{what} gives no {kind}", expected=kind, observed=found)
        return found[0] if found else {}


def crew(bench: Bench, names: tuple[str, str] = ("Backlog", "Under way")) -> Crew:
    """Two people in a project of their own. Skips the check where nobody can be invited."""
    actor = newcomer(bench)
    at = place(bench, actor)
    project = answered(bench, call(bench, "createProject", {"name": "Judge"}, who=actor, at=at), "creating a project")
    ident = str(project.get("id"))
    columns = []
    for name in names:
        answer = call(bench, "createColumn", {"name": name}, who=actor, at=at, projectId=ident)
        columns.append(str(answered(bench, answer, "creating a column").get("id")))
    hearer = join(bench, actor, at)
    made = Crew(bench, at, ident, (columns[0], columns[1]), actor, hearer)
    made.act("addProjectMember", {"email": hearer.email})
    return made


def told(bench: Bench, who: Principal, **query: Json) -> list[Row]:
    """Somebody's notifications as they are listed."""
    answer = call(bench, "listNotifications", who=who, query=query or None)
    return listed(bench, answer, "listing notifications")


def activity_of(notification: Row) -> Row:
    """The activity of a notification; empty where it shows none."""
    found = notification.get("activity")
    return dict(found) if isinstance(found, dict) else {}


def unread(bench: Bench, who: Principal) -> int:
    """How many unread notifications somebody is said to have."""
    body = answered(bench, call(bench, "countNotifications", who=who), "counting notifications")
    count = body.get("count")
    bench.require(isinstance(count, int), "the count of notifications is no number", expected="a number", observed=body)
    return int(count or 0)
