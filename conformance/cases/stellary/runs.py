"""Missions as cases follow them: started on a card of their own, looked at until they wait or end."""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.steps import Row, answered, call, listed
from conformance.cases.stellary.waiting import longest, until
from conformance.exchange import Json

ENDED = ("completed", "failed", "cancelled")
WAITING = "awaiting_approval"
PROMPT = "Move this card on to the next column."


@dataclass
class Run:
    """One mission with its agent and card. ``seen`` are the statuses it was seen in, the first of its creation."""

    bench: Bench
    board: Board
    agent: str
    card: Row
    made: Row
    seen: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the mission."""
        return str(self.made["id"])

    def look(self) -> Row:
        """The mission as it is now."""
        row = answered(self.bench, call(self.bench, "getMission", missionId=self.id), "reading a mission")
        self.seen.append(str(row.get("status")))
        return row

    def follow(self, *statuses: str) -> str:
        """Wait until the mission has one of these statuses; the status it has in the end, maybe another."""
        return str(until(self.bench, self.look, lambda row: row.get("status") in statuses).get("status"))

    def settle(self) -> str:
        """Wait until it waits for approval or is completed. Skips the check where agents of the target do not work."""
        status = self.follow(WAITING, *ENDED)
        if status in ("failed", "cancelled"):
            self.bench.skip(f"the mission was {status}: without an agent that works nothing can be judged")
        if status not in (WAITING, "completed"):
            told = "say how long it may take as `patience` under [facts]"
            self.bench.skip(f"after {longest(self.bench):g} s the mission is still {status}; {told}")
        return status

    def proposals(self) -> list[Row]:
        """What the mission proposes."""
        return listed(self.bench, call(self.bench, "listProposals", missionId=self.id), "listing proposals")

    def pending(self) -> list[Row]:
        """Its undecided proposals, once it waits. Skipped where there are none: `supervised_proposes` tells of that."""
        status = self.settle()
        found = [row for row in self.proposals() if row.get("status") == "pending"]
        if status != WAITING or not found:
            self.bench.skip("the mission of a supervised agent makes no proposal")
        return found

    def state(self) -> Row:
        """All that can be seen of the card but when it was changed."""
        return {name: value for name, value in self.board.seen(self.card).items() if name != "updatedAt"}


def begin(bench: Bench, mode: str = "supervised", prompt: str = PROMPT) -> Run:
    """A new mission of a new agent on a new card, which stands in the first of at least two columns."""
    board = open_board(bench)
    columns = board.columns()
    while len(columns) < 2:
        columns.append(board.column())
    card = board.card(columns[0])
    # No tools named: the agent may use whatever the target has.
    agent = bench.make("Agent", autonomyMode=mode, tools=..., rateLimits=...)
    return begin_again(bench, board, str(agent["id"]), card, prompt)


def begin_again(bench: Bench, board: Board, agent: str, card: Row, prompt: str = PROMPT) -> Run:
    """A further mission of an agent."""
    made = bench.make("AgentMission", agentId=agent, cardId=card["id"], prompt=prompt)
    return Run(bench, board, agent, card, made, [str(made.get("status"))])


def decide(run: Run, proposal: Row, verdict: str, body: Json = ...) -> Row:
    """Approve or reject a proposal; the answer."""
    operation = {"approved": "approveProposal", "rejected": "rejectProposal"}[verdict]
    answer = call(run.bench, operation, body, proposalId=proposal["id"])
    return answered(run.bench, answer, "approving a proposal" if verdict == "approved" else "rejecting a proposal")
