"""The toys themselves: sound contracts, and a broken one for each law they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

import specs
from conformance.check import find_checks
from conformance.contract import load
from specs.lint import lint
from tests.conformance.grid import kind_of
from tests.conformance.mutants import MUTANTS

from .toys import BROKEN, CONTRACTS, TOYS, place

CHECKS = [check for check in find_checks("shops") if check.family == "laws"]
KILLING = {family for mutant in MUTANTS.values() for family in mutant.laws}


@pytest.mark.parametrize("api", sorted(folder.name for folder in CONTRACTS.iterdir()))
def test_their_contract_is_sound(api: str, tmp_path: Path):
    assert lint(api, place(tmp_path)) == []


def test_every_law_they_alone_stand_for_has_one_that_breaks_it():
    checks = [check for check in CHECKS if kind_of("laws", check.module) in TOYS - KILLING]
    apis = [load(api) for api in specs.apis()]
    judged = {f"{check.module}.{check.name}" for check in checks if any(check.over(api) for api in apis)}
    laws = {f"{check.module}.{check.name}" for check in checks}
    assert laws - judged - {toy.breaks for toy in BROKEN} == set()


def test_each_breaks_a_law_there_is():
    assert {toy.breaks for toy in BROKEN} - {f"{check.module}.{check.name}" for check in CHECKS} == set()
