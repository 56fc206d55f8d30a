"""{B}/tickets with subtickets and links."""

from __future__ import annotations

from datetime import datetime

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .app import GONE
from .catalog import FINAL, Catalog

INVERSE = {
    "RELATES_TO": "RELATES_TO",
    "BLOCKS": "IS_BLOCKED_BY",
    "IS_BLOCKED_BY": "BLOCKS",
    "DUPLICATES": "IS_DUPLICATED_BY",
    "IS_DUPLICATED_BY": "DUPLICATES",
}
PLAIN = ("customerId", "estimatedHours", "impactLevel", "externalReference", "milestoneId", "releaseId")


class Tickets(Catalog):
    """The work items of a board."""

    ROUTES: Routes = (
        ("GET", "{B}/tickets", "list_tickets"),
        ("POST", "{B}/tickets", "create_ticket"),
        ("GET", "{T}", "get_ticket"),
        ("PATCH", "{T}", "update_ticket"),
        ("DELETE", "{T}", "delete_ticket"),
        ("POST", "{T}/restore", "restore_ticket"),
        ("PATCH", "{T}/assign", "assign_ticket"),
        ("PATCH", "{T}/status", "move_ticket"),
    )

    def show_ticket(self, row: Row) -> Row:
        """A ticket as lists and its own page show it."""
        status, kind = self.tables["statuses"][row["statusId"]], self.tables["types"][row["typeId"]]
        labels = [self.tables["labels"][ident] for ident in row["labelIds"] if ident in self.tables["labels"]]
        names = ("id", "displayId", "title", "priority", "dueDate", "createdAt", "updatedAt", "deletedAt")
        shown = self.pick(row, *names, "boardId", "description", *PLAIN, "parentTicketId", "isArchived")
        return shown | {
            "status": self.pick(status, "id", "name", "category"),
            "assignee": self.user_ref(row["assigneeId"]),
            "type": self.pick(kind, "id", "name"),
            "labels": [self.pick(label, "id", "name", "color") for label in labels],
            "createdBy": self.user_ref(row["authorId"]),
        }

    def list_tickets(self, request: Request) -> object:
        """The tickets of a board that pass all filters."""
        rows = self.live(request, "tickets", "tickets:edit", boardId=request.at["boards"]["id"])
        shown = [row for row in rows if self.passes(request, row, self.category(row))]
        return self.page(request, self.newest(shown), self.show_ticket)

    def category(self, ticket: Row) -> str:
        """The category of a ticket's status."""
        return str(self.tables["statuses"][ticket["statusId"]]["category"])

    def passes(self, request: Request, row: Row, category: str) -> bool:
        """Whether a list shows a ticket."""
        return (
            self.is_in_sight(request, row, category)
            and self.fits_words(request, row)
            and self.fits_texts(request, row)
            and self.fits_dates(request, row, category)
        )

    def is_in_sight(self, request: Request, row: Row, category: str) -> bool:
        """Planning and done tickets are hidden unless asked for."""
        named = request.parameter("statusId") is not None
        if category == "PLANNING" and not (named or self.flag(request, "includePlanning")):
            return False
        away = category == FINAL or row["isArchived"]
        return not away or named or self.flag(request, "includeArchived")

    def fits_words(self, request: Request, row: Row) -> bool:
        """Ids and levels as asked for; commas mean or."""
        for name in ("statusId", "assigneeId", "customerId"):
            if request.parameter(name) not in (None, row[name]):
                return False
        for name, values in (
            ("typeId", [row["typeId"]]),
            ("impactLevel", [row["impactLevel"]]),
            ("labelId", row["labelIds"]),
        ):
            text = request.parameter(name)
            if text is not None and not {part.strip() for part in text.split(",")} & set(values):
                return False
        return True

    def fits_texts(self, request: Request, row: Row) -> bool:
        """Parts of texts as asked for."""
        text, part = request.parameter("search"), request.parameter("externalReference")
        if text is not None and not self.mentions(text, row["title"], row["description"]):
            return False
        return part is None or self.mentions(part, row["externalReference"])

    def fits_dates(self, request: Request, row: Row, category: str) -> bool:
        """Due dates as asked for."""
        due, field = row["dueDate"], self.forms["ticket"]["dueDate"]
        if self.flag(request, "noDueDate") and due is not None:
            return False
        if self.flag(request, "overdue") and (due is None or due >= self.stamp() or category == FINAL):
            return False
        for name in ("dueBefore", "dueAfter"):
            text = request.parameter(name)
            if text is not None and not (due is not None and self.lies(name, due, self.check_date(name, field, text))):
                return False
        return True

    def lies(self, name: str, due: str, moment: str) -> bool:
        """Whether a due date lies before or after a moment, or on it."""
        one, other = datetime.fromisoformat(due), datetime.fromisoformat(moment)
        return one <= other if name == "dueBefore" else one >= other

    def create_ticket(self, request: Request) -> object:
        """A new ticket."""
        body = self.take(request, "ticket")
        self.check_references(request, body)
        return self.show_ticket(self.open_ticket(request, body))

    def check_references(self, request: Request, body: Row) -> None:
        """400 for an id that names nothing a ticket of this board may refer to."""
        board = request.at["boards"]
        kinds = {"typeId": "types", "statusId": "statuses", "customerId": "customers"}
        kinds |= {"milestoneId": "milestones", "releaseId": "releases"}
        for name, kind in kinds.items():
            if body.get(name) is not None:
                where = {"boardId": board["id"]} if name in ("milestoneId", "releaseId") else {}
                self.refer(request, kind, body[name], **where)
        for ident in body.get("labelIds", []):
            self.refer(request, "labels", ident)
        if body.get("assigneeId") is not None:
            self.check_assignee(request, body["assigneeId"])

    def check_assignee(self, request: Request, ident: str) -> None:
        """400 for somebody who does not see the board."""
        if not self.sees_board(self.refer(request, "users", ident), request.at["boards"]):
            raise self.invalid("The assignee does not see this board")

    def open_ticket(self, request: Request, body: Row) -> Row:
        """A ticket with the next number of its board; all who wait for it are told."""
        row = self.make_ticket(request.at["boards"], request.user, body)
        self.note(request, "ticketCreated")
        if row["assigneeId"]:
            self.watch_for(row, row["assigneeId"])
        self.tell(request, "ticket.created", self.show_ticket(row))
        return row

    def make_ticket(self, board: Row, author: Row, body: Row) -> Row:
        """A ticket of a board."""
        org = self.tables["orgs"][board["orgId"]]
        usual = self.all_of("statuses", orgId=org["id"], isDefault=True)[0]
        row = {"id": self.mint("tickets"), "orgId": org["id"], "boardId": board["id"], "parentTicketId": None}
        row |= dict.fromkeys((*PLAIN, "description", "assigneeId", "dueDate", "deletedAt"))
        row |= {"typeId": self.usual_type(org)["id"], "statusId": usual["id"], "priority": "MEDIUM", "labelIds": []}
        row |= {"isArchived": False, "authorId": author["id"], "createdAt": self.stamp(), "updatedAt": self.stamp()}
        return self.keep("tickets", row | body | {"displayId": self.next_number(board)})

    def next_number(self, board: Row) -> str:
        """The display id of the next ticket of a board."""
        board["number"] += 1
        return f"{board['prefix']}-{board['number']}"

    def get_ticket(self, request: Request) -> object:
        """One ticket."""
        return self.show_ticket(request.at["tickets"])

    def edit(self, request: Request, ticket: Row, changes: Row) -> Row:
        """Change a ticket."""
        return self.change("tickets", ticket, changes | {"updatedAt": self.stamp()})

    def update_ticket(self, request: Request) -> object:
        """Change what a ticket says."""
        body = self.take(request, "ticket_patch")
        self.check_references(request, body)
        row = self.edit(request, request.at["tickets"], body)
        if body.get("assigneeId"):
            self.watch_for(row, body["assigneeId"])
        self.tell(request, "ticket.updated", self.show_ticket(row))
        return self.show_ticket(row)

    def delete_ticket(self, request: Request) -> object:
        """A ticket goes with its subtickets, until it is brought back."""
        row, stamp = request.at["tickets"], f"{self.stamp()}"
        for child in self.children_of(row):
            self.mark("tickets", child, stamp)
            self.change("tickets", child, {"fellWith": row["id"]})
        self.mark("tickets", row, stamp)
        self.tell(request, "ticket.deleted", self.show_ticket(row))
        return GONE

    def restore_ticket(self, request: Request) -> object:
        """A ticket comes back with what went with it."""
        row = self.unmark("tickets", request.at["tickets"])
        for child in self.all_of("tickets", parentTicketId=row["id"]):
            if child["deletedAt"] is not None and child.get("fellWith") == row["id"]:
                self.unmark("tickets", child)
        return self.show_ticket(row)

    def assign_ticket(self, request: Request) -> object:
        """Give a ticket to somebody, or to nobody."""
        ident = self.take(request, "assign")["assigneeId"]
        if ident is not None:
            self.check_assignee(request, ident)
        row = self.edit(request, request.at["tickets"], {"assigneeId": ident})
        if ident is not None:
            self.watch_for(row, ident)
        self.tell(request, "ticket.assigned", self.show_ticket(row))
        return self.show_ticket(row)

    def move_ticket(self, request: Request) -> object:
        """Another status."""
        return self.transit(request, request.at["tickets"])

    def transit(self, request: Request, ticket: Row) -> Row:
        """Put a ticket into another status that its board does not hide."""
        body = self.take(request, "transition")
        status = self.refer(request, "statuses", body["statusId"])
        if self.show_board_status(request.at["boards"], status)["isHidden"]:
            raise self.illegal("The board hides this status")
        if status["id"] == ticket["statusId"]:
            return self.show_ticket(ticket)
        self.edit(request, ticket, {"statusId": status["id"]})
        self.note(request, "statusChanged")
        self.tell(request, "ticket.status_changed", self.show_ticket(ticket))
        return self.show_ticket(ticket)

    def children_of(self, ticket: Row) -> list[Row]:
        """The living subtickets of a ticket."""
        return self.undeleted("tickets", self.all_of("tickets", parentTicketId=ticket["id"]))

    def watch_for(self, ticket: Row, user_id: str) -> None:
        """Somebody will hear of a ticket; ``talk.Talk`` keeps who."""
        raise NotImplementedError


