"""Named failures: one status and code each, one envelope for all, and the order in which they win."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from mock_server.engine.call import Answer, Headers
from mock_server.engine.contract import Cause, Contract, Json
from mock_server.engine.expr import response_names, write_names

# What a contract may leave undeclared and a server has to answer all the same.
_FALLBACKS = (
    Cause("unknown_route", 404, "NOT_FOUND", "No such endpoint"),
    Cause("unknown_method", 405, "METHOD_NOT_ALLOWED", "Method not allowed here"),
    Cause("too_large", 413, "PAYLOAD_TOO_LARGE", "Request body too large"),
    Cause("media_type", 415, "UNSUPPORTED_MEDIA_TYPE", "Media type not supported"),
    Cause("invalid", 400, "INVALID", "Invalid request"),
    Cause("internal", 500, "INTERNAL_ERROR", "Unexpected server failure"),
)


class Refused(Exception):
    """A request is refused: the cause by name, a detail for the person who sent it, headers the answer carries."""

    def __init__(self, cause: str, detail: str = "", headers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail
        self.headers = headers


class Refusals:
    """The causes of one API and the words it refuses with."""

    def __init__(self, contract: Contract, headers: Headers) -> None:
        self._causes = {cause.name: cause for cause in _FALLBACKS} | dict(contract.causes)
        self._ranks = {name: rank for rank, name in enumerate(contract.precedence)}
        self._places = {role: response_names(at) for role, at in contract.envelope.items()}
        self._headers = headers

    def declares(self, cause: str) -> bool:
        """Whether there is a cause of that name."""
        return cause in self._causes

    def rank(self, cause: str) -> int:
        """Place in the declared precedence; causes nobody ranked come last."""
        return self._ranks.get(cause, len(self._ranks))

    def status(self, cause: str) -> int:
        """The HTTP status of a cause."""
        return self._causes[cause].status

    def code(self, cause: str) -> str:
        """The code of a cause."""
        return self._causes[cause].code

    def answer(self, refused: Refused) -> Answer:
        """The refusal in the API's envelope."""
        cause = self._causes.get(refused.cause) or self._causes["internal"]
        text = f"{cause.message}: {refused.detail}" if refused.detail else cause.message
        return self.word(cause.status, cause.code, text, refused.headers)

    def word(self, status: int, code: str, text: str, headers: Sequence[tuple[str, str]] = ()) -> Answer:
        """An envelope of that status, code and text."""
        body: dict[str, Json] = {}
        values = {"message": text, "code": code, "status": status}
        for role, names in self._places.items():
            if role in values:
                write_names(body, names, values[role])
        return Answer(status, [*self._headers, *headers], orjson.dumps(body))
