"""Reviews that go ways no review may go: proposed actions, documents, invitations."""

from __future__ import annotations

from .honest import Refusal, Row, Stellary
from .registry import mutant


@mutant("states", "159", aim="An action that nobody approved can be applied.")
class ApplyUnapproved(Stellary):
    def check_action(self, row: Row, status: str) -> None:
        if (row["status"], status) != ("suggested", "approved"):
            super().check_action(row, status)


@mutant("states", "159", aim="A rejected action can be applied.")
class ApplyRejected(Stellary):
    def check_action(self, row: Row, status: str) -> None:
        if (row["status"], status) != ("rejected", "approved"):
            super().check_action(row, status)


@mutant("states", "159", aim="An action can be applied twice.")
class ApplyTwice(Stellary):
    def check_action(self, row: Row, status: str) -> None:
        if (row["status"], status) != ("applied", "approved"):
            super().check_action(row, status)


@mutant("states", "161", "018", aim="An action can be reviewed twice.")
class ReviewTwice(Stellary):
    def check_action(self, row: Row, status: str) -> None:
        if status != "suggested":
            super().check_action(row, status)


@mutant("states", "159", aim="Applying what is not approved is refused but done.")
class RefusedApplyDone(Stellary):
    def check_action(self, row: Row, status: str) -> None:
        try:
            super().check_action(row, status)
        except Refusal:
            if status == "approved":
                self.change("actions", row, {"status": "applied"})
            raise


@mutant("states", "cases", "157", aim="Rejecting an action approves it.")
class RejectionApproves(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        if kind == "actions" and changes.get("status") == "rejected":
            changes = changes | {"status": "approved"}
        return super().change(kind, row, changes)


@mutant("states", "160", aim="An applied action stays approved.")
class AppliedStaysApproved(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        return row if kind == "actions" and changes == {"status": "applied"} else super().change(kind, row, changes)


@mutant("states", "crud", "153", aim="A proposed action is approved from birth.")
class BornApproved(Stellary):
    def keep(self, kind: str, row: Row) -> Row:
        return super().keep(kind, row | {"status": "approved"} if kind == "actions" else row)


@mutant("states", "208", "018", aim="A draft can be reviewed before it is submitted.")
class DraftReviewed(Stellary):
    def check_document(self, row: Row, *statuses: str) -> None:
        if row["status"] != "draft":
            super().check_document(row, *statuses)


@mutant("states", "018", "206", aim="An approved document can be submitted again.")
class ApprovedSubmitted(Stellary):
    def check_document(self, row: Row, *statuses: str) -> None:
        if (row["status"], statuses[0]) != ("approved", "draft"):
            super().check_document(row, *statuses)


@mutant("states", "018", "208", aim="A document can be reviewed twice.")
class DocumentReviewedTwice(Stellary):
    def check_document(self, row: Row, *statuses: str) -> None:
        if row["status"] not in ("approved", "changes_requested"):
            super().check_document(row, *statuses)


@mutant("states", "206", aim="Submitting a document leaves it a draft.")
class SubmitIdle(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        idle = kind == "documents" and changes == {"status": "pending_review"}
        return row | changes if idle else super().change(kind, row, changes)


@mutant("states", "cases", "207", aim="A review that asks for changes approves.")
class ChangesApproved(Stellary):
    def change(self, kind: str, row: Row, changes: Row) -> Row:
        if kind == "documents" and changes.get("status") == "changes_requested":
            changes = changes | {"status": "approved"}
        return super().change(kind, row, changes)


@mutant("states", "crud", "205", aim="A new document waits for review at once.")
class BornPending(Stellary):
    def keep(self, kind: str, row: Row) -> Row:
        return super().keep(kind, row | {"status": "pending_review"} if kind == "documents" else row)


@mutant("states", "209", aim="A document that needs changes cannot be submitted again.")
class ResubmitRefused(Stellary):
    def check_document(self, row: Row, *statuses: str) -> None:
        super().check_document(row, statuses[0])


@mutant("states", "cases", "069", aim="An invitation can be accepted twice.")
class InvitationReused(Stellary):
    def check_unused(self, row: Row) -> None:
        return


@mutant("states", "cases", "065", aim="All invitations share one token.")
class InvitationsShareToken(Stellary):
    def keep(self, kind: str, row: Row) -> Row:
        if kind == "invitations":
            row["token"] = "join-us"  # in the row itself, which the answer and the letter show
        return super().keep(kind, row)
