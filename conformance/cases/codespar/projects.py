"""Projects: what a creation needs, spawns and shows, and what a deletion ends."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.repositories import free_repository, new_project, taken, unknown_repository
from conformance.cases.codespar.steps import answered, call, keep_if_made, refused
from conformance.check import Subject, check


@check(writes=True)
def repo_form(bench: Bench, _: Subject) -> None:
    """A repo without a slash is refused with 400."""
    for repo in (f"repo-{bench.word()}", ""):
        answer = call(bench, "createProject", json={"repo": repo})
        keep_if_made(bench, "Project", answer)
        refused(bench, answer, f"a repo {'without slash' if repo else 'without text'}", "invalid", code=False)


@check(writes=True)
def creation(bench: Bench, _: Subject) -> None:
    """A project without name has that of its repository, a listed agent, and a webhook below /webhooks/github."""
    repository = free_repository(bench)
    project = new_project(bench, repo=repository)
    listed = call(bench, "listProjects")
    names = [row.get("name") for row in bench.items(listed) if row.get("id") == project["id"]]
    bench.expect(
        names == [repository.partition("/")[2]],
        "a project without name is not listed by the name of its repository",
        expected=[repository.partition("/")[2]],
        observed=names,
        exchange=listed,
        requirement="CODESPAR-084",
    )
    agents = call(bench, "listAgents")
    types = [row.get("type") for row in bench.items(agents) if row.get("id") == project.get("agentId")]
    bench.expect(
        types == ["project"],
        "the agent of a new project is not listed",
        expected=["project"],
        observed=types,
        exchange=agents,
        requirement="CODESPAR-085",
    )
    url = project.get("webhookUrl")
    bench.expect(
        url is None or str(url).endswith("/webhooks/github"),
        "the webhookUrl of a project does not end in /webhooks/github",
        expected="…/webhooks/github, or none",
        observed=url,
        requirement="CODESPAR-162",
    )


@check(writes=True, needs=("tenants",))
def org_id(bench: Bench, _: Subject) -> None:
    """A project made for an organization carries that organization's id in the answer and in the list."""
    tenant = bench.tenants(1)[0]
    body = {"repo": free_repository(bench)}
    made = taken(bench, call(bench, "createProject", json=body, tenant=tenant))
    project = answered(bench, made, "creating a project", 201)
    bench.adopt("Project", str(project.get("id")), tenant=tenant)
    listed = call(bench, "listProjects", tenant=tenant)
    ids = [project.get("orgId")]
    ids += [row.get("orgId") for row in bench.items(listed) if row.get("id") == project.get("id")]
    bench.expect(
        ids == [tenant.value, tenant.value],
        "a project does not carry the id of its organization",
        expected=[tenant.value, tenant.value],
        observed=ids,
        exchange=listed,
    )


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """Deleting a project names what it removed, and takes the project and its agent away."""
    project = new_project(bench)
    answer = call(bench, "deleteProject", project["id"])
    body = answered(bench, answer, "deleting a project")
    removed = body.get("removed") or {}
    seen = [body.get("success"), removed.get("id"), removed.get("agentTerminated")]
    bench.expect(
        seen == [True, project["id"], True] and isinstance(removed.get("webhookRemoved"), bool),
        "the answer to a deletion lacks success, or removed with id, agentTerminated and webhookRemoved",
        expected=[True, project["id"], True, "a boolean"],
        observed=[*seen, removed.get("webhookRemoved")],
        exchange=answer,
        requirement="CODESPAR-091",
    )
    bench.expect(
        project.get("webhookConfigured") is True or removed.get("webhookRemoved") is not True,
        "a webhook is removed that was never configured",
        expected=False,
        observed=removed.get("webhookRemoved"),
        exchange=answer,
        requirement="CODESPAR-163",
    )
    agent = call(bench, "getAgent", str(project.get("agentId")))
    refused(bench, agent, "the agent of a deleted project", "agent_missing", code=False, requirement="CODESPAR-090")
    listed = call(bench, "listProjects")
    bench.expect(
        all(row.get("id") != project["id"] for row in bench.items(listed)),
        "a deleted project is still listed",
        expected="absent",
        observed=project["id"],
        exchange=listed,
        requirement="CODESPAR-090",
    )


@check(writes=True)
def unknown_repo(bench: Bench, _: Subject) -> None:
    """Creating a project for a repository that does not exist is answered with REPO_NOT_FOUND."""
    answer = call(bench, "createProject", json={"repo": unknown_repository(bench)})
    keep_if_made(bench, "Project", answer)
    refused(bench, answer, "a project for an unknown repository", "repo_missing")
