"""Input no client should send: odd ids, odd queries, bodies that are no JSON or far too large, odd tenants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from conformance.bench import Bench
from conformance.bodies import all_properties
from conformance.chain import is_nested, names_in, own_name
from conformance.contract import Operation
from conformance.exchange import Exchange
from conformance.expr import place
from conformance.laws.sites import Site, find_site, send_to
from conformance.wire import Query

HUGE = 10 * 1024 * 1024  # bytes
IDS = {
    "an id of 5,000 characters": "x" * 5000,
    "an id that is an encoded slash": "%2F",
    "an id that is an encoded NUL": "%00",
    "an id that is two dots": "..",
    "an id that is no UTF-8": "%ff%fe",
}
TENANTS = {
    "a tenant that is a path": "../../x",
    "a tenant of 5,000 characters": "x" * 5000,
    "a tenant with quotes": '\' or "1"="1',
}


@dataclass(frozen=True)
class Probe:
    """One hostile request. ``no_json``: its body is no JSON at all; ``may_be_cut_off``: a server may hang up on it."""

    says: str
    site: Site
    raw_id: str | None = None
    query: Query | None = None
    content: bytes | None = None
    tenant: str | None = None
    no_json: bool = False
    may_be_cut_off: bool = False

    def brief(self, answer: Exchange) -> Exchange:
        """The exchange with a body a report can hold."""
        if self.content is None or len(self.content) < HUGE:
            return answer
        cut = self.content[:60] + b"... %d bytes" % len(self.content)
        return replace(answer, request=replace(answer.request, body=cut))


def send(bench: Bench, operation: Operation, probe: Probe) -> Exchange:
    """Send one probe."""
    site = probe.site
    if probe.raw_id is not None:
        site = replace(site, ids=_raw_ids(bench, operation, probe.raw_id))
    if probe.tenant is not None:
        header = place(bench.contract.conventions["tenancy"]["from"])[1]
        site = replace(site, tenant=None, headers={**site.headers, header: probe.tenant})
    if probe.query is not None:
        return bench.client.call(operation, site.ids, query=probe.query, headers=site.headers, tenant=site.tenant)
    if probe.content is not None:
        site = replace(site, headers={**site.headers, "content-type": "application/json"})
    return send_to(bench, operation, site, content=probe.content)


def probes(bench: Bench, operation: Operation) -> Iterator[Probe]:
    """The probes that suit an operation; few each, so that all operations together get every kind."""
    number = list(bench.contract.operations).index(operation.id)
    many = bench.can("limits") or not bench.contract.conventions.get("limits")
    if _path_names(operation):
        site = find_site(bench, operation, rows=False)
        for says in _some(list(IDS), number, 5 if operation.is_read and many else 1):
            yield Probe(says, site, raw_id=IDS[says])
    if any(p.where == "query" for p in operation.parameters):
        yield from list(_queries(bench, operation))[: None if many else 1]
    if operation.takes_json:
        yield from list(_bodies(bench, operation, number))[: None if many else 3]
    if _bare(operation) and _by_header(bench):
        for says in _some(list(TENANTS), number, 1):
            yield Probe(says, find_site(bench, operation), tenant=TENANTS[says])


def _queries(bench: Bench, operation: Operation) -> Iterator[Probe]:
    site = find_site(bench, operation)
    params = [p for p in operation.parameters if p.where == "query"]
    right = dict(site.query)
    first = params[0]
    value = right.get(first.name, "1")
    others = [(k, v) for k, v in right.items() if k != first.name]
    yield Probe("a query parameter given twice", site, query=[(first.name, value), (first.name, "x"), *others])
    number = next((p for p in params if p.schema.get("type") in ("integer", "number")), None)
    if number:
        yield Probe("a query number of 400 digits", site, query={**right, number.name: "9" * 400})
    else:
        text = "&".join([f"{first.name}=%ff%00", *(f"{k}={v}" for k, v in others)])
        yield Probe("a query value that is no UTF-8", site, query=text)


def _bodies(bench: Bench, operation: Operation, number: int) -> Iterator[Probe]:
    site = find_site(bench, operation, harmless=True)
    text = site.body_text()
    kinds: dict[str, tuple[bytes, bool]] = {
        "a body that is an array": (b"[" + text + b"]", False),
        "a body with NaN": (_with(bench, operation, site, b"NaN"), True),
        "a number of 400 digits in the body": (_with(bench, operation, site, b"1" + b"0" * 400), False),
        "a body that is no UTF-8": (text.replace(b"{", b'{"\xff\xfe": 1, ', 1), True),
        "a body that is a text": (b'"text"', False),
        "a body of 5,000 brackets": (b"[" * 5000, True),
    }
    others = list(kinds)[2:]
    if not _numeric(bench, operation):  # a number where a text belongs tells more there than NaN
        others = ["a body with NaN", *others[1:]]
        first = ["a body that is an array", "a number of 400 digits in the body"]
    else:
        first = ["a body that is an array", "a body with NaN"]
    for says in [*first, *_some(others, number, 2)]:
        content, no_json = kinds[says]
        yield Probe(says, site, content=content, no_json=no_json)
    takers = [op.id for op in bench.contract.operations.values() if op.takes_json]
    if operation.id in takers[:2]:
        content = b'{"padding": "' + b"x" * HUGE + b'"}'
        yield Probe("a body of 10 MB", site, content=content, may_be_cut_off=True)


def _raw_ids(bench: Bench, operation: Operation, raw: str) -> dict[str, str]:
    """The id as it is in every place of the path; where rows hang on each other, in the last place alone."""
    names = names_in(operation.path)
    if not is_nested(bench.contract):
        return dict.fromkeys(names, raw)
    home = bench.maker.home()
    own = own_name(bench.contract, operation)
    ids = bench.maker.paths.ids(operation, raw if own else "", tenant=home, rest=raw)
    return {**(home.path if home else {}), **ids, names[-1]: raw}


def _with(bench: Bench, operation: Operation, site: Site, literal: bytes) -> bytes:
    """The body's text with a literal as one member: a number's place if there is one, else the last member's."""
    body = dict(site.body) if isinstance(site.body, dict) else {}
    name = next(iter([*_numeric(bench, operation), *reversed(body)]), "number")
    marked = json.dumps({**body, name: "(literal)"}).encode()
    return marked.replace(b'"(literal)"', literal)


def _numeric(bench: Bench, operation: Operation) -> list[str]:
    """Members of the body that are numbers."""
    properties = all_properties(bench.contract, operation.body_schema or {})
    return [n for n, s in properties.items() if bench.contract.schema(s).get("type") in ("integer", "number")]


def _some(names: list[str], number: int, count: int) -> list[str]:
    """``count`` of the names, a different start for each number."""
    return [names[(number + step) % len(names)] for step in range(count)]


def _path_names(operation: Operation) -> list[str]:
    return [p.name for p in operation.parameters if p.where == "path"]


def _bare(operation: Operation) -> bool:
    """Whether an operation has neither id nor body nor a parameter it needs."""
    return operation.body_schema is None and not any(p.required for p in operation.parameters)


def _by_header(bench: Bench) -> bool:
    tenancy = bench.contract.conventions.get("tenancy") or {}
    return str(tenancy.get("from", "")).startswith("$request.header.")
