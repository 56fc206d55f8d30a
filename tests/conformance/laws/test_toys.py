"""The toys themselves: sound contracts, and a broken one for each law they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

import specs
from conformance.check import find_checks
from conformance.contract import load
from specs.lint import lint

from .toys import BROKEN, TOYS, place


@pytest.mark.parametrize("name", ["shops", "shelves"])
def test_their_contract_is_sound(name: str, tmp_path: Path):
    assert lint(name, place(tmp_path)) == []


def test_every_law_they_stand_for_has_one_that_breaks_it():
    checks = [check for check in find_checks("shops") if check.module in TOYS]
    apis = [load(api) for api in specs.apis()]
    judged = {f"{check.module}.{check.name}" for check in checks if any(check.over(api) for api in apis)}
    laws, broken = {f"{check.module}.{check.name}" for check in checks}, {toy.breaks for toy in BROKEN}
    assert laws - judged <= broken <= laws
