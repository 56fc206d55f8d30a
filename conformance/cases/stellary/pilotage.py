"""The cockpit of a workspace: what its state holds, for whom, and in how much detail."""

from __future__ import annotations

import re

from conformance.bench import Bench
from conformance.cases.stellary.accounts import join, place
from conformance.cases.stellary.steps import Row, answered, call, equal, newcomer, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json
from conformance.target import Principal, Tenant

STATE = ("missions", "activePriorities", "todos", "decisions", "activeDocs")
# operation → where its rows stand in the state, a body of their own
ADDED: dict[str, tuple[str, Row]] = {
    "createPilotageMission": ("missions", {"objective": "Ship it", "module": "billing"}),
    "createPriority": ("activePriorities", {"label": "Billing first", "module": "billing"}),
    "createTodo": ("todos", {"label": "Write the tests"}),
    "createDecision": ("decisions", {"title": "Buy, not build", "impact": "Three weeks"}),
    "createActiveDoc": ("activeDocs", {"title": "The plan", "sourceType": "tech"}),
}


def state(bench: Bench, who: Principal, at: Tenant, **query: Json) -> Row:
    """The state of a cockpit."""
    answer = call(bench, "readPilotageState", who=who, at=at, query=query or None)
    return answered(bench, answer, "reading the state of the cockpit")


def rows(found: Row, kind: str) -> list[Row]:
    """The rows of one kind in a state."""
    return [row for row in found.get(kind) or [] if isinstance(row, dict)]


def add(bench: Bench, operation: str, who: Principal, at: Tenant, **fields: Json) -> Row:
    """A new row of the cockpit, as its creation shows it; ``...`` leaves a field out."""
    body = {name: value for name, value in (ADDED[operation][1] | fields).items() if value is not ...}
    return answered(bench, call(bench, operation, body, who=who, at=at), operation)


def usage(found: Row) -> Row:
    """The usageContext of a state."""
    context = found.get("usageContext")
    return dict(context) if isinstance(context, dict) else {}


@check(writes=True)
def state_members(bench: Bench, _: Subject) -> None:
    """The state has cycle, contractVersion, missions, activePriorities, todos, decisions,
    activeDocs and usageContext.
    """
    owner = newcomer(bench)
    found = state(bench, owner, place(bench, owner))
    wanted = ("cycle", "contractVersion", *STATE, "usageContext")
    lacking = [name for name in wanted if name not in found]
    equal(bench, lacking, [], "the state of the cockpit lacks members")
    strange = [name for name in STATE if not isinstance(found.get(name), list)]
    equal(bench, strange, [], "the state of the cockpit has members that are no lists")


@check(writes=True)
def state_defaults(bench: Bench, _: Subject) -> None:
    """Without a query the profile is pilotage and the detail standard; usageContext echoes profile and intent."""
    owner = newcomer(bench)
    at = place(bench, owner)
    add(bench, "createPilotageMission", owner, at)
    plain = state(bench, owner, at)
    asked = state(bench, owner, at, profile="pilotage", detailLevel="standard")
    equal(bench, usage(plain).get("profile"), "pilotage", "without a query the profile is not pilotage")
    one, other = ({name: found.get(name) for name in STATE} for found in (plain, asked))
    equal(bench, one, other, "without a query the state is not that of profile pilotage and detail standard")
    for profile in ("pilotage", "execution", "revue"):
        seen = usage(state(bench, owner, at, profile=profile)).get("profile")
        equal(bench, seen, profile, f"usageContext does not echo the profile {profile}")
    for intent in ("weekly_review", "daily_execution", "sprint_planning", "context_only"):
        seen = usage(state(bench, owner, at, intent=intent)).get("intent")
        equal(bench, seen, intent, f"usageContext does not echo the intent {intent}")


@check(writes=True)
def detail_echoed(bench: Bench, _: Subject) -> None:
    """Where usageContext shows a detailLevel, it is the one asked for, standard without one."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for level in ("minimal", "standard", "detailed", None):
        context = usage(state(bench, owner, at, **({"detailLevel": level} if level else {})))
        if "detailLevel" not in context:
            bench.skip("usageContext shows no detailLevel")
        wanted = level or "standard"
        message = f"usageContext shows another detailLevel than {wanted if level else 'standard without one'}"
        equal(bench, context["detailLevel"], wanted, message)


@check(writes=True)
def state_role(bench: Bench, _: Subject) -> None:
    """The role in usageContext is the pilotage role of the caller."""
    owner = newcomer(bench)
    at = place(bench, owner)
    equal(bench, usage(state(bench, owner, at)).get("role"), "owner", "the role of the cockpit's owner is another")
    person = join(bench, owner, at)
    for role in ("reviewer", "viewer"):
        body = {"pilotageRole": role}
        answer = call(bench, "updateWorkspaceMember", body, who=owner, at=at, userId=person.user)
        succeeded(bench, answer, "setting the role in the cockpit")
        seen = usage(state(bench, person, at)).get("role")
        equal(bench, seen, role, f"the role in the state of a {role} is another")


@check(writes=True)
def state_of_one_workspace(bench: Bench, _: Subject) -> None:
    """The state of one workspace holds nothing of another."""
    owner = newcomer(bench)
    one, other = place(bench, owner), place(bench, owner)
    for operation in ADDED:
        add(bench, operation, owner, one)
    found = state(bench, owner, other)
    strange = [kind for kind in STATE if rows(found, kind)]
    equal(bench, strange, [], "the state of a new workspace holds rows of another")


@check(writes=True)
def shows_what_was_added(bench: Bench, _: Subject) -> None:
    """What is added to the cockpit shows in the state."""
    owner = newcomer(bench)
    at = place(bench, owner)
    added = {(operation, turn): add(bench, operation, owner, at) for operation in ADDED for turn in (1, 2)}
    found = state(bench, owner, at)
    for (operation, _turn), row in added.items():
        kind = ADDED[operation][0]
        shown = [entry.get("id") for entry in rows(found, kind)]
        bench.expect(row.get("id") in shown, f"{kind} do not show a row that was added", observed=shown)
    mission = str(added["createPilotageMission", 1].get("id"))
    body = {"status": "in_progress"}
    answer = call(bench, "updatePilotageMission", body, who=owner, at=at, pilotageMissionId=mission)
    succeeded(bench, answer, "changing a goal")
    entries = rows(state(bench, owner, at), "missions")
    seen = next((entry.get("status") for entry in entries if entry.get("id") == mission), None)
    equal(bench, seen, "in_progress", "the state does not show the new status of a goal")


@check(writes=True)
def short_ids(bench: Bench, _: Subject) -> None:
    """Ids of the cockpit are short words of a letter or more, a dash and a number."""
    owner = newcomer(bench)
    at = place(bench, owner)
    for operation in ADDED:
        ident = str(add(bench, operation, owner, at).get("id"))
        fits = re.fullmatch(r"[a-z]+-\d+", ident)
        bench.expect(fits, f"the id that {operation} gives is no short word", expected="m-001", observed=ident)
