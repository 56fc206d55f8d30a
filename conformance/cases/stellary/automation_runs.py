"""What rules do: when they fire, on which cards, and the traces they leave. Its checks belong to automations."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from conformance.bench import Bench
from conformance.cases.stellary.board import new_board, open_board
from conformance.cases.stellary.people import own_profile
from conformance.cases.stellary.rules import RAISE, rule, traces
from conformance.cases.stellary.steps import equal
from conformance.cases.stellary.waiting import pause, until
from conformance.check import Subject, check

TOLD = ("actor", "target", "timestamp", "result")


@check(module="automations", writes=True)
def trace(bench: Bench, _: Subject) -> None:
    """Each run leaves a trace with actor, target, timestamp and result."""
    board = open_board(bench)
    made, column = rule(board, "task_created"), board.column()
    cards = [board.card(column) for _ in range(2)]
    found = traces(board, made, 2)
    equal(bench, len(found), 2, "two runs of a rule leave another number of traces")
    for name in TOLD:
        # The page says what is logged; the names of the members are our reading.
        told = [row.get(name) for row in found]
        bench.expect(
            all(told),
            f"a trace comes without {name}",
            expected=name,
            observed=[sorted(r) for r in found],
            basis="assumed",
        )
    targets = [json.dumps(row.get("target")) for row in found]
    for card in cards:
        bench.expect(
            any(str(card["id"]) in target for target in targets),
            "the traces of a rule name another target than the card",
            expected=card["id"],
            observed=targets,
            basis="assumed",
        )


@check(module="automations", writes=True)
def result_values(bench: Bench, _: Subject) -> None:
    """The result of a run is success or failure."""
    board = open_board(bench)
    works, column = rule(board, "task_created"), board.column()
    action = {"type": "move_card", "targetColumn": f"Nowhere {bench.word()}"}
    answer = board.call("createAutomation", {"trigger": "task_created", "action": action})
    made = answer.json() if 200 <= answer.status < 300 and answer.is_json else None
    rules = {"success": works}
    if isinstance(made, dict) and made.get("id"):  # a target may refuse an action that can never be done
        bench.adopt("AutomationRule", str(made["id"]), tenant=bench.maker.home())
        rules["failure"] = made
    board.card(column)
    for wanted, one in rules.items():
        told = [row.get("result") for row in traces(board, one, 1)]
        for word in told:
            known = "the result of a run is neither success nor failure"
            bench.expect(word in ("success", "failure"), known, expected=["success", "failure"], observed=word)
        # Whether this action can be done is our reading.
        equal(bench, told, [wanted], f"the run of a rule is no {wanted} where it should be one", basis="assumed")


@check(module="automations", writes=True)
def fires(bench: Bench, _: Subject) -> None:
    """Moving a card, making it, assigning it and finishing its checklist each set off the rules that wait for it."""
    board = open_board(bench)
    waiting = ("task_created", "task_moved", "task_assigned", "checklist_complete")
    action = {"type": "set_priority", "priority": "low"}
    rules = {trigger: rule(board, trigger, action=action) for trigger in waiting}
    first, second, me = board.column(), board.column(), own_profile(bench)["id"]
    card = board.card(first, checklist=[{"title": "The last thing"}])
    item = next(iter(board.seen(card).get("checklist") or [{}])).get("_id")
    there = {"cardId": card["id"], "itemId": item}
    acts: dict[str, Callable[[], object]] = {
        "task_created": lambda: card,
        "a change of its title": lambda: board.change(card, title=f"Card {bench.word()}"),
        "task_moved": lambda: board.change(card, columnId=second["id"]),
        "task_assigned": lambda: board.change(card, assigneeId=me),
        "checklist_complete": lambda: board.done("updateChecklistItem", "ticking an item", {"done": True}, **there),
    }
    fired: list[str] = []
    for act, carry_out in acts.items():
        carry_out()
        fired += [act] if act in rules else []
        for trigger, made in rules.items():
            wanted = int(trigger in fired)
            said = f"after {act} a rule that waits for {trigger} has run " + (
                "too often" if wanted == 0 else "not once"
            )
            equal(bench, len(traces(board, made, wanted)), wanted, said)


@check(module="automations", writes=True)
def conditions(bench: Bench, _: Subject) -> None:
    """A rule runs where its conditions hold and nowhere else."""
    board = open_board(bench)
    column = board.column()
    made = rule(board, "task_created", conditions={"priority": "medium"})
    for priority, runs in (("low", 0), ("medium", 1), ("high", 1)):
        board.card(column, priority=priority)
        found = len(traces(board, made, runs))
        said = f"a rule for cards of medium priority has run {found} times after a card of {priority} priority"
        equal(bench, found, runs, said, basis="assumed")  # how conditions are written is our reading


@check(module="automations", writes=True)
def effect(bench: Bench, _: Subject) -> None:
    """A rule's action is carried out on the card that set it off."""
    board = open_board(bench)
    column = board.column()
    other = board.card(column, priority="low")
    before = board.seen(other).get("priority")
    rule(board, "task_created")
    card = board.card(column, priority="low")
    shown = until(bench, lambda: board.seen(card), lambda row: row.get("priority") == "high").get("priority")
    equal(bench, shown, RAISE["priority"], "the action of a rule is not carried out on the card that set it off")
    untouched = board.seen(other).get("priority")
    equal(bench, untouched, before, "the action of a rule is carried out on another card")


@check(module="automations", needs=("control", "clock"), writes=True)
def due_date(bench: Bench, _: Subject) -> None:
    """A due date that arrives sets off the rules that wait for it."""
    if bench.control is None:
        bench.skip("the target's clock cannot be moved")
        return
    board = new_board(bench)  # elsewhere older due dates may have passed
    made, column = rule(board, "due_date_reached"), board.column()
    due = dt.datetime.fromisoformat(bench.control.now()) + dt.timedelta(hours=1)
    board.card(column, dueDate=due.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    equal(bench, len(traces(board, made)), 0, "a rule runs before the due date it waits for")
    pause(bench, 3700)
    equal(bench, len(traces(board, made, 1)), 1, "a rule does not run once at the due date it waits for")
