"""People who do not see a board yet."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, call, everyone
from conformance.target import Principal


def stranger(
    bench: Bench, board: Row, role: str = TEAM_MEMBER, *, having: str | None = None, lacking: str | None = None
) -> Principal:
    """Somebody of a role, with a permission and without another one, to whom a board is an unknown one.

    Skips the check where the target file names nobody like that.
    """
    for person in everyone(bench):
        fits = having in (None, *person.scopes) and (lacking is None or lacking not in person.scopes)
        if fits and role in (person.holds("user", "role") or ()) and not _sees(bench, board, person):
            return person
    bench.skip(f"the target file names no {role} who does not see every new board")
    raise AssertionError


def _sees(bench: Bench, board: Row, person: Principal) -> bool:
    return call(bench, "getBoard", who=person, boardId=board["id"]).status != 404
