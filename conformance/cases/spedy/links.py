"""Ticket links: two ends that say the same the other way round, and go together."""

from __future__ import annotations

from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.steps import Row, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange
from conformance.target import Principal

INVERSES = {
    "BLOCKS": "IS_BLOCKED_BY",
    "IS_BLOCKED_BY": "BLOCKS",
    "DUPLICATES": "IS_DUPLICATED_BY",
    "IS_DUPLICATED_BY": "DUPLICATES",
    "RELATES_TO": "RELATES_TO",
}


def try_link(desk: Desk, ticket: Row, target: object, kind: str) -> Exchange:
    """Try to link a ticket to another."""
    return desk.call("createTicketLink", ticket, {"targetTicketId": target, "type": kind})


def link(desk: Desk, ticket: Row, target: Row, kind: str) -> Row:
    """A new link."""
    return desk.done("createTicketLink", "a link", ticket, {"targetTicketId": target["id"], "type": kind})


def links_of(desk: Desk, ticket: Row, who: Principal | None = None) -> list[Row]:
    """The links of a ticket as they are listed."""
    return desk.rows("listTicketLinks", "listing links", ticket, who=who)


def ends(desk: Desk, ticket: Row, who: Principal | None = None) -> list[tuple[object, object]]:
    """Type and target of each link of a ticket."""
    return sorted(
        ((row.get("type"), (row.get("targetTicket") or {}).get("id")) for row in links_of(desk, ticket, who)), key=str
    )


def judge_pair(bench: Bench, kind: str) -> None:
    """Make a link of a kind and look at both ends."""
    desk = open_desk(bench)
    one, other = desk.ticket(), desk.ticket()
    made = link(desk, one, other, kind)
    target = {name: other[name] for name in ("id", "displayId", "title")}
    shown = {name: made.get(name) for name in ("type", "targetTicket")}
    told = {"type": kind, "targetTicket": target}
    bench.expect(agrees(shown, told), f"a link of {kind} shows something else", expected=told, observed=shown)
    equal(bench, ends(desk, one), [(kind, other["id"])], f"a ticket does not show its link of {kind}")
    wanted = [(INVERSES[kind], one["id"])]
    equal(bench, ends(desk, other), wanted, f"the other end of {kind} does not show {INVERSES[kind]}")


@check(writes=True)
def inverse_made(bench: Bench, _: Subject) -> None:
    """Who blocks or duplicates a ticket is shown there as its blocker or original."""
    for kind in ("BLOCKS", "DUPLICATES"):
        judge_pair(bench, kind)


@check(writes=True)
def inverse_asked(bench: Bench, _: Subject) -> None:
    """A link that is made from its passive end is shown at the other as the active one."""
    for kind in ("IS_BLOCKED_BY", "IS_DUPLICATED_BY"):
        judge_pair(bench, kind)


@check(writes=True)
def symmetric(bench: Bench, _: Subject) -> None:
    """RELATES_TO reads the same from both ends."""
    judge_pair(bench, "RELATES_TO")


@check(writes=True)
def removed_together(bench: Bench, _: Subject) -> None:
    """Removing either end of a link answers 204 and removes both, and no other link."""
    for kind in INVERSES:
        for end in (0, 1):
            desk = open_desk(bench)
            tickets = desk.ticket(), desk.ticket()
            link(desk, *tickets, kind)
            stays = "RELATES_TO" if kind != "RELATES_TO" else "BLOCKS"
            link(desk, *tickets, stays)
            own = next(
                (row for row in links_of(desk, tickets[end]) if row.get("type") not in (stays, INVERSES[stays])), {}
            )
            answer = desk.call("deleteTicketLink", tickets[end], linkId=own.get("id"))
            equal(bench, answer.status, 204, "removing a link is not answered with 204", answer)
            wanted = [[(stays, tickets[1]["id"])], [(INVERSES[stays], tickets[0]["id"])]]
            seen = [ends(desk, ticket) for ticket in tickets]
            equal(bench, seen, wanted, f"removing one end of {kind} does not remove both and no other")


@check(writes=True)
def known_types(bench: Bench, _: Subject) -> None:
    """A link of another type than the five is refused, and one without a type or a target."""
    desk = open_desk(bench)
    one, other = desk.ticket(), desk.ticket()
    for kind in ("CAUSES", "blocks", ""):
        refused(bench, try_link(desk, one, other["id"], kind), "a link of an unknown type", 400)
    for body in ({"targetTicketId": other["id"]}, {"type": "BLOCKS"}):
        refused(bench, desk.call("createTicketLink", one, body), "a link without a type or target", 400)
    equal(bench, ends(desk, one), [], "a refused link is there")


@check(writes=True)
def to_itself(bench: Bench, _: Subject) -> None:
    """A ticket has no link to itself."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for kind in INVERSES:
        refused(bench, try_link(desk, ticket, ticket["id"], kind), "a link of a ticket to itself", 400, 409)
    equal(bench, ends(desk, ticket), [], "a ticket is linked to itself")


@check(writes=True)
def said_twice(bench: Bench, _: Subject) -> None:
    """What two tickets are to each other is said once, from whichever end; after its removal it can be said again."""
    for kind, inverse in INVERSES.items():
        desk = open_desk(bench)
        one, other = desk.ticket(), desk.ticket()
        made = link(desk, one, other, kind)
        refused(bench, try_link(desk, one, other["id"], kind), f"a second link of {kind}", 409)
        refused(bench, try_link(desk, other, one["id"], inverse), f"the inverse of a link of {kind}", 409)
        seen = [len(ends(desk, ticket)) for ticket in (one, other)]
        equal(bench, seen, [1, 1], f"a refused second link of {kind} is there")
        desk.gone("deleteTicketLink", "removing a link", one, linkId=made["id"])
        link(desk, other, one, inverse)


@check(writes=True)
def across(bench: Bench, _: Subject) -> None:
    """Tickets of two boards are linked; who sees one of the boards alone is not shown the other's ticket."""
    desk, elsewhere = open_desk(bench), open_desk(bench)
    one, other = desk.ticket(), elsewhere.ticket()
    link(desk, one, other, "BLOCKS")
    equal(bench, ends(elsewhere, other), [("IS_BLOCKED_BY", one["id"])], "a link to another board has no other end")
    customer = desk.customer()
    shown = desk.call("listTicketLinks", one, who=customer)
    leaks = other["title"] in shown.text or other["id"] in shown.text
    bench.expect(not leaks, "a link shows a ticket of a board that is not seen", expected="not listed", exchange=shown)


@check(writes=True)
def deleted_target(bench: Bench, _: Subject) -> None:
    """A link is hidden while the ticket at its other end is deleted, and comes back with it."""
    desk = open_desk(bench)
    one, other = desk.ticket(), desk.ticket()
    link(desk, one, other, "DUPLICATES")
    before = links_of(desk, one)
    desk.gone("deleteTicket", "deleting a linked ticket", other)
    equal(bench, ends(desk, one), [], "a link to a deleted ticket is listed")
    refused(bench, try_link(desk, one, other["id"], "BLOCKS"), "a link to a deleted ticket", 400, 404, 409)
    desk.done("restoreTicket", "restoring a linked ticket", other)
    equal(bench, links_of(desk, one), before, "a link does not come back with its ticket")
