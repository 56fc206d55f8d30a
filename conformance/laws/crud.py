"""Laws of the acts create, read, list and delete: what was written is read, what was deleted is gone."""

from __future__ import annotations

import datetime as dt
import re

from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.bodies import required_members
from conformance.chain import id_field, is_nested
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange, Json
from conformance.laws.evidence import operation_of
from conformance.laws.making import borrowed, created, seen
from conformance.laws.moves import Table
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import Row, call, delete, home, id_in, listed, require_shown, rows_of
from conformance.laws.subjects import creator, is_visible, lister, members, operations, reader
from conformance.laws.untouched import clockwork


def creates(contract: Contract, operation: Operation) -> bool:
    """Whether it is the way to create rows, and these can be seen."""
    return creator(contract, operation.resource) is operation and is_visible(contract, str(operation.resource))


def creates_listed(contract: Contract, operation: Operation) -> bool:
    """Whether it is the way to create rows, and a list shows them."""
    return creator(contract, operation.resource) is operation and lister(contract, operation.resource) is not None


def deletes(_contract: Contract, operation: Operation) -> bool:
    """Whether an operation deletes a row."""
    return operation.acts.get("as") == "delete"


@check(subjects=operations(creates), writes=True)
def reads_back(bench: Bench, subject: Subject) -> None:
    """What a creation was given is what its answer, and reading the row afterwards, show."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    answer = created(bench, resource, tenant)
    sent: Row = answer.request.json() or {}
    row = require_shown(bench, resource, bench.id_of(resource, answer.json()), tenant)
    for source, what in ((answer.json(), "the answer to the creation shows"), (row, "the row reads back with")):
        for name, value in sent.items():
            bench.expect(
                name not in source or agrees(source[name], value),
                f"{what} another {name} than was sent",
                expected=value,
                observed=source.get(name),
            )
    told, free = answer.json(), clockwork(bench, resource)
    if "states" in bench.contract.resources[resource] and (table := Table(bench, resource)).restless:
        free.add(table.field)
    for name in set(told) & set(row) - free:
        bench.expect(
            agrees(row[name], told[name]),
            f"the row reads back with another {name} than its creation answered",
            expected=told[name],
            observed=row[name],
        )


@check(name="listed", subjects=operations(creates_listed), writes=True)
def listed_after(bench: Bench, subject: Subject) -> None:
    """What was created is in the list, and stays there when more is created."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    made = [created(bench, resource, tenant), created(bench, resource, tenant)]
    rows = rows_of(bench, resource, tenant)
    there = {id_in(bench.contract, resource, row) for row in rows}
    for answer in made:
        row_id = bench.id_of(resource, answer.json())
        bench.expect(
            row_id in there, "what was created is not in the list", expected="the new row", observed="not listed"
        )
    _expect_order(bench, resource, rows)


def _expect_order(bench: Bench, resource: str, rows: list[Row]) -> None:
    """A list that says in which order it stands, stands in it; the order of insertion shows in no row."""
    operation = lister(bench.contract, resource)
    keys = [key for key in (operation.acts.get("order", []) if operation else []) if "$" not in key]
    if len(keys) != 1:
        return
    name = keys[0].lstrip("-")
    values = [row[name] for row in rows if row.get(name) is not None]
    if len({type(value) for value in values}) != 1:
        return
    wanted = sorted(values, reverse=keys[0].startswith("-"))
    bench.expect(values == wanted, f"the list is not ordered by {keys[0]}", expected=wanted[:10], observed=values[:10])


@check(subjects=operations(creates), writes=True)
def id_form(bench: Bench, subject: Subject) -> None:
    """A new row has an id: a text that a path can hold, made from the row's fields where the contract says how."""
    resource = str(subject.resource)
    operation = operation_of(subject)
    answer = seen(bench, operation) or created(bench, resource, home(bench, resource))
    row = answer.json()
    declared = bench.contract.resources[resource]["id"]
    field = id_field(bench.contract, resource, row)
    row_id = row.get(field)
    bench.require(
        isinstance(row_id, str) and row_id != "" and not re.search(r"[\s/?#]", row_id),
        "the id of a new row is no text that a path can hold",
        expected="a text without spaces, slashes, ? and #",
        observed=row_id,
        exchange=answer,
    )
    parts = re.findall(r"\{([^}]+)\}", declared["form"])
    # Random and counted parts are the server's own affair: ids are opaque. What is made of fields is not.
    if field == declared["field"] and parts and all(part in row for part in parts):
        wanted = re.sub(r"\{([^}]+)\}", lambda m: str(row[m[1]]), declared["form"])
        bench.expect(
            row_id == wanted, "an id is not made as declared", expected=wanted, observed=row_id, exchange=answer
        )


def makes(contract: Contract, operation: Operation) -> bool:
    """Whether it is the way to create rows, and answers them, not something around them."""
    is_create = creator(contract, operation.resource) is operation and "answer" not in operation.acts
    return is_create and (is_visible(contract, str(operation.resource)) or is_nested(contract))


