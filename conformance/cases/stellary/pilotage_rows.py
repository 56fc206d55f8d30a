"""Goals, todos, priorities, decisions and documents of the cockpit: what they need and what they keep."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.accounts import place
from conformance.cases.stellary.pilotage import ADDED, add, rows, state
from conformance.cases.stellary.steps import Row, call, equal, newcomer, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json
from conformance.target import Principal, Tenant

STATUSES = ("to_launch", "in_progress", "blocked", "done")


def shown(bench: Bench, who: Principal, at: Tenant, kind: str, row: Row) -> Row:
    """A row of the cockpit as the state shows it; its absence ends the check."""
    found = next((one for one in rows(state(bench, who, at), kind) if one.get("id") == row.get("id")), None)
    bench.require(found is not None, f"{kind} do not show a row that was added", expected="the row")
    return dict(found or {})


def lacking(bench: Bench, operation: str, who: Principal, at: Tenant, name: str) -> Exchange:
    """Try to add a row without one of its members."""
    body = {key: value for key, value in ADDED[operation][1].items() if key != name}
    return call(bench, operation, body, who=who, at=at)


def change_goal(bench: Bench, who: Principal, at: Tenant, goal: Row, **fields: Json) -> Exchange:
    """Change a goal."""
    return call(bench, "updatePilotageMission", fields, who=who, at=at, pilotageMissionId=goal.get("id"))


@check(module="pilotage", writes=True)
def goal_without_module(bench: Bench, _: Subject) -> None:
    """A goal needs an objective; its module may be absent."""
    owner = newcomer(bench)
    at = place(bench, owner)
    goal = add(bench, "createPilotageMission", owner, at, objective="Ship it", module=...)
    seen = shown(bench, owner, at, "missions", goal)
    equal(
        bench, [seen.get("objective"), seen.get("module")], ["Ship it", None], "a goal has another objective or module"
    )
    answer = lacking(bench, "createPilotageMission", owner, at, "objective")
    refused(bench, answer, "a goal without objective", 400)


@check(module="pilotage", writes=True)
def goal_status_values(bench: Bench, _: Subject) -> None:
    """The status of a goal is to_launch, in_progress, blocked or done."""
    owner = newcomer(bench)
    at = place(bench, owner)
    goal = add(bench, "createPilotageMission", owner, at)
    for status in (*STATUSES[1:], STATUSES[0]):
        succeeded(bench, change_goal(bench, owner, at, goal, status=status), f"the status {status}")
        left = [one for one in rows(state(bench, owner, at), "missions") if one.get("id") == goal.get("id")]
        seen = [one.get("status") for one in left]
        if seen or status != "done":  # nobody says that the state goes on to show what is done
            equal(bench, seen, [status], f"the status {status} of a goal is not kept")
    for status in ("todo", "finished"):
        refused(bench, change_goal(bench, owner, at, goal, status=status), f"the status {status} of a goal", 400)


@check(module="pilotage", writes=True)
def blocked_reason(bench: Bench, _: Subject) -> None:
    """A blockedReason has at most 200 characters, and null clears it."""
    owner = newcomer(bench)
    at = place(bench, owner)
    goal = add(bench, "createPilotageMission", owner, at)
    reason = "r" * 200
    for value, what in ((reason, "a blockedReason of 200 characters"), (None, "a blockedReason of null")):
        body: Row = {"status": "blocked", "blockedReason": value}
        succeeded(bench, change_goal(bench, owner, at, goal, **body), what)
        seen = shown(bench, owner, at, "missions", goal).get("blockedReason")
        equal(bench, seen, value, f"{what} is not kept")
    answer = change_goal(bench, owner, at, goal, status="blocked", blockedReason="r" * 201)
    refused(bench, answer, "a blockedReason of 201 characters", 400)


@check(module="pilotage", writes=True)
def free_moves(bench: Bench, _: Subject) -> None:
    """Any status of a goal may follow any other."""
    owner = newcomer(bench)
    at = place(bench, owner)
    goal = add(bench, "createPilotageMission", owner, at)
    ways = [(one, other) for one in STATUSES for other in STATUSES if one != other]
    now = "to_launch"
    while ways:
        way = next((pair for pair in ways if pair[0] == now), None)
        goal_status = way[1] if way else ways[0][0]
        answer = change_goal(bench, owner, at, goal, status=goal_status)
        succeeded(bench, answer, f"the status {goal_status} of a goal after {now}")
        ways = [pair for pair in ways if pair != (now, goal_status)]
        now = goal_status


@check(module="pilotage", writes=True)
def first_statuses(bench: Bench, _: Subject) -> None:
    """A new goal is to_launch, a new todo todo."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for operation, kind, wanted in (
        ("createPilotageMission", "missions", "to_launch"),
        ("createTodo", "todos", "todo"),
    ):
        seen = shown(bench, owner, at, kind, add(bench, operation, owner, at)).get("status")
        equal(bench, seen, wanted, f"a row of {kind} does not begin as {wanted}")


