"""Stellary servers with faults around boards that no subject of the grid has: each breaks a row that a case judges."""

from __future__ import annotations

from tests.conformance.mutants.stellary import Stellary
from tests.conformance.mutants.stellary.honest import Reply, Request, Row


class LongChecklists(Stellary):
    """A checklist may have a thousand items."""

    def most_items(self) -> int:
        return 1000


class CommentsOfAll(Stellary):
    """Everybody deletes everybody's comments."""

    def check_author(self, request: Request, row: Row) -> None:
        return


class OptionsLost(Stellary):
    """A field forgets what one can select from."""

    def list_fields(self, request: Request) -> object:
        rows = super().list_fields(request)
        return [row | {"options": []} for row in rows] if isinstance(rows, list) else rows


class OptionsUnneeded(Stellary):
    """A field one selects from needs no options."""

    def check_options(self, body: Row) -> None:
        return


class UnknownFieldsKept(Stellary):
    """Values of fields that nobody defined are kept."""

    def set_values(self, request: Request) -> object:
        values = request.card["customFields"] | self.read_body(request)
        return self.show_card(self.change("cards", request.card, {"customFields": values}))


class ValuesAsTexts(Stellary):
    """Custom values come back as texts."""

    def check_field_value(self, field: Row, value: object) -> object:
        return str(super().check_field_value(field, value))


class BlackLabels(Stellary):
    """Every label is black."""

    def create_label(self, request: Request) -> object:
        row = super().create_label(request)
        return self.change("labels", row, {"color": "#000000"}) if isinstance(row, dict) else row


class LabelsOfAll(Stellary):
    """The list of labels shows those of every project."""

    def list_labels(self, request: Request) -> object:
        return self.all_of("labels")


class ScopesBare(Stellary):
    """A scope is read without its columns."""

    def get_scope(self, request: Request) -> object:
        row = super().get_scope(request)
        return {k: v for k, v in row.items() if k != "columns"} if isinstance(row, dict) else row


class ScopesTurnTogether(Stellary):
    """Switching a view switches that of every scope of the project."""

    def switch_view(self, request: Request) -> object:
        answer = super().switch_view(request)
        for row in self.all_of("scopes", projectId=request.project["id"]):
            self.change("scopes", row, {"activeView": self.find_scope(request)["activeView"]})
        return answer


class StrangersJoin(Stellary):
    """An address without an account is answered as if it had one."""

    def add_project_member(self, request: Request) -> object:
        email = self.take(request, "project_member")["email"]
        if self.user_by_email(email) is None:
            return {"userId": self.mint("users"), "email": email, "name": None}
        return super().add_project_member(request)


class PortfolioCountsColumns(Stellary):
    """The portfolio counts columns for cards."""

    def sum_up(self, project: Row) -> Row:
        row = super().sum_up(project)
        return row | {"cardCount": row["columnCount"]}


class RelatedAnyhow(Stellary):
    """Cards are related to themselves, and to others as often as anybody likes."""

    def check_relation(self, card: Row, target: Row, kind: str) -> None:
        return


class IndexBent(Stellary):
    """A columnIndex outside the columns means the last one."""

    def take(self, request: Request, name: str) -> Row:
        body = super().take(request, name)
        last = len(body.get("columns", [])) - 1
        for card in body.get("cards", []) if name == "import" else []:
            card["columnIndex"] = min(card["columnIndex"], last)
        return body


class DatesStayDates(Stellary):
    """A date alone comes back as a date alone."""

    def show_card(self, card: Row) -> Row:
        row = super().show_card(card)
        return row | {"dueDate": row["dueDate"] and row["dueDate"][:10]}


class CountsFromOne(Stellary):
    """A card counts one attachment too many."""

    def count_attachments(self, card: Row) -> int:
        return 1 + super().count_attachments(card)


class DownloadsNameless(Stellary):
    """A download does not say what its file is called."""

    def download(self, request: Request) -> object:
        reply = super().download(request)
        if isinstance(reply, Reply):
            reply.headers = {"Content-Disposition": "attachment"}
        return reply


class MegabytesOfAThousand(Stellary):
    """10 MB are ten million bytes."""

    def most_bytes(self) -> int:
        return 10_000_000


class MovesAtOnce(Stellary):
    """The move of a card is carried out when it is proposed."""

    def propose_action(self, request: Request) -> object:
        body = self.take(request, "action")
        self.carry_out(request, body["actionType"], body.get("payload") or {})
        return super().propose_action(request)
