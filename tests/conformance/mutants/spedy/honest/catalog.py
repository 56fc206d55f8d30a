"""{A}/statuses and those of boards, {A}/ticket-types, {A}/labels, {A}/customers."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .app import GONE
from .boards import Boards

FINAL = "FINAL"


class Statuses(Boards):
    """What tickets can be in, and what a board makes of it."""

    ROUTES: Routes = (
        ("GET", "{A}/statuses", "list_statuses"),
        ("POST", "{A}/statuses", "create_status"),
        ("GET", "{A}/statuses/:statusId", "get_status"),
        ("PATCH", "{A}/statuses/:statusId", "update_status"),
        ("DELETE", "{A}/statuses/:statusId", "delete_status"),
        ("GET", "{B}/statuses", "list_board_statuses"),
        ("PATCH", "{B}/statuses/:statusId", "override_status"),
        ("DELETE", "{B}/statuses/:statusId", "reset_status"),
    )

    def show_status(self, row: Row) -> Row:
        """A status."""
        names = ("id", "name", "color", "category", "order", "isDefault", "isFinal", "isMandatory")
        return self.pick(row, *names, "enabledByDefault")

    def statuses_of(self, request: Request) -> list[Row]:
        """The statuses of the organization, by order."""
        return self.ordered(self.all_of("statuses", orgId=request.org["id"]))

    def list_statuses(self, request: Request) -> object:
        """All statuses."""
        return self.page(request, self.statuses_of(request), self.show_status)

    def create_status(self, request: Request) -> object:
        """A new status."""
        body = self.take(request, "status")
        self.check_free("statuses", body["name"], orgId=request.org["id"])
        return self.show_status(self.make_status(request.org, body))

    def make_status(self, org: Row, body: Row) -> Row:
        """A status of an organization; what is final is so in both fields."""
        category = body.get("category", FINAL if body.get("isFinal") else "ACTIVE")
        final = body.get("isFinal", category == FINAL)
        if final is not (category == FINAL):
            raise self.invalid("isFinal and category do not agree")
        row = {"id": self.mint("statuses"), "orgId": org["id"], "order": len(self.all_of("statuses", orgId=org["id"]))}
        row |= {"isDefault": False, "isMandatory": False, "enabledByDefault": True}
        status = self.keep("statuses", row | body | {"category": category, "isFinal": final})
        if status["isDefault"]:
            self.only_default("statuses", "isDefault", status)
        return status

    def only_default(self, kind: str, name: str, row: Row) -> None:
        """Take the flag off all others."""
        for other in self.all_of(kind, orgId=row["orgId"]):
            if other is not row:
                self.change(kind, other, {name: False})

    def find_status(self, request: Request) -> Row:
        """The status of the path."""
        return self.find("statuses", request.args["statusId"], orgId=request.org["id"])

    def get_status(self, request: Request) -> object:
        """One status."""
        return self.show_status(self.find_status(request))

    def update_status(self, request: Request) -> object:
        """Another name, color, category or order."""
        row, body = self.find_status(request), self.take(request, "status_patch")
        if "name" in body:
            self.check_free("statuses", body["name"], but=row, orgId=request.org["id"])
        if "category" in body:
            body["isFinal"] = body["category"] == FINAL
        return self.show_status(self.change("statuses", row, body))

    def delete_status(self, request: Request) -> object:
        """A status goes, where no ticket is in it."""
        row = self.find_status(request)
        if row["isMandatory"] or row["isDefault"]:
            raise self.invalid("This status stays")
        if self.is_used(row):
            raise self.illegal("There are tickets in this status")
        usual = self.all_of("statuses", orgId=request.org["id"], isDefault=True)[0]
        for ticket in self.all_of("tickets", statusId=row["id"]):  # deleted ones, which may come back
            self.change("tickets", ticket, {"statusId": usual["id"]})
        self.drop("statuses", row)
        return GONE

    def is_used(self, status: Row) -> bool:
        """Whether a living ticket is in a status."""
        return bool(self.undeleted("tickets", self.all_of("tickets", statusId=status["id"])))

    def show_board_status(self, board: Row, status: Row) -> Row:
        """A status as a board has it."""
        own: Row = next(iter(self.all_of("overrides", boardId=board["id"], statusId=status["id"])), {})
        shown = self.pick(status, "id", "name", "color", "category", "isDefault")
        return shown | {"order": own.get("order", status["order"]), "isHidden": own.get("isHidden", False)}

    def list_board_statuses(self, request: Request) -> object:
        """The statuses of the organization as the board has them."""
        category = self.word(request, "category", "PLANNING", "ACTIVE", FINAL)
        rows = [self.show_board_status(request.at["boards"], row) for row in self.statuses_of(request)]
        rows = [row for row in rows if category is None or row["category"] == category]
        rows = [row for row in rows if self.flag(request, "includeHidden") or not row["isHidden"]]
        return self.page(request, self.ordered(rows), dict)

    def override_status(self, request: Request) -> object:
        """Say otherwise on a board."""
        status, body = self.find_status(request), self.take(request, "override")
        if body.get("isHidden") and (status["isDefault"] or status["isMandatory"]):
            raise self.invalid("This status stays in sight")
        self.override(request.at["boards"], status, body)
        return self.show_board_status(request.at["boards"], status)

    def reset_status(self, request: Request) -> object:
        """Back to what the organization says."""
        status = self.find_status(request)
        for row in self.all_of("overrides", boardId=request.at["boards"]["id"], statusId=status["id"]):
            self.drop("overrides", row)
        return GONE


class Catalog(Statuses):
    """Kinds of tickets, labels, customers."""

    ROUTES: Routes = (
        ("GET", "{A}/ticket-types", "list_types"),
        ("POST", "{A}/ticket-types", "create_type"),
        ("GET", "{A}/ticket-types/default", "default_type"),
        ("GET", "{A}/ticket-types/:typeId", "get_type"),
        ("PATCH", "{A}/ticket-types/:typeId", "update_type"),
        ("DELETE", "{A}/ticket-types/:typeId", "delete_type"),
        ("GET", "{A}/labels", "list_labels"),
        ("POST", "{A}/labels", "create_label"),
        ("GET", "{A}/labels/:labelId", "get_label"),
        ("PATCH", "{A}/labels/:labelId", "update_label"),
        ("DELETE", "{A}/labels/:labelId", "delete_label"),
        ("GET", "{A}/customers", "list_customers"),
        ("POST", "{A}/customers", "create_customer"),
        ("GET", "{A}/customers/:customerId", "get_customer"),
        ("PATCH", "{A}/customers/:customerId", "update_customer"),
        ("DELETE", "{A}/customers/:customerId", "delete_customer"),
        ("POST", "{A}/customers/:customerId/restore", "restore_customer"),
    )

    def show_type(self, row: Row) -> Row:
        """A kind of tickets."""
        return self.pick(row, "id", "name", "color", "description", "order", "isOrgDefault", "isMandatory")

    def list_types(self, request: Request) -> object:
        """All kinds."""
        return self.page(request, self.ordered(self.all_of("types", orgId=request.org["id"])), self.show_type)

    def create_type(self, request: Request) -> object:
        """A new kind."""
        body = self.take(request, "type")
        self.check_free("types", body["name"], orgId=request.org["id"])
        return self.show_type(self.make_type(request.org, body))

    def make_type(self, org: Row, body: Row) -> Row:
        """A kind of an organization's tickets."""
        order = min(len(self.all_of("types", orgId=org["id"])), 100)
        row = {"id": self.mint("types"), "orgId": org["id"], "description": None, "order": order}
        kept = self.keep("types", row | {"isOrgDefault": False, "isMandatory": False} | body)
        if kept["isOrgDefault"]:
            self.only_default("types", "isOrgDefault", kept)
        return kept

    def usual_type(self, org: Row) -> Row:
        """The kind a ticket gets where none is named."""
        return self.all_of("types", orgId=org["id"], isOrgDefault=True)[0]

    def default_type(self, request: Request) -> object:
        """The kind a ticket gets where none is named."""
        return self.show_type(self.usual_type(request.org))

    def find_type(self, request: Request) -> Row:
        """The kind of the path."""
        return self.find("types", request.args["typeId"], orgId=request.org["id"])

    def get_type(self, request: Request) -> object:
        """One kind."""
        return self.show_type(self.find_type(request))

    def update_type(self, request: Request) -> object:
        """Another name, color, description, order, or the default."""
        row, body = self.find_type(request), self.take(request, "type_patch")
        if "name" in body:
            self.check_free("types", body["name"], but=row, orgId=request.org["id"])
        if row["isOrgDefault"] and body.get("isOrgDefault") is False:
            raise self.invalid("Make another kind the default")
        self.change("types", row, body)
        if row["isOrgDefault"]:
            self.only_default("types", "isOrgDefault", row)
        return self.show_type(row)

    def delete_type(self, request: Request) -> object:
        """A kind goes; its tickets become of another."""
        row = self.find_type(request)
        if row["isMandatory"] or row["isOrgDefault"]:
            raise self.invalid("This kind stays")
        wanted = request.parameter("replacementTypeId")
        other = self.usual_type(request.org) if wanted is None else self.refer(request, "types", wanted)
        if other is row:
            raise self.invalid("A kind is not replaced by itself")
        for ticket in self.all_of("tickets", typeId=row["id"]):
            self.retype(ticket, other)
        self.drop("types", row)
        return GONE

    def retype(self, ticket: Row, kind: Row) -> None:
        """A ticket becomes of another kind."""
        self.change("tickets", ticket, {"typeId": kind["id"]})

    def show_label(self, row: Row) -> Row:
        """A label."""
        return self.pick(row, "id", "name", "color", "description", "createdAt")

    def list_labels(self, request: Request) -> object:
        """All labels."""
        return self.page(request, self.newest(self.all_of("labels", orgId=request.org["id"])), self.show_label)

    def create_label(self, request: Request) -> object:
        """A new label."""
        body = self.take(request, "label")
        self.check_label(request, body["name"])
        return self.show_label(self.make_label(request.org, body))

    def make_label(self, org: Row, body: Row) -> Row:
        """A label of an organization."""
        row = {"id": self.mint("labels"), "orgId": org["id"], "description": None, "createdAt": self.stamp()}
        return self.keep("labels", row | body)

    def check_label(self, request: Request, name: str, but: Row | None = None) -> None:
        """409 where there is a label of that name, whatever its case."""
        for row in self.all_of("labels", orgId=request.org["id"]):
            if row is not but and row["name"].casefold() == name.casefold():
                raise self.taken("labels")

    def find_label(self, request: Request) -> Row:
        """The label of the path."""
        return self.find("labels", request.args["labelId"], orgId=request.org["id"])

    def get_label(self, request: Request) -> object:
        """One label."""
        return self.show_label(self.find_label(request))

    def update_label(self, request: Request) -> object:
        """Another name, color or description."""
        row, body = self.find_label(request), self.take(request, "label_patch")
        if "name" in body:
            self.check_label(request, body["name"], but=row)
        return self.show_label(self.change("labels", row, body))

    def delete_label(self, request: Request) -> object:
        """A label goes, from every ticket too."""
        row = self.find_label(request)
        self.strip_label(row)
        self.drop("labels", row)
        return GONE

    def strip_label(self, label: Row) -> None:
        """Take a label off all tickets."""
        for ticket in self.all_of("tickets", orgId=label["orgId"]):
            if label["id"] in ticket["labelIds"]:
                self.change("tickets", ticket, {"labelIds": [one for one in ticket["labelIds"] if one != label["id"]]})

    def show_customer(self, row: Row) -> Row:
        """A customer."""
        return self.pick(row, "id", "name", "email", "phone", "notes", "createdAt", "updatedAt", "deletedAt")

    def list_customers(self, request: Request) -> object:
        """All customers."""
        rows = self.live(request, "customers", "customers:manage", orgId=request.org["id"])
        text = request.parameter("search")
        if text is not None:
            rows = [row for row in rows if self.mentions(text, row["name"], row["email"])]
        return self.page(request, self.newest(rows), self.show_customer)

    def create_customer(self, request: Request) -> object:
        """A new customer."""
        body = self.take(request, "customer")
        self.check_free("customers", body["name"], orgId=request.org["id"])
        row = {"id": self.mint("customers"), "orgId": request.org["id"], "email": None, "phone": None, "notes": None}
        stamps = {"createdAt": self.stamp(), "updatedAt": self.stamp(), "deletedAt": None}
        return self.show_customer(self.keep("customers", row | body | stamps))

    def find_customer(self, request: Request) -> Row:
        """The living customer of the path."""
        return self.find_live("customers", request.args["customerId"], orgId=request.org["id"])

    def get_customer(self, request: Request) -> object:
        """One customer."""
        return self.show_customer(self.find_customer(request))

    def update_customer(self, request: Request) -> object:
        """Change a customer."""
        row, body = self.find_customer(request), self.take(request, "customer_patch")
        if "name" in body:
            self.check_free("customers", body["name"], but=row, orgId=request.org["id"])
        return self.show_customer(self.change("customers", row, body | {"updatedAt": self.stamp()}))

    def delete_customer(self, request: Request) -> object:
        """A customer goes; tickets keep the name."""
        self.mark("customers", self.find_customer(request))
        return GONE

    def restore_customer(self, request: Request) -> object:
        """A customer comes back."""
        row = self.find("customers", request.args["customerId"], orgId=request.org["id"])
        self.check_free("customers", row["name"], but=row, orgId=request.org["id"])
        return self.show_customer(self.unmark("customers", row))
