"""Boards that do not heed the rights of a token's user, or heed them where they should not."""

from __future__ import annotations

from .boards import Boards
from .door import Refused


class AsksNoRight(Boards):
    breaks = "scopes.missing"

    def need(self, right: str) -> None:
        """Everybody may."""


class TakesAnyRight(Boards):
    breaks = "scopes.missing"

    def need(self, right: str) -> None:
        if not self.me["rights"] and not self.is_admin():
            raise Refused(403, "RIGHTS")


class SaysRole(Boards):
    breaks = "scopes.missing"

    def need(self, right: str) -> None:
        try:
            super().need(right)
        except Refused:
            raise Refused(403, "ROLE") from None


class WantsAllRights(Boards):
    breaks = "scopes.granted"

    def need(self, right: str) -> None:
        if not self.is_admin() and len(self.me["rights"]) < 4:
            raise Refused(403, "RIGHTS")


class WantsRightsOfAdmins(Boards):
    breaks = "scopes.everything"

    def need(self, right: str) -> None:
        if right == "tickets:view" and right not in self.me["rights"]:
            raise Refused(403, "RIGHTS")
        super().need(right)
