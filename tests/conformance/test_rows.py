"""The requirement rows of every API: each statement of the facts sheets is there, and each check a row names exists."""

from __future__ import annotations

from functools import cache
from itertools import chain

import pytest

import specs
from conformance.binding import Binding
from conformance.check import find_checks
from conformance.contract import Contract, load
from conformance.plan import lay_out

APIS = specs.apis()
# Numbers of the facts sheets, from and to.
STATED = {
    "codespar": [(1, 123)],
    "stellary": [(1, 249)],
    "spedy": [
        *[(1, 94), (101, 104), (110, 116), (120, 124), (130, 133), (140, 154), (160, 168), (170, 175), (180, 198)],
        *[(200, 206), (210, 215), (220, 223), (230, 232), (240, 247), (250, 257), (260, 267), (270, 271), (301, 312)],
    ],
}


@cache
def contract(api: str) -> Contract:
    return load(api)


@pytest.mark.parametrize("api", APIS)
def test_every_statement_of_the_facts_sheet_has_its_row(api: str) -> None:
    numbers = chain.from_iterable(range(first, last + 1) for first, last in STATED[api])
    stated = {f"{api.upper()}-{number:03}" for number in numbers}
    assert stated - {row.id for row in contract(api).requirements} == set()


@pytest.mark.parametrize("api", APIS)
def test_a_row_is_checked_or_says_why_it_cannot_be(api: str) -> None:
    rows = contract(api).requirements
    assert [row.id for row in rows if bool(row.checks) == bool(row.unverifiable)] == []


@pytest.mark.parametrize("api", APIS)
def test_each_check_a_row_names_exists(api: str) -> None:
    planned = [pair.address for pair in lay_out(contract(api), find_checks(api))]
    known = (*planned, *(f"oracle/{operation}" for operation in contract(api).operations))
    assert [(row.id, name) for row, name in Binding(contract(api)).unbound(known)] == []


@pytest.mark.parametrize("api", APIS)
def test_each_operation_has_a_row(api: str) -> None:
    named = {operation for row in contract(api).requirements for operation in row.operations}
    assert set(contract(api).operations) - named == set()
