"""Local references of a bundle: `#/components/…`, followed and made absolute."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.contract import ContractError, Json

ROOT = "urn:twinspec:bundle"
"""The name under which schemas reach the bundle's components."""


def follow(document: Mapping[str, Json], node: Json) -> Json:
    """The node itself, or what its `$ref` chain leads to.

    Raises:
        ContractError: a reference leads nowhere, or outside the bundle.
    """
    for _ in range(32):
        if not isinstance(node, Mapping) or "$ref" not in node:
            return node
        node = find(document, node["$ref"])
    raise ContractError(f"references in a circle at {node['$ref']!r}")


def find(document: Mapping[str, Json], reference: str) -> Json:
    """What a `#/…` reference points at; ContractError where that is nothing."""
    if not reference.startswith("#/"):
        raise ContractError(f"reference {reference!r} leaves the bundle")
    node: Json = document
    for part in reference[2:].split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, Mapping) or name not in node:
            raise ContractError(f"reference {reference!r} leads nowhere")
        node = node[name]
    return node


def make_absolute(schema: Json) -> Json:
    """A copy of a schema whose local references name the bundle, so that it can stand on its own."""
    if isinstance(schema, Mapping):
        return {
            key: ROOT + value if key == "$ref" and isinstance(value, str) and value[:1] == "#" else make_absolute(value)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [make_absolute(item) for item in schema]
    return schema
