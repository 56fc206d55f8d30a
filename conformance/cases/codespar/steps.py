"""Steps that several CodeSpar cases take: calls in the judge's own scope, refusals, agents, audit entries."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from conformance.bench import Bench
from conformance.contract import MISSING, pick
from conformance.exchange import Exchange, Json
from conformance.target import Tenant

BUILT_IN_TYPES = {
    "project": "persistent",
    "coordinator": "persistent",
    "task": "ephemeral",
    "review": "ephemeral",
    "deploy": "ephemeral",
    "incident": "ephemeral",
}


def call(bench: Bench, operation: str, row_id: str | None = None, **options: Any) -> Exchange:
    """Call an operation in the scope the judge works in, unless ``tenant`` is given; the id is quoted for the path."""
    options.setdefault("tenant", bench.maker.home())
    found = bench.contract.operations[operation]
    names = re.findall(r"\{([^}]+)\}", found.path)
    return bench.client.call(found, dict.fromkeys(names, quote(str(row_id), safe="")), **options)


def answered(bench: Bench, answer: Exchange, what: str, *also: int) -> dict[str, Json]:
    """The object of a success answer; any other answer ends the check with a finding."""
    bench.require(
        answer.status in (200, *also),
        f"{what} does not answer 200",
        expected=[200, *also],
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
    body = answer.json()
    bench.require(isinstance(body, dict), f"{what} answers no object", expected="an object", exchange=answer)
    return dict(body)


def refused(
    bench: Bench,
    answer: Exchange,
    what: str,
    cause: str,
    *,
    code: bool = True,
    code_basis: str | None = None,
    requirement: str | None = None,
) -> bool:
    """Expect the status of a named cause, and its code unless ``code`` is False. Returns whether the status came."""
    known = bench.contract.cause(cause)
    came = bench.expect(
        answer.status in known.statuses,
        f"{what} is not answered with {known.status}",
        expected=known.status,
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
        requirement=requirement,
    )
    if came and code and answer.status == known.status:
        found = pick(answer, "$response.body#/code", MISSING)
        bench.expect(
            found == known.code,
            f"{what} does not carry the code {known.code}",
            expected=known.code,
            observed=found,
            exchange=answer,
            basis=code_basis or known.code_basis,
            requirement=requirement,
        )
    return came


def keep_if_made(bench: Bench, resource: str, answer: Exchange) -> None:
    """Take into the clean-up what a request made that should have been refused."""
    if 200 <= answer.status < 300 and answer.is_json and isinstance(answer.json(), dict):
        found = answer.json().get("id")
        if found is not None:
            bench.adopt(resource, str(found), tenant=bench.maker.home())


def scopes(bench: Bench) -> list[Tenant | None]:
    """Every scope that can be looked at: the default one, then the tenants of the target file."""
    return [None, *(t for t in bench.target.tenants if t.value)]


def rows_of(bench: Bench, operation: str) -> tuple[Exchange, list[dict[str, Json]]]:
    """The rows of a list and their answer, from the first scope that has any; skips the check where none has."""
    for scope in scopes(bench):
        answer = bench.client.call(operation, tenant=scope)
        answered_list(bench, answer)
        if rows := [row for row in bench.items(answer) if isinstance(row, dict)]:
            return answer, rows
    bench.skip(f"{operation} shows no rows in any scope")
    raise AssertionError


def answered_list(bench: Bench, answer: Exchange) -> None:
    """Require status 200 of a list."""
    bench.require(answer.status == 200, "the list does not answer 200", expected=200, exchange=answer)


def read_agent(bench: Bench, agent_id: str) -> dict[str, Json]:
    """An agent as a read shows it."""
    return answered(bench, call(bench, "getAgent", agent_id), "reading an agent")


def act(bench: Bench, agent_id: str, action: str, **params: Json) -> Exchange:
    """Send one action to an agent."""
    body: dict[str, Json] = {"action": action}
    if params:
        body["params"] = params
    return call(bench, "actOnAgent", agent_id, json=body)


def audit_entries(bench: Bench, scope: Tenant | None) -> list[dict[str, Json]]:
    """The newest hundred entries of a scope's audit trail."""
    answer = bench.client.call("listAudit", query={"limit": 100}, tenant=scope)
    answered_list(bench, answer)
    return [entry for entry in bench.items(answer) if isinstance(entry, dict)]


def new_entries(bench: Bench, before: list[dict[str, Json]], scope: Tenant | None) -> list[dict[str, Json]]:
    """Entries among the newest hundred that were not there before."""
    known = {entry.get("id") for entry in before}
    return [entry for entry in audit_entries(bench, scope) if entry.get("id") not in known]
