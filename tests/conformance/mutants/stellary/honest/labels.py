"""Labels of a project and on its cards."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .accounts import OK
from .packages import Packages


class Labels(Packages):
    """{P}/labels and {C}/labels."""

    ROUTES: Routes = (
        ("POST", "{P}/labels", "create_label"),
        ("GET", "{P}/labels", "list_labels"),
        ("PATCH", "{P}/labels/:labelId", "update_label"),
        ("DELETE", "{P}/labels/:labelId", "delete_label"),
        ("POST", "{C}/labels/:labelId", "put_label"),
        ("DELETE", "{C}/labels/:labelId", "take_label"),
    )

    def create_label(self, request: Request) -> object:
        """A new label."""
        body = self.take(request, "label")
        self.check_label_free(request, body["name"])
        return self.keep("labels", {"id": self.mint("labels"), "projectId": request.project["id"]} | body)

    def check_label_free(self, request: Request, name: str) -> None:
        """409 where the project has a label of that name."""
        if self.all_of("labels", projectId=request.project["id"], name=name):
            raise Refusal(409, "This label exists")

    def list_labels(self, request: Request) -> object:
        """The labels of the project."""
        return self.all_of("labels", projectId=request.project["id"])

    def find_label(self, request: Request) -> Row:
        """The label of the path in the project of the path."""
        return self.find("labels", request.args["labelId"], projectId=request.project["id"])

    def update_label(self, request: Request) -> object:
        """Another name or color."""
        row = self.find_label(request)
        body = self.take(request, "label_patch")
        if body.get("name", row["name"]) != row["name"]:
            self.check_label_free(request, body["name"])
        return self.change("labels", row, body)

    def delete_label(self, request: Request) -> object:
        """A label goes, from every card too."""
        row = self.find_label(request)
        self.strip_label(row)
        self.drop("labels", row)
        return OK

    def strip_label(self, label: Row) -> None:
        """Take a label off all cards."""
        for card in self.all_of("cards", projectId=label["projectId"]):
            if label["id"] in card["labels"]:
                self.change("cards", card, {"labels": [one for one in card["labels"] if one != label["id"]]})

    def put_label(self, request: Request) -> object:
        """Put a label on a card; twice is once."""
        label = self.find_label(request)
        if label["id"] not in request.card["labels"]:
            self.change("cards", request.card, {"labels": [*request.card["labels"], label["id"]]})
        return self.show_card(request.card)

    def take_label(self, request: Request) -> object:
        """Take a label off a card."""
        label = self.find_label(request)
        if label["id"] not in request.card["labels"]:
            raise self.missing("labels")
        self.change("cards", request.card, {"labels": [one for one in request.card["labels"] if one != label["id"]]})
        return OK
