"""Reading `components.x-resources`: what is declared about one kind of row."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.access import read_members
from mock_server.engine.contract import Json, Move, Parent, Resource, States, Unique
from mock_server.engine.refs import find, follow
from mock_server.engine.traits import read_position, read_references, read_secret, read_sight, read_soft_delete


def read_resource(name: str, entry: Mapping[str, Json], document: Mapping[str, Json]) -> Resource:
    """Read one resource; ContractError where its schema does not exist."""
    members = follow(document, find(document, entry["schema"])).get("properties", {})
    stamps = entry.get("stamps", {})
    return Resource(
        name=name,
        schema={"$ref": entry["schema"]},
        id_field=entry["id"]["field"],
        form=entry["id"]["form"],
        tenant=entry.get("tenant", {}).get("field"),
        missing=entry.get("missing"),
        parent=_parent(entry.get("parent")),
        unique=tuple(_unique(rule) for rule in entry.get("unique", ())),
        append_only=entry.get("append_only", False),
        created=stamps.get("created"),
        updated=stamps.get("updated"),
        initial=entry.get("initial", {}),
        states=_states(entry.get("states")),
        derived=entry.get("derived", {}),
        parameter=entry.get("parameter"),
        owner=entry.get("owner", {}).get("field"),
        position=read_position(entry.get("position")),
        secret=read_secret(entry.get("secret")),
        soft_delete=read_soft_delete(entry.get("soft_delete"), members),
        members=read_members(entry.get("members")),
        sight=read_sight(entry.get("sight")),
        references=read_references(entry.get("references", {})),
        is_tenant=entry.get("tenant", {}).get("self", False),
    )


def _parent(entry: Mapping[str, Json] | None) -> Parent | None:
    if entry is None:
        return None
    return Parent(entry["resource"], entry["field"], entry.get("missing"), entry.get("on_delete", "orphan"))


def _unique(entry: Mapping[str, Json]) -> Unique:
    return Unique(tuple(entry["fields"]), entry["within"], entry.get("among", "live"), entry["cause"])


def _states(entry: Mapping[str, Json] | None) -> States | None:
    if entry is None:
        return None
    moves = tuple(_move(move) for move in entry["moves"])
    return States(entry["field"], entry.get("initial"), moves, entry.get("illegal"))


def _move(entry: Mapping[str, Json]) -> Move:
    origins = None if entry["from"] == "any" else frozenset(entry["from"])
    return Move(entry["op"], entry.get("when", {}), origins, entry["to"], entry.get("set", {}))
