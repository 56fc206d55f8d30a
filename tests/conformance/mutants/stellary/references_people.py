"""Addresses that bring in whom they do not name."""

from __future__ import annotations

from .honest import Refusal, Row, Stellary
from .registry import mutant


@mutant("references", "379", aim="An address nobody has brings in somebody else.")
class UnknownAddressBringsSomebody(Stellary):
    def known_user(self, email: str) -> Row:
        return self.user_by_email(email) or self.all_of("users")[-1]


@mutant("references", "379", aim="An address nobody has is refused as one of a wrong form.")
class UnknownAddressIsWrong(Stellary):
    def known_user(self, email: str) -> Row:
        if self.user_by_email(email) is None:
            raise Refusal(400, "Validation failed")
        return super().known_user(email)
