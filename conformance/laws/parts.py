"""Who plays which part before an operation that asks for roles: somebody in none of them, somebody in one alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from conformance.bench import Bench
from conformance.chain import own_name, stands_for
from conformance.contract import Contract, Operation
from conformance.credentials import fits
from conformance.errors import BadAnswer, CheckSkipped
from conformance.exchange import Exchange, Json
from conformance.laws.admission import admitted, entry_of, insiders
from conformance.laws.rows import home
from conformance.laws.sites import Site, find_site
from conformance.laws.subjects import creator, members
from conformance.laws.walled import send_as
from conformance.shared import weakest
from conformance.target import Principal

Rule = Mapping[str, Json]
ROW = "row"
MOST = 3  # people who are refused for different things the file tells of them


@dataclass(frozen=True)
class Part:
    """Somebody, and as what he is let into the rows of the path, by resource; ``own``: the row is of his making."""

    person: Principal
    memberships: Mapping[str, Mapping[str, Json]] = field(default_factory=dict, hash=False)
    own: bool = False


def rules_of(operation: Operation) -> list[Rule]:
    """What an operation asks of its caller: one of these must hold."""
    return list(operation.acts.get("roles", ()))


def is_staged(contract: Contract, operation: Operation) -> bool:
    """Whether its rules ask for more than guards know: a row's members, the row itself, or a tenant without guards."""
    guards = {guard.name for guard in contract.guards}
    return not guards or any(rule["guard"] not in {"user", *guards} for rule in rules_of(operation))


def _values(contract: Contract, rule: Rule) -> list[Json]:
    """The values a new membership can have in the field a rule asks for."""
    found = entry_of(contract, str(rule["guard"]))
    schema = members(contract, found[1]).get(rule["field"], {}) if found else {}
    return list(contract.schema(schema).get("enum", []))


def _by_user(operation: Operation) -> list[Rule]:
    return [rule for rule in rules_of(operation) if rule["guard"] == "user"]


def _by_membership(contract: Contract, operation: Operation) -> list[Rule]:
    return [rule for rule in rules_of(operation) if rule["guard"] in contract.members]


def _lesser(contract: Contract, rule: Rule) -> list[Json]:
    return [value for value in _values(contract, rule) if value not in rule["in"]]


def _least(contract: Contract, rule: Rule) -> dict[str, Json]:
    """The value of a membership that is not enough for a rule, and for as few others as can be."""
    found, name = entry_of(contract, str(rule["guard"])), str(rule["field"])
    chosen = weakest(contract, str(rule["guard"]), found[1]).get(name) if found else None
    lesser = _lesser(contract, rule)
    return {name: chosen if chosen in lesser else lesser[0]}


def _fails(operation: Operation, person: Principal, but: Rule | None = None) -> bool:
    """Whether somebody surely fails what is asked of users, one rule left out."""
    return all(fits(rule, person) is False for rule in _by_user(operation) if rule is not but)


def without(bench: Bench, operation: Operation) -> list[Part]:
    """People in none of the parts an operation asks for. Raises CheckSkipped where the file names nobody."""
    contract, me = bench.contract, bench.client.principal_of(home(bench))
    people = [p for p in insiders(bench, operation) if p != me and _fails(operation, p)]
    told = {tuple(p.holds("user", str(rule["field"])) for rule in _by_user(operation)): p for p in reversed(people)}
    rules = _by_membership(contract, operation)
    if not told:
        raise CheckSkipped(f"the target file names nobody who may call {operation.id} but for his role")
    if not rules:
        return [Part(person) for person in reversed(told.values())][:MOST]
    lesser = [(rule, value) for rule in rules for value in _lesser(contract, rule)]
    if not lesser:
        raise CheckSkipped(f"nobody can be let in as what is not enough for {operation.id}")
    first, *others = list(reversed(told.values()))[:MOST]
    least = {str(rule["guard"]): _least(contract, rule) for rule in rules if _lesser(contract, rule)}
    parts = [Part(first, {**least, str(rule["guard"]): {rule["field"]: value}}) for rule, value in lesser]
    return [*parts, *(Part(person, least) for person in others)]


