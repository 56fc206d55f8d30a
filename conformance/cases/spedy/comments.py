"""Comments: what they are, who changes and deletes them, and who watches after one."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import open_desk
from conformance.cases.spedy.secrecy import heard, say
from conformance.cases.spedy.steps import TEAM_MEMBER, equal, refused, somebody
from conformance.check import Subject, check


@check(writes=True)
def shown(bench: Bench, _: Subject) -> None:
    """A comment is listed with what was said, by whom, and whether it is secret; the oldest comes first."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    said = (("One", False, customer), ("Two\nlines & <b>marks</b> ü", True, None))
    made = [say(desk, ticket, text, secret=secret, who=who) for text, secret, who in said]
    rows = desk.rows("listComments", "listing comments", ticket)
    seen = [[row.get(name) for name in ("id", "content", "isSecret")] for row in rows]
    wanted = [[row["id"], text, secret] for row, (text, secret, _who) in zip(made, said, strict=True)]
    equal(bench, seen, wanted, "comments are listed otherwise than they were made")
    author = (rows[0].get("author") or {}).get("id") if rows else None
    equal(bench, author, customer.user, "a comment shows another author")


@check(writes=True)
def open_by_default(bench: Bench, _: Subject) -> None:
    """A comment is not secret where nothing is said."""
    desk = open_desk(bench)
    row = desk.done("createComment", "a comment", desk.ticket(), {"content": "Hello"})
    equal(bench, row.get("isSecret"), False, "a comment is secret though nobody said so")


@check(writes=True)
def content_form(bench: Bench, _: Subject) -> None:
    """A comment has 1 to 10000 characters."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for told, body in (("no content", {}), ("an empty one", {"content": ""}), ("10001", {"content": "x" * 10001})):
        refused(bench, desk.call("createComment", ticket, body), f"a comment with {told}", 400)
    equal(bench, say(desk, ticket, "x" * 10000).get("content"), "x" * 10000, "a comment of 10000 characters is cut")


@check(writes=True)
def own_alone(bench: Bench, _: Subject) -> None:
    """Nobody but its author changes a comment."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    ours, theirs = say(desk, ticket, "Ours"), say(desk, ticket, "Theirs", who=customer)
    for who, comment, told in ((customer, ours, "a customer"), (None, theirs, "an Admin")):
        answer = desk.call("updateComment", ticket, {"content": "Mine"}, who=who, commentId=comment["id"])
        refused(bench, answer, f"{told} who changes somebody else's comment", 403)
    rows = [row.get("content") for row in desk.rows("listComments", "listing comments", ticket)]
    equal(bench, rows, ["Ours", "Theirs"], "somebody else's comment was changed")
    desk.done(
        "updateComment", "changing one's comment", ticket, {"content": "New"}, who=customer, commentId=theirs["id"]
    )
    rows = [row.get("content") for row in desk.rows("listComments", "listing comments", ticket)]
    equal(bench, rows, ["Ours", "New"], "an author's change does not show")


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A comment is deleted by its author, and by who may delete tickets; by nobody else."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    lacking = desk.let_in(somebody(bench, TEAM_MEMBER, having="tickets:view", lacking="tickets:delete"), "BOARD_MEMBER")
    having = desk.let_in(somebody(bench, TEAM_MEMBER, having="tickets:delete"), "BOARD_MEMBER")
    first, second, third = (say(desk, ticket, text, who=customer) for text in ("1", "2", "3"))
    answer = desk.call("deleteComment", ticket, who=lacking, commentId=first["id"])
    refused(bench, answer, "somebody else without the permission who deletes a comment", 403)
    equal(bench, len(heard(desk, ticket)), 3, "a comment whose deletion was refused is gone")
    for who, comment in ((customer, first), (having, second), (None, third)):
        desk.gone("deleteComment", "deleting a comment", ticket, who=who, commentId=comment["id"])
        equal(bench, comment["id"] in heard(desk, ticket), False, "a deleted comment is listed")


@check(writes=True)
def watched(bench: Bench, _: Subject) -> None:
    """Who comments on a ticket watches it."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    before = {row.get("id") for row in desk.rows("listWatchers", "listing the watchers", ticket)}
    equal(bench, customer.user in before, False, "somebody watches a ticket he has nothing to do with")
    for _turn in range(2):
        say(desk, ticket, "Hello", who=customer)
    after = [row.get("id") for row in desk.rows("listWatchers", "listing the watchers", ticket)]
    equal(bench, after.count(customer.user), 1, "who comments on a ticket does not watch it, once")
