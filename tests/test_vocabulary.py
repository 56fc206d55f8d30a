"""A keyword of the vocabulary has its engine module, its law module and mutants the law must kill."""

from pathlib import Path

import pytest
import yaml

import specs
from conformance.check import find_checks
from conformance.contract import load
from tests.conformance.grid import kind_of
from tests.conformance.laws.toys import TOYS
from tests.conformance.mutants import MUTANTS

ROOT = Path(__file__).parent.parent
KEYWORDS: dict[str, dict[str, str]] = yaml.safe_load((ROOT / "specs/vocabulary.yaml").read_text())["keywords"]


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_the_twin_has_a_place_for_it(keyword: str) -> None:
    assert (ROOT / f"mock_server/engine/{KEYWORDS[keyword]['engine']}.py").is_file()


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_the_judge_has_a_law_for_it(keyword: str) -> None:
    laws = {check.module for check in find_checks("codespar") if check.family == "laws"}
    assert KEYWORDS[keyword]["law"] in laws


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_mutant_waits_for_that_law(keyword: str) -> None:
    family = kind_of("laws", KEYWORDS[keyword]["law"])
    assert family in TOYS or any(family in mutant.laws for mutant in MUTANTS.values())


def test_toys_stand_only_for_laws_the_grid_never_runs() -> None:
    """Once an API uses a keyword, its mutants show the law failing and the toy may go."""
    contracts = [load(api) for api in specs.apis()]
    used = {
        check.module
        for check in find_checks("codespar")
        if check.module in TOYS and any(check.over(contract) for contract in contracts)
    }
    assert used == set()
