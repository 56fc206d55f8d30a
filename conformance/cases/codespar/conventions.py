"""Rules of the whole API that no law isolates: 404 and 409 as statuses, the default scope, times."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from conformance.bench import Bench
from conformance.cases.codespar.repositories import free_repository, link, linked_config, new_project
from conformance.cases.codespar.steps import call, refused, scopes
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Exchange, Json

TIMES = {
    "timestamp", "createdAt", "lastActivity", "lastRun", "nextRun", "lastSync", "lastIndexed", "linkedAt",
    "registeredAt", "lastSeen", "joinedAt",
}  # fmt: skip
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)\Z")


def operations(*names: str) -> list[Subject]:
    """Subjects of these names."""
    return [Subject(name) for name in names]


def readable(_: Contract) -> list[Subject]:
    """The reads of an agent and an organization."""
    return operations("getAgent", "getOrg")


@check(subjects=readable)
def unknown_row(bench: Bench, subject: Subject) -> None:
    """Reading an agent or organization that does not exist is answered with 404."""
    resource, cause = {"getAgent": ("Agent", "agent_missing"), "getOrg": ("Org", "org_missing")}[str(subject.name)]
    answer = call(bench, str(subject.name), bench.unknown_id(resource))
    refused(bench, answer, f"an unknown {resource}", cause, code=False)


@check(writes=True)
def unknown_project(bench: Bench, _: Subject) -> None:
    """Deleting a project that does not exist is answered with 404."""
    answer = call(bench, "deleteProject", bench.unknown_id("Project"))
    refused(bench, answer, "an unknown project", "project_missing", code=False)


def creations(_: Contract) -> list[Subject]:
    """What can be there already: an organization, a project, a link."""
    return operations("createOrg", "createProject", "linkProject")


@check(writes=True, subjects=creations)
def duplicate(bench: Bench, subject: Subject) -> None:
    """Making what exists already is answered with 409."""
    answer, cause = {"createOrg": second_org, "createProject": second_project, "linkProject": second_link}[
        str(subject.name)
    ](bench)
    refused(bench, answer, "what exists already", cause, code=False)


def second_org(bench: Bench) -> tuple[Exchange, str]:
    """Create an organization twice."""
    slug = f"judge-{bench.word()}"
    bench.make("Org", name="Judge", slug=slug)
    return call(bench, "createOrg", json={"name": "Judge", "slug": slug}), "org_exists"


def second_project(bench: Bench) -> tuple[Exchange, str]:
    """Create a project twice."""
    project = new_project(bench)
    answer = call(bench, "createProject", json={"repo": project["repo"]})
    if answer.status in (200, 201):
        bench.adopt("Project", str(answer.json().get("id")), tenant=bench.maker.home())
    return answer, "project_exists"


def second_link(bench: Bench) -> tuple[Exchange, str]:
    """Link an agent twice."""
    agent = bench.make("Agent")
    repository = free_repository(bench)
    linked_config(bench, agent["id"], repository)
    return link(bench, agent["id"], repository), "already_linked"


@check(writes=True)
def default_scope(bench: Bench, _: Subject) -> None:
    """What is made without x-org-id can be listed and read without it."""
    if not bench.target.loopback:
        bench.skip("the default scope of a deployment is not the judge's to write to")
    agent = bench.make("Agent")
    listed = bench.client.call("listAgents")
    read = bench.client.call("getAgent", {"id": agent["id"]})
    seen = [sum(row.get("id") == agent["id"] for row in bench.items(listed)), read.status]
    bench.expect(
        seen == [1, 200],
        "an agent made without x-org-id is not there without it",
        expected=[1, 200],
        observed=seen,
        exchange=read,
    )


def timed(_: Contract) -> list[Subject]:
    """Reads that show times and need no parameter."""
    return operations("listAgents", "listAudit", "listOrgs", "listProjects", "listTasks", "readMemory")


@check(subjects=timed)
def times(bench: Bench, subject: Subject) -> None:
    """Every time shown is ISO 8601 in UTC."""
    for scope in scopes(bench)[:2]:
        answer = bench.client.call(str(subject.name), tenant=scope)
        bench.require(answer.status == 200, "the read does not answer 200", expected=200, exchange=answer)
        bad = [f"{name}: {value!r}" for name, value in members(answer.json()) if not is_utc(value)]
        bench.expect(
            not bad, "a time is not ISO 8601 in UTC", expected="2024-01-15T14:32:00Z", observed=bad[:3], exchange=answer
        )


def members(value: Json) -> Iterator[tuple[str, Json]]:
    """Every member that holds a time, however deep, with its value; null where there is none yet is left out."""
    if isinstance(value, list):
        for item in value:
            yield from members(item)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in TIMES and inner is not None:
                yield name, inner
            elif name != "metadata":
                yield from members(inner)


def is_utc(value: Json) -> bool:
    """Whether a value is an ISO 8601 time in UTC that the calendar has."""
    if not isinstance(value, str) or not UTC.match(value):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
