"""The grid itself: what it calls alive, and that a brief look ends at the first finding."""

from __future__ import annotations

from tests.conformance.grid import Seen, complaints, killers, look
from tests.conformance.mutants import MUTANTS

NAME = "column_delete_idle"


def test_a_brief_look_ends_at_the_first_check_that_counts() -> None:
    whole, brief = look(NAME), look(NAME, brief=True)
    assert len(killers(MUTANTS[NAME], whole)) > 1
    assert len(brief.found) == 1
    assert set(brief.found) < set(whole.found)
    assert brief.found == tuple(killers(MUTANTS[NAME], brief))


def test_only_a_finding_of_a_named_family_kills() -> None:
    seen = Seen(NAME, ("cases/columns.anything",), (), (), ("laws/crud.gone/deleteColumn",), 0.1)
    (line,) = complaints({NAME: seen}, whole=False)
    assert line.startswith(f"mutant {NAME} survives crud")
    assert line.endswith("found by: cases/columns.anything")


def test_a_law_that_passed_and_never_found_anything_is_idle() -> None:
    seen = Seen(NAME, ("laws/crud.gone/deleteColumn",), (), (), ("laws/crud.created/createColumn",), 0.1)
    assert complaints({NAME: seen}, whole=True) == ["law laws/crud.created never killed a mutant"]
