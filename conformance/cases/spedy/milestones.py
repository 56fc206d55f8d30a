"""Milestones: what they count, when they end, and tickets that lose one."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import ACTIVE, FINAL, Desk, open_desk
from conformance.cases.spedy.steps import Row, answered, call, done, equal, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

EARLY, NOON, LATE = "2031-03-01T12:00:00Z", "2031-03-02T12:00:00Z", "2031-03-03T12:00:00Z"
SAME_NOON = "2031-03-02T14:00:00+02:00"


def open_plan(bench: Bench) -> Desk:
    """A new board that has milestones and releases."""
    desk = open_desk(bench)
    done(bench, "updateBoardSettings", "turning the feature on", {"milestonesAndReleases": True}, **place(desk))
    return desk


def place(desk: Desk, **ids: Json) -> Row:
    """The path parameters of something on the board."""
    return {"boardId": desk.board["id"], **ids}


def milestone(desk: Desk, **fields: Json) -> Row:
    """A new milestone with a name and no more than is named here."""
    lean: Row = {"description": ..., "startDate": ..., "dueDate": ..., "status": ...}
    return desk.bench.make("Milestone", boardId=desk.board["id"], **{**lean, **fields})


def read(desk: Desk, row: Row) -> Row:
    """A milestone as reading shows it."""
    return done(desk.bench, "getMilestone", "reading a milestone", **place(desk, milestoneId=row["id"]))


def change(desk: Desk, row: Row, body: Row) -> Exchange:
    """Send a change of a milestone that may be refused."""
    return call(desk.bench, "updateMilestone", body, **place(desk, milestoneId=row["id"]))


@check(writes=True)
def progress(bench: Bench, _: Subject) -> None:
    """A milestone tells how many tickets it has and how many of them are done, as they come, move and go."""
    desk = open_plan(bench)
    row = milestone(desk)
    member = {"milestoneId": row["id"]}

    def expect(total: int, completed: int, when: str) -> None:
        seen = read(desk, row).get("progress")
        told = [seen.get(name) for name in ("total", "completed")] if isinstance(seen, dict) else seen
        equal(bench, told, [total, completed], f"progress is wrong {when}")

    expect(0, 0, "of a new milestone")
    one, two = (desk.ticket(**member) for _ in range(2))
    desk.ticket()
    expect(2, 0, "with two tickets")
    desk.move(one, desk.status(FINAL))
    expect(2, 1, "when one is done")
    desk.move(one, desk.status(ACTIVE))
    expect(2, 0, "when it is taken up again")
    desk.done("updateTicket", "taking a ticket off a milestone", one, {"milestoneId": None})
    expect(1, 0, "when one is taken off")
    desk.gone("deleteTicket", "deleting a ticket", two)
    expect(0, 0, "when the other is deleted")
    desk.done("restoreTicket", "restoring a ticket", two)
    expect(1, 0, "when it is back")


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A deleted milestone leaves its tickets, which stay as they are otherwise; restoring it does not put it back."""
    desk = open_plan(bench)
    row = milestone(desk)
    ticket, beside = desk.ticket(milestoneId=row["id"]), desk.ticket(milestoneId=milestone(desk)["id"])
    gone = call(bench, "deleteMilestone", **place(desk, milestoneId=row["id"]))
    succeeded(bench, gone, "deleting a milestone")
    now = desk.read(ticket)
    equal(bench, now.get("milestoneId"), None, "a ticket keeps a deleted milestone")
    seen, wanted = ([one.get(name) for name in ("title", "displayId", "status")] for one in (now, ticket))
    equal(bench, seen, wanted, "a ticket changes more when its milestone is deleted")
    equal(bench, desk.read(beside).get("milestoneId"), beside["milestoneId"], "a ticket loses another milestone")
    done(bench, "restoreMilestone", "restoring a milestone", **place(desk, milestoneId=row["id"]))
    equal(bench, desk.read(ticket).get("milestoneId"), None, "a restored milestone is on tickets again")


@check(writes=True)
def span(bench: Bench, _: Subject) -> None:
    """A milestone does not end before it begins, neither a new one nor a changed one."""
    desk = open_plan(bench)
    body = {"name": f"Milestone {bench.word()}", "startDate": LATE, "dueDate": EARLY}
    refused(bench, call(bench, "createMilestone", body, **place(desk)), "a milestone that ends before it begins", 400)
    for start, due in ((NOON, NOON), (NOON, SAME_NOON), (SAME_NOON, NOON)):
        milestone(desk, startDate=start, dueDate=due)
    row = milestone(desk, startDate=EARLY, dueDate=NOON)
    refused(bench, change(desk, row, {"startDate": LATE}), "a start moved behind the end", 400)
    equal(bench, read(desk, row).get("startDate"), row.get("startDate"), "a refused change moves the start")
    both = answered(bench, change(desk, row, {"startDate": NOON, "dueDate": LATE}), "moving start and end at once")
    refused(bench, change(desk, both, {"dueDate": EARLY}), "an end moved before the start", 400)
    answered(bench, change(desk, both, {"startDate": LATE, "dueDate": None}), "a start without an end")


@check(writes=True)
def completion(bench: Bench, _: Subject) -> None:
    """A milestone starts open, is completed by a change of its status, whatever its tickets are, and opened again."""
    desk = open_plan(bench)
    row = milestone(desk)
    equal(bench, row.get("status"), "OPEN", "a new milestone is not open")
    ticket = desk.ticket(milestoneId=row["id"])
    for status in ("COMPLETED", "OPEN"):
        answered(bench, change(desk, row, {"status": status}), f"setting the status {status}")
        equal(bench, read(desk, row).get("status"), status, "a milestone does not take a status")
    desk.move(ticket, desk.status(FINAL))
    equal(bench, read(desk, row).get("status"), "OPEN", "a milestone completes itself with its last ticket")
