"""The page for contract authors names every keyword of the vocabulary."""

from pathlib import Path

import pytest
import yaml

import specs

PAGE = (Path(specs.__file__).parent / "README.md").read_text("utf-8")
KEYWORDS = yaml.safe_load((Path(specs.__file__).parent / "vocabulary.yaml").read_text("utf-8"))["keywords"]


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_keyword_has_its_two_lines(keyword: str) -> None:
    assert f"**{keyword}**" in PAGE


@pytest.mark.parametrize("basis", ["documented", "published", "assumed"])
def test_each_basis_is_explained(basis: str) -> None:
    assert f"| `{basis}` |" in PAGE
