"""Tickets: what a new one is, what may be said of it, and who may say it."""

from __future__ import annotations

from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.steps import CUSTOMER, Row, call, done, equal, listed, refused, somebody
from conformance.check import Subject, check
from conformance.exchange import Json

LEVELS = ("LOW", "MEDIUM", "HIGH", "CRITICAL")


@check(writes=True)
def usual_priority(bench: Bench, _: Subject) -> None:
    """A new ticket has the priority MEDIUM where nothing else is said."""
    priority = str(open_desk(bench).ticket().get("priority"))
    equal(bench, priority.upper(), "MEDIUM", "a new ticket has another priority")


@check(writes=True)
def usual_status(bench: Bench, _: Subject) -> None:
    """A new ticket is in the default status where nothing else is said."""
    statuses = listed(bench, "listStatuses", "listing statuses")
    wanted = [row.get("id") for row in statuses if row.get("isDefault")]
    status = open_desk(bench).ticket().get("status")
    equal(
        bench, [status.get("id") if isinstance(status, dict) else status], wanted, "a new ticket is in another status"
    )


@check(writes=True)
def whole(bench: Bench, _: Subject) -> None:
    """A ticket shows all that was said of it, and null for what was not."""
    desk = open_desk(bench)
    label = bench.make("Label")
    said: Row = {
        "title": f"Ticket {bench.word()}",
        "description": "Two words",
        "priority": "HIGH",
        "impactLevel": "LOW",
        "estimatedHours": 2.5,
        "externalReference": bench.word(),
        "dueDate": "2031-05-01T00:00:00Z",
        "labelIds": [label["id"]],
    }
    row = desk.read(desk.ticket(**said))
    seen = {name: row.get(name) for name in said if name != "labelIds"}
    wanted = {name: said[name] for name in seen}
    message = "a ticket does not show what was said of it"
    bench.expect(agrees(seen, wanted), message, expected=wanted, observed=seen)
    labels = [each.get("id") for each in row.get("labels") or []]
    equal(bench, labels, [label["id"]], "a ticket does not show its label")
    bare = desk.read(desk.ticket())
    empty = ("description", "assignee", "customerId", "dueDate", "impactLevel", "parentTicketId", "deletedAt")
    equal(bench, {name: bare.get(name) for name in empty}, dict.fromkeys(empty), "what nobody said is not null")


@check(writes=True)
def levels(bench: Bench, _: Subject) -> None:
    """Priority and impact are LOW, MEDIUM, HIGH or CRITICAL, and nothing else."""
    desk = open_desk(bench)
    for member in ("priority", "impactLevel"):
        for level in LEVELS:
            equal(bench, desk.ticket(**{member: level}).get(member), level, f"a ticket shows another {member}")
        body = {"title": "Too much", member: "EXTREME"}
        refused(bench, call(bench, "createTicket", body, boardId=desk.board["id"]), f"an unknown {member}", 400)


@check(writes=True)
def title_form(bench: Bench, _: Subject) -> None:
    """A ticket needs a title of at most 200 characters."""
    desk = open_desk(bench)
    for told, body in (("no title", {}), ("an empty title", {"title": ""}), ("201 characters", {"title": "x" * 201})):
        refused(bench, call(bench, "createTicket", body, boardId=desk.board["id"]), f"a ticket with {told}", 400)
    equal(bench, desk.ticket(title="x" * 200).get("title"), "x" * 200, "a title of 200 characters is cut")


@check(writes=True)
def due_moment(bench: Bench, _: Subject) -> None:
    """A due date with an offset is kept as the moment it means, and shown in UTC."""
    row = open_desk(bench).ticket(dueDate="2031-05-01T02:00:00+02:00")
    equal(bench, str(row.get("dueDate")).replace(".000Z", "Z"), "2031-05-01T00:00:00Z", "a due date is another moment")


