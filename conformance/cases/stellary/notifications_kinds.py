"""What gives a notification: the nine activities, and what each tells."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.crew import activity_of, crew, told
from conformance.cases.stellary.steps import equal
from conformance.check import Subject, check


@check(module="notifications", writes=True)
def membership(bench: Bench, _: Subject) -> None:
    """Adding a project's member gives member_added, removing one member_removed."""
    both = crew(bench)
    both.hears("member_added", "adding a project's member")
    both.act("removeProjectMember", userId=both.hearer.user)
    both.hears("member_removed", "removing a project's member")


@check(module="notifications", writes=True)
def card_created(bench: Bench, _: Subject) -> None:
    """A new card gives card_created."""
    both = crew(bench)
    both.card()
    both.hears("card_created", "a new card")


@check(module="notifications", writes=True)
def card_updated(bench: Bench, _: Subject) -> None:
    """A changed card gives card_updated."""
    both = crew(bench)
    both.change(both.card(), title="Another title")
    both.hears("card_updated", "a changed card")


@check(module="notifications", writes=True)
def card_moved(bench: Bench, _: Subject) -> None:
    """A moved card gives card_moved with the names of both columns in fromColumn and toColumn."""
    names = (f"From {bench.word()}", f"To {bench.word()}")
    both = crew(bench, names)
    both.change(both.card(), columnId=both.columns[1])
    activity = both.hears("card_moved", "a moved card")
    if activity:
        meta = activity.get("meta") or {}
        seen = [meta.get("fromColumn"), meta.get("toColumn")]
        equal(bench, seen, list(names), "card_moved does not name the column before and the column after")


@check(module="notifications", writes=True)
def card_archived(bench: Bench, _: Subject) -> None:
    """An archived card gives card_archived."""
    both = crew(bench)
    both.change(both.card(), archived=True)
    both.hears("card_archived", "an archived card")


@check(module="notifications", writes=True)
def card_deleted(bench: Bench, _: Subject) -> None:
    """A deleted card gives card_deleted."""
    both = crew(bench)
    both.act("deleteCard", cardId=both.card())
    both.hears("card_deleted", "a deleted card")


@check(module="notifications", writes=True)
def card_assigned(bench: Bench, _: Subject) -> None:
    """Another assignee gives card_assigned."""
    both = crew(bench)
    both.change(both.card(), assigneeId=both.hearer.user)
    both.hears("card_assigned", "another assignee")


@check(module="notifications", writes=True)
def comment_added(bench: Bench, _: Subject) -> None:
    """A comment gives comment_added."""
    both = crew(bench)
    both.act("createComment", {"content": "Judge"}, cardId=both.card())
    both.hears("comment_added", "a comment")


@check(module="notifications", writes=True)
def activity_fields(bench: Bench, _: Subject) -> None:
    """An activity names its actorId and createdAt."""
    both = crew(bench)
    both.card()
    rows = [activity_of(row) for row in told(bench, both.hearer)] or both.heard("card_created")
    bench.require(rows, "nobody hears of what happens in a project", expected="activities", observed=rows)
    strange = [row.get("actorId") for row in rows if row.get("actorId") != both.actor.user]
    equal(bench, strange, [], "an activity does not name who did it in actorId")
    timeless = sum(not row.get("createdAt") for row in rows)
    equal(bench, timeless, 0, "an activity has no createdAt")
