"""What an agent can be told: suspend, resume, restart, set_autonomy."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import act, answered, call, read_agent, refused
from conformance.check import Subject, check
from conformance.exchange import Json

BEFORE = "CODESPAR-068"
ANSWER = "CODESPAR-147"
LEVEL_ANSWER = "CODESPAR-148"


def move(bench: Bench, agent_id: str, action: str, to: str, requirement: str) -> dict[str, Json]:
    """Send an action; expect the status before and after, in the answer and in a read. Returns the answer's body."""
    before = read_agent(bench, agent_id)
    answer = act(bench, agent_id, action)
    body = answered(bench, answer, action)
    after = read_agent(bench, agent_id)
    bench.expect(
        (body.get("currentStatus"), after.get("status")) == (to, to),
        f"{action} does not lead to {to} in the answer and in a read",
        expected=[to, to],
        observed=[body.get("currentStatus"), after.get("status")],
        exchange=answer,
        requirement=requirement,
    )
    bench.expect(
        body.get("previousStatus") == before.get("status"),
        f"the previousStatus of {action} is not the status before",
        expected=before.get("status"),
        observed=body.get("previousStatus"),
        exchange=answer,
        requirement=BEFORE,
    )
    wanted = {"id": agent_id, "action": action, "timestamp": body.get("timestamp") or "a time"}
    seen = {name: body.get(name) for name in wanted}
    bench.expect(
        seen == wanted,
        f"the answer to {action} lacks its id, action or timestamp",
        expected=wanted,
        observed=seen,
        exchange=answer,
        requirement=ANSWER,
    )
    return body


@check(writes=True)
def suspend(bench: Bench, _: Subject) -> None:
    """Suspending makes an agent SUSPENDED and names the status before."""
    agent = bench.make("Agent")
    move(bench, agent["id"], "suspend", "SUSPENDED", "CODESPAR-062")


@check(writes=True)
def resume(bench: Bench, _: Subject) -> None:
    """Resuming a suspended agent makes it ACTIVE and names the status before."""
    agent = bench.make("Agent")
    answered(bench, act(bench, agent["id"], "suspend"), "suspend")
    move(bench, agent["id"], "resume", "ACTIVE", "CODESPAR-063")


@check(writes=True)
def restart(bench: Bench, _: Subject) -> None:
    """Restarting makes an agent ACTIVE with an uptime of 0 and names the status before."""
    agent = bench.make("Agent")
    answered(bench, act(bench, agent["id"], "suspend"), "suspend")
    body = move(bench, agent["id"], "restart", "ACTIVE", "CODESPAR-064")
    bench.expect(
        body.get("uptime") == 0,
        "the uptime after a restart is not 0",
        expected=0,
        observed=body.get("uptime"),
        requirement="CODESPAR-064",
    )


@check(writes=True)
def set_autonomy(bench: Bench, _: Subject) -> None:
    """Each level from 0 to 5 can be set, is shown by a read, and names the level before."""
    agent = bench.make("Agent", autonomyLevel=2)
    before = read_agent(bench, agent["id"]).get("autonomyLevel")
    for level in (3, 0, 5, 4, 1, 2):
        answer = act(bench, agent["id"], "set_autonomy", level=level)
        body = answered(bench, answer, "set_autonomy")
        shown = read_agent(bench, agent["id"]).get("autonomyLevel")
        bench.expect(
            shown == level,
            f"level {level} is set, but a read shows another",
            expected=level,
            observed=shown,
            exchange=answer,
            requirement="CODESPAR-065",
        )
        bench.expect(
            body.get("previousLevel") == before,
            f"the previousLevel of setting {level} is not the level before",
            expected=before,
            observed=body.get("previousLevel"),
            exchange=answer,
            requirement=BEFORE,
        )
        seen = [body.get(name) for name in ("id", "action", "currentLevel")]
        wanted = [agent["id"], "set_autonomy", level]
        bench.expect(
            seen == wanted and body.get("timestamp"),
            f"the answer to setting {level} lacks its id, action, currentLevel or timestamp",
            expected=[*wanted, "a timestamp"],
            observed=[*seen, body.get("timestamp")],
            exchange=answer,
            requirement=LEVEL_ANSWER,
        )
        before = level


