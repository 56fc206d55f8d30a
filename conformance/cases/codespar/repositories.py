"""Repositories for cases: made up where the target takes any, else those its file names."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import answered, call
from conformance.contract import pick
from conformance.exchange import Exchange, Json

TOLD = "name free ones as `repositories` under [facts] of the target file"


def free_repository(bench: Bench) -> str:
    """owner/name of a repository no project uses: one the target file names, else a made-up one."""
    named = bench.target.facts.get("repositories")
    return str(bench.rng.choice(named)) if isinstance(named, list) and named else f"judge/{bench.word()}"


def unknown_repository(bench: Bench) -> str:
    """owner/name of a repository that does not exist at GitHub."""
    return str(bench.target.facts.get("unknown_repo") or f"nonexistent/repo-{bench.word()}")


def taken(bench: Bench, answer: Exchange) -> Exchange:
    """The answer, unless it refuses for the lack of a repository or of a token, which no check can change: skipped."""
    code = pick(answer, "$response.body#/code", None) if answer.status in (400, 404) else None
    if code == "MISSING_CONFIG":
        bench.skip("the target has no GITHUB_TOKEN")
    if code == "REPO_NOT_FOUND" and not bench.can("any_repository"):
        bench.skip(f"the target looks repositories up; {TOLD}")
    return answer


def new_project(bench: Bench, **fields: Json) -> dict[str, Json]:
    """Create a project in the judge's scope; it is removed after the check."""
    body = {"repo": free_repository(bench), **fields}
    answer = taken(bench, call(bench, "createProject", json=body))
    row = answered(bench, answer, "creating a project", 201)
    bench.require(isinstance(row.get("id"), str), "a new project has no id", observed=row, exchange=answer)
    bench.adopt("Project", row["id"], tenant=bench.maker.home())
    return row


def link(bench: Bench, agent_id: str, repository: str) -> Exchange:
    """Link an agent, whatever comes of it."""
    return taken(bench, call(bench, "linkProject", json={"agentId": agent_id, "repo": repository}))


def linked_config(bench: Bench, agent_id: str, repository: str) -> dict[str, Json]:
    """Link an agent and return the config of the answer."""
    answer = link(bench, agent_id, repository)
    config = answered(bench, answer, "linking an agent", 201).get("config")
    bench.require(isinstance(config, dict), "the answer to a link has no config", observed=config, exchange=answer)
    return dict(config) if isinstance(config, dict) else {}
