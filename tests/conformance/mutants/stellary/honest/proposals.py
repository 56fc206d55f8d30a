"""What agents propose, and what people say to it."""

from __future__ import annotations

from tests.conformance.mutants.plain.wire import Refusal, Request, Routes, Row

from .agents import Agents


class Proposals(Agents):
    """{W}/missions/:missionId/proposals and {W}/proposals."""

    ROUTES: Routes = (
        ("GET", "{W}/missions/:missionId/proposals", "list_proposals"),
        ("POST", "{W}/proposals/:proposalId/approve", "approve_proposal"),
        ("POST", "{W}/proposals/:proposalId/reject", "reject_proposal"),
    )

    def propose(self, run: Row) -> None:
        """Keep what the agent would do."""
        kind, payload = self.plan_action(run)
        row = {"id": self.mint("proposals"), "missionId": run["id"], "workspaceId": run["workspaceId"]}
        row |= {"action": {"type": kind, "payload": payload}, "status": "pending", "reason": None}
        self.keep("proposals", row | {"createdAt": self.stamp()})

    def show_proposal(self, row: Row) -> Row:
        """A proposal with its action."""
        return {name: row[name] for name in ("id", "missionId", "action", "status", "reason", "createdAt")}

    def list_proposals(self, request: Request) -> object:
        """What a mission has proposed so far."""
        run = self.step(request, self.find_run(request))
        return [self.show_proposal(row) for row in self.all_of("proposals", missionId=run["id"])]

    def find_proposal(self, request: Request) -> Row:
        """The proposal of the path in the workspace of the path."""
        return self.find("proposals", request.args["proposalId"], workspaceId=request.workspace["id"])

    def approve_proposal(self, request: Request) -> object:
        """Yes: the action is done."""
        row = self.find_proposal(request)
        self.check_proposal(row)
        self.carry_out(request, row["action"]["type"], row["action"]["payload"])
        return self.decide(row, "approved", None)

    def reject_proposal(self, request: Request) -> object:
        """No: nothing is done."""
        row = self.find_proposal(request)
        body = self.take(request, "reject")
        self.check_proposal(row)
        return self.decide(row, "rejected", body.get("reason"))

    def check_proposal(self, row: Row) -> None:
        """409 for a proposal that is decided."""
        if row["status"] != "pending":
            raise Refusal(409, f"The proposal is {row['status']}")

    def decide(self, row: Row, status: str, reason: str | None) -> Row:
        """Write a decision; a mission whose proposals are all decided goes on."""
        self.change("proposals", row, {"status": status, "reason": reason})
        run = self.tables["runs"][row["missionId"]]
        waiting = self.all_of("proposals", missionId=run["id"], status="pending")
        if run["status"] == "awaiting_approval" and not waiting:
            self.set_run(run, "running")
        return self.show_proposal(row)
