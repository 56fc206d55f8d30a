"""Reading the operations of a document: parameters merged, bodies and answers resolved, basis found."""

from __future__ import annotations

from conformance.contract import Contract
from conformance.exchange import Json
from conformance.parts import METHODS, Operation, Parameter


def read_operations(contract: Contract) -> dict[str, Operation]:
    """Every operation by its id, in document order."""
    found: dict[str, Operation] = {}
    for path, item in contract.document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                operation = _read(contract, path, method, item)
                found[operation.id] = operation
    return found


def _read(contract: Contract, path: str, method: str, item: dict[str, Json]) -> Operation:
    raw = item[method]
    body = contract.resolve(raw.get("requestBody") or {})
    return Operation(
        id=raw["operationId"],
        method=method.upper(),
        path=path,
        tag=(raw.get("tags") or [""])[0],
        parameters=_parameters(contract, item, raw),
        body_schema=_body_schema(body),
        body_required=bool(body.get("required", False)),
        answers={str(status): contract.resolve(answer) for status, answer in raw.get("responses", {}).items()},
        acts=raw.get("x-acts") or {},
        security=raw.get("security", contract.document.get("security", [])),
        basis=(raw.get("x-source") or {}).get("basis", "documented"),
        raw=raw,
        media=_media(body),
    )


def _parameters(contract: Contract, item: dict[str, Json], raw: dict[str, Json]) -> tuple[Parameter, ...]:
    # An operation's parameter replaces the path item's of the same name and place (OAS 3.1, Operation Object).
    merged: dict[tuple[str, str], Parameter] = {}
    for node in [*item.get("parameters", []), *raw.get("parameters", [])]:
        p = contract.resolve(node)
        schema = contract.schema(p.get("schema") or {})
        merged[(p["name"], p["in"])] = Parameter(p["name"], p["in"], bool(p.get("required")), schema, p)
    return tuple(merged.values())


def _media(body: dict[str, Json]) -> str:
    content = body.get("content", {})
    return "application/json" if "application/json" in content else next(iter(content), "application/json")


def _body_schema(body: dict[str, Json]) -> dict[str, Json] | None:
    content = body.get("content", {})
    media = content.get("application/json") or next(iter(content.values()), None)
    return media.get("schema") if media else None
