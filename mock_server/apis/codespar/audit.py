"""The audit trail: each entry is chained to the one before it in its scope by a hash (CODESPAR-048)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import orjson

from mock_server.engine.contract import Json
from mock_server.engine.journal import Event
from mock_server.engine.table import Row

GENESIS = "0" * 64
SCHEME = "sha256:"

# What entries of declared events tell of their row: risk, then member of the metadata to field of the row.
_ABOUT: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "agent_spawn": ("low", {"agentId": "id", "type": "type", "projectId": "projectId"}),
    "agent_terminate": ("medium", {"agentId": "id", "type": "type"}),
    "unlink": ("medium", {"projectId": "id", "repo": "repo", "agentId": "agentId"}),
}


def write_entry(event: Event) -> Mapping[str, Json]:
    """The fields of an entry. What the event says wins; entries without a person are the system's, done over the API.

    Time never runs backwards along the chain, even where somebody set the clock back.
    """
    given = event.fields
    previous = event.last["hash"].removeprefix(SCHEME) if event.last else GENESIS
    entry = {
        "actorType": "system",
        "actorId": "api",
        "result": "completed",
        **given,
        "action": event.name,
        "timestamp": max(given.get("timestamp", event.now), event.last["timestamp"] if event.last else ""),
        "metadata": given["metadata"] if "metadata" in given else _describe(event.name, event.row),
    }
    return {**entry, "hash": SCHEME + hash_entry(previous, entry)}


def hash_entry(previous: str, entry: Mapping[str, Json]) -> str:
    """SHA-256, in hexadecimal, over the previous hash and the entry's texts; metadata as JSON without blanks."""
    parts = [previous, *(entry[name] for name in ("timestamp", "actorType", "actorId", "action", "result"))]
    return hashlib.sha256("".join(parts).encode() + orjson.dumps(entry["metadata"])).hexdigest()


def _describe(name: str, row: Row | None) -> dict[str, Json]:
    risk, members = _ABOUT.get(name, ("low", {}))
    found = {member: row.get(field) for member, field in members.items()} if row is not None else {}
    return {"risk": risk, **{member: value for member, value in found.items() if value is not None}}
