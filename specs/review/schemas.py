"""Schemas as tables of fields, each with the basis it stands on."""

from typing import Any


def schema_views(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every component schema with its fields, in the order of the document.

    A schema without a basis of its own, such as a shared enum, stands on the basis of what refers to it: shown empty.
    """
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "kind": _kind(schema),
            "basis": _basis(schema, ""),
            "doc": schema.get("x-source", {}).get("doc", ""),
            "fields": _fields(name, schema, _basis(schema, ""), ""),
        }
        for name, schema in document.get("components", {}).get("schemas", {}).items()
    ]


def schema_name(schema: dict[str, Any]) -> dict[str, str]:
    """How to show a body's schema: the component it refers to and what surrounds it."""
    if schema.get("type") == "array" and "$ref" in schema.get("items", {}):
        return {"name": _last(schema["items"]["$ref"]), "around": "list of "}
    return {"name": _last(schema["$ref"]) if "$ref" in schema else "", "around": "" if "$ref" in schema else "inline"}


def _fields(owner: str, schema: dict[str, Any], basis: str, above: str) -> list[dict[str, Any]]:
    """Fields of an object, those of inline objects below it included, with dotted names."""
    found = []
    for part in (schema, *schema.get("allOf", [])):
        for name, inner in part.get("properties", {}).items():
            held = _basis(inner, basis)
            entry = {
                "schema": owner,
                "name": above + name,
                "kind": _kind(inner),
                "required": name in part.get("required", []),
                "description": inner.get("description", ""),
                "basis": held,
                "says": inner.get("x-source", {}).get("says", ""),
            }
            found += [entry, *_fields(owner, inner, held, f"{above}{name}.")]
    return found


def _kind(schema: dict[str, Any]) -> str:
    """Type, reference, values and bounds in a few words."""
    if "$ref" in schema:
        return _last(schema["$ref"])
    if "oneOf" in schema or "anyOf" in schema:
        return " or ".join(_kind(one) for one in (*schema.get("oneOf", []), *schema.get("anyOf", [])))
    if "const" in schema:
        return f"always {schema['const']!s}"
    kinds = schema.get("type", "any")
    words = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "items" in schema and isinstance(schema["items"], dict):
        words += f" of {_kind(schema['items'])}"
    details = [
        f"{key} {schema[key]}" for key in ("format", "pattern", "minimum", "maximum", "default") if key in schema
    ]
    values = ", ".join(str(value) for value in schema.get("enum", []))
    return "; ".join([words, *([values] if values else []), *details])


def _basis(schema: dict[str, Any], inherited: str) -> str:
    basis: str = schema.get("x-source", {}).get("basis", inherited)
    return basis


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
