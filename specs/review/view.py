"""What the review page shows, as plain values: operations by tag, schemas, requirements, and what nobody states."""

from collections import Counter
from typing import Any

from specs.lint.fields import body_schemas, success_schemas
from specs.lint.walk import Operation, follow, operations, parameters
from specs.review.causes import named_causes
from specs.review.schemas import schema_name, schema_views

BASES = ("documented", "published", "assumed")


def view(bundle: dict[str, Any]) -> dict[str, Any]:
    """The variables of the template."""
    document, rows = bundle["document"], bundle["requirements"]
    shown = [_operation(document, rows, operation) for operation in operations(document)]
    schemas = schema_views(document)
    fields = [field for schema in schemas for field in schema["fields"]]
    causes = _causes(document)
    requirements = [_requirement(row) for row in rows]
    return {
        "api": bundle["api"],
        "hash": bundle["hash"][:12],
        "info": document["info"],
        "bases": BASES,
        "tags": _by_tag(document, shown),
        "schemas": schemas,
        "causes": causes,
        "requirements": requirements,
        "counts": [
            _count("operations", shown),
            _count("fields", fields),
            _count("causes", causes),
            _count("requirements", requirements),
        ],
        "assumed": {
            "operations": [one for one in shown if one["basis"] == "assumed"],
            "fields": [one for one in fields if one["basis"] == "assumed"],
            "causes": [one for one in causes if "assumed" in {one["basis"], one["code_basis"]}],
            "requirements": [one for one in requirements if one["basis"] == "assumed"],
        },
        "open": [one for one in (*shown, *fields) if one["says"]],
        "conflicts": [one for one in requirements if one["conflict"]],
        "unverifiable": [one for one in requirements if one["unverifiable"]],
    }


def _operation(document: dict[str, Any], rows: list[dict[str, Any]], operation: Operation) -> dict[str, Any]:
    source = operation.value.get("x-source", {})
    covering = [_requirement(row) for row in rows if operation.name in row["operations"]]
    return {
        "name": operation.name,
        "method": operation.method.upper(),
        "path": operation.path,
        "summary": operation.value.get("summary", ""),
        "tag": operation.value.get("tags", [""])[0],
        "basis": source.get("basis", "assumed"),
        "doc": source.get("doc", ""),
        "says": source.get("says", ""),
        "does": operation.acts.get("as", ""),
        "resource": operation.acts.get("resource", ""),
        "scopes": _scopes(document, operation),
        "parameters": [_parameter(document, one, source) for one in parameters(document, operation)],
        "takes": [schema_name(schema) for schema in body_schemas(document, operation)],
        "gives": [schema_name(schema) for schema in success_schemas(document, operation)],
        "statuses": list(operation.value.get("responses", {})),
        "causes": named_causes(document, operation),
        "requirements": covering,
        "checks": sorted({check for row in covering for check in row["checks"]}),
    }


def _parameter(document: dict[str, Any], parameter: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    schema = follow(document, parameter.get("schema", {}))
    source = parameter.get("x-source", above)
    bounds = [f"{key} {schema[key]}" for key in ("minimum", "maximum", "default") if key in schema]
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "required": parameter.get("required", False),
        "description": parameter.get("description", ""),
        "bounds": ", ".join([*bounds, *(str(value) for value in schema.get("enum", []))]),
        "basis": source.get("basis", "assumed"),
    }


def _scopes(document: dict[str, Any], operation: Operation) -> list[str]:
    """Alternatives of credentials; empty where none is asked for."""
    wanted = operation.value.get("security", document.get("security", []))
    return [
        " and ".join(f"{scheme} {' '.join(scopes)}".strip() for scheme, scopes in alternative.items()) or "anonymous"
        for alternative in wanted
    ]


def _requirement(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: row[key] for key in ("id", "says", "basis", "source", "operations")},
        "checks": row.get("checks", []),
        "unverifiable": row.get("unverifiable", ""),
        "conflict": row.get("conflict", ""),
    }


def _causes(document: dict[str, Any]) -> list[dict[str, Any]]:
    declared = document.get("x-conventions", {}).get("errors", {}).get("causes", {})
    return [
        {
            "name": name,
            "status": entry["status"],
            "code": entry.get("code", ""),
            "message": entry["message"],
            "basis": entry["basis"],
            "code_basis": entry.get("code_basis", entry["basis"]),
            "also": entry.get("also", []),
        }
        for name, entry in declared.items()
    ]


def _by_tag(document: dict[str, Any], shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": tag["name"],
            "description": tag.get("description", ""),
            "operations": [one for one in shown if one["tag"] == tag["name"]],
        }
        for tag in document.get("tags", [])
    ]


def _count(title: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    counter = Counter(entry["basis"] for entry in entries)
    return {"title": title, "total": len(entries), "by": {basis: counter[basis] for basis in BASES}}
