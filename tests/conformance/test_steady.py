"""The comparison of two runs with one seed sees whatever differs."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.conformance.steady import differences

REPORT: dict[str, Any] = {
    "requirements": [{"id": "TOY-001", "verdict": "passed"}, {"id": "TOY-002", "verdict": "noted"}],
    "checks": [{"check": "laws/crud.created/Note", "outcome": "noted", "requests": 3}],
    "findings": [{"id": "a1b2", "check": "laws/crud.created/Note", "verdict": "noted"}],
    "requests": 12,
    "exit": 0,
}


def test_a_run_agrees_with_its_like() -> None:
    assert not list(differences(REPORT, {**deepcopy(REPORT), "duration_s": 4.5, "started": "later"}))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("requirements", 1, "verdict"), "failed", "verdict of TOY-002: noted, then failed"),
        (("checks", 0, "outcome"), "passed", "outcome of laws/crud.created/Note: noted, then passed"),
        (("checks", 0, "requests"), 4, "requests of laws/crud.created/Note: 3, then 4"),
        (("requests",), 13, "requests in all: 12, then 13"),
        (("exit",), 1, "exit code: 0, then 1"),
        (("findings",), [], "finding a1b2 of laws/crud.created/Note: noted, then absent"),
    ],
)
def test_whatever_differs_is_named(path: tuple[Any, ...], value: Any, said: str) -> None:
    other = deepcopy(REPORT)
    place: Any = other
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert list(differences(REPORT, other)) == [said]
