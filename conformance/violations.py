"""Reading what openapi-core found: which place, which rule, and on whose word the rule stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from conformance.contract import Contract, Operation, answer_for
from conformance.exchange import Json


class SchemaError(Protocol):
    """What is read of a jsonschema ``ValidationError``."""

    absolute_path: Iterable[str | int]
    absolute_schema_path: Iterable[str | int]
    validator: str
    validator_value: Json
    message: str
    instance: Json


@dataclass(frozen=True)
class Violation:
    """One difference between an answer and the document. ``message`` holds no ids and no array positions."""

    message: str
    basis: str
    expected: Json
    observed: Json


def read_violations(
    contract: Contract, operation: Operation, status: int, errors: Iterable[Exception]
) -> Iterator[Violation]:
    """Every violation among the errors of one answer."""
    for error in errors:
        details = list(getattr(error.__cause__, "schema_errors", ()))
        if details:
            for detail in details:
                yield _of_schema(contract, operation, status, detail)
        else:
            cause = error.__cause__ or error
            said = re.sub(r"\s+", " ", _text(cause))[:300]
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(cause).__name__).lower()
            yield Violation(f"the answer {status} is not as documented: {kind}", operation.basis, None, said)


def _text(cause: BaseException) -> str:
    """What an error says; openapi-core's own words fail over bodies that are no UTF-8."""
    try:
        return str(cause)
    except UnicodeDecodeError as bad:
        return f"the body is no text in UTF-8 ({bad})"


def _of_schema(contract: Contract, operation: Operation, status: int, error: SchemaError) -> Violation:
    where = "/".join("*" if isinstance(part, int) else str(part) for part in error.absolute_path)
    rule = str(error.validator)
    if rule == "required":
        # jsonschema names the missing member only in its message.
        rule = f"required: {error.message.split(chr(39))[1]}"
    place = f"member {where}" if where else "body"
    return Violation(
        message=f"the {place} of answer {status} breaks its schema ({rule})",
        basis=_basis(contract, operation, status, error),
        expected=_short({error.validator: error.validator_value}),
        observed=_short(error.instance),
    )


def _basis(contract: Contract, operation: Operation, status: int, error: SchemaError) -> str:
    """The basis of the nearest ``x-source`` above the broken rule; the operation's where there is none."""
    content = (answer_for(operation, status) or {}).get("content", {})
    node: Json = next((media.get("schema") for media in content.values()), {})
    basis = _told(contract.resolve(node)) or operation.basis
    for part in error.absolute_schema_path:
        node = contract.resolve(node)
        if part == "$ref":
            continue
        inside = part in node if isinstance(node, dict) else isinstance(part, int) and part < len(node or ())
        if not inside:
            break
        node = node[part]
        basis = _told(node) or _told(contract.resolve(node)) or basis
    return basis


def _told(node: Json) -> str | None:
    source = node.get("x-source") if isinstance(node, dict) else None
    return str(source["basis"]) if isinstance(source, dict) and "basis" in source else None


def _short(value: Json, longest: int = 600) -> Json:
    """The value, or the beginning of its text when it is long; bytes as text, for a report holds no others."""
    value = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    text = str(value)
    return value if len(text) <= longest else text[:longest] + " …"
