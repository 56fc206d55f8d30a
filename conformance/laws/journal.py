"""Laws of the keywords `journal` and `emits`: what is done leaves its entry, also when many do it at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Exchange
from conformance.laws.book import text_of
from conformance.laws.entries import Watch, events, leaving, watch
from conformance.laws.evidence import operation_of
from conformance.laws.making import crowd
from conformance.laws.rows import call, home, is_success, require_success
from conformance.laws.subjects import creator, has_path_id, operations, whole_api
from conformance.target import Tenant

LOOKS = 3  # readings of the journal before an entry counts as lost


def emitting(contract: Contract, operation: Operation) -> bool:
    """Whether an operation leaves entries in a journal, and can be sent from the contract alone."""
    makes = creator(contract, operation.resource)
    alone = not operation.resource or (
        makes is not None and (makes.id == operation.id or has_path_id(contract, operation))
    )
    return bool(contract.conventions.get("journal") and operation.acts.get("emits") and alone)


def with_journal(contract: Contract) -> list[Subject]:
    """The API as one, where a creation leaves entries."""
    return whole_api(contract) if contract.conventions.get("journal") and leaving(contract) else []


@check(subjects=operations(emitting), writes=True)
def entry_left(bench: Bench, subject: Subject) -> None:
    """The operation leaves an entry with its event in the journal."""
    operation = operation_of(subject)
    tenant = home(bench)
    act = _prepared(bench, operation, tenant)
    # An event that names no tenant may be journalled wherever the server thinks it belongs.
    places = [tenant] if operation.resource else list(dict.fromkeys([tenant, None, *bench.target.tenants]))
    watches = [watch(bench, place) for place in places]
    act()
    wanted = set(operation.acts["emits"])
    told: set[str] = set()
    for look in (w for _ in range(LOOKS) for w in watches):
        told |= {str(event) for event in events(bench, look.fresh())}
        if wanted & told:
            break
    bench.expect(
        wanted & told,
        f"{operation.id} leaves no entry {' or '.join(sorted(wanted))}",
        expected=sorted(wanted),
        observed=sorted(told),
    )


def _prepared(bench: Bench, operation: Operation, tenant: Tenant | None) -> Callable[[], object]:
    """What does the operation once, with all it needs in place."""
    if not operation.resource:
        return lambda: require_success(bench, call(bench, operation, tenant=tenant))
    making = creator(bench.contract, operation.resource)
    if making is not None and making.id == operation.id:
        return lambda: bench.make(str(operation.resource), tenant=tenant)
    row_id = bench.id_of(operation.resource, bench.make(operation.resource, tenant=tenant))
    return lambda: require_success(bench, call(bench, operation, row_id, tenant=tenant))


@check(subjects=with_journal, writes=True)
def nothing_lost(bench: Bench, _subject: Subject) -> None:
    """Of many writers at the same time each leaves its own entry."""
    operation, tenant = leaving(bench.contract), home(bench)
    if operation is None:
        return
    resource, before = str(operation.resource), watch(bench, tenant)
    drafts = [bench.maker.draft(resource, tenant=tenant) for _ in range(crowd(bench))]
    answers = bench.client.together([partial(draft.send, bench.client) for draft in drafts])
    done = [answer for answer in answers if is_success(answer)]
    ids = [row_id for d, a in zip(drafts, answers, strict=True) if (row_id := bench.maker.take(d, a)) is not None]
    if not done:
        bench.skip(f"no {resource} could be created")
    left = _count(bench, before, operation, ids)
    bench.expect(
        left >= len(done),
        "parallel writers leave fewer entries than they are",
        expected=len(done),
        observed=left,
        steps=_told(bench, answers),
    )


def _count(bench: Bench, before: Watch, operation: Operation, ids: list[str]) -> int:
    """How many of the rows have an entry that mentions them; where none does, how many entries of the event came."""
    best = 0
    for _ in range(LOOKS):
        fresh = before.fresh()
        wanted = set(operation.acts["emits"])
        mine = [text_of(e) for e, event in zip(fresh, events(bench, fresh), strict=True) if str(event) in wanted]
        named = sum(any(row_id in text for text in mine) for row_id in ids)
        best = max(best, named or len(mine))
        if best >= len(ids):
            break
    return best


def _told(bench: Bench, answers: list[Exchange]) -> list[Exchange]:
    """The parallel requests and the reading that followed."""
    return [*answers, *bench.client.recorder.exchanges[-1:]]
