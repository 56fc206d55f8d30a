"""A board of a check's own with tickets on it, and what cases do with them."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.bench import Bench
from conformance.cases.spedy.boards import new_board
from conformance.cases.spedy.steps import CUSTOMER, Row, answered, call, done, listed, somebody, succeeded
from conformance.exchange import Exchange, Json
from conformance.target import Principal

PLANNING, ACTIVE, FINAL = "PLANNING", "ACTIVE", "FINAL"
BARE = ("description", "priority", "dueDate", "estimatedHours", "impactLevel", "externalReference")
LEAN: Row = dict.fromkeys((*BARE, "typeId", "statusId", "assigneeId", "customerId", "labelIds"), ...)


@dataclass
class Desk:
    """A new board; requests are those of the judge's own user unless somebody else is named."""

    bench: Bench
    board: Row

    def ids(self, ticket: Row) -> Row:
        """The path parameters that lead to a ticket."""
        return {"boardId": self.board["id"], "ticketId": ticket["id"]}

    def ticket(self, **fields: Json) -> Row:
        """A new ticket with a title and no more than is named here."""
        title = f"Ticket {self.bench.word()}"
        return self.bench.make("Ticket", boardId=self.board["id"], **{**LEAN, "title": title, **fields})

    def call(self, operation: str, ticket: Row, body: Json = ..., **more: object) -> Exchange:
        """Call an operation on a ticket; further keywords are those of `steps.call`."""
        return call(self.bench, operation, body, **{**self.ids(ticket), **more})

    def done(self, operation: str, what: str, ticket: Row, body: Json = ..., **more: object) -> Row:
        """As `call`, where an object must come back."""
        return answered(self.bench, self.call(operation, ticket, body, **more), what)

    def gone(self, operation: str, what: str, ticket: Row, **more: object) -> None:
        """As `call`, for what must succeed without an answer."""
        succeeded(self.bench, self.call(operation, ticket, **more), what)

    def rows(self, operation: str, what: str, ticket: Row, **more: object) -> list[Row]:
        """All rows of a list below a ticket."""
        return listed(self.bench, operation, what, **{**self.ids(ticket), **more})

    def read(self, ticket: Row, **more: object) -> Row:
        """A ticket as reading shows it."""
        return self.done("getTicket", "reading a ticket", ticket, **more)

    def shown(self, who: Principal | None = None, **query: Json) -> set[str]:
        """The ids of the tickets a list of the board shows."""
        rows = listed(
            self.bench, "listTickets", "listing tickets", boardId=self.board["id"], query=query or None, who=who
        )
        return {str(row.get("id")) for row in rows}

    def child(self, parent: Row, **fields: Json) -> Row:
        """A new subticket."""
        body = {"title": f"Subticket {self.bench.word()}", **fields}
        return self.done("createSubticket", "creating a subticket", parent, body)

    def status(self, category: str) -> Row:
        """A status of a category that the board shows."""
        rows = listed(self.bench, "listBoardStatuses", "listing the statuses", boardId=self.board["id"])
        found = next((row for row in rows if row.get("category") == category), None)
        if found is None:
            self.bench.skip(f"the organization has no status of the category {category}")
        return found or {}

    def move(self, ticket: Row, status: Row) -> Row:
        """A ticket in another status."""
        body = {"statusId": status["id"], "reason": "So the judge wants it"}
        return self.done("transitionTicket", "a transition", ticket, body)

    def let_in(self, person: Principal, role: str) -> Principal:
        """Somebody on the board, as what he is to be there."""
        body = {"userId": person.user, "role": role}
        answer = call(self.bench, "addBoardMember", body, boardId=self.board["id"])
        if answer.status == 409:
            ids = {"boardId": self.board["id"], "userId": person.user}
            done(self.bench, "updateBoardMember", "changing a member", {"role": role}, **ids)
        else:
            succeeded(self.bench, answer, "letting somebody onto a board")
        return person

    def customer(self) -> Principal:
        """A customer who sees the board."""
        return self.let_in(somebody(self.bench, CUSTOMER), "BOARD_VIEWER")


def open_desk(bench: Bench) -> Desk:
    """A new board, which goes with all that is on it."""
    return Desk(bench, new_board(bench))
