"""Audit entries: their members, the filtered total, the hash chain, and the entries that acts leave."""

from __future__ import annotations

import json
import re

from conformance.bench import Bench
from conformance.cases.codespar.chain import Trail, read_trail
from conformance.cases.codespar.repositories import free_repository, linked_config, new_project, taken
from conformance.cases.codespar.steps import (
    act,
    answered,
    answered_list,
    audit_entries,
    call,
    new_entries,
    rows_of,
    scopes,
)
from conformance.check import Subject, check
from conformance.contract import pick
from conformance.exchange import Json
from conformance.target import Tenant

MEMBERS = ("id", "timestamp", "actorType", "actorId", "action", "result", "metadata", "hash")
HASH = re.compile(r"sha256:[0-9a-f]{64}\Z")
RESULTS = {"completed", "approved", "denied", "failed", "processed"}
OTHER_RESULTS = {"success", "error", "SUCCESS", "FAILURE", "PENDING"}  # as other pages of the vendor name them


@check()
def entries(bench: Bench, _: Subject) -> None:
    """Each entry has the eight members, a documented actorType and result, and a hash that names its scheme."""
    answer, found = rows_of(bench, "listAudit")
    lacking = sorted({name for entry in found for name in MEMBERS if entry.get(name) is None})
    bench.expect(
        not lacking,
        "an audit entry lacks members",
        expected=list(MEMBERS),
        observed=lacking,
        exchange=answer,
        requirement="CODESPAR-046",
    )
    kinds = {str(entry.get("actorType")) for entry in found}
    bench.expect(
        kinds <= {"user", "agent", "system"},
        "an audit entry has another actorType",
        expected=["agent", "system", "user"],
        observed=kinds,
        exchange=answer,
        requirement="CODESPAR-047",
    )
    hashes = [entry.get("hash") for entry in found if not HASH.match(str(entry.get("hash")))]
    bench.expect(
        not hashes,
        "a hash is not sha256: and 64 hexadecimal digits",
        expected=HASH.pattern,
        observed=hashes[:1],
        exchange=answer,
        requirement="CODESPAR-048",
    )
    results = {str(entry.get("result")) for entry in found}
    bench.expect(
        results <= RESULTS | OTHER_RESULTS,
        "an audit entry has a result no page names",
        expected=RESULTS,
        observed=results,
        exchange=answer,
        requirement="CODESPAR-141",
    )


@check()
def filtered_total(bench: Bench, _: Subject) -> None:
    """With a risk, total counts the matching entries alone."""
    rows_of(bench, "listAudit")
    for scope in scopes(bench)[:2]:
        for risk in ("low", "medium", "high", "critical"):
            answer = bench.client.call("listAudit", query={"risk": risk, "limit": 100}, tenant=scope)
            answered_list(bench, answer)
            shown, total = len(bench.items(answer)), pick(answer, "$response.body#/total")
            whole = pick(answer, "$response.body#/hasMore", None) is False
            bench.expect(
                total == shown if whole else total > shown,
                "the total of a filtered list does not count what matches",
                expected=shown if whole else f"more than {shown}",
                observed=total,
                exchange=answer,
            )


@check()
def hash_chain(bench: Bench, _: Subject) -> None:
    """The hashes of a whole trail recompute in time order, from 64 zeros on."""
    trails = [read_trail(bench, scope) for scope in scopes(bench)[:3]]
    trails = [trail for trail in trails if trail.entries]
    if not trails:
        bench.skip("no scope shows an audit entry")
    broken = [trail for trail in trails if not trail.holds()]
    if not broken:
        return
    if all(trail.may_be_cut() for trail in broken):
        bench.skip("retention may have cut the beginning of the trail; what is left chains")
    # One chain may run through all scopes; then only their entries together can prove it.
    others = [read_trail(bench, Tenant(org, org)) for org in organizations(bench)]
    everything = Trail.merge([*trails, *others])
    bench.expect(
        len(trails) + len(others) > 1 and everything.holds_in_any_order(len(trails) + len(others)),
        "the hash chain of the audit trail does not recompute",
        expected="sha256 over previous hash, timestamp, actorType, actorId, action, result and the JSON of metadata",
        observed=broken[0].first_break(),
    )


def organizations(bench: Bench) -> list[str]:
    """The ids of at most twenty organizations."""
    listed = bench.client.call("listOrgs")
    return [str(org.get("id")) for org in bench.items(listed)][:20]


def leaves_entry(bench: Bench, before: list[list[dict[str, Json]]], what: str, action: str | None) -> None:
    """Expect a new entry, of an action where one is named, in the judge's scope or in the default one."""
    places = _places(bench)
    found = [e for old, scope in zip(before, places, strict=True) for e in new_entries(bench, old, scope)]
    actions = {str(entry.get("action")) for entry in found}
    bench.expect(
        action in actions if action else actions - {"agent_spawn", "agent_terminate"},
        f"{what} leaves no audit entry",
        expected=action or "a new entry",
        observed=actions,
    )


def _places(bench: Bench) -> list[Tenant | None]:
    home = bench.maker.home()
    return [None] if home is None else [home, None]


def _before(bench: Bench) -> list[list[dict[str, Json]]]:
    return [audit_entries(bench, scope) for scope in _places(bench)]


@check(writes=True)
def autonomy_entry(bench: Bench, _: Subject) -> None:
    """Setting an autonomy level leaves an autonomy_change entry."""
    agent = bench.make("Agent", autonomyLevel=1)
    before = _before(bench)
    answered(bench, act(bench, agent["id"], "set_autonomy", level=4), "set_autonomy")
    leaves_entry(bench, before, "setting an autonomy level", "autonomy_change")


@check(writes=True)
def link_entry(bench: Bench, _: Subject) -> None:
    """Linking an agent leaves a link entry."""
    agent = bench.make("Agent")
    before = _before(bench)
    linked_config(bench, agent["id"], free_repository(bench))
    leaves_entry(bench, before, "linking an agent", "link")


@check(writes=True)
def deletion_entry(bench: Bench, _: Subject) -> None:
    """Deleting a project leaves an entry beside those of its agents."""
    project = new_project(bench)
    before = _before(bench)
    answered(bench, call(bench, "deleteProject", project["id"]), "deleting a project")
    leaves_entry(bench, before, "deleting a project", None)


@check(needs=("tenants",), writes=True)
def link_entry_stays(bench: Bench, _: Subject) -> None:
    """The entry of a link made in one organization is in no other organization's trail."""
    home, other = bench.tenants(2)
    agent = bench.make("Agent", tenant=home)
    body = {"agentId": agent["id"], "repo": free_repository(bench)}
    answered(bench, taken(bench, call(bench, "linkProject", json=body, tenant=home)), "linking an agent", 201)
    leaked = [entry for entry in audit_entries(bench, other) if str(agent["id"]) in json.dumps(entry)]
    bench.expect(not leaked, "an entry of one organization is in the trail of another", expected=[], observed=leaked)