@check(writes=True)
def others_stay(bench: Bench, _: Subject) -> None:
    """Suspending keeps the level, and setting the level keeps the status and the type."""
    agent = bench.make("Agent", autonomyLevel=3)
    level = read_agent(bench, agent["id"]).get("autonomyLevel")
    answered(bench, act(bench, agent["id"], "suspend"), "suspend")
    suspended = read_agent(bench, agent["id"])
    bench.expect(
        suspended.get("autonomyLevel") == level,
        "suspending changes the level",
        expected=level,
        observed=suspended.get("autonomyLevel"),
    )
    answered(bench, act(bench, agent["id"], "set_autonomy", level=4), "set_autonomy")
    after = read_agent(bench, agent["id"])
    for member in ("status", "type", "projectId", "task"):
        bench.expect(
            after.get(member) == suspended.get(member),
            f"setting the level changes {member}",
            expected=suspended.get(member),
            observed=after.get(member),
        )


@check(writes=True)
def bad_level(bench: Bench, _: Subject) -> None:
    """A level of 6 or -1, none, or text is refused with INVALID_AUTONOMY_LEVEL, and the level stays."""
    agent = bench.make("Agent", autonomyLevel=2)
    before = read_agent(bench, agent["id"]).get("autonomyLevel")
    bad: dict[str, Json] = {"6": {"level": 6}, "-1": {"level": -1}, "text": {"level": "three"}, "none": {}}
    for name, params in bad.items():
        answer = call(bench, "actOnAgent", agent["id"], json={"action": "set_autonomy", "params": params})
        refused(bench, answer, f"setting a level of {name}", "invalid_autonomy_level")
    answer = call(bench, "actOnAgent", agent["id"], json={"action": "set_autonomy"})
    refused(bench, answer, "setting a level without params", "invalid_autonomy_level")
    level = read_agent(bench, agent["id"]).get("autonomyLevel")
    bench.expect(level == before, "a refused level changes the agent", expected=before, observed=level)


@check(writes=True)
def bad_action(bench: Bench, _: Subject) -> None:
    """An unknown or missing action is refused with INVALID_ACTION, and the status stays."""
    agent = bench.make("Agent")
    before = read_agent(bench, agent["id"]).get("status")
    refused(bench, act(bench, agent["id"], "explode"), "an unknown action", "invalid_action")
    refused(bench, call(bench, "actOnAgent", agent["id"], json={}), "a missing action", "invalid_action")
    status = read_agent(bench, agent["id"]).get("status")
    bench.expect(status == before, "a refused action changes the agent", expected=before, observed=status)


@check(writes=True)
def repeated(bench: Bench, _: Subject) -> None:
    """Suspending twice or resuming an active agent answers 200 with the status it had, or 409."""
    agent = bench.make("Agent")
    for action, status in (("resume", "ACTIVE"), ("suspend", "SUSPENDED"), ("suspend", "SUSPENDED")):
        answer = act(bench, agent["id"], action)
        body = answer.json() if answer.status == 200 else {}
        seen = [answer.status, body.get("currentStatus")]
        bench.expect(
            seen == [200, status] or answer.status == 409,
            f"repeating {action} answers neither 200 with {status} nor 409",
            expected=[200, status],
            observed=seen,
            exchange=answer,
        )


@check(writes=True)
def unknown_before_bad(bench: Bench, _: Subject) -> None:
    """An unknown action on an unknown agent is answered with 404."""
    answer = act(bench, bench.unknown_id("Agent"), "explode")
    refused(bench, answer, "an unknown action on an unknown agent", "agent_missing", code=False)
