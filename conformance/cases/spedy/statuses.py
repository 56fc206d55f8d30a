"""The organization's statuses: their form, the default, and what tickets and boards make of them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import Row, call, done, equal, listed, may_spoil, refused, succeeded, tried
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

COLOR = "#8B5CF6"


def try_status(bench: Bench, **fields: Json) -> Exchange:
    """Send a new status that may be refused; what comes of it is removed after the check."""
    return tried(bench, "createStatus", "Status", {"name": f"Status {bench.word()}", "color": COLOR, **fields})


def lean_status(bench: Bench, **fields: Json) -> Row:
    """A new status with no more than a name, a color and what is named here."""
    return bench.make("Status", **{"category": ..., "order": ..., **fields})


def ticket_in(bench: Bench, board: Row, status: Row) -> Row:
    """A new ticket in a status."""
    return bench.make("Ticket", boardId=board["id"], statusId=status["id"])


def status_of(bench: Bench, board: Row, ticket: Row) -> Row:
    """The status a ticket shows."""
    shown = done(bench, "getTicket", "reading a ticket", boardId=board["id"], ticketId=ticket["id"]).get("status")
    return dict(shown) if isinstance(shown, dict) else {}


def needed(bench: Bench) -> list[tuple[str, Row]]:
    """The default status, and a mandatory one that is not the default where there is such, each with what it is."""
    rows = listed(bench, "listStatuses", "listing statuses")
    usual = [("isDefault", row) for row in rows if row.get("isDefault")]
    mandatory = [("isMandatory", row) for row in rows if row.get("isMandatory") and not row.get("isDefault")]
    return [*usual[:1], *mandatory[:1]]


@check(writes=True)
def form(bench: Bench, _: Subject) -> None:
    """A status needs a name of at most 50 characters and a color in hexadecimal notation."""
    for told, fields in (
        ("without a name", {"name": ...}),
        ("with a name of 51 characters", {"name": "x" * 51}),
        ("without a color", {"color": ...}),
        ("with a color in words", {"color": "red"}),
        ("with a color without its mark", {"color": "8B5CF6"}),
    ):
        refused(bench, try_status(bench, **fields), f"a status {told}", 400)
    name = f"{bench.word()} ".ljust(50, "x")
    equal(bench, lean_status(bench, name=name).get("name"), name, "a name of 50 characters is cut")


@check(writes=True)
def category_values(bench: Bench, _: Subject) -> None:
    """A category is PLANNING, ACTIVE or FINAL, and nothing else."""
    for name in ("PLANNING", "ACTIVE", "FINAL"):
        equal(bench, lean_status(bench, category=name).get("category"), name, "a status has another category")
    refused(bench, try_status(bench, category="DONE"), "a new status of a category there is not", 400)
    status = lean_status(bench)
    answer = call(bench, "updateStatus", {"category": "DONE"}, statusId=status["id"])
    refused(bench, answer, "a change to a category there is not", 400)


@check(writes=True)
def usual_category(bench: Bench, _: Subject) -> None:
    """A new status is ACTIVE and not final where nothing else is said."""
    row = lean_status(bench)
    seen = [row.get("category"), row.get("isFinal"), row.get("isDefault")]
    equal(bench, seen, ["ACTIVE", False, False], "a new status is something else")


@check(writes=True)
def finality(bench: Bench, _: Subject) -> None:
    """Final is a status of the category FINAL and no other, through every change."""
    row = lean_status(bench, category="FINAL")
    equal(bench, row.get("isFinal"), True, "a status of the category FINAL is not final")
    for name, final in (("ACTIVE", False), ("FINAL", True)):
        done(bench, "updateStatus", "a change of the category", {"category": name}, statusId=row["id"])
        now = done(bench, "getStatus", "reading a status", statusId=row["id"])
        equal(bench, now.get("isFinal"), final, f"finality does not follow a change to {name}")
    answer = try_status(bench, category="ACTIVE", isFinal=True)
    refused(bench, answer, "a final status of another category", 400, 409)


@check()
def one_default(bench: Bench, _: Subject) -> None:
    """Exactly one status is the default."""
    rows = listed(bench, "listStatuses", "listing statuses")
    equal(bench, sum(bool(row.get("isDefault")) for row in rows), 1, "not one status is the default")


@check(writes=True)
def default_moves(bench: Bench, _: Subject) -> None:
    """A new default status takes the place of the one there was."""
    may_spoil(bench)
    made = lean_status(bench, isDefault=True)
    rows = listed(bench, "listStatuses", "listing statuses")
    seen = [row.get("id") for row in rows if row.get("isDefault")]
    equal(bench, seen, [made["id"]], "the default does not move to a new status")


@check(writes=True)
def in_use(bench: Bench, _: Subject) -> None:
    """A status can be deleted once no ticket is in it."""
    board, status, other = new_board(bench), lean_status(bench), lean_status(bench)
    ticket = ticket_in(bench, board, status)
    refused(bench, call(bench, "deleteStatus", statusId=status["id"]), "deleting a status in use", 409, 400)
    done(bench, "getStatus", "reading a status whose deletion was refused", statusId=status["id"])
    ids = {"boardId": board["id"], "ticketId": ticket["id"]}
    body = {"statusId": other["id"], "reason": "To free it"}
    succeeded(bench, call(bench, "transitionTicket", body, **ids), "moving the ticket on")
    succeeded(bench, call(bench, "deleteStatus", statusId=status["id"]), "deleting a status that is free again")
    refused(bench, call(bench, "getStatus", statusId=status["id"]), "a deleted status", 404)


@check(writes=True)
def needed_stay(bench: Bench, _: Subject) -> None:
    """Mandatory statuses and the default one cannot be deleted."""
    may_spoil(bench)
    made = lean_status(bench, isDefault=True)
    for name, status in [("isDefault", made), *needed(bench)]:
        refused(bench, call(bench, "deleteStatus", statusId=status["id"]), f"deleting one that {name}", 400, 409, 403)
        done(bench, "getStatus", f"reading a status that {name}", statusId=status["id"])


@check(writes=True)
def off_by_default(bench: Bench, _: Subject) -> None:
    """A status that is not enabled by default is hidden on boards made later, and on no older one."""
    before, word = new_board(bench), {"enabledByDefault": False}
    status, plain = lean_status(bench, **word), lean_status(bench)
    after = new_board(bench)

    def shown(board: Row) -> list[bool]:
        rows = listed(bench, "listBoardStatuses", "listing a board's statuses", boardId=board["id"])
        return [one["id"] in {row.get("id") for row in rows} for one in (status, plain)]

    equal(bench, shown(after), [False, True], "a new board shows a status that is off by default, or lacks another")
    equal(bench, shown(before), [True, True], "an older board hides a status that is off by default")


@check(writes=True)
def renaming(bench: Bench, _: Subject) -> None:
    """A renamed status shows its new name on all boards and tickets."""
    boards, status = [new_board(bench), new_board(bench)], lean_status(bench)
    tickets = [ticket_in(bench, board, status) for board in boards]
    name = f"Renamed {bench.word()}"
    done(bench, "updateStatus", "renaming a status", {"name": name}, statusId=status["id"])
    for board, ticket in zip(boards, tickets, strict=True):
        rows = listed(bench, "listBoardStatuses", "listing a board's statuses", boardId=board["id"])
        seen = next((row.get("name") for row in rows if row.get("id") == status["id"]), None)
        equal(bench, seen, name, "a board shows the old name of a status")
        equal(bench, status_of(bench, board, ticket).get("name"), name, "a ticket shows the old name of its status")


@check(writes=True)
def places(bench: Bench, _: Subject) -> None:
    """Statuses are listed by their place, the lowest first."""
    for order in (40, 38, 39):
        lean_status(bench, order=order)
    orders = [int(row.get("order") or 0) for row in listed(bench, "listStatuses", "listing statuses")]
    equal(bench, orders, sorted(orders), "statuses are not listed by their place")