@check(module="pilotage", writes=True)
def todo_links(bench: Bench, _: Subject) -> None:
    """A todo needs a label and may name a goal and a priority."""
    owner = newcomer(bench)
    at = place(bench, owner)
    goal, priority = (add(bench, operation, owner, at) for operation in ("createPilotageMission", "createPriority"))
    links = {"missionId": goal.get("id"), "priorityId": priority.get("id")}
    todo = shown(bench, owner, at, "todos", add(bench, "createTodo", owner, at, **links))
    seen = {name: todo.get(name) for name in links}
    equal(bench, seen, links, "a todo does not show the goal and the priority it names")
    alone = shown(bench, owner, at, "todos", add(bench, "createTodo", owner, at, label="Alone"))
    equal(bench, alone.get("label"), "Alone", "a todo has another label")
    refused(bench, lacking(bench, "createTodo", owner, at, "label"), "a todo without label", 400)


@check(module="pilotage", writes=True)
def decision_without_impact(bench: Bench, _: Subject) -> None:
    """A decision needs a title; its impact may be absent."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for impact in (..., "Three weeks less"):
        made = add(bench, "createDecision", owner, at, title="Buy", impact=impact)
        seen = shown(bench, owner, at, "decisions", made)
        wanted = ["Buy", None if impact is ... else impact]
        equal(bench, [seen.get("title"), seen.get("impact")], wanted, "a decision has another title or impact")
    refused(bench, lacking(bench, "createDecision", owner, at, "title"), "a decision without title", 400)


@check(module="pilotage", writes=True)
def source_types(bench: Bench, _: Subject) -> None:
    """An active document needs a title; its sourceType is product, tech, sprint or ops."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for kind in ("product", "tech", "sprint", "ops"):
        made = add(bench, "createActiveDoc", owner, at, title="The plan", sourceType=kind)
        seen = shown(bench, owner, at, "activeDocs", made)
        wanted = ["The plan", kind]
        equal(
            bench, [seen.get("title"), seen.get("sourceType")], wanted, "an active document has another title or type"
        )
    answer = call(bench, "createActiveDoc", {"title": "The plan", "sourceType": "legal"}, who=owner, at=at)
    refused(bench, answer, "an active document of another sourceType", 400)
    refused(bench, lacking(bench, "createActiveDoc", owner, at, "title"), "an active document without title", 400)


@check(module="pilotage", writes=True)
def priority(bench: Bench, _: Subject) -> None:
    """A priority is made of a label and a module."""
    owner = newcomer(bench)
    at = place(bench, owner)
    body = {"label": f"First {bench.word()}", "module": "billing"}
    seen = shown(bench, owner, at, "activePriorities", add(bench, "createPriority", owner, at, **body))
    equal(bench, {name: seen.get(name) for name in body}, body, "a priority has another label or module")
