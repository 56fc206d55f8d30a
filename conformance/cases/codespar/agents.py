"""Agents as lists and reads show them, and the types they can have."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import BUILT_IN_TYPES, rows_of
from conformance.check import Subject, check
from conformance.exchange import Json

STATS = ("messagesProcessed", "tasksCompleted", "reviewsPerformed", "deploysTriggered", "incidentsHandled")


@check()
def list_fields(bench: Bench, _: Subject) -> None:
    """Each agent in the list has id, type, status and autonomyLevel."""
    answer, agents = rows_of(bench, "listAgents")
    for member in ("id", "type", "status", "autonomyLevel"):
        without = [agent for agent in agents if agent.get(member) is None]
        bench.expect(
            not without,
            f"an agent in the list has no {member}",
            expected=member,
            observed=without[:1],
            exchange=answer,
        )


@check()
def detail_fields(bench: Bench, _: Subject) -> None:
    """Reading an agent shows the members of the list and stats and memory with their numbers."""
    listed, agents = rows_of(bench, "listAgents")
    scope = next((t for t in bench.target.tenants if t.name == listed.request.tenant), None)
    agent = next((a for a in agents if a.get("projectId")), agents[0])
    answer = bench.client.call("getAgent", {"id": agent.get("id")}, tenant=scope)
    bench.require(answer.status == 200, "a listed agent cannot be read", expected=200, exchange=answer)
    detail = answer.json()
    wanted: dict[str, Json] = {name: detail.get(name) for name in ("id", "type", "status", "autonomyLevel")}
    for group, members in (("stats", STATS), ("memory", ("embeddings", "storageMB"))):
        found = detail.get(group) or {}
        wanted |= {f"{group}.{name}": found.get(name) for name in members}
    if agent.get("projectId"):
        found = detail.get("project") or {}
        wanted |= {f"project.{name}": found.get(name) for name in ("id", "name", "repo", "defaultBranch")}
    absent = [name for name, value in wanted.items() if value is None]
    bench.expect(
        not absent, "an agent's detail lacks members", expected=sorted(wanted), observed=absent, exchange=answer
    )


@check()
def built_in_types(bench: Bench, _: Subject) -> None:
    """The agent types hold the six built-in ones with their lifecycle."""
    answer, types = rows_of(bench, "listAgentTypes")
    found = {row.get("type"): row.get("lifecycle") for row in types}
    for name, lifecycle in BUILT_IN_TYPES.items():
        bench.expect(
            found.get(name) == lifecycle,
            f"the agent type {name} is not listed as {lifecycle}",
            expected=lifecycle,
            observed=found.get(name),
            exchange=answer,
        )


@check()
def types(bench: Bench, _: Subject) -> None:
    """The type of every listed agent is a built-in one or registered, and among the agent types."""
    kinds = rows_of(bench, "listAgentTypes")[1]
    listed = {row.get("type") for row in kinds}
    answer, agents = rows_of(bench, "listAgents")
    used = {agent.get("type") for agent in agents}
    bench.expect(
        used <= listed | set(BUILT_IN_TYPES),
        "an agent has a type that is neither built in nor registered",
        expected=sorted(map(str, listed | set(BUILT_IN_TYPES))),
        observed=sorted(map(str, used)),
        exchange=answer,
        requirement="CODESPAR-052",
    )
    bench.expect(
        used <= listed,
        "an agent has a type that the agent types do not list",
        expected=sorted(map(str, listed)),
        observed=sorted(map(str, used)),
        exchange=answer,
        requirement="CODESPAR-071",
    )
