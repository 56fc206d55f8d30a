"""The document is OpenAPI 3.1: the official schema, and the rules that stand in its prose."""

from collections.abc import Iterator

from openapi_spec_validator import OpenAPIV31SpecValidator

from specs.lint.finding import Contract, Finding


def check_openapi(contract: Contract) -> Iterator[Finding]:
    """Every finding of openapi-spec-validator."""
    for error in OpenAPIV31SpecValidator(contract.document).iter_errors():
        pointer = tuple(getattr(error, "absolute_path", ()))
        message = str(getattr(error, "message", error)).splitlines()[0]
        yield contract.find("openapi", pointer, shorten(message))


def shorten(message: str, most: int = 200) -> str:
    """A message cut to what a line can hold: validators repeat the whole value they refuse."""
    return message if len(message) <= most else f"{message[: most // 2]} … {message[-most // 2 :]}"
