"""Rules of a project: what they are made of, where they are, and when they rest."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, open_board
from conformance.cases.stellary.rules import RAISE, rule, shown_rule, traces
from conformance.cases.stellary.steps import answered, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Json

TRIGGERS = (
    *("task_moved", "task_created", "checklist_complete", "due_date_reached"),
    *("task_status_changed", "task_assigned", "task_added_to_board"),
)


@check(writes=True)
def triggers(bench: Bench, _: Subject) -> None:
    """A rule has one of seven triggers; another is refused."""
    board = open_board(bench)
    for trigger in TRIGGERS:
        shown = shown_rule(board, rule(board, trigger)).get("trigger")
        equal(bench, shown, trigger, f"a rule made for {trigger} waits for something else")
    answer = board.call("createAutomation", {"trigger": "task_forgotten", "action": RAISE})
    if 200 <= answer.status < 300:
        row = answered(bench, answer, "creating a rule")
        bench.adopt("AutomationRule", str(row.get("id")), tenant=bench.maker.home())
    refused(bench, answer, "a trigger nobody knows", 400)


@check(writes=True)
def rule_kept(bench: Bench, _: Subject) -> None:
    """A rule keeps its trigger, its conditions and its action."""
    board = open_board(bench)
    wanted: dict[str, Json] = {
        "conditions": {"priority": "high", "archived": False},
        "action": {"type": "set_priority", "priority": "low"},
    }
    shown = shown_rule(board, rule(board, "task_moved", **wanted))
    for name, value in ({"trigger": "task_moved"} | wanted).items():
        equal(bench, shown.get(name), value, f"the {name} of a rule comes back otherwise")


@check(writes=True)
def of_one_project(bench: Bench, _: Subject) -> None:
    """Rules belong to one project, where they are listed, read and changed."""
    board = open_board(bench)
    spare = bench.shared.spare("Project")
    other = Board(bench, spare.id if spare else str(bench.make("Project")["id"]))
    made = rule(board, "task_created")
    for place, wanted in ((board, 1), (other, 0)):
        listed = [row.get("id") for row in place.rows("listAutomations", "listing rules")].count(made["id"])
        equal(bench, listed, wanted, f"a rule is listed {listed} times where it should be {wanted} times")
    board.done("updateAutomation", "changing a rule", {"trigger": "task_assigned"}, ruleId=made["id"])
    shown = shown_rule(board, made)
    equal(bench, shown.get("trigger"), "task_assigned", "a changed rule waits for what it waited for before")
    equal(bench, shown.get("action"), RAISE, "a change of its trigger changes what a rule does")
    board.done("updateAutomation", "changing a rule", {"trigger": "task_created"}, ruleId=made["id"])
    other.card()
    equal(bench, len(traces(board, made)), 0, "a rule runs for a card of another project")
    answer = other.call("getAutomation", ruleId=made["id"])
    refused(bench, answer, "reading a rule below another project", 404, 403)


@check(writes=True)
def active_at_once(bench: Bench, _: Subject) -> None:
    """A new rule is active."""
    board = open_board(bench)
    made = rule(board, "task_created")
    equal(bench, shown_rule(board, made).get("enabled", True), True, "a new rule is not enabled")
    board.card()
    bench.expect(traces(board, made, 1), "a new rule does not run", expected="a trace", observed="none")


@check(writes=True)
def disabled_rule_rests(bench: Bench, _: Subject) -> None:
    """Toggling turns a rule off or on; a rule that is off does not run."""
    board = open_board(bench)
    made, column = rule(board, "task_created"), board.column()
    for enabled, runs in ((False, 0), (True, 1), (False, 1)):
        board.done("toggleAutomation", "toggling a rule", ruleId=made["id"])
        shown = shown_rule(board, made).get("enabled")
        word = "on" if enabled else "off"
        equal(bench, shown, enabled, f"toggling does not turn a rule {word}")
        board.card(column)
        found = len(traces(board, made, runs))
        equal(bench, found, runs, f"a rule that was turned {word} {'rests' if enabled else 'runs'}")


@check(writes=True)
def deleted_rule_rests(bench: Bench, _: Subject) -> None:
    """A deleted rule does not run."""
    board = open_board(bench)
    made, column = rule(board, "task_created"), board.column()
    card = board.card(column, priority="low")
    traces(board, made, 1)
    if board.seen(card).get("priority") != "high":
        bench.skip("rules of the target do nothing that could be seen after their deletion; see automations.effect")
    board.removed("deleteAutomation", "deleting a rule", ruleId=made["id"])
    after = board.seen(board.card(column, priority="low")).get("priority")
    equal(bench, after, "low", "a deleted rule acts on a new card")
