"""The failures an operation can meet by what its contract declares."""

from typing import Any

from specs.lint.walk import Operation

_ADDRESSED = {"read", "update", "replace", "delete", "restore", "move"}
_WRITES = {"create", "update", "replace"}


def named_causes(document: dict[str, Any], operation: Operation) -> list[dict[str, Any]]:
    """Causes that tenancy, limits, paging, the resource and the operation itself name, with status and code."""
    conventions = document.get("x-conventions", {})
    declared = conventions.get("errors", {}).get("causes", {})
    names = [
        _limit(conventions, operation),
        conventions.get("tenancy", {}).get("unknown"),
        conventions.get("paging", {}).get(operation.acts.get("page"), {}).get("size", {}).get("over"),
        *_of_resource(document, operation),
        *operation.acts.get("causes", {}).values(),
    ]
    known = [name for name in dict.fromkeys(names) if name in declared]
    return [
        {"name": name, "status": declared[name]["status"], "code": declared[name].get("code", "")} for name in known
    ]


def _limit(conventions: dict[str, Any], operation: Operation) -> str | None:
    limits = conventions.get("limits", {})
    named = limits.get(operation.acts.get("limit"))
    chosen: dict[str, Any] = named or next((limit for limit in limits.values() if limit.get("default")), {})
    cause: str | None = chosen.get("cause")
    return cause


def _of_resource(document: dict[str, Any], operation: Operation) -> list[str | None]:
    resources = document.get("components", {}).get("x-resources", {})
    resource = resources.get(operation.acts.get("resource"), {})
    act = operation.acts.get("as")
    names: list[str | None] = []
    if act in _ADDRESSED:
        names.append(resource.get("missing"))
    if act in _WRITES:
        names += [resource.get("parent", {}).get("missing"), *(one["cause"] for one in resource.get("unique", []))]
    if act == "move":
        names.append(resource.get("states", {}).get("illegal"))
    return names
