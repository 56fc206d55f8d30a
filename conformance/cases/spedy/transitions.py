"""Moving a ticket into another status."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import ACTIVE, FINAL, open_desk
from conformance.cases.spedy.steps import Row, call, done, equal, listed, refused
from conformance.check import Subject, check
from conformance.errors import BadAnswer


@check(writes=True)
def moves(bench: Bench, _: Subject) -> None:
    """A transition puts a ticket into the status that is asked for, and changes nothing else."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for category in (ACTIVE, FINAL):
        status = desk.status(category)
        told = desk.move(ticket, status)
        wanted = {name: status[name] for name in ("id", "name", "category")}
        now = desk.read(ticket)
        for row, where in ((told, "the answer"), (now, "the ticket")):
            seen = row.get("status")
            seen = {name: seen.get(name) for name in wanted} if isinstance(seen, dict) else seen
            equal(bench, seen, wanted, f"{where} shows another status after a transition")
        free = {"status", "updatedAt"}
        equal(
            bench,
            {name: value for name, value in now.items() if name not in free},
            {name: value for name, value in ticket.items() if name not in free},
            "a transition changes more than the status",
        )


@check(writes=True)
def same_status(bench: Bench, _: Subject) -> None:
    """A transition into the status a ticket is in succeeds."""
    desk = open_desk(bench)
    status = desk.status(ACTIVE)
    ticket = desk.ticket(statusId=status["id"])
    desk.move(ticket, status)
    equal(bench, desk.read(ticket).get("status"), ticket.get("status"), "a transition to where it is moves a ticket")


@check(writes=True)
def hidden_status(bench: Bench, _: Subject) -> None:
    """A ticket does not go into a status that its board hides, and does on a board that shows it."""
    desk, other, status = open_desk(bench), open_desk(bench), bench.make("Status", category=ACTIVE)
    done(
        bench,
        "overrideBoardStatus",
        "hiding a status",
        {"isHidden": True},
        boardId=desk.board["id"],
        statusId=status["id"],
    )
    ticket = desk.ticket()
    child = desk.child(ticket)
    body = {"statusId": status["id"], "reason": "So the judge wants it"}
    refused(bench, desk.call("transitionTicket", ticket, body), "a transition to a hidden status", 409, 400)
    answer = desk.call("transitionSubticket", ticket, body, subticketId=child["id"])
    refused(bench, answer, "a subticket's transition to a hidden status", 409, 400)
    for row in (ticket, child):
        equal(bench, desk.read(row).get("status"), row.get("status"), "a ticket is in a status its board hides")
    moved = other.move(other.ticket(), status)
    equal(bench, (moved.get("status") or {}).get("id"), status["id"], "a status hidden elsewhere is out of reach")


@check(writes=True)
def unknown_status(bench: Bench, _: Subject) -> None:
    """A transition leads to a status of the organization, and to nothing else."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for told, body in (
        ("no status", {}),
        ("null", {"statusId": None}),
        ("an id nobody has", {"statusId": bench.unknown_id("Status")}),
        ("the id of the ticket", {"statusId": ticket["id"]}),
    ):
        refused(bench, desk.call("transitionTicket", ticket, body), f"a transition to {told}", 400, 404, 409)
    equal(bench, desk.read(ticket).get("status"), ticket.get("status"), "a refused transition moves a ticket")


@check(writes=True)
def reason(bench: Bench, _: Subject) -> None:
    """Where an organization wants a reason for a change of status, none goes without and each goes with one."""
    tried = 0
    for tenant in bench.target.tenants:
        if not tenant.disposable:
            continue
        try:
            board = bench.make("Board", tenant=tenant)
            ticket = bench.make("Ticket", tenant=tenant, boardId=board["id"])
        except BadAnswer:
            continue
        who = bench.client.principal_of(tenant)
        statuses = listed(bench, "listStatuses", "listing statuses", who=who)
        status: Row = next((row for row in statuses if row.get("category") == FINAL), {})
        ids = {"boardId": board["id"], "ticketId": ticket["id"]}
        bare = call(bench, "transitionTicket", {"statusId": status.get("id")}, who=who, **ids)
        if 200 <= bare.status < 300:
            continue
        tried += 1
        refused(bench, bare, "a transition without a reason", 400)
        body = {"statusId": status.get("id"), "reason": "So the judge wants it"}
        done(bench, "transitionTicket", "a transition with a reason", body, who=who, **ids)
    if not tried:
        bench.skip("no organization of the target wants a reason, which no operation asks for")
