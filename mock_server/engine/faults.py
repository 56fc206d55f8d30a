"""What is wrong with a request's values, and which of several faults is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jsonschema_rs import Draft202012Validator, ValidationErrorKind

from mock_server.engine.contract import Json
from mock_server.engine.expr import split_pointer
from mock_server.engine.refusals import Refusals, Refused
from mock_server.engine.schemas import word_fault, word_pointer

# Hostile member names must not fill the answer.
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the cause it gives and where what is wrong."""

    cause: str
    detail: str


class Blame:
    """Which cause a fault has in one operation."""

    def __init__(self, refusals: Refusals, causes: Mapping[str, str]) -> None:
        self._refusals = refusals
        self._own = [(split_pointer(pointer), cause) for pointer, cause in causes.items()]
        self.missing = "missing_field" if refusals.declares("missing_field") else "invalid"
        self.rank = min(refusals.rank(cause) for cause in ("invalid", self.missing, *causes.values()))

    def find_body_faults(self, validator: Draft202012Validator, body: Json) -> list[Fault]:
        """Every fault of a body; empty for a valid one."""
        try:
            if validator.is_valid(body):
                return []
            return [
                self._blame(word_pointer(error), error.kind, word_fault(error)) for error in validator.iter_errors(body)
            ]
        except ValueError as error:  # nested deeper than the validator goes
            return [Fault("invalid", f"the body cannot be checked ({error})"[:_SHOWN])]

    def _blame(self, pointer: str, kind: ValidationErrorKind, words: str) -> Fault:
        names = split_pointer(pointer)
        cause = self.missing if isinstance(kind, ValidationErrorKind.Required) else "invalid"
        for prefix, own in self._own:
            if names[: len(prefix)] == prefix:
                cause = own
        where = pointer[1 : _SHOWN + 1] or "the body"
        return Fault(cause, f"{where} {words}")

    def refuse(self, faults: list[Fault]) -> Refused:
        """The refusal of the fault whose cause comes first."""
        first = min(faults, key=lambda fault: self._refusals.rank(fault.cause))
        return Refused(first.cause, first.detail)
