"""Organizations: slug, id, what a new one holds, and the projects in its detail."""

from __future__ import annotations

import re

from conformance.bench import Bench
from conformance.cases.codespar.repositories import free_repository, taken
from conformance.cases.codespar.steps import answered, call, refused, rows_of
from conformance.check import Subject, check
from conformance.target import Tenant


@check(writes=True)
def needs_name(bench: Bench, _: Subject) -> None:
    """Creating an organization without name is refused with MISSING_FIELD."""
    answer = call(bench, "createOrg", json={})
    refused(bench, answer, "an organization without name", "missing_field", code_basis="published")


@check(writes=True)
def derived_slug(bench: Bench, _: Subject) -> None:
    """Without slug, the name gives it: lower-case, - for each run of other characters, none at the ends."""
    name = f"The  {bench.word().title()} & Sons!"
    org = bench.make("Org", name=name, slug=...)
    slug = str(org.get("slug"))
    letters = re.sub(r"[^a-z0-9]", "", name.lower())
    bench.expect(
        re.sub(r"[^a-z0-9]", "", slug) == letters and re.fullmatch(r"[a-z0-9._-]+", slug),
        "the slug is not made from the name",
        expected=f"{letters} in small letters, without blanks",
        observed=slug,
        requirement="CODESPAR-107",
    )
    wanted = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    bench.expect(
        slug == wanted,
        "the slug is not the name in lower case with - between its words",
        expected=wanted,
        observed=slug,
        requirement="CODESPAR-178",
    )


@check()
def id_of_slug(bench: Bench, _: Subject) -> None:
    """The id of each listed organization is org- and its slug."""
    answer, orgs = rows_of(bench, "listOrgs")
    other = [[org.get("id"), org.get("slug")] for org in orgs if org.get("id") != f"org-{org.get('slug')}"]
    bench.expect(
        not other, "the id of an organization is not org- and its slug", expected=[], observed=other, exchange=answer
    )


@check(writes=True)
def creation(bench: Bench, _: Subject) -> None:
    """A new organization has the slug given, counts of 0, its directory, and can be read and named in x-org-id."""
    slug = f"judge-{bench.word()}"
    org = bench.make("Org", name=f"Judge {slug}", slug=slug)
    org_id = str(org.get("id"))
    read = answered(bench, call(bench, "getOrg", org_id), "reading a new organization")
    seen = [read.get(name) for name in ("projectCount", "memberCount", "projects", "members")]
    bench.expect(
        [org.get("projectCount"), org.get("memberCount"), *seen] == [0, 0, 0, 0, [], []],
        "a new organization is not empty",
        expected=[0, 0, 0, 0, [], []],
        observed=[org.get("projectCount"), org.get("memberCount"), *seen],
        requirement="CODESPAR-110",
    )
    for row, member, wanted in (
        ("CODESPAR-108", "id", f"org-{slug}"),
        ("CODESPAR-177", "slug", slug),
        ("CODESPAR-179", "storageDir", f".codespar/orgs/{org_id}/"),
    ):
        found = org.get(member)
        bench.expect(
            found == wanted,
            f"the {member} of a new organization is another",
            expected=wanted,
            observed=found,
            requirement=row,
        )
    scoped = call(bench, "listProjects", tenant=Tenant(org_id, org_id))
    rows = bench.items(scoped) if scoped.status == 200 else None
    bench.expect(
        rows == [],
        "a new organization cannot be named in x-org-id",
        expected=[],
        observed=rows,
        exchange=scoped,
        requirement="CODESPAR-180",
    )


@check(writes=True, needs=("tenants",))
def detail_lists_project(bench: Bench, _: Subject) -> None:
    """The detail of an organization lists a new project with agentId, agentStatus and autonomyLevel."""
    tenant = bench.tenants(1)[0]
    made = taken(bench, call(bench, "createProject", json={"repo": free_repository(bench)}, tenant=tenant))
    project = answered(bench, made, "creating a project", 201)
    bench.adopt("Project", str(project.get("id")), tenant=tenant)
    agent_id = str(project.get("agentId"))
    answered(bench, call(bench, "actOnAgent", agent_id, json={"action": "suspend"}, tenant=tenant), "suspend")
    agent = answered(bench, call(bench, "getAgent", agent_id, tenant=tenant), "reading its agent")
    answer = call(bench, "getOrg", str(tenant.value), tenant=tenant)
    rows = answered(bench, answer, "reading an organization").get("projects") or []
    names = ("agentId", "agentStatus", "autonomyLevel")
    seen = [{name: row.get(name) for name in names} for row in rows if row.get("id") == project.get("id")]
    wanted = {
        "agentId": agent.get("id"),
        "agentStatus": agent.get("status"),
        "autonomyLevel": agent.get("autonomyLevel"),
    }
    bench.expect(
        seen == [wanted],
        "the detail of an organization does not list its project with its agent",
        expected=[wanted],
        observed=seen,
        exchange=answer,
    )
