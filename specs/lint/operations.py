"""Every operation is named, described, sourced and shown by example."""

from collections.abc import Iterator
from typing import Any

from specs.lint.fields import is_json
from specs.lint.finding import Contract, Finding
from specs.lint.walk import Operation, follow, operations
from specs.loader import Pointer


def check_operations(contract: Contract) -> Iterator[Finding]:
    """Name, summary, tag, basis and examples of each operation. That names are unique is OpenAPI's own rule."""
    tags = {tag["name"] for tag in contract.document.get("tags", [])}
    for operation in operations(contract.document):
        yield from _named(contract, operation)
        yield from _tagged(contract, operation, tags)
        yield from _sourced(contract, operation)
        yield from _shown(contract, operation)


def _named(contract: Contract, operation: Operation) -> Iterator[Finding]:
    if not operation.value.get("operationId"):
        yield contract.find("operation-id", operation.pointer, f"{operation.name} has no operationId")
    if not operation.value.get("summary"):
        yield contract.find("summary", operation.pointer, f"{operation.name} has no summary")


def _tagged(contract: Contract, operation: Operation, known: set[str]) -> Iterator[Finding]:
    tags = operation.value.get("tags", [])
    pointer = (*operation.pointer, "tags")
    if len(tags) != 1:
        yield contract.find("tag", pointer, f"{operation.name} has {len(tags)} tags; it needs exactly one")
    for tag in tags:
        if tag not in known:
            yield contract.find("tag", pointer, f"tag {tag!r} of {operation.name} is not in the document's tags")


def _sourced(contract: Contract, operation: Operation) -> Iterator[Finding]:
    source = operation.value.get("x-source")
    if not isinstance(source, dict) or "basis" not in source:
        message = f"{operation.name} has no basis; give it x-source: {{basis: documented, published or assumed}}"
        yield contract.find("basis", operation.pointer, message)


def _shown(contract: Contract, operation: Operation) -> Iterator[Finding]:
    body = follow(contract.document, operation.value.get("requestBody", {}))
    yield from _without_example(contract, operation, body, (*operation.pointer, "requestBody"))
    for status, response in operation.value.get("responses", {}).items():
        if status.startswith("2"):
            pointer = (*operation.pointer, "responses", status)
            yield from _without_example(contract, operation, follow(contract.document, response), pointer)


def _without_example(
    contract: Contract, operation: Operation, holder: dict[str, Any], pointer: Pointer
) -> Iterator[Finding]:
    for name, media in holder.get("content", {}).items():
        if is_json(name) and "example" not in media and not media.get("examples"):
            message = f"the {name} body of {operation.name} ({pointer[-1]}) has no example"
            yield contract.find("body-example", pointer, message)
