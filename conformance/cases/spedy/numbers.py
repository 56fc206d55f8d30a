"""Display ids: the board's prefix and a running number that tickets and subtickets share."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board, prefix
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.steps import Row, call, equal
from conformance.check import Subject, check

CROWD = 10


def told(*rows: Row) -> list[object]:
    """The display ids of rows."""
    return [row.get("displayId") for row in rows]


@check(writes=True)
def running(bench: Bench, _: Subject) -> None:
    """The tickets of a board are numbered from 1 behind its prefix and a dash."""
    head = prefix(bench)
    desk = Desk(bench, new_board(bench, prefix=head))
    rows = [desk.ticket() for _turn in range(3)]
    equal(bench, told(*rows), [f"{head}-{number}" for number in (1, 2, 3)], "tickets are not numbered in a row")
    equal(bench, told(desk.read(rows[1])), [f"{head}-2"], "a ticket reads under another display id")


@check(writes=True)
def shared(bench: Bench, _: Subject) -> None:
    """Tickets and subtickets take numbers of one row."""
    desk = open_desk(bench)
    first = desk.ticket()
    rows = [first, desk.child(first), desk.ticket()]
    numbers = [str(row).rpartition("-")[2] for row in told(*rows)]
    equal(bench, numbers, ["1", "2", "3"], "tickets and subtickets are not numbered in one row")
    listed = desk.rows("listSubtickets", "listing subtickets", first)
    equal(bench, told(*listed), told(rows[1]), "a subticket is listed under another display id")


@check(writes=True)
def of_each_board(bench: Bench, _: Subject) -> None:
    """Each board counts for itself."""
    one, other = open_desk(bench), open_desk(bench)
    rows = [one.ticket(), one.ticket(), other.ticket()]
    numbers = [str(row.get("displayId")).rpartition("-")[2] for row in rows]
    equal(bench, numbers, ["1", "2", "1"], "one board's tickets count on another")


@check(writes=True)
def never_again(bench: Bench, _: Subject) -> None:
    """The number of a deleted ticket is given to no other, and comes back with the ticket."""
    desk = open_desk(bench)
    kept, gone = desk.ticket(), desk.ticket()
    desk.gone("deleteTicket", "deleting a ticket", gone)
    fresh = desk.ticket()
    back = desk.done("restoreTicket", "restoring a ticket", gone)
    equal(bench, len({*told(kept, gone, fresh)}), 3, "a new ticket got the number of a deleted one")
    equal(bench, told(back), told(gone), "a restored ticket has another display id")


@check(writes=True)
def at_once(bench: Bench, _: Subject) -> None:
    """Tickets that are created at once have a number each, without a gap."""
    desk = open_desk(bench)
    body = {"title": f"Ticket {bench.word()}"}
    answers = bench.client.together(
        [lambda: call(bench, "createTicket", body, boardId=desk.board["id"]) for _ in range(CROWD)]
    )
    rows = [answer.json() for answer in answers if 200 <= answer.status < 300 and answer.is_json]
    numbers = sorted(int(str(row.get("displayId")).rpartition("-")[2]) for row in rows)
    equal(bench, numbers, [*range(1, CROWD + 1)], "tickets created at once do not have a number each")