@check(subjects=operations(makes), writes=True)
def initial(bench: Bench, subject: Subject) -> None:
    """A new row starts as declared: its state, times, defaults and counts."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    operation = operation_of(subject)
    defaults = {n: s["default"] for n, s in _schemas(bench, operation).items() if "default" in s}
    answer = created(bench, resource, tenant, **dict.fromkeys([*defaults, *_left_to_server(bench, operation)], ...))
    row = answer.json()
    if is_visible(bench.contract, resource):
        row = require_shown(bench, resource, bench.id_of(resource, row), tenant)
    sent = answer.request.json() or {}
    restless = "states" in bench.contract.resources[resource] and Table(bench, resource).restless
    for source in (answer.json(), row):
        moving = clockwork(bench, resource) if source is row and restless else set()
        if source is not row or not restless:
            _expect_start(bench, resource, source)
        for name, value in defaults.items():
            _expect_value(bench, source, name, value, sent, None)
        for name, rule in bench.contract.resources[resource].get("initial", {}).items():
            if name in moving:
                continue
            # Null says "nothing yet", and what a deployment is configured with may be there from the start.
            if isinstance(rule, dict) and rule.get("value") is not None:
                _expect_value(bench, source, name, rule["value"], sent, "assumed")
            me = bench.client.principal_of(tenant)
            if isinstance(rule, dict) and rule.get("caller") == "id" and me is not None and me.user is not None:
                _expect_value(bench, source, name, me.user, sent, None)
    for stamp in bench.contract.resources[resource].get("stamps", {}).values():
        told = answer.json().get(stamp, row.get(stamp))
        bench.expect(_is_time(told), f"a new row has no time in {stamp}", expected="an ISO 8601 time", observed=told)


def _left_to_server(bench: Bench, operation: Operation) -> set[str]:
    """Members a client may leave out and the server then sets to something."""
    rules = bench.contract.resources[str(operation.resource)].get("initial", {})
    needed = required_members(bench.contract, operation.body_schema or {})
    stated = {n for n, rule in rules.items() if isinstance(rule, dict) and rule.get("value") is not None}
    return (stated & set(members(bench.contract, operation))) - needed


def _schemas(bench: Bench, operation: Operation) -> dict[str, dict[str, Json]]:
    return {name: bench.contract.schema(schema) for name, schema in members(bench.contract, operation).items()}


def _expect_value(bench: Bench, row: Row, name: str, value: Json, sent: Row, basis: str | None) -> None:
    bench.expect(
        name in sent or name not in row or agrees(row[name], value),
        f"a new row starts with another {name}",
        expected=value,
        observed=row.get(name),
        basis=basis,
    )


def _expect_start(bench: Bench, resource: str, row: Row) -> None:
    """State, counts and collections of a row nothing has happened to."""
    declared = bench.contract.resources[resource]
    start: Row = {name: _nothing(d) for name, d in declared.get("derived", {}).items() if _counts(d)}
    if states := declared.get("states"):
        start[states["field"]] = states["initial"]
    for name, value in start.items():
        _expect_value(bench, row, name, value, {}, None)


def _counts(derived: Row) -> bool:
    return bool({"count", "tally", "collect"} & set(derived))


def _nothing(derived: Row) -> Json:
    """What is gathered where there is nothing to gather."""
    if "tally" in derived:
        return dict.fromkeys(derived["groups"], 0)
    return 0 if "count" in derived else []


def _is_time(value: Json) -> bool:
    try:
        return dt.datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


@check(subjects=operations(deletes), writes=True)
def gone(bench: Bench, subject: Subject) -> None:
    """What was deleted is neither read nor listed any more."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    with borrowed(bench, resource, tenant, spoil=True) as row_id:
        delete(bench, resource, row_id, tenant)
        if (reading := reader(bench.contract, resource)) is not None:
            answer = call(bench, reading, row_id, tenant=tenant)
            _expect_missing(bench, resource, answer, "reading a deleted row")
        if lister(bench.contract, resource) is not None:
            row = listed(bench, resource, row_id, tenant)
            bench.expect(row is None, "a deleted row is still listed", expected="not listed", observed=row)


@check(subjects=operations(deletes), writes=True)
def gone_twice(bench: Bench, subject: Subject) -> None:
    """Deleting what was deleted is answered as an unknown id is."""
    resource, tenant = str(subject.resource), home(bench, subject.resource)
    with borrowed(bench, resource, tenant, spoil=True) as row_id:
        delete(bench, resource, row_id, tenant)
        answer = call(bench, subject.name or "", row_id, tenant=tenant)
        _expect_missing(bench, resource, answer, "a second deletion")


def _expect_missing(bench: Bench, resource: str, answer: Exchange, message: str) -> None:
    cause = bench.contract.resources[resource].get("missing")
    if cause:
        expect_cause(bench, answer, cause, what=message)
    else:
        bench.expect(answer.status in (404, 410), message, expected="404", observed=answer.status, exchange=answer)
