"""Each row of CodeSpar's requirements is judged by something that exists, or says why nothing can judge it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conformance import cases
from conformance.binding import binds
from conformance.check import find_checks
from conformance.contract import Contract, load
from conformance.plan import lay_out

STATED = {f"CODESPAR-{number:03}" for number in range(1, 124)}
SOURCES = {"documented": r"seed", "published": r"docs\.codespar\.dev/docs/\S+", "assumed": r"assumption|seed|docs\..+"}


@cache
def contract() -> Contract:
    return load("codespar")


@cache
def addresses() -> tuple[str, ...]:
    planned = [pair.address for pair in lay_out(contract(), find_checks("codespar"))]
    return (*planned, *(f"oracle/{operation}" for operation in contract().operations))


def test_every_stated_rule_has_its_row_and_numbers_have_no_gap() -> None:
    ids = [row.id for row in contract().requirements]
    assert ids == [f"CODESPAR-{number:03}" for number in range(1, len(ids) + 1)]
    assert set(ids) >= STATED


def test_each_check_that_exists_has_a_row() -> None:
    names = {name for row in contract().requirements for name in row.checks}
    assert [address for address in addresses() if not any(binds(name, address) for name in names)] == []


def test_operations_exist_and_each_has_a_row() -> None:
    named = {operation for row in contract().requirements for operation in row.operations}
    assert named == set(contract().operations)


@pytest.mark.parametrize("row", contract().requirements, ids=lambda row: row.id)
def test_a_row_says_one_thing_and_where_it_comes_from(row: Any) -> None:
    assert row.says.endswith(".")
    assert "\n" not in row.says
    assert set(row.source) == {"doc", "section"}
    assert re.fullmatch(SOURCES[row.basis], row.source["doc"])


def tags() -> list[tuple[str, str]]:
    """Each row a case names in its code, with the case's module."""
    files = sorted((Path(cases.__file__).parent / "codespar").glob("*.py"))
    nodes = [(path.stem, node) for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    texts = [(module, str(node.value)) for module, node in nodes if isinstance(node, ast.Constant)]
    return [(module, text) for module, text in texts if re.fullmatch(r"CODESPAR-\d{3}", text)]


def test_a_case_names_rows_that_are_bound_to_it() -> None:
    wrong = []
    for module, requirement in tags():
        row = next((row for row in contract().requirements if row.id == requirement), None)
        if row is None or not any(name.startswith(f"cases/{module}.") for name in row.checks):
            wrong.append((module, requirement))
    assert len(tags()) > 30
    assert wrong == []
