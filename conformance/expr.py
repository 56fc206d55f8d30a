"""OAS runtime expressions: reading a value out of an exchange (``$response.body#/entries``)."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from conformance.errors import BadAnswer
from conformance.exchange import Exchange, Json


class _Missing:
    """The one value that says: nothing was there."""

    def __repr__(self) -> str:
        return "(absent)"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()

_FORM = re.compile(r"\$(?P<side>request|response)\.(?P<part>body|header|query|path)(?:[.#](?P<rest>.*))?\Z")


def pick(answer: Exchange, expression: str, default: Json = ...) -> Json:
    """Evaluate a runtime expression (OAS 3.1, Runtime Expressions) against an exchange.

    Raises BadAnswer where the value is absent and no default was given; ValueError where the expression is not one.
    """
    found = _evaluate(answer, expression)
    if found is not MISSING:
        return found
    if default is ...:
        raise BadAnswer(
            f"the answer has no {expression.removeprefix('$response.')}",
            expected=expression,
            observed=answer.text[:300] or answer.error,
            exchange=answer,
        )
    return default


def place(expression: str) -> tuple[str, str]:
    """Where a request expression points: ("query", "limit"), ("header", "x-org-id"), ("body", "/title")."""
    form = _FORM.match(expression)
    if not form:
        raise ValueError(f"not a runtime expression: {expression}")
    return form["part"], form["rest"] or ""


def point(document: Json, pointer: str) -> Json:
    """Follow a JSON Pointer (RFC 6901); MISSING where it leads nowhere. An empty pointer is the document."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict) and key in document:
            document = document[key]
        elif isinstance(document, list) and key.isdigit() and int(key) < len(document):
            document = document[int(key)]
        else:
            return MISSING
    return document


def _evaluate(answer: Exchange, expression: str) -> Json:
    form = _FORM.match(expression)
    if not form:
        raise ValueError(f"not a runtime expression: {expression}")
    rest = form["rest"] or ""
    if form["part"] == "body":
        return point(answer.json() if form["side"] == "response" else answer.request.json(), rest)
    if form["part"] == "header":
        headers = answer.headers if form["side"] == "response" else answer.request.headers
        return headers.get(rest, MISSING)
    if form["part"] == "query":
        values = parse_qs(urlsplit(answer.request.path).query, keep_blank_values=True).get(rest)
        return values[-1] if values else MISSING
    raise ValueError(f"{expression}: path expressions need the operation; use Operation.pattern")
