"""Rules of a project as cases need them: made, and their traces read."""

from __future__ import annotations

from conformance.cases.stellary.board import Board
from conformance.cases.stellary.steps import Row
from conformance.cases.stellary.waiting import pause
from conformance.exchange import Json

# What a rule does in most cases. The names are those of the vendor's later pages.
RAISE: dict[str, Json] = {"type": "set_priority", "priority": "high"}


def rule(board: Board, trigger: str, **fields: Json) -> Row:
    """A new rule without conditions that raises the priority of a card, unless told otherwise."""
    given: dict[str, Json] = {"action": RAISE, "conditions": ..., "name": ...}
    return board.bench.make("AutomationRule", projectId=board.project, trigger=trigger, **(given | fields))


def shown_rule(board: Board, made: Row) -> Row:
    """A rule as it is now."""
    return board.done("getAutomation", "reading a rule", ruleId=made["id"])


def traces(board: Board, made: Row, least: int = 0) -> list[Row]:
    """The traces of a rule; where there are fewer than expected they get a little time to appear."""
    found: list[Row] = []
    for turn in range(4):
        found = board.rows("listTraces", "listing the traces of a rule", ruleId=made["id"])
        if len(found) >= least:
            break
        if turn < 3:
            pause(board.bench, 0.5)
    return found