class Relations(Tickets):
    """Tickets below and beside a ticket."""

    ROUTES: Routes = (
        ("GET", "{T}/subtickets", "list_subtickets"),
        ("POST", "{T}/subtickets", "create_subticket"),
        ("PATCH", "{T}/subtickets/:subticketId/status", "move_subticket"),
        ("POST", "{T}/convert-to-subticket", "convert_ticket"),
        ("POST", "{T}/promote-to-standalone", "promote_ticket"),
        ("GET", "{T}/links", "list_links"),
        ("POST", "{T}/links", "create_link"),
        ("DELETE", "{T}/links/:linkId", "delete_link"),
    )

    def list_subtickets(self, request: Request) -> object:
        """The subtickets and how far they are."""
        rows = self.children_of(request.at["tickets"])
        return self.page(request, self.oldest(rows), self.show_ticket) | {"aggregation": self.aggregate(rows)}

    def oldest(self, rows: list[Row]) -> list[Row]:
        """Rows with the earliest first."""
        return sorted(rows, key=lambda row: str(row["createdAt"]))

    def aggregate(self, rows: list[Row]) -> Row:
        """How many there are, and in what."""
        found = [self.category(row) for row in rows]
        done, planned = found.count(FINAL), found.count("PLANNING")
        return {
            "total": len(found),
            "completed": done,
            "inProgress": len(found) - done - planned,
            "planning": planned,
        }

    def create_subticket(self, request: Request) -> object:
        """A new ticket below a ticket."""
        body, parent = self.take(request, "subticket"), request.at["tickets"]
        if parent["parentTicketId"] is not None:
            raise self.invalid("A subticket has no subtickets")
        self.check_references(request, body)
        return self.show_ticket(self.open_ticket(request, body | {"parentTicketId": parent["id"]}))

    def move_subticket(self, request: Request) -> object:
        """Another status for a subticket."""
        parent = request.at["tickets"]
        child = self.find_live("tickets", request.args["subticketId"], parentTicketId=parent["id"])
        return self.transit(request, child)

    def convert_ticket(self, request: Request) -> object:
        """A ticket becomes a subticket of another."""
        row, ident = request.at["tickets"], self.take(request, "convert")["parentTicketId"]
        parent = self.refer(request, "tickets", ident, boardId=row["boardId"])
        if row["parentTicketId"] is not None:
            raise self.illegal("It is a subticket already")
        if parent is row or parent["parentTicketId"] is not None or self.children_of(row):
            raise self.invalid("This would be a subticket of a subticket")
        return self.show_ticket(self.edit(request, row, {"parentTicketId": parent["id"]}))

    def promote_ticket(self, request: Request) -> object:
        """A subticket becomes a ticket of its own."""
        row = request.at["tickets"]
        if row["parentTicketId"] is None:
            raise self.illegal("It is no subticket")
        return self.show_ticket(self.edit(request, row, {"parentTicketId": None}))

    def show_link(self, row: Row) -> Row:
        """A link as one of its ends sees it."""
        target = self.tables["tickets"][row["targetId"]]
        shown = self.pick(row, "id", "type", "createdAt")
        return shown | {"targetTicket": self.pick(target, "id", "displayId", "title")}

    def links_of(self, ticket: Row) -> list[Row]:
        """The links of a ticket whose other end lives."""
        rows = self.all_of("links", ticketId=ticket["id"])
        return [row for row in rows if self.tables["tickets"][row["targetId"]]["deletedAt"] is None]

    def list_links(self, request: Request) -> object:
        """The links of a ticket to others that the caller sees, the oldest first."""
        rows = [row for row in self.links_of(request.at["tickets"]) if self.sees_target(request, row)]
        return self.page(request, self.oldest(rows), self.show_link)

    def sees_target(self, request: Request, link: Row) -> bool:
        """Whether the caller sees the ticket at the other end of a link."""
        board = self.tables["tickets"][link["targetId"]]["boardId"]
        return self.sees_board(request.user, self.tables["boards"][board])

    def create_link(self, request: Request) -> object:
        """A link, and its inverse at the other end."""
        body, row = self.take(request, "link"), request.at["tickets"]
        target = self.refer(request, "tickets", body["targetTicketId"])
        if target is row or not self.sees_board(request.user, self.tables["boards"][target["boardId"]]):
            raise self.invalid("There is no such ticket to link")
        if self.all_of("links", ticketId=row["id"], targetId=target["id"], type=body["type"]):
            raise self.taken("links")
        return self.show_link(self.tie(row, target, body["type"]))

    def tie(self, row: Row, target: Row, kind: str) -> Row:
        """Both sides of a link; gives the near one."""
        near, far = self.mint("links"), self.mint("links")
        self.keep("links", self.make_link(far, target, row, self.inverse(kind)) | {"twin": near})
        return self.keep("links", self.make_link(near, row, target, kind) | {"twin": far})

    def inverse(self, kind: str) -> str:
        """What a link is from the other end."""
        return INVERSE[kind]

    def make_link(self, ident: str, row: Row, target: Row, kind: str) -> Row:
        """One side of a link."""
        made = {"id": ident, "orgId": row["orgId"], "ticketId": row["id"], "targetId": target["id"]}
        return made | {"type": kind, "createdAt": self.stamp()}

    def delete_link(self, request: Request) -> object:
        """Both sides go."""
        row = self.find("links", request.args["linkId"], ticketId=request.at["tickets"]["id"])
        self.untie(row)
        return GONE

    def untie(self, row: Row) -> None:
        """Take both sides of a link out."""
        for ident in (row["id"], row["twin"]):
            self.tables["links"].pop(ident, None)
