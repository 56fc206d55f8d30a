"""A second, independent opinion on every recorded answer: openapi-core against the plain OpenAPI document.

It knows nothing of the ``x-`` keys, runs after the checks, and looks at each kind of answer once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from conformance.binding import Binding
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.expr import pick
from conformance.fingerprint import fingerprint
from conformance.ladder import Finding, Outcome, Result, finding_id
from conformance.violations import Violation, read_violations

if TYPE_CHECKING:
    from openapi_core.validation.response.validators import APICallResponseValidator

FAMILY = "oracle"
RAW = "*/*"  # bytes of any kind


@dataclass(frozen=True)
class _Asked:
    """The request half openapi-core wants; the path is the template itself, so only this operation can match."""

    path: str
    method: str
    host_url: str = "http://contract.invalid"
    content_type: str = ""
    body: bytes | None = None


@dataclass(frozen=True)
class _Answered:
    """The response half openapi-core wants."""

    status_code: int
    data: bytes
    content_type: str
    headers: httpx.Headers  # names in any case


class Oracle:
    """Reads recorded exchanges and answers with one result per operation."""

    def __init__(self, contract: Contract, binding: Binding, *, strict: bool = False) -> None:
        self._contract = contract
        self._binding = binding
        self._strict = strict
        self._validator: APICallResponseValidator | None = None

    def judge(
        self, exchanges: Iterable[Exchange], tell: Callable[[int, int], None] | None = None
    ) -> tuple[list[Result], int]:
        """Results ``oracle/<operationId>`` in document order, and how many distinct answers were looked at."""
        distinct: dict[tuple[object, ...], Exchange] = {}
        for exchange in exchanges:
            if exchange.operation and exchange.response and exchange.request.method != "HEAD":
                distinct.setdefault(_kind(exchange), exchange)
        results = {op: Result(f"{FAMILY}/{op}", op, Outcome.skipped) for op in self._contract.operations}
        for number, exchange in enumerate(distinct.values(), 1):
            if tell:
                tell(number, len(distinct))
            self._look(exchange, results[str(exchange.operation)])
        for result in results.values():
            if result.outcome is Outcome.skipped:
                result.why = "no answer of this operation was recorded"
            result.outcome = result.worst
        return list(results.values()), len(distinct)

    def _look(self, exchange: Exchange, result: Result) -> None:
        operation = self._contract.operations[str(exchange.operation)]
        result.outcome = Outcome.passed
        answered = self._tolerated(operation, exchange)
        errors = self._validate(_Asked(operation.path, operation.method.lower()), answered)
        for violation in read_violations(self._contract, operation, answered.status_code, errors):
            finding = self._finding(exchange, result.check, violation)
            if all(f.id != finding.id for f in result.findings):
                result.findings.append(finding)

    def _validate(self, asked: _Asked, answered: _Answered) -> list[Exception]:
        if self._validator is None:
            from jsonschema_path import SchemaPath
            from openapi_core import V31ResponseValidator

            # Absolute or several servers would make every request "of another server".
            document = {**self._contract.document, "servers": [{"url": "/"}]}
            self._validator = V31ResponseValidator(
                SchemaPath.from_dict(document),
                # Events are text by definition; openapi-core takes what it does not know for bytes.
                extra_media_type_deserializers={"text/event-stream": _read_text, RAW: _read_text},
            )
        return list(self._validator.iter_errors(asked, answered))  # type: ignore[arg-type]  # only these parts are read

    def _tolerated(self, operation: Operation, exchange: Exchange) -> _Answered:
        """The answer as the oracle shall read it: what the contract tolerates is turned into what it declares."""
        tolerates = operation.acts.get("tolerates", {})
        status, body = exchange.status, exchange.response.body if exchange.response else b""
        if status in tolerates.get("status", ()) and str(status) not in operation.answers:
            status = operation.success()
        if tolerates.get("items") and 200 <= status < 300 and exchange.is_json:
            wrapped = [pick(exchange, place, None) for place in tolerates["items"]]
            lists = [found for found in wrapped if isinstance(found, list)]
            if lists and not isinstance(pick(exchange, self._items_at(operation), None), list):
                body = json.dumps(self._wrap(operation, lists[0])).encode()
        media = exchange.headers.get("content-type", "")
        if not body and media and "json" not in media:
            body = b" "  # openapi-core takes an empty body for a missing one, yet a file may be empty
        return _Answered(status, body, media, exchange.headers)

    def _items_at(self, operation: Operation) -> str:
        """Where an operation declares the items of its list."""
        style = self._contract.conventions.get("paging", {}).get(operation.acts.get("page"), {})
        return str(style.get("items") or operation.acts.get("items") or "$response.body")

    def _wrap(self, operation: Operation, items: list[Json]) -> Json:
        """A list as an operation declares it: bare, or as the one page there is."""
        style = self._contract.conventions.get("paging", {}).get(operation.acts.get("page"))
        if style is None:
            return items
        size = min(max(len(items), 1), style["size"]["max"])
        told = {"items": items, "total": len(items), "page": style.get("start", {}).get("first", 1), "size_echo": size}
        told |= {"pages": -(-len(items) // size), "more": False}
        return {str(style[role]).rpartition("/")[2]: value for role, value in told.items() if role in style}

    def _finding(self, exchange: Exchange, check: str, violation: Violation) -> Finding:
        rows = tuple(row.id for row in self._binding.rows(check))
        noted = violation.basis == "assumed" and not self._strict
        return Finding(
            id=finding_id(check, violation.message),
            requirement=rows[0] if rows else None,
            check=check,
            operation=exchange.operation,
            basis=violation.basis,
            verdict=Outcome.noted if noted else Outcome.failed,
            message=violation.message,
            expected=violation.expected,
            observed=violation.observed,
            curl=exchange.curl(),
            steps=[exchange.as_step()],
            rows=rows,
        )


def _read_text(data: bytes, **_parameters: str) -> str:
    """A body in UTF-8, whatever parameters its media type has."""
    return data.decode("utf-8", "replace")


def _kind(exchange: Exchange) -> tuple[object, ...]:
    """Two answers of the same kind would be judged alike: operation, status, media type, header names, body's print."""
    assert exchange.response is not None  # noqa: S101 - the caller filters
    body: Json = exchange.response.body
    if exchange.is_json:
        body = fingerprint(exchange.json())
    media = exchange.headers.get("content-type")
    return exchange.operation, exchange.status, media, tuple(sorted(exchange.headers)), body
