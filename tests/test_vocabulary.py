"""A keyword of the vocabulary has its engine module, its law module and mutants the law must kill."""

from pathlib import Path

import pytest
import yaml

from conformance.check import find_checks
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
    assert any(KEYWORDS[keyword]["law"] in mutant.laws for mutant in MUTANTS.values())