def with_one(bench: Bench, operation: Operation, rule: Rule) -> list[Part]:
    """People in one part, if possible in no other. Raises CheckSkipped where the file names nobody."""
    contract, me = bench.contract, bench.client.principal_of(home(bench))
    people = sorted(insiders(bench, operation), key=lambda p: p == me)
    people.sort(key=lambda p: not _fails(operation, p, rule))
    lesser = {
        str(other["guard"]): _least(contract, other)
        for other in _by_membership(contract, operation)
        if other is not rule and _lesser(contract, other)
    }
    if rule["guard"] == "user":
        found = [Part(p, lesser) for p in people if fits(rule, p)][:1]
    elif rule["guard"] == ROW:
        found = [Part(p, lesser, own=True) for p in people if p.user is not None and p != me][:1]
    else:
        names = [value for value in _values(contract, rule) if value in rule["in"]]
        found = [
            Part(p, {**lesser, str(rule["guard"]): {rule["field"]: value}})
            for value in names
            for p in [p for p in people if p.user is not None and p != me][:1]
        ]
    if not found:
        raise CheckSkipped(f"the target file names nobody who may call {operation.id} for {says(rule)} alone")
    return found


def passing(bench: Bench, operation: Operation, person: Principal) -> Part:
    """Somebody in a part that lets him do an operation. Raises CheckSkipped where there is none he could play."""
    rules = rules_of(operation)
    if not rules or any(fits(rule, person) for rule in _by_user(operation)):
        return Part(person)
    for rule in _by_membership(bench.contract, operation):
        for value in _values(bench.contract, rule):
            if value in rule["in"] and person.user is not None:
                return Part(person, {str(rule["guard"]): {rule["field"]: value}})
    if any(rule["guard"] == ROW for rule in rules):
        return Part(person, own=True)
    raise CheckSkipped(f"{person.name} plays no part that lets him call {operation.id}")


@contextmanager
def on_stage(bench: Bench, operation: Operation, part: Part) -> Iterator[Site]:
    """A site of an operation with somebody let in, who has made the row where his part says so."""
    with ExitStack() as stack:
        if part.person.user is not None:
            bench.cast.named.add(part.person.user)  # the site's own rows shall be about others
        if not part.own or own_name(bench.contract, operation) is None:
            site = find_site(bench, operation)
            stack.enter_context(admitted(bench, operation, site.ids, part.person, part.memberships))
        else:
            site = _own_site(bench, operation, part, stack)
        yield site


def _own_site(bench: Bench, operation: Operation, part: Part, stack: ExitStack) -> Site:
    """A site on a row that somebody has made himself."""
    resource = str(operation.resource)
    making = creator(bench.contract, resource)
    if making is None:
        raise CheckSkipped(f"{part.person.name} cannot make a {resource} of his own")
    ids = bench.maker.paths.ids(making, tenant=home(bench))
    stack.enter_context(admitted(bench, making, ids, part.person, part.memberships))
    above = {name: value for name, value in ids.items() if stands_for(bench.contract, making, name) != resource}
    try:
        row = bench.make(resource, tenant=home(bench), principal=part.person, **above)
    except BadAnswer as bad:
        raise CheckSkipped(f"{part.person.name} cannot make a {resource} of his own: {bad.observed}") from None
    row_ids = bench.maker.paths.ids(operation, bench.id_of(resource, row), tenant=home(bench))
    return find_site(bench, operation, rows=False, ids=row_ids)


def ask_all(bench: Bench, operation: Operation, parts: list[Part]) -> Iterator[tuple[Site, Exchange]]:
    """What each of several people is answered; who cannot be brought on stage is left out.

    Raises CheckSkipped where that is everybody.
    """
    tried, why = 0, ""
    for part in parts:
        try:
            yield ask_as(bench, operation, part)
            tried += 1
        except CheckSkipped as skipped:
            why = str(skipped)
    if not tried:
        raise CheckSkipped(why)


def ask_as(bench: Bench, operation: Operation, part: Part) -> tuple[Site, Exchange]:
    """What somebody in a part is answered, and where he asked."""
    with on_stage(bench, operation, part) as site:
        return site, send_as(bench, operation, site, part.person)


def says(rule: Rule) -> str:
    """A rule in words."""
    if rule["guard"] == ROW:
        return f"the row's {rule['field']}"
    return f"the {rule['guard']} {rule['field']} {' or '.join(map(str, rule['in']))}"
