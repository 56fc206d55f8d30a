"""The rows of requirements.yaml: each says something, from somewhere, about operations that exist, and is checked."""

import re
from collections.abc import Iterator
from typing import Any

from specs.lint.finding import Contract, Finding
from specs.lint.walk import operations
from specs.sources import REQUIREMENTS

BASES = ("documented", "published", "assumed")
_REQUIRED = ("id", "says", "basis", "source", "operations")
_KEYS = {*_REQUIRED, "checks", "unverifiable", "conflict"}
_ID = re.compile(r"([A-Z]+)-([0-9]{3,})")


def check_requirements(contract: Contract) -> Iterator[Finding]:
    """Form, numbering and references of each row."""
    if REQUIREMENTS not in contract.sources.files:
        yield contract.find("requirement", (), f"there is no {REQUIREMENTS} beside the document")
        return
    rows = contract.sources.files[REQUIREMENTS].value
    if not isinstance(rows, list):
        yield contract.find_in(REQUIREMENTS, "requirement", (), "the file is not a list of rows")
        return
    names = {operation.name for operation in operations(contract.document)}
    last = 0
    for index, row in enumerate(rows):
        for key, message in _problems(row, index + 1, names):
            yield contract.find_in(REQUIREMENTS, "requirement", (index, key) if key else (index,), message)
        number = _number(row, contract.sources.api)
        if number <= last and isinstance(row, dict):
            wanted = f"{contract.sources.api.upper()}- and a number above {last:03d}"
            message = f"{row.get('id')!r} stands where {wanted} belongs; ids rise from row to row"
            yield contract.find_in(REQUIREMENTS, "requirement", (index, "id"), message)
        last = max(number, last)


def _problems(row: Any, number: int, names: set[str]) -> Iterator[tuple[str, str]]:
    """Key and message of each thing wrong with a row."""
    if not isinstance(row, dict):
        yield "", f"row {number} is not a mapping"
        return
    name = str(row.get("id", f"row {number}"))
    for key in row.keys() - _KEYS:
        yield key, f"{name}: unknown key {key}"
    for key in _REQUIRED:
        if key not in row:
            yield "", f"{name}: {key} is missing"
    for key in ("says", "unverifiable", "conflict"):
        if key in row and not _is_text(row[key]):
            yield key, f"{name}: {key} is empty or not a text"
    source = row.get("source", {})
    if not (isinstance(source, dict) and _is_text(source.get("doc")) and _is_text(source.get("section"))):
        yield "source", f"{name}: source needs a doc and a section"
    if row.get("basis") not in BASES:
        yield "basis", f"{name}: basis {row.get('basis')!r} is none of {', '.join(BASES)}"
    yield from _references(row, name, names)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(row: Any, api: str) -> int:
    """The number in a row's id, 0 for an id of another form. Numbers rise, which makes ids unique; a facts sheet that
    numbers its sections by hundreds leaves gaps.
    """
    match = _ID.fullmatch(str(row.get("id"))) if isinstance(row, dict) else None
    return int(match[2]) if match is not None and match[1] == api.upper() else 0


def _references(row: dict[str, Any], name: str, names: set[str]) -> Iterator[tuple[str, str]]:
    listed = row.get("operations", [])
    if not isinstance(listed, list):
        yield "operations", f"{name}: operations is not a list"
    else:
        for operation in listed:
            if operation not in names:
                yield "operations", f"{name}: there is no operation {operation}"
    checks = row.get("checks")
    if checks is not None and not (isinstance(checks, list) and all(isinstance(c, str) and c for c in checks)):
        yield "checks", f"{name}: checks is not a list of names"
    elif not checks and "unverifiable" not in row:
        yield "", f"{name}: nothing checks it; name its checks, or say in unverifiable why nothing can"
    elif checks and "unverifiable" in row:
        yield "unverifiable", f"{name}: it has checks and calls itself unverifiable"
