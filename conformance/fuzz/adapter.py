"""Schemathesis behind one door: generated requests of an operation, and its opinion on an answer.

The only module that imports Schemathesis, and only when a fuzz check runs (the import costs half a second). What is
used beyond its published reference (`iter_coverage_cases`, the meta data of a case) is used here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from conformance.contract import Contract, Operation
from conformance.exchange import Exchange

if TYPE_CHECKING:
    import requests
    from schemathesis.generation.case import Case
    from schemathesis.schemas import APIOperation, BaseSchema

NOWHERE = "http://generated.invalid"
# Headers Schemathesis or requests add by themselves; the judge's client sends its own, credentials among them: who may
# call an operation is a question of the laws.
OWN_HEADERS = {
    "authorization",
    "user-agent",
    "accept-encoding",
    "accept",
    "connection",
    "content-length",
    "x-schemathesis-testcaseid",
}


@dataclass(frozen=True)
class Generated:
    """One generated request. ``valid``: the contract allows it; ``says`` describes what is special about it."""

    case: Case[Any]
    valid: bool
    says: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    prepared: requests.PreparedRequest


@dataclass(frozen=True)
class Document:
    """An OpenAPI document beside a cache key, itself no part of the key."""

    content: Mapping[str, Any] = field(compare=False)


@cache
def _load(_key: str, document: Document) -> BaseSchema:
    """Schemathesis' reading of a document; half a second for a large one, so once a process.

    Everything that learns from answers or from other runs is off: two servers must be asked the same questions.
    """
    import schemathesis

    config = schemathesis.Config.from_dict(
        {
            "seed": 0,  # of no consequence: requests are drawn by the seed of the generator
            "generation": {"database": "none"},
            "cache": {"enabled": False},
            "analysis": {"constants": {"enabled": False}},
            "phases": {"fuzzing": {"error-feedback": {"enabled": False}}, "coverage": {"unexpected-methods": []}},
        }
    )
    return schemathesis.openapi.from_dict(dict(document.content), config=config)


class Generator:
    """Makes requests from a contract's document. The same seed makes the same requests on one commit."""

    def __init__(self, contract: Contract, seed: int) -> None:
        self.contract = contract
        self.seed = seed

    @property
    def _schema(self) -> BaseSchema:
        return _load(self.contract.hash or str(id(self.contract.document)), Document(self.contract.document))

    def _operation(self, operation: Operation) -> APIOperation[Any, Any, Any, Any]:
        found: APIOperation[Any, Any, Any, Any] = self._schema[operation.path][operation.method.lower()]
        return found

    def coverage(self, operation: Operation, ids: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[Generated]:
        """The boundary cases of every parameter and body member, one deviation each, valid ones and invalid ones.

        ``ids`` replaces path parameters and ``headers`` header parameters wherever the case does not test just those.
        """
        from schemathesis.generation import GenerationMode

        target = self._operation(operation)
        for case in self._schema.iter_coverage_cases(
            target,
            generation_modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE],
            generation_config=self._schema.config.generation_for(operation=target, phase="coverage"),
        ):
            if not _is_about_credentials(case):
                yield self._generated(_at_home(case, ids, headers))

    def random(
        self, operation: Operation, ids: Mapping[str, str], headers: Mapping[str, str], *, valid: bool, count: int
    ) -> Iterator[Generated]:
        """At most ``count`` requests drawn by Hypothesis, all valid or all invalid."""
        import hypothesis
        from hypothesis import HealthCheck, Phase, given, settings
        from hypothesis.errors import Unsatisfiable
        from schemathesis.generation import GenerationMode

        drawn: list[Case[Any]] = []
        mode = GenerationMode.POSITIVE if valid else GenerationMode.NEGATIVE

        @hypothesis.seed(self.seed)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=self._operation(operation).as_strategy(generation_mode=mode))
        def draw(case: Case[Any]) -> None:
            drawn.append(case)

        try:
            draw()
        except Unsatisfiable:
            return  # nothing about this operation can be invalid
        for case in drawn[:count]:
            yield self._generated(_at_home(case, ids, headers))

    def _generated(self, case: Case[Any]) -> Generated:
        import requests

        kwargs = case.as_transport_kwargs(base_url=NOWHERE)
        wanted = ("method", "url", "headers", "params", "data", "json", "files", "cookies")
        prepared = requests.Request(**{k: v for k, v in kwargs.items() if k in wanted}).prepare()
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        if body is not None and not isinstance(body, bytes):
            raise TypeError(f"a generated body of type {type(body).__name__} cannot be sent as it is")
        meta = case.meta
        says = getattr(meta.phase.data, "description", None) if meta else None
        return Generated(
            case=case,
            valid=bool(meta and meta.generation.mode.is_positive),
            says=str(says or "a random request"),
            method=str(prepared.method),
            path=prepared.path_url,
            headers={k: _text(v) for k, v in prepared.headers.items() if k.lower() not in OWN_HEADERS},
            body=body,
            prepared=prepared,
        )

    def opinions(self, generated: Generated, exchange: Exchange) -> Iterator[tuple[str, str]]:
        """What the allowed Schemathesis checks object to: the kind of failure and what it says, on one line."""
        from schemathesis.core.failures import FailureGroup
        from schemathesis.core.transport import Response
        from schemathesis.specs.openapi import checks as openapi

        received = exchange.response
        if received is None:
            return
        headers: dict[str, list[str]] = {}
        for name, value in received.headers.multi_items():
            headers.setdefault(name, []).append(value)
        response = Response(
            status_code=received.status,
            headers=headers,
            content=received.body,
            request=generated.prepared,
            elapsed=exchange.seconds,
            verify=True,
        )
        # Its own check of server errors would ask again, past the judge's client.
        if received.status >= 500:
            yield "ServerError", f"the server answered {received.status}"
        # An allow-list: bodies and headers are the oracle's, and what needs history would see only single requests.
        allowed = [
            openapi.status_code_conformance,
            openapi.content_type_conformance,
            openapi.positive_data_acceptance,
            openapi.negative_data_rejection,
        ]
        try:
            generated.case.validate_response(response, checks=allowed)
        except FailureGroup as group:
            for failure in group.exceptions:
                yield type(failure).__name__, " ".join(str(failure).split())


def _is_about_credentials(case: Case[Any]) -> bool:
    """Whether a case deviates in its credentials, which the judge replaces by its own."""
    tested = getattr(case.meta.phase.data, "parameter", None) if case.meta else None
    return str(tested).lower() == "authorization"


def _at_home(case: Case[Any], ids: Mapping[str, str], headers: Mapping[str, str]) -> Case[Any]:
    """Put the run's own ids and headers into the parts of a case that are not the ones under test."""
    from schemathesis.core.parameters import ParameterLocation

    tested = getattr(case.meta.phase.data, "parameter", None) if case.meta else None
    places: dict[str, Any] = {}
    if ids and _tame(case, ParameterLocation.PATH, tested, ids):
        places["path_parameters"] = {**(case.path_parameters or {}), **ids}
    if headers and _tame(case, ParameterLocation.HEADER, tested, headers):
        places["headers"] = {**(case.headers or {}), **headers}
    for name, value in places.items():
        setattr(case, name, value)
    return case


def _tame(case: Case[Any], location: Any, tested: str | None, names: Mapping[str, str]) -> bool:
    meta = case.meta
    component = meta.components.get(location) if meta else None
    return tested not in names and (component is None or component.mode.is_positive)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
