"""Answers of other types, and secrets in them."""

from __future__ import annotations

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("shape", "465", aim="Times are numbers.")
class TimesAreNumbers(Spedy):
    def show_label(self, row: Row) -> Row:
        return super().show_label(row) | {"createdAt": 1_700_000_000}


@mutant("shape", "475", aim="The status of a ticket is its id alone.")
class StatusIsId(Spedy):
    def show_ticket(self, row: Row) -> Row:
        return super().show_ticket(row) | {"status": row["statusId"]}


@mutant("shape", "secret", "418", aim="Users show a member that is none of the client's business and is no text.")
class UsersLackRole(Spedy):
    def show_user(self, user: Row) -> Row:
        found = super().show_user(user)
        del found["role"]
        return found


@mutant("shape", "cases", "078", aim="Roles are written otherwise.")
class RolesInCapitals(Spedy):
    def show_user(self, user: Row) -> Row:
        return super().show_user(user) | {"role": str(user["role"]).upper()}


@mutant("secret", "252", aim="The secret of a webhook endpoint shows again.")
class HookSecretShown(Spedy):
    def show_endpoint(self, row: Row) -> Row:
        return super().show_endpoint(row) | {"secret": row["secret"]}


@mutant("shape", aim="A single row comes in a wrapper.")
class WrappedRows(Spedy):
    def get_label(self, request: Request) -> object:
        return {"data": super().get_label(request)}


@mutant("shape", "049", aim="Tickets come as a bare array.")
class BareTickets(Spedy):
    def list_tickets(self, request: Request) -> object:
        found = super().list_tickets(request)
        return found["data"] if isinstance(found, dict) else found
