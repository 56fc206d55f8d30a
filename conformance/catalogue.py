"""What there is to judge, without judging: the list of checks and rows, and one row explained."""

from __future__ import annotations

from collections.abc import Iterator

import specs
from conformance.binding import Binding, binds
from conformance.check import Check, find_checks
from conformance.contract import Contract, Requirement, load
from conformance.errors import JudgeError, UsageError
from conformance.plan import lay_out
from conformance.toml_table import near


def contract_of(api: str) -> Contract:
    """The contract of an API. Raises UsageError for an API nobody wrote a contract of."""
    known = specs.apis()
    if api not in known:
        raise UsageError(f"unknown API {api!r}{near(api, known)}")
    try:
        return load(api)
    except specs.SpecError as broken:
        raise JudgeError(f"the contract of {api} cannot be read: {broken}") from None


def find_row(requirement: str) -> tuple[Contract, Requirement]:
    """A requirement and the contract it belongs to, guessed from the id's prefix. Raises UsageError."""
    prefix = requirement.split("-", maxsplit=1)[0].lower()
    apis = sorted(specs.apis(), key=lambda api: api != prefix)
    known: list[str] = []
    for api in apis:
        contract = contract_of(api)
        for row in contract.requirements:
            if row.id.lower() == requirement.lower():
                return contract, row
        known += [row.id for row in contract.requirements]
    raise UsageError(f"unknown requirement {requirement!r}{near(requirement.upper(), known)}")


def list_lines(api: str) -> Iterator[str]:
    """Every check with the rows it is bound to, then every row with what checks it."""
    contract = contract_of(api)
    binding = Binding(contract)
    planned = lay_out(contract, find_checks(api))
    addresses = [p.address for p in planned] + [f"oracle/{op}" for op in contract.operations]
    yield f"{len(addresses)} checks"
    for address in addresses:
        rows = ", ".join(row.id for row in binding.rows(address))
        yield f"  {address}  {rows or '(no requirement)'}"
    yield f"{len(contract.requirements)} requirements"
    for row in contract.requirements:
        bound = sum(any(binds(name, address) for name in row.checks) for address in addresses)
        how = f"unverifiable: {row.unverifiable}" if row.unverifiable else f"{bound} checks"
        yield f"  {row.id}  {row.basis:10}  {how}  {row.says}"
    for row, name in binding.unbound(addresses):
        yield f"warning: {row.id} names {name}, which is no check"


def explain_lines(requirement: str) -> Iterator[str]:
    """One requirement: what it says, on whose word, and each check bound to it with its sentence."""
    contract, row = find_row(requirement)
    yield f"{row.id} ({contract.api})"
    yield f"  says:   {row.says}"
    yield f"  basis:  {row.basis}"
    if row.source:
        yield f"  source: {row.source if isinstance(row.source, str) else _flat(row.source)}"
    if row.conflict:
        yield f"  but:    {row.conflict if isinstance(row.conflict, str) else _flat(row.conflict)}"
    if row.operations:
        yield f"  operations: {', '.join(row.operations)}"
    if row.unverifiable:
        yield f"  not verifiable: {row.unverifiable}"
    for name in row.checks:
        found = _sentences(contract, name)
        yield from (f"  {line}" for line in (found or [f"{name}: no such check"]))


def _sentences(contract: Contract, name: str) -> list[str]:
    """A line for each check a row's name stands for; its subjects counted, not listed."""
    if name.startswith("oracle/"):
        return [f"{name}: openapi-core reads every recorded answer of the operation"]
    hits: dict[str, tuple[Check, int]] = {}
    for planned in lay_out(contract, find_checks(contract.api)):
        if binds(name, planned.address):
            base = f"{planned.check.family}/{planned.check.module}.{planned.check.name}"
            hits[base] = (planned.check, hits.get(base, (planned.check, 0))[1] + 1)
    return [f"{base}: {check.says}" + (f" ({n} subjects)" if n > 1 else "") for base, (check, n) in hits.items()]


def _flat(value: object) -> str:
    return ", ".join(f"{k}: {v}" for k, v in value.items()) if isinstance(value, dict) else str(value)
