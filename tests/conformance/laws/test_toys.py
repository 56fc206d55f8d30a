"""The toys themselves: a sound contract, and a broken one for each law they stand for."""

from __future__ import annotations

from pathlib import Path

from conformance.check import find_checks
from specs.lint import lint

from .toys import BROKEN, TOYS, place


def test_their_contract_is_sound(tmp_path: Path):
    assert lint("shops", place(tmp_path)) == []


def test_every_law_they_stand_for_has_one_that_breaks_it():
    laws = {f"{check.module}.{check.name}" for check in find_checks("shops") if check.module in TOYS}
    assert laws == {toy.breaks for toy in BROKEN}
