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


def runs_in_the_grid(law: str) -> bool:
    """Whether a law has a subject in the contract of any API."""
    checks = [check for check in find_checks("codespar") if check.module == law]
    return any(check.over(load(api)) for check in checks for api in specs.apis())


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_mutant_waits_for_that_law(keyword: str) -> None:
    """Where no API gives the law anything to judge, a toy stands in for the mutants of the grid."""
    law = KEYWORDS[keyword]["law"]
    family = kind_of("laws", law)
    waiting = any(family in mutant.laws for mutant in MUTANTS.values())
    assert waiting or (family in TOYS and not runs_in_the_grid(law))
