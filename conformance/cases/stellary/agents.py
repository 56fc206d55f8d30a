"""Agents: their modes, their configuration, and what goes with them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.runs import begin
from conformance.cases.stellary.steps import answered, call, equal, refused, succeeded
from conformance.check import Subject, check

MODES = ("supervised", "autonomous", "approval")


@check(writes=True)
def modes(bench: Bench, _: Subject) -> None:
    """The autonomyMode of an agent is supervised, autonomous or approval."""
    for mode in MODES:
        agent = bench.make("Agent", autonomyMode=mode)
        answer = call(bench, "getAgent", agentId=agent["id"])
        shown = answered(bench, answer, "reading an agent").get("autonomyMode")
        equal(bench, shown, mode, f"an agent made {mode} is of another mode", answer)
    body = bench.body("Agent", autonomyMode="manual")
    answer = call(bench, "createAgent", body)
    if 200 <= answer.status < 300:
        bench.adopt("Agent", str(answered(bench, answer, "creating an agent").get("id")), tenant=bench.maker.home())
    refused(bench, answer, "a mode nobody knows", 400)


@check(writes=True)
def configuration(bench: Bench, _: Subject) -> None:
    """An agent has a name, a slug, a whitelist of tools and rate limits."""
    limits = {"maxActions": 7, "windowSeconds": 90}
    agent = bench.make("Agent", tools=["move_card", "set_priority"], rateLimits=limits)
    sent = {name: agent.get(name) for name in ("name", "slug")}
    answer = call(bench, "getAgent", agentId=agent["id"])
    shown = answered(bench, answer, "reading an agent")
    for name, value in sent.items():
        bench.expect(value, f"a new agent comes without its {name}", expected="a text", observed=value)
        equal(bench, shown.get(name), value, f"the {name} of an agent is not kept", answer)
    # The page names these two in words alone.
    tools, found = ["move_card", "set_priority"], shown.get("rateLimits")
    equal(bench, shown.get("tools"), tools, "the tools of an agent are not kept", answer, basis="assumed")
    equal(bench, found, limits, "the rate limits of an agent are not kept", answer, basis="assumed")
    changed = {"name": f"Agent {bench.word()}", "tools": ["add_comment"]}
    succeeded(bench, call(bench, "updateAgent", changed, agentId=agent["id"]), "configuring an agent")
    answer = call(bench, "getAgent", agentId=agent["id"])
    shown = answered(bench, answer, "reading an agent")
    equal(bench, shown.get("name"), changed["name"], "another name of an agent is not kept", answer)
    equal(bench, shown.get("slug"), sent["slug"], "a change of other members changes the slug of an agent", answer)
    seen = shown.get("tools")
    equal(bench, seen, changed["tools"], "other tools of an agent are not kept", answer, basis="assumed")


@check(writes=True)
def deletion_takes_missions(bench: Bench, _: Subject) -> None:
    """With an agent go its missions."""
    mission = begin(bench)
    succeeded(bench, call(bench, "deleteAgent", agentId=mission.agent), "deleting an agent")
    answer = call(bench, "getMission", missionId=mission.id)
    refused(bench, answer, "reading the mission of a deleted agent", 404)
