"""Laws of the keyword `secret`: what is shown once, in the answer that creates it."""

from __future__ import annotations

import json

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Exchange, Json
from conformance.laws.rows import call, home, is_success
from conformance.laws.subjects import creator, has_path_id, resources


def has_secret(contract: Contract, resource: str) -> bool:
    """Whether rows have a secret field, and can be made."""
    return bool(contract.resources[resource].get("secret") and creator(contract, resource))


@check(subjects=resources(has_secret), writes=True)
def shown_once(bench: Bench, subject: Subject) -> None:
    """A secret is in the answer that creates it, and in no other."""
    resource, tenant = str(subject.resource), home(bench)
    declared = bench.contract.resources[resource]["secret"]
    row = bench.make(resource, tenant=tenant)
    making = bench.client.recorder.exchanges[-1]
    values = {name: row.get(name) for name in declared["fields"]}
    for name, value in values.items():
        if isinstance(value, str):
            bench.secret(value)
        if making.operation in declared["shown"]:
            told = isinstance(value, str) and bool(value)
            bench.expect(told, f"{name} is not shown when it is made", expected="a text", exchange=making)
    for name, rule in bench.contract.resources[resource].get("initial", {}).items():
        source = values.get(rule.get("start_of", "")) if isinstance(rule, dict) else None
        if isinstance(source, str) and isinstance(row.get(name), str):
            begins = source.startswith(row[name]) and row[name] != ""
            bench.expect(begins, f"{name} is not how the {rule['start_of']} begins", expected="its beginning")
    for operation in bench.contract.operations.values():
        shows = operation.resource == resource and operation.is_read and operation.id not in declared["shown"]
        if shows:
            row_id = bench.id_of(resource, row) if has_path_id(bench.contract, operation) else ""
            _expect_hidden(bench, call(bench, operation, row_id, tenant=tenant), values)


def _expect_hidden(bench: Bench, answer: Exchange, values: dict[str, Json]) -> None:
    if not is_success(answer):
        return
    told = answer.json()
    for name, value in values.items():
        shown = name in _keys(told) or (isinstance(value, str) and value in json.dumps(told))
        bench.expect(
            not shown, f"{answer.operation} shows {name} again", expected="not shown", observed=name, exchange=answer
        )


def _keys(value: Json) -> set[str]:
    """Member names of a row, or of the rows of a list; a member that is null tells nothing."""
    rows = value if isinstance(value, list) else [value]
    return {name for row in rows if isinstance(row, dict) for name, member in row.items() if member is not None}
