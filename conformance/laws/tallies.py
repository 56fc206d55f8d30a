"""One more law of the keyword `derived`: numbers of rows by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Json
from conformance.laws.derived import Under, gathers, under
from conformance.laws.links import Link, links
from conformance.laws.rows import Row, delete, require_shown
from conformance.laws.samples import Sample, Setting, put, sample_of, setting_of
from conformance.laws.subjects import is_visible, resources
from conformance.narrowing import values_at

Groups = Mapping[str, Mapping[str, list[Json]]]


def tallying(contract: Contract, resource: str) -> bool:
    """Whether rows count others by group, and those can be made and seen."""
    seen = any(is_visible(contract, link.source) for link in links(contract, resource, "tally"))
    return seen and gathers(contract, resource, "tally")


@check(module="derived", subjects=resources(tallying), writes=True)
def tallies(bench: Bench, subject: Subject) -> None:
    """Each group counts the rows that have one of its values, from none to all, and follows when they come and go."""
    resource = str(subject.resource)
    for link in links(bench.contract, resource, "tally"):
        groups: Groups = bench.contract.resources[resource]["derived"][link.field]["groups"]
        place = under(bench, resource, link)
        made: list[str] = []
        _expect_tally(bench, link, groups, place, made, "of a row nothing belongs to")
        for values in _kinds(bench, link, groups):
            made.append(put(bench, link.source, *values, **place.ties))
            _expect_tally(bench, link, groups, place, made, "after a creation")
        if made:
            delete(bench, link.source, made.pop(0), place.tenant)
            _expect_tally(bench, link, groups, place, made, "after a deletion")


def _kinds(bench: Bench, link: Link, groups: Groups) -> Iterator[list[tuple[Setting, Sample]]]:
    """Values that put a row into one group after the other; of a group without conditions none."""
    for conditions in groups.values():
        found = []
        for field, wanted in conditions.items():
            setting = setting_of(bench.contract, link.source, field)
            tried = (sample_of(bench, setting, value) for value in wanted) if setting else iter(())
            sample = next((sample for sample in tried if sample is not None), None)
            found += [(setting, sample)] if setting is not None and sample is not None else []
        if len(found) == len(conditions):
            yield found


def _expect_tally(bench: Bench, link: Link, groups: Groups, place: Under, made: list[str], when: str) -> None:
    """Each number is that of the rows made so far, as they read now."""
    rows = [require_shown(bench, link.source, row_id, place.tenant) for row_id in made]
    told = require_shown(bench, place.resource, place.row_id, place.tenant).get(link.field)
    for name, conditions in groups.items():
        wanted = sum(_belongs(row, conditions) for row in rows)
        seen = told.get(name) if isinstance(told, dict) else told
        bench.expect(
            seen == wanted, f"{link.field} {name} is not the number of its rows {when}", expected=wanted, observed=told
        )


def _belongs(row: Row, conditions: Mapping[str, list[Json]]) -> bool:
    return all(any(value in wanted for value in values_at(row, field)) for field, wanted in conditions.items())
