"""More laws of the keyword `filter`: rows a list leaves out unless they are asked for."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Operation
from conformance.exchange import Json
from conformance.laws.evidence import operation_of
from conformance.laws.matches import each, need_setting, the_filter
from conformance.laws.narrowed import Seen, expect_shown, narrowed
from conformance.laws.rows import Row
from conformance.laws.samples import Sample, Setting, put, sample_of, samples, setting_of, stage
from conformance.lists import everything
from conformance.narrowing import Narrowing, narrowings, values_at


def _two_rows(bench: Bench, subject: Subject) -> tuple[str, str]:
    """A row the list leaves out for this alone, and one beside it that it shows."""
    operation, entry, resource = operation_of(subject), the_filter(subject), str(subject.resource)
    setting = need_setting(bench, resource, entry.field)
    stage(bench, operation)
    hidden, plain = sample_of(bench, setting, entry.value), _in_sight(bench, operation, entry.field, setting)
    if hidden is None or plain is None:
        bench.skip(f"no request gives a {resource} the {entry.field} {entry.value}, or another")
        return "", ""
    rest = _others_in_sight(bench, operation, entry)
    return put(bench, resource, (setting, hidden), *rest), put(bench, resource, (setting, plain), *rest)


def _in_sight(bench: Bench, operation: Operation, field: str, setting: Setting) -> Sample | None:
    """A value of a field for which no flag of the list hides a row."""
    hidden = [n.value for n in narrowings(operation) if n.kind == "reveals" and n.field == field]
    return next((sample for sample in samples(bench, setting) if sample.asked not in hidden), None)


def _others_in_sight(bench: Bench, operation: Operation, entry: Narrowing) -> list[tuple[Setting, Sample]]:
    """For each other field by which the list hides rows, a value that hides none."""
    found = []
    others = {n.field for n in narrowings(operation) if n.kind == "reveals"} - {entry.field}
    for field in sorted(others):
        setting = setting_of(bench.contract, str(operation.resource), field)
        sample = _in_sight(bench, operation, field, setting) if setting is not None else None
        found += [(setting, sample)] if setting is not None and sample is not None else []
    return found


@check(module="filter", subjects=each(lambda f: f.kind == "reveals"), writes=True)
def hides(bench: Bench, subject: Subject) -> None:
    """Rows with the value are left out of a list and its total unless the flag is on, which changes no other row."""
    operation, entry = operation_of(subject), the_filter(subject)
    hidden, plain = _two_rows(bench, subject)
    rest: Row = {name: on for name, on in everything(operation).items() if name != entry.parameter}
    queries: list[Row] = [{}, rest, {entry.parameter: False}]
    for query in queries:
        seen = narrowed(bench, operation, query, whole=False)
        expect_shown(bench, seen, f"a list without {entry.parameter}", {plain}, {hidden})
    seen = narrowed(bench, operation, {entry.parameter: True}, whole=False)
    expect_shown(bench, seen, f"a list with {entry.parameter}", {plain, hidden}, ())


@check(module="filter", subjects=each(lambda f: f.kind == "reveals" and f.unless), writes=True)
def unless(bench: Bench, subject: Subject) -> None:
    """A parameter that asks for such rows by another way shows them without the flag."""
    operation, entry = operation_of(subject), the_filter(subject)
    hidden, _ = _two_rows(bench, subject)
    row = narrowed(bench, operation, {}).rows.get(hidden, {})
    others: list[Narrowing] = [n for n in narrowings(operation) if n.parameter in entry.unless]
    tried = False
    for other in others:
        value = _matching(other, row)
        if value is None:
            continue
        tried = True
        seen: Seen = narrowed(bench, operation, {other.parameter: value}, whole=False)
        expect_shown(bench, seen, f"{other.parameter} without {entry.parameter}", {hidden}, ())
    if not tried:
        bench.skip("no answer shows a value that such a parameter could ask for")


def _matching(entry: Narrowing, row: Row) -> Json:
    """A value of a filter that a row matches; None where the row shows none."""
    if entry.kind == "reveals" or (entry.kind == "flag" and any(values_at(row, entry.field))):
        return True
    if entry.kind in ("flag", "past", "absent"):
        return None
    found = [value for field in entry.fields for value in values_at(row, field) if value is not None]
    return found[0] if found else None
