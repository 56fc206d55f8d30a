"""Answers that keep the contract: the headers every one carries, and a look at each before it leaves."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from jsonschema_rs import Draft202012Validator

from mock_server.engine.call import Answer, Headers
from mock_server.engine.contract import Contract, Json, Operation
from mock_server.engine.raw import Raw
from mock_server.engine.schemas import Schemas, word_fault, word_pointer

JSON = ("Content-Type", "application/json")


class BrokenAnswerError(Exception):
    """The twin was about to break its own contract; the text says where. It never leaves the server."""


def common_headers(contract: Contract) -> Headers:
    """The header fields of every answer."""
    return [JSON, *contract.headers.items()]


class Checker:
    """Compares the answers of one operation with their declared schemas."""

    def __init__(self, schemas: Schemas, operation: Operation) -> None:
        self._schemas = schemas
        self._operation = operation
        self._validators: dict[int, Draft202012Validator | None] = {}

    def check(self, status: int, body: Json) -> None:
        """Raises BrokenAnswerError where the body is not what the contract declares for the status."""
        if status not in self._validators:
            self._validators[status] = self._compile(status)
        validator = self._validators[status]
        if validator is None or validator.is_valid(body):
            return
        error = next(validator.iter_errors(body))
        where = word_pointer(error) or "the body"
        raise BrokenAnswerError(f"{self._operation.id} {status}: {where} {word_fault(error)}")

    def check_answer(self, answer: Answer) -> None:
        """As `check`, for an answer whose body is JSON in bytes already."""
        if isinstance(answer.body, bytes) and answer.body:
            self.check(answer.status, orjson.loads(answer.body))

    def check_raw(self, raw: Raw) -> None:
        """As `check`, for an answer a handler made: its status must be declared, and JSON be what is declared."""
        kind = next((value for name, value in raw.headers if name.lower() == "content-type"), "")
        if isinstance(raw.body, bytes) and kind.startswith("application/json"):
            self.check(raw.status, orjson.loads(raw.body))
        elif str(raw.status) not in self._operation.answers and "default" not in self._operation.answers:
            raise BrokenAnswerError(f"{self._operation.id}: status {raw.status} is declared nowhere")

    def _compile(self, status: int) -> Draft202012Validator | None:
        answers: Mapping[str, Mapping[str, Json] | None] = self._operation.answers
        if str(status) not in answers and "default" not in answers:
            raise BrokenAnswerError(f"{self._operation.id}: status {status} is declared nowhere")
        schema = answers[str(status)] if str(status) in answers else answers["default"]
        return self._schemas.compile(schema) if schema else None


def make_answer(status: int, body: Json, headers: Headers) -> Answer:
    """A JSON answer; None as body gives an empty one."""
    if body is None:
        return Answer(status, headers[1:], b"")
    return Answer(status, headers[:], orjson.dumps(body))
