"""Every mutant of Stellary can be told from the honest server by what it answers, and the tour is the proof."""

from __future__ import annotations

from collections.abc import Callable

from tests.conformance.mutants import of
from tests.conformance.mutants.stellary import Stellary, tour_board, tour_bodies, tour_flows, tour_places
from tests.conformance.mutants.stellary.tour import Tour

STOPS = [*tour_board.STOPS, *tour_places.STOPS, *tour_bodies.STOPS, *tour_flows.STOPS]


def write_diary(make: Callable[[], object], stop: Callable[[Tour], None]) -> list[str]:
    """What one stop of the tour writes down at a fresh server."""
    app = make()
    assert isinstance(app, Stellary)
    tour = Tour(app)
    stop(tour)
    return tour.diary


def test_two_honest_servers_write_the_same_diary() -> None:
    for stop in STOPS:
        assert write_diary(Stellary, stop) == write_diary(Stellary, stop)


def test_every_mutant_writes_another_diary() -> None:
    honest = {stop: write_diary(Stellary, stop) for stop in STOPS}
    stops, unseen = list(STOPS), []
    for name, mutant in of("stellary").mutants.items():
        if mutant.laws[0] == "parallel":
            continue
        seen = next((stop for stop in stops if write_diary(mutant.make, stop) != honest[stop]), None)
        if seen is None:
            unseen.append(name)
        else:
            # Neighbours in a file are seen from the same stop, mostly: try it first.
            stops.remove(seen)
            stops.insert(0, seen)
    assert unseen == []
