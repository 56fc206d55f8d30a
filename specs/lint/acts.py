"""What an operation does names things that exist."""

from collections.abc import Iterator
from typing import Any

from specs.lint.fields import knows
from specs.lint.finding import Contract, Finding
from specs.lint.walk import Operation, operations, parameters

# Members of a filter that mean something in one kind alone.
_OF = {"value": "reveals", "unless": "reveals", "except": "past"}


def check_acts(contract: Contract) -> Iterator[Finding]:
    """Resource, page, limit and filters of each `x-acts`; webhooks' operations have none."""
    document = contract.document
    conventions = document.get("x-conventions", {})
    resources = document.get("components", {}).get("x-resources", {})
    for operation in operations(document):
        acts = operation.acts
        if not acts:
            yield contract.find("acts", operation.pointer, f"{operation.name} has no x-acts")
            continue
        yield from _known(contract, operation, "resource", resources)
        yield from _known(contract, operation, "page", conventions.get("paging", {}))
        yield from _known(contract, operation, "limit", conventions.get("limits", {}))
        if acts.get("as") == "custom" and "handler" not in acts:
            yield contract.find(
                "acts", (*operation.pointer, "x-acts"), f"{operation.name} is custom, without a handler"
            )
        if acts.get("as") != "custom" and "resource" not in acts:
            yield contract.find("acts", (*operation.pointer, "x-acts"), f"{operation.name} names no resource")
        yield from _filtered(contract, operation)


def _known(contract: Contract, operation: Operation, key: str, known: dict[str, Any]) -> Iterator[Finding]:
    name = operation.acts.get(key)
    if name is not None and name not in known:
        pointer = (*operation.pointer, "x-acts", key)
        yield contract.find("acts", pointer, f"{key} {name} is not declared; declared: {', '.join(known) or 'none'}")


def _filtered(contract: Contract, operation: Operation) -> Iterator[Finding]:
    for name, entry in operation.acts.get("filter", {}).items():
        pointer = (*operation.pointer, "x-acts", "filter", name)
        for at in (entry["at"], *entry.get("unless", [])):
            if parameter(contract, operation, at) is None:
                yield contract.find("acts", pointer, f"{operation.name} has no parameter {at}")
        kind = entry.get("as", "equals")
        for key, wanted in _OF.items():
            if key in entry and kind != wanted:
                yield contract.find("acts", pointer, f"{operation.name}: {key} says nothing of a filter that is {kind}")
        if kind == "reveals" and "value" not in entry:
            yield contract.find("acts", pointer, f"{operation.name}: a filter that reveals needs the value that hides")
        resource = str(operation.acts.get("resource"))
        if resource in contract.document.get("components", {}).get("x-resources", {}):
            for used in (*entry.get("fields", [name]), *entry.get("except", {})):
                if not knows(contract.document, resource, used):
                    yield contract.find("field", pointer, f"{resource}: no schema of the resource shows a field {used}")


def parameter(contract: Contract, operation: Operation, expression: str) -> dict[str, Any] | None:
    """The parameter an expression such as `$request.query.limit` means; None where the operation has none.

    An expression of another kind gives an empty object: it names no parameter that could be absent.
    """
    source, _, rest = expression.partition(".")
    where, _, name = rest.partition(".")
    if source != "$request" or where not in {"query", "path", "header"}:
        return {}
    for candidate in parameters(contract.document, operation):
        found = str(candidate.get("name"))
        alike = found.lower() == name.lower() if where == "header" else found == name
        if candidate.get("in") == where and alike:
            return candidate
    return None
