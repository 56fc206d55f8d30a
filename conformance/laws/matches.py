"""More laws of the keyword `filter`: of rows made to differ, each kind of filter shows those that match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from conformance.bench import Bench
from conformance.bodies import required_members
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.laws.evidence import operation_of
from conformance.laws.narrowed import Seen, expect_shown, narrowed
from conformance.laws.rows import home
from conformance.laws.samples import (
    EARLY,
    LATE,
    LONG_AGO,
    Sample,
    Setting,
    fitting,
    moment,
    put,
    sample_of,
    setting_of,
    stage,
    two_samples,
)
from conformance.laws.subjects import creator, list_name, members
from conformance.narrowing import Narrowing, narrowings, values_at

Asked = tuple[Json, set[str], set[str]]  # a value, the rows it shows, those it does not
TIMES = ("before", "after", "until", "from", "past")
ODD = "{word} a+b & c%2Cd ü"
NOT_QUITE = ("{word} a b & c,d ü", "{word} a+b & d")  # what it is where it is decoded twice, or cut short


def each(test: Callable[[Narrowing], object]) -> Callable[[Contract], list[Subject]]:
    """Subjects: every filter that passes a test, of each list whose rows can be made; as ``Ticket.statusId``.

    Where a parameter narrows by several fields in ways of their own, by each: as ``Ticket.includeArchived.isArchived``.
    """

    def find(contract: Contract) -> list[Subject]:
        return [
            Subject(f"{list_name(contract, op)}.{_name(op, entry)}", op.resource, op, {"filter": entry})
            for op in contract.by("list")
            for entry in narrowings(op)
            if creator(contract, op.resource) is not None and test(entry)
        ]

    return find


def _name(operation: Operation, entry: Narrowing) -> str:
    """What a filter is called: its parameter; with the field where the parameter has several filters."""
    alone = [other.parameter for other in narrowings(operation)].count(entry.parameter) == 1
    return entry.parameter if alone else f"{entry.parameter}.{entry.field}"


def several(contract: Contract) -> list[Subject]:
    """Lists with two filters whose values can be given together."""
    lists = [op for op in contract.by("list") if creator(contract, op.resource) is not None]
    return [Subject(list_name(contract, op), op.resource, op) for op in lists if _pair(contract, op)]


def _pair(contract: Contract, operation: Operation) -> list[tuple[Narrowing, Setting]]:
    """Two filters by values that a creation can give, each by a member of its own."""
    found = []
    for entry in narrowings(operation):
        setting = setting_of(contract, str(operation.resource), entry.field, entry.parameter)
        if entry.kind in ("equals", "comma") and setting is not None and setting.at_birth:
            found.append((entry, setting))
    pairs = (list(pair) for pair in combinations(found, 2) if pair[0][1].member != pair[1][1].member)
    return next(pairs, [])


def the_filter(subject: Subject) -> Narrowing:
    """The filter a subject is about."""
    found: Narrowing = subject.data["filter"]
    return found


def need_setting(bench: Bench, resource: str, field: str, parameter: str = "") -> Setting:
    """How rows get a value in a field; skips the check where no request gives one."""
    setting = setting_of(bench.contract, resource, field, parameter)
    if setting is None:
        bench.skip(f"no request gives a {resource} its {field}")
    return setting or Setting(resource, field)


@dataclass(frozen=True)
class Trio:
    """Rows made to differ: by the values they have; ``bare`` has none."""

    one: str
    other: str
    bare: str | None
    samples: tuple[Sample, Sample]


def _trio(bench: Bench, resource: str, setting: Setting, field: str, pair: list[Sample]) -> Trio:
    if len(pair) < 2:
        bench.skip(f"there are no two values of {setting.member} to tell rows apart by")
    ids = [put(bench, resource, (setting, sample)) for sample in pair]
    return Trio(ids[0], ids[1], _bare(bench, resource, setting, field), (pair[0], pair[1]))


def _bare(bench: Bench, resource: str, setting: Setting, field: str) -> str | None:
    """A row without the value; None where it must have one, or gets one from the server."""
    operation = setting.operation
    if operation is None:
        return None
    if setting.at_birth and setting.member in required_members(bench.contract, operation.body_schema or {}):
        return None
    left_out: dict[str, Json] = {setting.member: ...} if setting.at_birth else {}
    row = bench.make(resource, tenant=home(bench), **left_out)
    return None if any(value is not None for value in values_at(row, field)) else bench.id_of(resource, row)


def _day(bench: Bench, setting: Setting, day: str) -> Sample:
    """A time as the member takes it."""
    if setting.operation is None:
        return Sample(day, day)
    schema = bench.contract.schema(members(bench.contract, setting.operation)[setting.member])
    value = moment(schema, day)
    return Sample(value, value)


@check(module="filter", subjects=each(lambda f: f.kind not in ("contains", "reveals")), writes=True)
def matches(bench: Bench, subject: Subject) -> None:
    """Of rows that differ in a field, its filter shows those that match and no others, and the total says so."""
    operation, entry, resource = operation_of(subject), the_filter(subject), str(subject.resource)
    setting = need_setting(bench, resource, entry.field, entry.parameter)
    stage(bench, operation)
    days = (LONG_AGO, LATE) if entry.kind == "past" else (EARLY, LATE)
    pair = [_day(bench, setting, day) for day in days] if entry.kind in TIMES else two_samples(bench, setting)
    trio = _trio(bench, resource, setting, entry.field, pair)
    one, other = trio.samples
    rest = {trio.bare} if trio.bare is not None else set()
    asked: dict[str, list[Asked]] = {
        "before": [(other.asked, {trio.one}, {trio.other, *rest})],
        "after": [(one.asked, {trio.other}, {trio.one, *rest})],
        "until": [(one.asked, {trio.one}, {trio.other, *rest})],
        "from": [(other.asked, {trio.other}, {trio.one, *rest})],
        "past": [(True, {trio.one}, {trio.other, *rest})],
        "absent": [(True, rest, {trio.one, trio.other})],
    }
    both: list[Asked] = [
        (one.asked, {trio.one}, {trio.other, *rest}),
        (other.asked, {trio.other}, {trio.one, *rest}),
    ]
    told = [case for case in asked.get(entry.kind, both) if case[0] != entry.all]
    for value, inside, outside in told:
        seen = narrowed(bench, operation, {entry.parameter: value})
        expect_shown(bench, seen, entry.parameter, inside, outside)


@check(module="filter", subjects=each(lambda f: f.kind == "comma"), writes=True)
def any_of(bench: Bench, subject: Subject) -> None:
    """Several values parted by commas show the rows that have any of them."""
    operation, entry, resource = operation_of(subject), the_filter(subject), str(subject.resource)
    setting = need_setting(bench, resource, entry.field, entry.parameter)
    stage(bench, operation)
    trio = _trio(bench, resource, setting, entry.field, two_samples(bench, setting))
    value = ",".join(str(sample.asked) for sample in trio.samples)
    seen = narrowed(bench, operation, {entry.parameter: value})
    expect_shown(bench, seen, f"{entry.parameter} with two values", {trio.one, trio.other}, {str(trio.bare)})


@check(module="filter", subjects=each(lambda f: f.none is not ...), writes=True)
def none(bench: Bench, subject: Subject) -> None:
    """The value that means null shows the rows without a value, and no others."""
    operation, entry, resource = operation_of(subject), the_filter(subject), str(subject.resource)
    setting = need_setting(bench, resource, entry.field, entry.parameter)
    stage(bench, operation)
    trio = _trio(bench, resource, setting, entry.field, two_samples(bench, setting))
    if trio.bare is None:
        bench.skip(f"no {resource} can be without {setting.member}")
    seen = narrowed(bench, operation, {entry.parameter: entry.none})
    expect_shown(bench, seen, f"{entry.parameter} {entry.none}", {str(trio.bare)}, {trio.one, trio.other})


@check(module="filter", subjects=each(lambda f: f.kept_out), writes=True)
def kept_out(bench: Bench, subject: Subject) -> None:
    """A time that has passed does not count where another field has one of the values that keep a row out."""
    operation, entry, resource = operation_of(subject), the_filter(subject), str(subject.resource)
    setting = need_setting(bench, resource, entry.field)
    stage(bench, operation)
    past, tried = _day(bench, setting, LONG_AGO), False
    counting = put(bench, resource, (setting, past))
    for field, values in entry.kept_out:
        by = need_setting(bench, resource, field)
        for value in values:
            if (sample := sample_of(bench, by, value)) is not None:
                tried = True
                row_id = put(bench, resource, (setting, past), (by, sample))
                seen = narrowed(bench, operation, {entry.parameter: True})
                expect_shown(bench, seen, f"{entry.parameter} beside {field} {value}", {counting}, {row_id})
    if not tried:
        bench.skip("no request gives a row a value that keeps it out")


@check(module="filter", subjects=each(lambda f: f.kind == "contains"), writes=True)
def contains(bench: Bench, subject: Subject) -> None:
    """A search shows the rows that hold the text in one of its fields, whatever its case, and no others."""
    operation, entry, resource = operation_of(subject), the_filter(subject), str(subject.resource)
    stage(bench, operation)
    beside, tried = bench.id_of(resource, bench.make(resource, tenant=home(bench))), False
    for field in entry.fields:
        setting = setting_of(bench.contract, resource, field)
        if setting is None or setting.operation is None or setting.reference is not None:
            continue
        word = bench.word()
        text = fitting(bench, setting, (f"A {word} b", f"{word}.b@example.com", word))
        if text is None:
            continue
        tried = True
        row_id = put(bench, resource, (setting, Sample(text, word)))
        for asked in (word, word[1:-1], word.upper()):
            seen = narrowed(bench, operation, {entry.parameter: asked})
            expect_shown(bench, seen, f"{entry.parameter} of a text in {field}", {row_id}, {beside})
    if not tried:
        bench.skip(f"no request gives a {resource} a text to search for")


@check(module="filter", subjects=each(lambda f: f.kind == "contains"), writes=True)
def encoded(bench: Bench, subject: Subject) -> None:
    """A text with spaces, plus signs, ampersands, umlauts and percent signs is searched for as it was encoded."""
    operation, entry, resource = operation_of(subject), the_filter(subject), str(subject.resource)
    word = bench.word()
    text, *others = (form.format(word=word) for form in (ODD, *NOT_QUITE))
    settings = [setting_of(bench.contract, resource, field) for field in entry.fields]
    plain = (s for s in settings if s is not None and s.operation is not None and s.reference is None)
    setting = next((s for s in plain if fitting(bench, s, (text,)) is not None), None)
    if setting is None:
        bench.skip(f"no request gives a {resource} such a text")
        return
    stage(bench, operation)
    row_id, *beside = (put(bench, resource, (setting, Sample(value, value))) for value in (text, *others))
    for wide in (False, True):
        seen = narrowed(bench, operation, {entry.parameter: text}, wide=wide)
        how = "%20" if wide else "+"
        expect_shown(bench, seen, f"{entry.parameter} with odd characters (spaces as {how})", {row_id}, beside)


@check(module="filter", subjects=several, writes=True)
def together(bench: Bench, subject: Subject) -> None:
    """Two filters show the rows that match both."""
    operation, resource = operation_of(subject), str(subject.resource)
    (one, by_one), (other, by_other) = _pair(bench.contract, operation)
    stage(bench, operation)
    ones, others = two_samples(bench, by_one), two_samples(bench, by_other)
    if min(len(ones), len(others)) < 2:
        bench.skip("there are no two values of each to tell rows apart by")
    both = put(bench, resource, (by_one, ones[0]), (by_other, others[0]))
    rest = {put(bench, resource, (by_one, a), (by_other, b)) for a, b in ((ones[0], others[1]), (ones[1], others[0]))}
    seen: Seen = narrowed(bench, operation, {one.parameter: ones[0].asked, other.parameter: others[0].asked})
    expect_shown(bench, seen, f"{one.parameter} and {other.parameter}", {both}, {*rest})
