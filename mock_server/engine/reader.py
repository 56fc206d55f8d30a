"""From the bundle's JSON to the dataclasses of `contract`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.engine.access import read_credentials, read_gates, read_guards, read_roles, read_security
from mock_server.engine.contract import (
    Body,
    Cause,
    Contract,
    ContractError,
    Filter,
    Journal,
    Json,
    Limit,
    Operation,
    Page,
    Parameter,
    Tenancy,
)
from mock_server.engine.refs import follow
from mock_server.engine.resources import read_resource

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
ROLES = ("total", "page", "size_echo", "pages", "more")


def read_contract(bundle: Mapping[str, Json]) -> Contract:
    """Read a bundle (`{"api", "document", …}`).

    Raises:
        ContractError: it asks for something this engine does not know.
    """
    document = bundle["document"]
    says = document["x-conventions"]
    errors = says["errors"]
    limits = {name: _limit(name, entry) for name, entry in says.get("limits", {}).items()}
    return Contract(
        name=bundle["api"],
        document=document,
        envelope=errors["envelope"],
        precedence=tuple(errors.get("precedence", ())),
        causes={name: _cause(name, entry) for name, entry in errors["causes"].items()},
        tenancy=_tenancy(says),
        alias=says.get("alias", {}).get("prefix"),
        headers={name: entry["value"] for name, entry in says.get("headers", {}).items()},
        pages={name: _page(entry) for name, entry in says.get("paging", {}).items()},
        limits=limits,
        default_limit=next((name for name, entry in says.get("limits", {}).items() if entry.get("default")), None),
        journal=_journal(says.get("journal")),
        credentials=read_credentials(says.get("credentials", {})),
        guards=read_guards(says.get("guards", [])),
        gates=read_gates(says.get("gates", {})),
        resources={
            name: read_resource(name, entry, document)
            for name, entry in document.get("components", {}).get("x-resources", {}).items()
        },
        operations={operation.id: operation for operation in _operations(document)},
    )


def _cause(name: str, entry: Mapping[str, Json]) -> Cause:
    return Cause(name, entry["status"], entry.get("code", name.upper()), entry["message"])


def _tenancy(says: Mapping[str, Json]) -> Tenancy | None:
    entry = says.get("tenancy")
    if entry is None:
        return None
    needs = {"token": "credentials", "path": "guards"}.get(entry["from"])
    if needs is None and not entry["from"].startswith("$request."):
        raise ContractError(
            f"tenancy from {entry['from']!r}: this engine reads tenants from requests, tokens and paths"
        )
    if needs is not None and not says.get(needs):
        raise ContractError(f"tenancy from {entry['from']!r} needs x-conventions.{needs}")
    host = entry.get("host", {})
    if host and "registry" not in entry:
        raise ContractError("tenancy with a host needs a registry whose rows have the labels")
    return Tenancy(
        at=entry["from"],
        optional=entry.get("optional", False),
        registry=entry.get("registry"),
        unknown=entry.get("unknown"),
        foreign=entry.get("foreign", "missing"),
        host=host.get("field"),
        clash=host.get("clash", ""),
    )


def _page(entry: Mapping[str, Json]) -> Page:
    size, start = entry["size"], entry.get("start", {})
    return Page(
        size_at=size["at"],
        default=size["default"],
        max=size["max"],
        over=size["over"],
        start_at=start.get("at"),
        first=start.get("first", 1),
        items=entry["items"],
        members={role: entry[role] for role in ROLES if role in entry},
        order=tuple(entry["order"]),
    )


def _limit(name: str, entry: Mapping[str, Json]) -> Limit:
    return Limit(name, entry["quota"], entry["window"], entry["per"], entry["cause"])


def _journal(entry: Mapping[str, Json] | None) -> Journal | None:
    return Journal(entry["resource"], entry["event"]) if entry else None


def _operations(document: Mapping[str, Json]) -> Iterator[Operation]:
    for path, item in document.get("paths", {}).items():
        shared = item.get("parameters", [])
        for method in METHODS:
            if method in item:
                yield _operation(document, method.upper(), path, item[method], shared)


def _operation(
    document: Mapping[str, Json], method: str, path: str, node: Mapping[str, Json], shared: list[Json]
) -> Operation:
    acts = node["x-acts"]
    answers = {status: _answer_schema(document, entry) for status, entry in node["responses"].items()}
    return Operation(
        id=node["operationId"],
        method=method,
        path=path,
        parameters=_parameters(document, [*shared, *node.get("parameters", [])]),
        body=_body(document, node.get("requestBody")),
        answers=answers,
        success=min(int(status) for status in answers if status[0] in "23"),
        verb=acts["as"],
        resource=acts.get("resource"),
        handler=acts.get("handler"),
        page=acts.get("page"),
        items=acts.get("items", "$response.body"),
        order=tuple(acts.get("order", ())),
        filters=tuple(_filter(name, entry) for name, entry in acts.get("filter", {}).items()),
        limit=acts.get("limit"),
        emits=tuple(acts.get("emits", ())),
        causes=acts.get("causes", {}),
        answer=acts.get("answer"),
        security=read_security(node.get("security", document.get("security"))),
        roles=read_roles(acts.get("roles", [])),
        gates=tuple(acts.get("gates", ())),
    )


def _filter(name: str, entry: Mapping[str, Json]) -> Filter:
    fields = tuple(entry.get("fields", (name,)))
    # Two filters of one field, before and after say, are told apart by their names and name the field in `fields`.
    return Filter(
        field=fields[0],
        at=entry["at"],
        all=entry.get("all"),
        compare=entry.get("as", "equals"),
        fields=fields,
        none=entry.get("none"),
        excepts={name: tuple(values) for name, values in entry.get("except", {}).items()},
        value=entry.get("value"),
        unless=tuple(entry.get("unless", ())),
    )


def _parameters(document: Mapping[str, Json], nodes: list[Json]) -> tuple[Parameter, ...]:
    # A parameter of the operation replaces one of the path with the same name and place.
    found: dict[tuple[str, str], Parameter] = {}
    for node in nodes:
        entry = follow(document, node)
        schema = follow(document, entry.get("schema", {}))
        found[entry["name"], entry["in"]] = Parameter(entry["name"], entry["in"], entry.get("required", False), schema)
    return tuple(found.values())


def _body(document: Mapping[str, Json], node: Json) -> Body | None:
    if node is None:
        return None
    entry = follow(document, node)
    (media_type, content), *others = entry["content"].items()
    also = tuple(name.lower() for name, _ in others)
    return Body(content.get("schema", {}), media_type.lower(), entry.get("required", False), also)


def _answer_schema(document: Mapping[str, Json], node: Json) -> Mapping[str, Json] | None:
    content = follow(document, node).get("content", {})
    schema: Mapping[str, Json] | None = content.get("application/json", {}).get("schema")
    return schema
