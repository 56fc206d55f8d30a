"""Paging agrees with the parameters and bodies of the operations that use it."""

from collections.abc import Iterator
from typing import Any

from specs.lint.acts import parameter
from specs.lint.fields import field, items, pointed, success_schemas
from specs.lint.finding import Contract, Finding
from specs.lint.walk import Operation, follow, operations

_MEMBERS = ("items", "next", "more", "total", "page", "size_echo", "pages")


def check_paging(contract: Contract) -> Iterator[Finding]:
    """Size and start parameters, members of the page and sort keys of each paged operation."""
    styles = contract.document.get("x-conventions", {}).get("paging", {})
    for operation in operations(contract.document):
        style = styles.get(operation.acts.get("page"))
        if style is not None:
            yield from _size(contract, operation, style)
            yield from _start(contract, operation, style)
            yield from _members(contract, operation, style)
        order = operation.acts.get("order") or (style or {}).get("order", [])
        if order:
            yield from _order(contract, operation, order, (style or operation.acts).get("items", "$response.body"))


def _size(contract: Contract, operation: Operation, style: dict[str, Any]) -> Iterator[Finding]:
    size = style.get("size")
    if size:
        yield from _agrees(contract, operation, size["at"], {"default": size["default"], "maximum": size["max"]})


def _start(contract: Contract, operation: Operation, style: dict[str, Any]) -> Iterator[Finding]:
    start = style.get("start")
    if start:
        yield from _agrees(contract, operation, start["at"], {"default": start["first"], "minimum": start["first"]})
    cursor = style.get("cursor")
    if cursor:
        yield from _agrees(contract, operation, cursor["at"], {})


def _agrees(contract: Contract, operation: Operation, at: str, wanted: dict[str, Any]) -> Iterator[Finding]:
    found = parameter(contract, operation, at)
    if found is None:
        yield contract.find("paging", operation.pointer, f"{operation.name} is paged by {at} and has no such parameter")
        return
    schema = follow(contract.document, found.get("schema", {})) if found else wanted
    for keyword, value in wanted.items():
        if schema.get(keyword) != value:
            message = f"{at} of {operation.name} has {keyword} {schema.get(keyword)}; its paging style says {value}"
            yield contract.find("paging", operation.pointer, message)


def _members(contract: Contract, operation: Operation, style: dict[str, Any]) -> Iterator[Finding]:
    for member in _MEMBERS:
        expression = style.get(member)
        if expression is None or not expression.startswith("$response.body"):
            continue
        if not _answered(contract, operation, expression):
            message = f"the answer of {operation.name} has no {expression}, which its paging style calls {member}"
            yield contract.find("paging", operation.pointer, message)


def _order(contract: Contract, operation: Operation, order: list[str], expression: str) -> Iterator[Finding]:
    rows = items(contract.document, _answered(contract, operation, expression))
    keys = [key.removeprefix("-") for key in order]
    for key in keys:
        if key != "$seq" and not any(field(contract.document, row, key) for row in rows):
            yield contract.find(
                "order", operation.pointer, f"{operation.name} is ordered by {key}, which no item shows"
            )
    if keys[-1] not in {"$seq", *_unique_fields(contract, operation)}:
        message = f"the order of {operation.name} ends in {keys[-1]}; end it in a unique field or $seq"
        yield contract.find("order", operation.pointer, message)


def _answered(contract: Contract, operation: Operation, expression: str) -> list[dict[str, Any]]:
    pointer = expression.partition("#")[2]
    schemas = success_schemas(contract.document, operation)
    return [found for schema in schemas for found in pointed(contract.document, schema, pointer)]


def _unique_fields(contract: Contract, operation: Operation) -> set[str]:
    resources = contract.document.get("components", {}).get("x-resources", {})
    resource = resources.get(operation.acts.get("resource"), {})
    alone = [entry["fields"][0] for entry in resource.get("unique", []) if len(entry["fields"]) == 1]
    return {resource.get("id", {}).get("field"), *alone}
