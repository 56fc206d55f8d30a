"""Custom fields of a project and their values on its cards."""

from __future__ import annotations

from tests.conformance.mutants.plain.checks import Field
from tests.conformance.mutants.plain.wire import Request, Routes, Row

from .accounts import OK
from .labels import Labels

SELECTS = ("select", "multi-select")


class Fields(Labels):
    """{P}/custom-fields and {C}/custom-fields."""

    ROUTES: Routes = (
        ("POST", "{P}/custom-fields", "create_field"),
        ("GET", "{P}/custom-fields", "list_fields"),
        ("PATCH", "{P}/custom-fields/:fieldId", "update_field"),
        ("DELETE", "{P}/custom-fields/:fieldId", "delete_field"),
        ("PATCH", "{C}/custom-fields", "set_values"),
    )

    def create_field(self, request: Request) -> object:
        """A new field."""
        body: Row = {"options": None} | self.take(request, "field")
        self.check_options(body)
        return self.keep("fields", {"id": self.mint("fields"), "projectId": request.project["id"]} | body)

    def check_options(self, body: Row) -> None:
        """400 where there is nothing to select from."""
        if body["type"] in SELECTS and not body["options"]:
            raise self.invalid("options are required for select and multi-select")

    def list_fields(self, request: Request) -> object:
        """The fields of the project."""
        return self.all_of("fields", projectId=request.project["id"])

    def find_field(self, request: Request) -> Row:
        """The field of the path in the project of the path."""
        return self.find("fields", request.args["fieldId"], projectId=request.project["id"])

    def update_field(self, request: Request) -> object:
        """Another name, type or options; values of another type are dropped."""
        row = self.find_field(request)
        body = self.take(request, "field_patch")
        self.check_options(row | body)
        if body.get("type", row["type"]) != row["type"]:
            self.strip_values(row)
        return self.change("fields", row, body)

    def delete_field(self, request: Request) -> object:
        """A field goes, with its values on every card."""
        row = self.find_field(request)
        self.strip_values(row)
        self.drop("fields", row)
        return OK

    def strip_values(self, field: Row) -> None:
        """Take the values of a field off all cards."""
        for card in self.all_of("cards", projectId=field["projectId"]):
            values = card["customFields"]
            self.change("cards", card, {"customFields": {k: v for k, v in values.items() if k != field["id"]}})

    def set_values(self, request: Request) -> object:
        """Values by field id; null takes one away, fields that are not named stay."""
        values = dict(request.card["customFields"])
        for ident, value in self.read_body(request).items():
            field = self.tables["fields"].get(ident)
            if field is None or field["projectId"] != request.project["id"]:
                raise self.invalid(f"{ident} is no field of this project")
            if value is None:
                values.pop(ident, None)
            else:
                values[ident] = self.check_field_value(field, value)
        return self.show_card(self.change("cards", request.card, {"customFields": values}))

    def check_field_value(self, field: Row, value: object) -> object:
        """A value the field can hold; 400 otherwise."""
        kind, options = field["type"], tuple(field["options"] or ())
        if kind == "number":
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise self.invalid("the value must be a number")
            return value
        checks = {
            "text": Field("text", high=5000),
            "select": Field("enum", options=options),
            "multi-select": Field("list", high=200, options=options),
            "date": Field("date"),
            "boolean": Field("flag"),
        }
        return self.check_value("field_value", "value", checks[kind], value)