@check(writes=True)
def status_stays(bench: Bench, _: Subject) -> None:
    """A change of a ticket does not change its status."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    body = {"title": f"Ticket {bench.word()}", "statusId": desk.status("FINAL")["id"]}
    call(bench, "updateTicket", body, **desk.ids(ticket))
    equal(bench, desk.read(ticket).get("status"), ticket.get("status"), "an update moves a ticket")


def try_write(desk: Desk, ticket: Row, operation: str, body: Json, **more: object) -> int:
    """The status of an attempt to write."""
    return desk.call(operation, ticket, body, **more).status


@check(writes=True)
def customer_writes(bench: Bench, _: Subject) -> None:
    """A customer neither creates nor edits tickets, on a board that he sees."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    other = desk.ticket()
    child = desk.child(ticket)
    before = [desk.read(row) for row in (ticket, other, child)]
    status = {"statusId": desk.status("FINAL")["id"], "reason": "So the judge wants it"}
    answer = call(bench, "createTicket", {"title": "Mine"}, who=customer, boardId=desk.board["id"])
    refused(bench, answer, "creating a ticket as a customer", 403)
    for operation, row, body, more in (
        ("updateTicket", ticket, {"title": "Mine"}, {}),
        ("assignTicket", ticket, {"assigneeId": None}, {}),
        ("transitionTicket", ticket, status, {}),
        ("createSubticket", ticket, {"title": "Mine"}, {}),
        ("transitionSubticket", ticket, status, {"subticketId": child["id"]}),
        ("convertToSubticket", other, {"parentTicketId": ticket["id"]}, {}),
        ("promoteToStandalone", child, ..., {}),
    ):
        refused(bench, desk.call(operation, row, body, who=customer, **more), f"{operation} by a customer", 403)
    after = [desk.read(row) for row in (ticket, other, child)]
    equal(bench, after, before, "what a customer was refused was done")


@check(writes=True)
def assignment(bench: Bench, _: Subject) -> None:
    """A ticket is assigned to somebody who sees the board, and to nobody by null."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    row = desk.done("assignTicket", "assigning a ticket", ticket, {"assigneeId": customer.user})
    told = [row.get("assignee"), desk.read(ticket).get("assignee")]
    seen = [each.get("id") if isinstance(each, dict) else each for each in told]
    equal(bench, seen, [customer.user, customer.user], "an assigned ticket shows another assignee")
    desk.done("assignTicket", "assigning a ticket to nobody", ticket, {"assigneeId": None})
    equal(bench, desk.read(ticket).get("assignee"), None, "a ticket assigned to nobody shows an assignee")


@check(writes=True)
def blind_assignee(bench: Bench, _: Subject) -> None:
    """A ticket is not assigned to somebody who does not see the board."""
    desk, customer = open_desk(bench), somebody(bench, CUSTOMER)
    ticket = desk.ticket()
    body = {"assigneeId": customer.user}
    for operation in ("assignTicket", "updateTicket"):
        answer = desk.call(operation, ticket, body)
        refused(bench, answer, f"{operation} with somebody who does not see the board", 400, 403, 404, 409)
    answer = desk.call("createSubticket", ticket, {"title": "Part", **body})
    refused(bench, answer, "a subticket for somebody who does not see the board", 400, 403, 404, 409)
    equal(bench, desk.read(ticket).get("assignee"), None, "a ticket is assigned to who does not see its board")


@check(writes=True)
def of_the_board(bench: Bench, _: Subject) -> None:
    """A ticket takes a milestone and a release of its own board, and of no other."""
    desk, other = open_desk(bench), new_board(bench)
    for board in (desk.board, other):
        done(bench, "updateBoardSettings", "turning a feature on", {"milestonesAndReleases": True}, boardId=board["id"])
    for resource, member in (("Milestone", "milestoneId"), ("Release", "releaseId")):
        own, foreign = (bench.make(resource, boardId=board["id"]) for board in (desk.board, other))
        ticket = desk.ticket(**{member: own["id"]})
        equal(bench, desk.read(ticket).get(member), own["id"], f"a ticket does not show its {resource}")
        answer = desk.call("updateTicket", ticket, {member: foreign["id"]})
        refused(bench, answer, f"a {resource} of another board", 400, 404, 409)
        equal(bench, desk.read(ticket).get(member), own["id"], f"a ticket has a {resource} of another board")


@check(writes=True)
def watched(bench: Bench, _: Subject) -> None:
    """Who a ticket is assigned to watches it."""
    desk = open_desk(bench)
    customer = desk.customer()
    first, second = desk.ticket(), desk.ticket(assigneeId=customer.user)
    desk.done("assignTicket", "assigning a ticket", first, {"assigneeId": customer.user})
    for ticket in (first, second):
        rows = desk.rows("listWatchers", "listing the watchers", ticket)
        there = customer.user in {row.get("id") for row in rows}
        equal(bench, there, True, "an assignee does not watch the ticket")
