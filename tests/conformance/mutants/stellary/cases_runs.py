"""Proposals that say or do something else than they should."""

from __future__ import annotations

from .honest import Request, Row, Stellary
from .registry import mutant


@mutant("cases", "224", aim="An approved proposal changes nothing.")
class ApprovalIdle(Stellary):
    def carry_out(self, request: Request, kind: str, payload: Row) -> bool:
        return request.handler == "approve_proposal" or super().carry_out(request, kind, payload)


@mutant("cases", "225", aim="A rejected proposal is carried out.")
class RejectedDone(Stellary):
    def reject_proposal(self, request: Request) -> object:
        row = self.find_proposal(request)
        self.check_proposal(row)
        self.carry_out(request, row["action"]["type"], row["action"]["payload"])
        return super().reject_proposal(request)


@mutant("cases", "shape", "223", aim="A proposal does not say what it would do.")
class ProposalWithoutAction(Stellary):
    def show_proposal(self, row: Row) -> Row:
        return {name: value for name, value in super().show_proposal(row).items() if name != "action"}
