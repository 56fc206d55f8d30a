"""What the members of a body must name, as the keyword `references` declares it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.bodies import all_properties
from conformance.exchange import Json
from conformance.parts import Operation

if TYPE_CHECKING:
    from conformance.contract import Contract


@dataclass(frozen=True)
class Reference:
    """One member that names a row, or a list of rows, of a resource; ``cause`` refuses what names none.

    It names them by their field ``by``, or by their id where that is None.
    """

    member: str
    resource: str
    cause: str
    many: bool
    nullable: bool
    basis: str | None = None
    by: str | None = None


def references_of(contract: Contract, operation: Operation) -> list[Reference]:
    """The declared references among the members of an operation's body."""
    declared = contract.resources.get(str(operation.resource), {}).get("references") or {}
    named = all_properties(contract, operation.body_schema or {})
    found = []
    for member, rule in declared.items():
        if member in named:
            kinds = kinds_of(contract, named[member])
            basis = (rule.get("x-source") or {}).get("basis")
            many, nullable = "array" in kinds, "null" in kinds
            found.append(Reference(member, rule["resource"], rule["cause"], many, nullable, basis, rule.get("by")))
    return found


def kinds_of(contract: Contract, schema: Json) -> set[str]:
    """The JSON types a schema takes, those of its alternatives included."""
    resolved = contract.schema(schema)
    kinds = resolved.get("type", ())
    found = {kinds} if isinstance(kinds, str) else set(kinds)
    for key in ("anyOf", "oneOf", "allOf"):
        for part in resolved.get(key, ()):
            found |= kinds_of(contract, part)
    return found
