"""Laws of the path alias: every operation works under it too, on the same state."""

from __future__ import annotations

from functools import partial

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws import evidence
from conformance.laws.sameness import compare
from conformance.laws.sites import Site, find_site, listed, send_to
from conformance.target import Tenant


def reading(contract: Contract) -> list[Subject]:
    """Reading operations, where the contract has an alias."""
    return [s for s in evidence.operations(contract) if contract.aliases and evidence.operation_of(s).is_read]


def writing(contract: Contract) -> list[Subject]:
    """Writing operations, where the contract has an alias."""
    return [s for s in evidence.operations(contract) if contract.aliases and not evidence.operation_of(s).is_read]


@check(subjects=reading)
def reads(bench: Bench, subject: Subject) -> None:
    """A read answers the same under the alias."""
    operation = evidence.operation_of(subject)
    site = find_site(bench, operation)
    ask = partial(
        bench.client.call,
        operation,
        site.ids,
        query=site.query or None,
        headers=site.headers,
        tenant=None if "{" in operation.path else _somebody(bench),
    )
    for prefix in bench.contract.aliases:
        seen = compare(ask, partial(ask, prefix=prefix))
        bench.expect(
            seen.same is not False,
            f"the answer under {prefix} differs",
            expected=f"{seen.here}: {seen.here.text[:300]}",
            observed=f"{seen.there}: {seen.there.text[:300]}",
            exchange=seen.there,
        )


@check(subjects=writing, writes=True)
def writes(bench: Bench, subject: Subject) -> None:
    """A write works under the alias, and what it did is seen without it."""
    operation = evidence.operation_of(subject)
    plain = evidence.succeeded(bench, operation)
    for prefix in bench.contract.aliases:
        site = (
            find_site(bench, operation) if not _of_listed_rows(bench, operation) else _same_row(bench, operation, plain)
        )
        answer = send_to(bench, operation, site, prefix=prefix)
        bench.require(
            answer.status == plain.status,
            f"under {prefix} the write is answered otherwise",
            expected=plain.status,
            observed=f"{answer}: {answer.text[:200]}",
            exchange=answer,
        )
        bench.expect(
            _members(answer) >= _always(bench, operation, plain),
            f"under {prefix} the answer lacks members",
            expected=_always(bench, operation, plain),
            observed=_members(answer),
            exchange=answer,
        )
        _expect_done(bench, operation, site, answer, prefix)


def _somebody(bench: Bench) -> Tenant | None:
    """A tenant with rows of its own, so that an alias that forgets the tenant shows."""
    return next((t for t in bench.target.tenants if t.value), bench.maker.home())


def _of_listed_rows(bench: Bench, operation: Operation) -> bool:
    """Whether the operation works on rows the judge cannot make."""
    return "{" in operation.path and not bench.contract.by("create", operation.resource or "")


def _same_row(bench: Bench, operation: Operation, plain: Exchange) -> Site:
    """The row on which the plain form worked, for operations that not every row allows; deletions need another."""
    site = find_site(bench, operation)
    found = operation.pattern.match(plain.request.path.split("?")[0])
    names = [p.name for p in operation.parameters if p.where == "path"]
    if found is None or operation.acts.get("as") == "delete":
        return site
    return Site(
        dict(zip(names, found.groups(), strict=True)), site.query, site.headers, site.body, site.tenant, own=False
    )


def _members(answer: Exchange) -> set[str]:
    body = answer.json() if answer.response and answer.response.body else {}
    return set(body) if isinstance(body, dict) else set()


def _always(bench: Bench, operation: Operation, plain: Exchange) -> set[str]:
    """The members every success must have and the plain answer had."""
    schema = bench.contract.schema(bench.contract.answer_schema(operation, plain.status) or {})
    return _members(plain) & set(schema.get("required", []))


def _expect_done(bench: Bench, operation: Operation, site: Site, answer: Exchange, prefix: str) -> None:
    act, resource = operation.acts.get("as"), operation.resource
    if resource is None or act not in ("create", "delete", "move"):
        return
    row_id = bench.id_of(resource, answer.json()) if act == "create" else list(site.ids.values())[-1]
    try:
        row = _find(bench, resource, row_id, site)
    except CheckSkipped:
        return  # no operation shows such rows
    if act == "delete":
        bench.expect(row is None, f"what was deleted under {prefix} is still there", exchange=answer, observed=row)
        return
    bench.expect(
        row is not None and _carries(bench, operation, site, row),
        f"what was written under {prefix} is not seen without it",
        expected=site.body if act == "create" else row_id,
        observed=row,
        exchange=answer,
    )
    states = bench.contract.resources[resource].get("states")
    if act == "move" and states and row is not None and states["field"] in row:
        moves = [m for m in states["moves"] if m["op"] == operation.id and _selects(m.get("when", {}), site.body)]
        goals = [m["to"] for m in moves]
        bench.expect(
            not goals or row[states["field"]] in goals,
            f"the move under {prefix} is not seen without it",
            expected=goals,
            observed=row[states["field"]],
            exchange=answer,
        )


def _carries(bench: Bench, operation: Operation, site: Site, row: dict[str, Json]) -> bool:
    """Whether a created row shows what makes it unlike others: another state may have given its id a second time."""
    if operation.acts.get("as") != "create" or not isinstance(site.body, dict):
        return True
    rules = bench.contract.resources[str(operation.resource)].get("unique", [])
    unique = {name for rule in rules for name in rule["fields"]} & set(site.body) & set(row)
    return all(row[name] == site.body[name] for name in unique)


def _selects(when: dict[str, Json], body: Json) -> bool:
    return all(isinstance(body, dict) and body.get(name) == value for name, value in when.items())


def _find(bench: Bench, resource: str, row_id: str, site: Site) -> dict[str, Json] | None:
    """The row as the plain form shows it now, by its own read or in the list; None when it is not there."""
    for operation in bench.contract.by("read", resource):
        answer = bench.client.call(operation, site.ids or _one(operation, row_id), tenant=site.tenant)
        if answer.status in (404, 410):
            return None
        row: Json = answer.json() if 200 <= answer.status < 300 else None
        return row if isinstance(row, dict) else None
    plain = [op for op in bench.contract.by("list", resource) if "{" not in op.path and not op.acts.get("page")]
    if not plain:
        raise CheckSkipped(f"no operation shows one {resource}")
    return next((row for row in listed(bench, resource) if bench.id_of(resource, row) == row_id), None)


def _one(operation: Operation, row_id: str) -> dict[str, str]:
    return {p.name: row_id for p in operation.parameters if p.where == "path"}
