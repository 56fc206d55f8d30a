"""Linking agents to repositories, and asking whether they are."""

from __future__ import annotations

import json

from conformance.bench import Bench
from conformance.cases.codespar.repositories import (
    free_repository,
    link,
    linked_config,
    new_project,
    unknown_repository,
)
from conformance.cases.codespar.steps import answered, call, refused
from conformance.check import Subject, check
from conformance.exchange import Json


@check(writes=True)
def unlinked_agent(bench: Bench, _: Subject) -> None:
    """A new agent without a project is not linked."""
    agent = bench.make("Agent")
    answer = call(bench, "checkProject", query={"agentId": agent["id"]})
    linked = answered(bench, answer, "asking for the link of an agent").get("linked")
    bench.expect(linked is False, "a new agent counts as linked", expected=False, observed=linked, exchange=answer)


@check(writes=True)
def config_is_shown(bench: Bench, _: Subject) -> None:
    """A linked agent is linked with the config that the link answered, made by api."""
    agent = bench.make("Agent")
    config = linked_config(bench, agent["id"], free_repository(bench))
    answer = call(bench, "checkProject", query={"agentId": agent["id"]})
    body = answered(bench, answer, "asking for the link of an agent")
    shown = body.get("config")
    bench.expect(
        body.get("linked") is True and isinstance(shown, dict),
        "a linked agent does not come with linked true and a config",
        expected=True,
        observed=body,
        exchange=answer,
        requirement="CODESPAR-075",
    )
    bench.expect(
        shown == config,
        "the config shown is not the one the link answered",
        expected=config,
        observed=shown,
        exchange=answer,
        requirement="CODESPAR-077",
    )
    bench.expect(
        config.get("linkedBy") == "api",
        "a link made over the API is not linkedBy api",
        expected="api",
        observed=config.get("linkedBy"),
        requirement="CODESPAR-161",
    )


@check(writes=True)
def both_forms(bench: Bench, _: Subject) -> None:
    """owner/name and the full GitHub URL give the same config."""
    plain: list[Json] = []
    for prefix in ("", "https://github.com/"):
        repository = free_repository(bench)
        config = linked_config(bench, bench.make("Agent")["id"], prefix + repository)
        bench.expect(
            config.get("repo") == repository,
            f"the config of a link by {prefix or 'owner/'}name has another repo",
            expected=repository,
            observed=config.get("repo"),
        )
        said = {name: config.get(name) for name in ("name", "repo", "repoUrl", "linkedBy")}
        neutral = json.dumps(said, sort_keys=True).replace(repository, "owner/name")
        plain.append(neutral.replace(repository.partition("/")[2], "name"))
    bench.expect(
        plain[0] == plain[1],
        "the two forms of a repository give different configs",
        expected=plain[0],
        observed=plain[1],
    )


@check(writes=True)
def second_link(bench: Bench, _: Subject) -> None:
    """Linking a linked agent again is refused with ALREADY_LINKED, and the first link stays."""
    agent = bench.make("Agent")
    config = linked_config(bench, agent["id"], free_repository(bench))
    refused(bench, link(bench, agent["id"], free_repository(bench)), "a second link", "already_linked")
    answer = call(bench, "checkProject", query={"agentId": agent["id"]})
    shown = answered(bench, answer, "asking for the link of an agent").get("config") or {}
    bench.expect(
        shown.get("repo") == config.get("repo"),
        "a refused link replaces the first one",
        expected=config.get("repo"),
        observed=shown.get("repo"),
        exchange=answer,
    )


@check(writes=True)
def unknown_agent(bench: Bench, _: Subject) -> None:
    """Linking an agent that does not exist is answered with 404."""
    body = {"agentId": bench.unknown_id("Agent"), "repo": free_repository(bench)}
    answer = call(bench, "linkProject", json=body)
    refused(bench, answer, "linking an unknown agent", "agent_missing", code=False)


@check(writes=True)
def unknown_repo(bench: Bench, _: Subject) -> None:
    """Linking a repository that does not exist is answered with REPO_NOT_FOUND."""
    agent = bench.make("Agent")
    body = {"agentId": agent["id"], "repo": unknown_repository(bench)}
    answer = call(bench, "linkProject", json=body)
    if answer.status == 400 and "MISSING_CONFIG" in answer.text:
        bench.skip("the target has no GITHUB_TOKEN")
    refused(bench, answer, "linking an unknown repository", "repo_missing")


@check(writes=True)
def without_token(bench: Bench, _: Subject) -> None:
    """Linking on a server without GITHUB_TOKEN is refused with MISSING_CONFIG."""
    if not bench.can("no_github_token"):
        bench.skip("the target is not known to run without GITHUB_TOKEN; say `no_github_token` under [capabilities]")
    agent = bench.make("Agent")
    answer = call(bench, "linkProject", json={"agentId": agent["id"], "repo": free_repository(bench)})
    refused(bench, answer, "linking without GITHUB_TOKEN", "missing_config")


@check(writes=True)
def agent_of_project(bench: Bench, _: Subject) -> None:
    """The agent of a new project counts as linked."""
    project = new_project(bench)
    answer = call(bench, "checkProject", query={"agentId": project.get("agentId")})
    linked = answered(bench, answer, "asking for the link of an agent").get("linked")
    bench.expect(
        linked is True, "the agent of a project is not linked", expected=True, observed=linked, exchange=answer
    )
