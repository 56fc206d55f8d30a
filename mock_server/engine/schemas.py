"""Compiled JSON Schema validators over the bundle's components, made at first use."""

from __future__ import annotations

from collections.abc import Mapping

from jsonschema_rs import Draft202012, Draft202012Validator, Registry, ValidationError, ValidationErrorKind

from mock_server.engine.contract import Json
from mock_server.engine.refs import ROOT, follow, make_absolute


class Schemas:
    """All schemas of one bundle."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self.document = document
        self._registry: Registry | None = None

    def compile(self, schema: Mapping[str, Json]) -> Draft202012Validator:
        """A validator of a schema that may refer to `#/components/…`; formats are checked."""
        if self._registry is None:
            root = {"$id": ROOT, "components": self.document.get("components", {})}
            self._registry = Registry([(ROOT, root)], draft=Draft202012)
        return Draft202012Validator(
            make_absolute(schema), registry=self._registry, validate_formats=True, ignore_unknown_formats=True
        )

    def members(self, schema: Mapping[str, Json]) -> Mapping[str, Json]:
        """The declared properties of an object schema, in order."""
        found: Mapping[str, Json] = follow(self.document, schema).get("properties", {})
        return found


def word_pointer(error: ValidationError) -> str:
    """Where the fault is, as a JSON pointer; the pointer of the absent member for a missing one."""
    parts = [str(part) for part in error.instance_path]
    if isinstance(error.kind, ValidationErrorKind.Required):
        parts.append(error.kind.property)
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def word_fault(error: ValidationError) -> str:
    """What is wrong with a value, in a few words and without the value itself."""
    kind = error.kind
    limit = getattr(kind, "limit", None)
    match kind:
        case ValidationErrorKind.Required():
            return "is missing"
        case ValidationErrorKind.Type():
            return f"must be of type {' or '.join(kind.types)}"
        case ValidationErrorKind.Enum():
            return f"must be one of {', '.join(str(option) for option in kind.options)}"
        case ValidationErrorKind.Constant():
            return f"must be {kind.expected_value}"
        case ValidationErrorKind.Pattern():
            return f"must match {kind.pattern}"
        case ValidationErrorKind.Format():
            return f"must be a {kind.format}"
        case ValidationErrorKind.AdditionalProperties():
            return "has members that are not known here"
    return f"{_BOUNDS[kind.name]} {limit}" if limit is not None and kind.name in _BOUNDS else "is not valid"


_BOUNDS = {
    "minimum": "must be at least",
    "maximum": "must be at most",
    "exclusiveMinimum": "must be more than",
    "exclusiveMaximum": "must be less than",
    "minLength": "must have a length of at least",
    "maxLength": "must have a length of at most",
    "minItems": "must have a number of items of at least",
    "maxItems": "must have a number of items of at most",
    "minProperties": "must have a number of members of at least",
    "maxProperties": "must have a number of members of at most",
}
