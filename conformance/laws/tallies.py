"""One more law of the keyword `derived`: numbers of rows by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Json
from conformance.laws.derived import Under, gathers, under
from conformance.laws.links import Link, links
from conformance.laws.rows import Row, delete, require_shown, rows_of
from conformance.laws.samples import Sample, Setting, put, sample_of, setting_of
from conformance.laws.subjects import lister, resources
from conformance.narrowing import values_at

Groups = Mapping[str, Mapping[str, list[Json]]]


def tallying(contract: Contract, resource: str) -> bool:
    """Whether rows count others by group, and those can be made and listed."""
    listed = any(lister(contract, link.source) for link in links(contract, resource, "tally"))
    return listed and gathers(contract, resource, "tally")


@check(module="derived", subjects=resources(tallying), writes=True)
def tallies(bench: Bench, subject: Subject) -> None:
    """Each group counts the rows that have one of its values, from none to all, and follows when they come and go."""
    resource = str(subject.resource)
    for link in links(bench.contract, resource, "tally"):
        groups: Groups = bench.contract.resources[resource]["derived"][link.field]["groups"]
        place = under(bench, resource, link)
        _expect_tally(bench, link, groups, place, "of a row nothing belongs to")
        made: list[str] = []
        for values in _kinds(bench, link, groups):
            made.append(_make(bench, link, place, values))
            _expect_tally(bench, link, groups, place, "after a creation")
        for row_id in made[:1]:
            delete(bench, link.source, row_id, place.tenant)
            _expect_tally(bench, link, groups, place, "after a deletion")


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


def _make(bench: Bench, link: Link, place: Under, values: list[tuple[Setting, Sample]]) -> str:
    return put(bench, link.source, *values, **place.ties)


def _expect_tally(bench: Bench, link: Link, groups: Groups, place: Under, when: str) -> None:
    rows = _rows(bench, link, place)
    told = require_shown(bench, place.resource, place.row_id, place.tenant).get(link.field)
    for name, conditions in groups.items():
        wanted = sum(_belongs(row, conditions) for row in rows)
        seen = told.get(name) if isinstance(told, dict) else told
        bench.expect(
            seen == wanted, f"{link.field} {name} is not the number of its rows {when}", expected=wanted, observed=told
        )


def _rows(bench: Bench, link: Link, place: Under) -> list[Row]:
    """The rows that belong to the row, as their list shows them."""
    declared = bench.contract.resources[link.source].get("parent") or {}
    above = place.row_id if declared.get("field") == link.by and declared["resource"] == place.resource else ""
    rows = rows_of(bench, link.source, place.tenant, parent=above)
    return [row for row in rows if row.get(link.by, place.row_id) == place.row_id]


def _belongs(row: Row, conditions: Mapping[str, list[Json]]) -> bool:
    return all(any(value in wanted for value in values_at(row, field)) for field, wanted in conditions.items())
