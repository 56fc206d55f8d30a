"""Subtickets: how far they are told to be, and how tickets get below others and out again."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import ACTIVE, FINAL, PLANNING, Desk, open_desk
from conformance.cases.spedy.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange

COUNTS = ("total", "completed", "inProgress", "planning")


def progress(desk: Desk, parent: Row, **query: object) -> Row:
    """What the list of a ticket's children tells of all of them."""
    answer = desk.done("listSubtickets", "listing subtickets", parent, query=query or None)
    found = answer.get("aggregation")
    return {name: found.get(name) for name in COUNTS} if isinstance(found, dict) else {}


def counts(total: int, completed: int, in_progress: int, planning: int) -> Row:
    """An aggregation."""
    return dict(zip(COUNTS, (total, completed, in_progress, planning), strict=True))


def children(desk: Desk, parent: Row) -> list[object]:
    """The ids of a ticket's children."""
    return [row.get("id") for row in desk.rows("listSubtickets", "listing subtickets", parent)]


def convert(desk: Desk, ticket: Row, parent: Row) -> Exchange:
    """Try to put a ticket below another."""
    return desk.call("convertToSubticket", ticket, {"parentTicketId": parent["id"]})


@check(writes=True)
def truth(bench: Bench, _: Subject) -> None:
    """The aggregation counts all children of a ticket and no others; its parts add up to the total, on every page."""
    desk = open_desk(bench)
    parent, other = desk.ticket(), desk.ticket()
    equal(bench, progress(desk, parent), counts(0, 0, 0, 0), "a ticket without children has a progress")
    made = [desk.child(parent) for _ in range(4)]
    desk.child(other)
    for row, category in zip(made, (PLANNING, ACTIVE, ACTIVE, FINAL), strict=True):
        desk.move(row, desk.status(category))
    equal(bench, progress(desk, parent), counts(4, 1, 2, 1), "the aggregation does not count the children")
    for page in (1, 2, 3):
        seen = progress(desk, parent, limit=2, page=page)
        equal(bench, seen, counts(4, 1, 2, 1), "the aggregation counts a page, not all children")
    equal(bench, len(children(desk, parent)), 4, "not all children are listed")


@check(writes=True)
def follows(bench: Bench, _: Subject) -> None:
    """The aggregation follows each child: through its statuses, its deletion and its return."""
    desk = open_desk(bench)
    parent = desk.ticket()
    child, stays = desk.child(parent), desk.child(parent)
    desk.move(stays, desk.status(ACTIVE))
    for category, wanted in (
        (PLANNING, counts(2, 0, 1, 1)),
        (ACTIVE, counts(2, 0, 2, 0)),
        (FINAL, counts(2, 1, 1, 0)),
        (ACTIVE, counts(2, 0, 2, 0)),
    ):
        body = {"statusId": desk.status(category)["id"], "reason": "So the judge wants it"}
        what = "a transition of a subticket"
        row = desk.done("transitionSubticket", what, parent, body, subticketId=child["id"])
        equal(bench, (row.get("status") or {}).get("category"), category, "a subticket is in another status")
        equal(bench, progress(desk, parent), wanted, f"the aggregation does not follow a child to {category}")
    desk.gone("deleteTicket", "deleting a subticket", child)
    equal(bench, progress(desk, parent), counts(1, 0, 1, 0), "the aggregation counts a deleted child")
    desk.done("restoreTicket", "restoring a subticket", child)
    equal(bench, progress(desk, parent), counts(2, 0, 2, 0), "the aggregation does not count a restored child")


@check(writes=True)
def title_form(bench: Bench, _: Subject) -> None:
    """A subticket needs a title of at most 200 characters."""
    desk = open_desk(bench)
    parent = desk.ticket()
    for told, body in (("no title", {}), ("an empty title", {"title": ""}), ("201 characters", {"title": "x" * 201})):
        refused(bench, desk.call("createSubticket", parent, body), f"a subticket with {told}", 400)
    equal(bench, desk.child(parent, title="x" * 200).get("title"), "x" * 200, "a title of 200 characters is cut")


@check(writes=True)
def is_ticket(bench: Bench, _: Subject) -> None:
    """A subticket is a ticket of the board: read, listed and changed as such, below its parent."""
    desk = open_desk(bench)
    customer, parent = desk.customer(), desk.ticket()
    child = desk.child(parent, description="Half of it", assigneeId=customer.user)
    row = desk.read(child)
    seen = [row.get(name) for name in ("title", "description", "parentTicketId")]
    equal(bench, seen, [child["title"], "Half of it", parent["id"]], "a subticket reads otherwise than it was made")
    equal(bench, (row.get("assignee") or {}).get("id"), customer.user, "a subticket has another assignee")
    shown = desk.shown(includePlanning=True)
    equal(bench, child["id"] in shown, True, "a subticket is not in the list of tickets")
    title = f"Subticket {bench.word()}"
    desk.done("updateTicket", "changing a subticket", child, {"title": title})
    titles = [each.get("title") for each in desk.rows("listSubtickets", "listing subtickets", parent)]
    equal(bench, titles, [title], "a changed subticket is listed under its old title")


@check(writes=True)
def conversion(bench: Bench, _: Subject) -> None:
    """A converted ticket is listed below its parent and stays the ticket it was."""
    desk = open_desk(bench)
    parent, ticket = desk.ticket(), desk.ticket()
    desk.done("convertToSubticket", "a conversion", ticket, {"parentTicketId": parent["id"]})
    equal(bench, children(desk, parent), [ticket["id"]], "a converted ticket is not listed below its parent")
    _expect_same(desk, ticket, desk.read(ticket), parent["id"])


