"""Trails that forget or rewrite."""

from __future__ import annotations

from .honest import Honest, Request
from .honest.journal import PAST_LENGTH
from .honest.rows import Agent, Entry
from .honest.wire import Routes
from .registry import mutant


@mutant("append_only", "CODESPAR-041", aim="The oldest entry of a context vanishes whenever one is added.")
class OldestVanishes(Honest):
    def trail(self, org: str | None) -> list[Entry]:
        return super().trail(org)[-PAST_LENGTH:]


@mutant("append_only", "CODESPAR-041", aim="The entries about an agent vanish with the agent.")
class EntriesGoWithAgent(Honest):
    def drop_agent(self, agent: Agent) -> None:
        self.state.entries = [entry for entry in self.state.entries if entry.metadata.get("agentId") != agent.id]
        super().drop_agent(agent)


@mutant("append_only", "CODESPAR-041", aim="An entry's result is rewritten once the next one follows.")
class ResultRewritten(Honest):
    def keep(self, entry: Entry) -> None:
        if self.state.entries:
            self.state.entries[-1].result = "approved"
        super().keep(entry)


@mutant("append_only", "CODESPAR-041", aim="Suspending an agent rewrites the entries about it, hashes and all.")
class HistoryRewritten(Honest):
    def put_status(self, agent: Agent, action: str) -> None:
        super().put_status(agent, action)
        before = "0" * 64
        for entry in self.trail(agent.org):
            entry.metadata |= {"status": agent.status} if entry.metadata.get("agentId") == agent.id else {}
            before = entry.hash = self.digest(before, entry)


@mutant("append_only", "CODESPAR-042", aim="DELETE /api/audit empties the trail.")
class TrailDeletable(Honest):
    ROUTES: Routes = (("DELETE", "/api/audit", "delete_audit"),)

    def delete_audit(self, request: Request) -> object:
        gone = self.trail(request.org)
        self.state.entries = [entry for entry in self.state.entries if entry not in gone]
        return {"deleted": len(gone)}
