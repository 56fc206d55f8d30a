"""Answers several laws look at, asked for once in a run: each operation's success and the refusals laws provoke."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

from conformance.bench import Bench
from conformance.chain import is_nested, names_in, own_name, stands_for
from conformance.check import Subject
from conformance.client import Client
from conformance.contract import Contract, Operation
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange
from conformance.laws.sites import find_site, send_to, sites_for

Key = tuple[str, ...]
ROW_TRIES = 3  # rows of other people an operation is tried on before it counts as not to be had

_kept: WeakKeyDictionary[Client, dict[Key, Exchange]] = WeakKeyDictionary()


def once(bench: Bench, key: Key, ask: Callable[[], Exchange]) -> Exchange:
    """The exchange of a key; ``ask`` sends it the first time in a run. What ``ask`` raises is not kept."""
    kept = _kept.setdefault(bench.client, {})
    if key not in kept:
        kept[key] = ask()
    return kept[key]


def kept_refusals(bench: Bench) -> list[Exchange]:
    """Every refusal laws of this run have provoked so far, in that order."""
    return [e for key, e in _kept.get(bench.client, {}).items() if key[0] != "success" and e.status >= 400]


def operation_of(subject: Subject) -> Operation:
    """The subject's operation; ValueError where it has none."""
    if subject.operation is None:
        raise ValueError(f"subject {subject.name} names no operation")
    return subject.operation


def subject_of(operation: Operation) -> Subject:
    """An operation as a subject, named by its id."""
    return Subject(operation.id, operation.resource, operation)


def operations(contract: Contract) -> list[Subject]:
    """Every operation as a subject."""
    return [subject_of(op) for op in contract.operations.values()]


def success(bench: Bench, operation: Operation) -> Exchange:
    """The answer to a request that is right in every way. Raises CheckSkipped where none can be sent without harm."""
    return once(bench, ("success", operation.id), lambda: _succeed(bench, operation))


def succeeded(bench: Bench, operation: Operation) -> Exchange:
    """As `success`; CheckSkipped where the answer is no 2xx, which is another law's finding."""
    answer = success(bench, operation)
    if not 200 <= answer.status < 300:
        raise CheckSkipped(f"{operation.id} gave no success to look at ({answer.status or answer.error})")
    return answer


def _succeed(bench: Bench, operation: Operation) -> Exchange:
    answer: Exchange | None = None
    for tried, site in enumerate(sites_for(bench, operation)):
        answer = send_to(bench, operation, site)
        if answer.status < 400 or tried + 1 == ROW_TRIES or site.own:
            break
    if answer is None:
        raise CheckSkipped(f"there is no {operation.resource} to call {operation.id} on")
    return answer


def unknown_id(bench: Bench, operation: Operation) -> Exchange:
    """The answer to an id nobody has, everything else being right."""

    def ask() -> Exchange:
        site = find_site(bench, operation, rows=False)
        return send_to(bench, operation, replace(site, ids=unknown_ids(bench, operation)))

    return once(bench, ("unknown_id", operation.id), ask)


def unknown_ids(bench: Bench, operation: Operation) -> dict[str, str]:
    """Path parameters that lead to no row, though all above it are there."""
    # Only the last id is unknown: a foreign parent would be a fault of its own.
    if is_nested(bench.contract):
        resource, home = str(operation.resource), bench.maker.home()
        unknown = bench.unknown_id(resource) if resource in bench.contract.resources else bench.word()
        last, own = names_in(operation.path)[-1], own_name(bench.contract, operation)
        if last != own and stands_for(bench.contract, operation, last) is None:
            known = "" if own is None else bench.maker.paths.above(resource, home).id
            return bench.maker.paths.ids(operation, known, tenant=home, rest=unknown)
        return bench.maker.paths.ids(operation, unknown, tenant=home)
    names = [p.name for p in operation.parameters if p.where == "path"]
    parent = bench.contract.resources[str(operation.resource)].get("parent") or {}
    ids: dict[str, str] = {}
    for name in names[:-1]:
        row = bench.make(parent["resource"], tenant=bench.maker.home())
        ids[name] = bench.id_of(parent["resource"], row)
    return ids | {names[-1]: bench.unknown_id(str(operation.resource))}


def unknown_route(bench: Bench) -> Exchange:
    """The answer to a path beside the API's own."""
    stem = next(iter(bench.contract.operations.values())).path.split("{")[0].rstrip("/")
    return once(bench, ("unknown_route",), lambda: bench.client.send("GET", f"{stem}-{bench.word()}"))


def unknown_method(bench: Bench, operation: Operation) -> Exchange:
    """The answer to a method that the operation's path does not have; never DELETE, which might work and harm."""
    path = operation.path
    known = {op.method for op in bench.contract.operations.values() if op.pattern.match(path)}
    method = next(m for m in ("PUT", "PATCH", "POST", "TRACE") if m not in known)

    def ask() -> Exchange:
        names = [p.name for p in operation.parameters if p.where == "path"]
        ids = {name: f"nobody-{bench.word()}" for name in names}
        home = bench.maker.home()
        return bench.client.send(method, operation.fill({**ids, **(home.path if home else {})}), tenant=home)

    return once(bench, ("unknown_method", path), ask)


def malformed(bench: Bench, operation: Operation) -> Exchange:
    """The answer to a body that breaks off in the middle."""
    return _with_body(bench, operation, "malformed", b'{"name": "cut', "application/json")


def media_type(bench: Bench, operation: Operation) -> Exchange:
    """The answer to a right body that is declared as plain text."""
    return _with_body(bench, operation, "media_type", None, "text/plain")


def _with_body(bench: Bench, operation: Operation, kind: str, content: bytes | None, media: str) -> Exchange:
    def ask() -> Exchange:
        site = find_site(bench, operation, harmless=content is not None)
        headers = {**site.headers, "content-type": media}
        return send_to(bench, operation, replace(site, headers=headers), content=content or site.body_text())

    return once(bench, (kind, operation.id), ask)


def missing_query(bench: Bench, operation: Operation, name: str) -> Exchange:
    """The answer to a request that lacks one query parameter it needs."""

    def ask() -> Exchange:
        site = find_site(bench, operation)
        return send_to(bench, operation, replace(site, query={k: v for k, v in site.query.items() if k != name}))

    return once(bench, ("missing_query", operation.id, name), ask)


def try_all(asks: list[Callable[[], Exchange]]) -> tuple[list[Exchange], str]:
    """What could be asked, and the reason of the last one that could not."""
    answers, why = [], ""
    for ask in asks:
        try:
            answers.append(ask())
        except CheckSkipped as skipped:
            why = str(skipped)
    return answers, why
