"""Schemas use the keywords of JSON Schema 2020-12 and OpenAPI: a misspelt one would check nothing."""

from collections.abc import Iterator

from specs.lint.finding import Contract, Finding
from specs.lint.walk import SHAPES, walk

_KNOWN = {
    *SHAPES["schema"],
    # core
    *("$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment"),
    # validation
    *("type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
    *("maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains"),
    *("maxProperties", "minProperties", "required", "dependentRequired"),
    # format, content and annotations
    *("format", "contentEncoding", "contentMediaType", "title", "description", "default", "deprecated"),
    *("readOnly", "writeOnly", "examples", "example"),
}


def check_keywords(contract: Contract) -> Iterator[Finding]:
    """Unknown members of schemas; what begins with x- is another rule's."""
    for node in walk(contract.document):
        if node.kind != "schema":
            continue
        for key in node.value:
            if key not in _KNOWN and not key.startswith("x-"):
                yield contract.find("keyword", (*node.pointer, key), f"{key!r} is no keyword of JSON Schema")