@check(writes=True)
def promotion(bench: Bench, _: Subject) -> None:
    """A promoted subticket leaves its parent's list and stays the ticket it was."""
    desk = open_desk(bench)
    parent = desk.ticket()
    child, stays = desk.child(parent), desk.child(parent)
    before = desk.read(child)
    desk.done("promoteToStandalone", "a promotion", child)
    equal(bench, children(desk, parent), [stays["id"]], "a promoted subticket is still listed below its parent")
    equal(bench, child["id"] in desk.shown(includePlanning=True), True, "a promoted subticket is no ticket any more")
    _expect_same(desk, before, desk.read(child), None)


def _expect_same(desk: Desk, before: Row, after: Row, parent: object) -> None:
    free = {"parentTicketId", "updatedAt"}
    same = [{name: value for name, value in row.items() if name not in free} for row in (after, before)]
    equal(desk.bench, same[0], same[1], "a ticket that changes its parent changes otherwise")
    equal(desk.bench, after.get("parentTicketId"), parent, "a ticket shows another parent")


@check(writes=True)
def twice(bench: Bench, _: Subject) -> None:
    """A subticket is not converted again, and a ticket below none is not promoted."""
    desk = open_desk(bench)
    parent, other, ticket = desk.ticket(), desk.ticket(), desk.ticket()
    child = desk.child(parent)
    for above in (other, parent):
        refused(bench, convert(desk, child, above), "converting a subticket", 409)
    equal(bench, children(desk, parent), [child["id"]], "a refused conversion moves a subticket")
    refused(bench, desk.call("promoteToStandalone", ticket), "promoting a ticket below none", 409)
    desk.done("promoteToStandalone", "a promotion", child)
    refused(bench, desk.call("promoteToStandalone", child), "promoting a ticket for the second time", 409)


@check(writes=True)
def no_cycle(bench: Bench, _: Subject) -> None:
    """No ticket is put below itself, or below one that is below it."""
    desk = open_desk(bench)
    parent, alone = desk.ticket(), desk.ticket()
    child = desk.child(parent)
    for ticket, above, told in ((alone, alone, "itself"), (parent, parent, "itself"), (parent, child, "its subticket")):
        refused(bench, convert(desk, ticket, above), f"putting a ticket below {told}", 400, 409)
        equal(bench, desk.read(ticket).get("parentTicketId"), None, f"a ticket is below {told}")
    equal(bench, children(desk, child), [], "a ticket is below its own subticket")


@check(writes=True)
def depth(bench: Bench, _: Subject) -> None:
    """A subticket has no subtickets, by whichever way."""
    desk = open_desk(bench)
    parent, ticket, above = desk.ticket(), desk.ticket(), desk.ticket()
    child = desk.child(parent)
    answer = desk.call("createSubticket", child, {"title": "Too deep"})
    refused(bench, answer, "creating a subticket of a subticket", 400, 409)
    refused(bench, convert(desk, ticket, child), "putting a ticket below a subticket", 400, 409)
    refused(bench, convert(desk, parent, above), "putting a ticket with subtickets below another", 400, 409)
    equal(bench, [children(desk, row) for row in (child, above)], [[], []], "a subticket has subtickets")


@check(writes=True)
def one_board(bench: Bench, _: Subject) -> None:
    """Parent and subticket are on one board."""
    desk, elsewhere = open_desk(bench), open_desk(bench)
    ticket, other = desk.ticket(), elsewhere.ticket()
    refused(bench, convert(desk, ticket, other), "putting a ticket below one of another board", 400, 404, 409)
    equal(bench, desk.read(ticket).get("parentTicketId"), None, "a ticket has a parent on another board")


@check(writes=True)
def of_its_parent(bench: Bench, _: Subject) -> None:
    """A subticket is moved by its own parent, and by no other ticket."""
    desk = open_desk(bench)
    parent, other = desk.ticket(), desk.ticket()
    child = desk.child(parent)
    body = {"statusId": desk.status(FINAL)["id"], "reason": "So the judge wants it"}
    for above, below in ((other, child), (parent, other), (parent, parent)):
        answer = desk.call("transitionSubticket", above, body, subticketId=below["id"])
        refused(bench, answer, "moving what is no subticket of the ticket", 404)
    seen = [(desk.read(row).get("status") or {}).get("category") for row in (parent, other, child)]
    equal(bench, FINAL in seen, False, "a refused transition moves a ticket")


@check(writes=True)
def with_parent(bench: Bench, _: Subject) -> None:
    """Subtickets are deleted with their parent and restored with it; one that was deleted before stays so."""
    desk = open_desk(bench)
    parent = desk.ticket()
    child, gone = desk.child(parent), desk.child(parent)
    desk.gone("deleteTicket", "deleting a subticket", gone)
    before = desk.read(child)
    desk.gone("deleteTicket", "deleting a ticket with subtickets", parent)
    refused(bench, desk.call("getTicket", child), "a subticket whose parent is deleted", 404)
    equal(bench, sorted(desk.shown(includePlanning=True)), [], "a subticket is listed though its parent is deleted")
    desk.done("restoreTicket", "restoring a ticket with subtickets", parent)
    equal(bench, children(desk, parent), [child["id"]], "not those subtickets come back that went with their parent")
    after = desk.read(child)
    same = {name: value for name, value in after.items() if name != "updatedAt"}
    wanted = {name: value for name, value in before.items() if name != "updatedAt"}
    equal(bench, same, wanted, "a subticket does not come back as it was")
