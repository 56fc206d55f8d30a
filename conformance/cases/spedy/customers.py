"""Customers: records tickets are for, which keep naming one that was deleted."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, call, done, equal, listed, refused, somebody, succeeded
from conformance.check import Subject, check


@check(writes=True)
def kept_by_tickets(bench: Bench, _: Subject) -> None:
    """A ticket goes on naming a customer who was deleted, and is found by him."""
    board, customer = new_board(bench), bench.make("Customer")
    ticket = bench.make("Ticket", boardId=board["id"], customerId=customer["id"])
    succeeded(bench, call(bench, "deleteCustomer", customerId=customer["id"]), "deleting a customer")
    shown = done(bench, "getTicket", "reading a ticket", boardId=board["id"], ticketId=ticket["id"])
    equal(bench, shown.get("customerId"), customer["id"], "a ticket loses its customer")
    query = {"customerId": customer["id"], "includePlanning": True}
    rows = listed(bench, "listTickets", "listing tickets of a customer", boardId=board["id"], query=query)
    equal(bench, [row.get("id") for row in rows], [ticket["id"]], "tickets of a deleted customer are not found by him")


@check(writes=True)
def no_user(bench: Bench, _: Subject) -> None:
    """A customer's record is no user: it can be made without one, and nobody is added to the users."""
    address = f"{bench.word()}@customers.example"
    bench.make("Customer", email=address)
    users = listed(bench, "listUsers", "listing users")
    equal(bench, [row for row in users if row.get("email") == address], [], "a new customer is a new user too")


@check(writes=True)
def hidden_from_lookers(bench: Bench, _: Subject) -> None:
    """Deleted customers are shown on request to those who manage customers, and to nobody else."""
    looker = somebody(bench, TEAM_MEMBER, having="customers:view", lacking="customers:manage")
    customer = bench.make("Customer")
    succeeded(bench, call(bench, "deleteCustomer", customerId=customer["id"]), "deleting a customer")

    def shown(query: Row, who: object = None) -> bool:
        rows = listed(bench, "listCustomers", "listing customers", query=query, who=who)
        return customer["id"] in {row.get("id") for row in rows}

    equal(bench, shown({"includeDeleted": True}), True, "an Admin is not shown a deleted customer on request")
    equal(bench, shown({"includeDeleted": True}, looker), False, "who only looks at customers is shown a deleted one")
    refused(bench, call(bench, "getCustomer", customerId=customer["id"]), "a deleted customer by his id", 404)
