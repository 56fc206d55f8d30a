"""Creating and deleting agents: what is needed, refused, set and answered."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import answered, call, keep_if_made, refused
from conformance.check import Subject, check
from conformance.exchange import Json


def refuse_agent(bench: Bench, what: str, cause: str, **fields: Json) -> None:
    """Try to create an agent that must be refused; codes are not looked at, since no page names them."""
    answer = call(bench, "createAgent", json=bench.body("Agent", **fields))
    keep_if_made(bench, "Agent", answer)
    refused(bench, answer, what, cause, code=False)


@check(writes=True)
def needs_name_and_type(bench: Bench, _: Subject) -> None:
    """An agent without name or without type is refused with 400."""
    refuse_agent(bench, "an agent without name", "missing_field", name=...)
    refuse_agent(bench, "an agent without type", "missing_field", type=...)


@check(writes=True)
def unknown_type(bench: Bench, _: Subject) -> None:
    """An agent of a type nobody registered is refused with 400."""
    refuse_agent(bench, "an agent of an unknown type", "invalid", type=f"type-{bench.word()}")


@check(writes=True)
def project_needs_id(bench: Bench, _: Subject) -> None:
    """An agent of type project without projectId is refused with 400."""
    refuse_agent(bench, "a project agent without projectId", "missing_field", type="project", projectId=...)


@check(writes=True)
def default_level(bench: Bench, _: Subject) -> None:
    """An agent created without autonomyLevel has level 1."""
    agent = bench.make("Agent", autonomyLevel=...)
    level = agent.get("autonomyLevel")
    bench.expect(level == 1, "the default autonomy level is not 1", expected=1, observed=level)


@check(writes=True)
def level_bounds(bench: Bench, _: Subject) -> None:
    """Levels 0 and 5 are taken on creation, -1 and 6 refused with 400."""
    for level in (0, 5):
        agent = bench.make("Agent", autonomyLevel=level)
        found = agent.get("autonomyLevel")
        bench.expect(found == level, f"an agent created with level {level} has another", expected=level, observed=found)
    for level in (-1, 6):
        refuse_agent(bench, f"an agent of level {level}", "invalid", autonomyLevel=level)


@check(writes=True)
def level_type(bench: Bench, _: Subject) -> None:
    """A level that is no whole number is refused with 400 on creation."""
    refuse_agent(bench, "an agent of level 2.5", "invalid", autonomyLevel=2.5)
    refuse_agent(bench, "an agent whose level is text", "invalid", autonomyLevel="3")


@check(writes=True)
def starts_active(bench: Bench, _: Subject) -> None:
    """A new agent is ACTIVE in the answer and in the list."""
    agent = bench.make("Agent")
    bench.expect(
        agent.get("status") == "ACTIVE", "a new agent is not ACTIVE", expected="ACTIVE", observed=agent.get("status")
    )
    listed = call(bench, "listAgents")
    statuses = [row.get("status") for row in bench.items(listed) if row.get("id") == agent["id"]]
    bench.expect(
        statuses == ["ACTIVE"],
        "a new agent is not listed as ACTIVE",
        expected=["ACTIVE"],
        observed=statuses,
        exchange=listed,
    )


@check(writes=True)
def deletion_answer(bench: Bench, _: Subject) -> None:
    """Deleting an agent answers its id and deleted true."""
    agent = bench.make("Agent")
    answer = call(bench, "deleteAgent", agent["id"])
    body = answered(bench, answer, "deleting an agent")
    seen = {"id": body.get("id"), "deleted": body.get("deleted")}
    wanted = {"id": agent["id"], "deleted": True}
    bench.expect(
        seen == wanted,
        "the answer to a deletion does not name the agent as deleted",
        expected=wanted,
        observed=seen,
        exchange=answer,
    )
