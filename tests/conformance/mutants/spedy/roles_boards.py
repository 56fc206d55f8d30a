"""Roles that count for nothing."""

from __future__ import annotations

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("roles", "194", "484", aim="A viewer of a board changes its tickets.")
class ViewerWorks(Spedy):
    def may_work(self, user: Row, board: Row) -> bool:
        return bool(user["role"] != "Customer")


@mutant("roles", "cases", "194", aim="A customer changes tickets.")
class CustomerWorks(Spedy):
    def may_work(self, user: Row, board: Row) -> bool:
        return user["role"] == "Customer" or super().may_work(user, board)

    def has(self, user: Row, permission: str) -> bool:
        return (user["role"] == "Customer" and permission.startswith("tickets:")) or super().has(user, permission)


@mutant("roles", "451", aim="Everybody on a board lets others in.")
class AnybodyAdmits(Spedy):
    def may_admit(self, user: Row, board: Row) -> bool:
        return True


@mutant("roles", "451", aim="Not even an admin of a board lets others in.")
class BoardAdminRefused(Spedy):
    def may_admit(self, user: Row, board: Row) -> bool:
        return self.has(user, "boards:edit")


@mutant("roles", "cases", "308", aim="A comment is changed by somebody else.")
class AnyAuthor(Spedy):
    def is_author(self, request: Request, row: Row) -> bool:
        return True


@mutant("roles", "cases", "246", aim="A file is deleted by who did not bring it.")
class FileDeletedByAll(Spedy):
    def has(self, user: Row, permission: str) -> bool:
        return permission == "tickets:delete" or super().has(user, permission)


@mutant("cases", "264", aim="A wiki space is changed by who only writes in it.")
class EditorManagesSpace(Spedy):
    def need_role(self, request: Request, *roles: str) -> None:
        return
