"""Laws of the keyword `states`: the values of a field, and the moves between them."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.chain import is_nested
from conformance.check import Subject, check
from conformance.contract import MISSING, Contract
from conformance.exchange import Exchange, Json
from conformance.laws.making import borrowed, created, thrifty
from conformance.laws.moves import Move, Table
from conformance.laws.refusals import expect_cause
from conformance.laws.rows import Row, an, home, is_success, listed, require_shown, rows_of, shown
from conformance.laws.subjects import creator, is_visible, lister, reader, resources
from conformance.laws.untouched import changed
from conformance.target import Tenant

STEPS = 12  # moves of a random walk; half as many where every request is dear
LOOK = 4  # moves between two looks at the row


def moving(contract: Contract, resource: str) -> bool:
    """Whether rows have states that can be seen."""
    return bool(contract.resources[resource].get("states") and is_visible(contract, resource))


def forbidding(contract: Contract, resource: str) -> bool:
    """Whether a move from a wrong state has a cause."""
    return moving(contract, resource) and bool(contract.resources[resource]["states"].get("illegal"))


def _state(bench: Bench, table: Table, row_id: str, tenant: Tenant | None) -> Json:
    row = require_shown(bench, table.resource, row_id, tenant)
    state = table.state_of(row)
    bench.require(state is not MISSING, f"{an(table.resource)} does not show its {table.field}", observed=row)
    return state


def _expect_answer(bench: Bench, table: Table, move: Move, before: Json, answer: Exchange) -> None:
    """Where the answer tells the state before and after, or the state alone, it tells the truth."""
    body = answer.json()
    word = table.field[:1].upper() + table.field[1:]
    wanted = {f"previous{word}": before, f"current{word}": move.target, table.field: move.target}
    for name, value in wanted.items():
        told = body.get(name, MISSING) if isinstance(body, dict) else MISSING
        bench.expect(
            told is MISSING or told == value,
            f"{move.name} answers a wrong {name}",
            expected=value,
            observed=told,
            exchange=answer,
            basis=move.basis,
        )


def _step(
    bench: Bench, table: Table, move: Move, before: Json, row_id: str, tenant: Tenant | None, *, told: bool = False
) -> bool:
    """Make one move; whether it was made. A move nobody promises may be refused, but only as the client's fault.

    ``told``: the answer is judged too.
    """
    answer = table.make(move, row_id, tenant)
    if move.basis == "assumed" and 400 <= answer.status < 500:
        if is_nested(bench.contract):
            said = f"{answer.status}: {answer.text[:200]}"
            message = f"{move.name} is refused in a state it is thought to leave"
            bench.expect(False, message, expected="a success", observed=said, exchange=answer, basis="assumed")
        return False
    bench.require(
        is_success(answer),
        f"{move.name} is refused in a state it leaves",
        expected=bench.contract.operations[move.operation].success(),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
    )
    if told:
        _expect_answer(bench, table, move, before, answer)
    return True


def _expect_listed(bench: Bench, table: Table, row_id: str, state: Json, tenant: Tenant | None) -> None:
    """The list shows the row in its state too, where rows are not read from it anyway."""
    if reader(bench.contract, table.resource) is None or lister(bench.contract, table.resource) is None:
        return
    row = listed(bench, table.resource, row_id, tenant)
    told = row.get(table.field, state) if row else None
    bench.expect(
        row is not None and told == state,
        f"the list does not show {an(table.resource)} that is {state}",
        expected=state,
        observed=told if row else "not listed",
    )


@check(subjects=resources(moving), writes=True)
def untouched(bench: Bench, subject: Subject) -> None:
    """A move changes the state of one row, and leaves its other fields and the other rows as they were."""
    tenant, table = home(bench), Table(bench, str(subject.resource))
    with borrowed(bench, table.resource, tenant, old=True) as row_id:
        others = _others(bench, table, row_id, tenant)
        row: Row = require_shown(bench, table.resource, row_id, tenant)
        tried: set[str] = set()
        while (move := _untried(table, table.state_of(row), tried)) is not None:
            tried.add(move.name)
            _step(bench, table, move, table.state_of(row), row_id, tenant)
            after = require_shown(bench, table.resource, row_id, tenant)
            other = changed(bench, table.resource, row, after, but=(table.field, *move.sets))
            bench.expect(
                not other,
                f"{move.name} changes other fields: {', '.join(other)}",
                expected={name: row[name] for name in other},
                observed={name: after.get(name, "(absent)") for name in other},
            )
            row = after
            if len(tried) == 1:
                _expect_rest(bench, table, move, others, tenant)


def _others(bench: Bench, table: Table, row_id: str, tenant: Tenant | None) -> dict[str, Json]:
    """Other rows with their states: one of the run's own, or those that are there anyway."""
    if creator(bench.contract, table.resource) is not None:
        own = bench.id_of(table.resource, created(bench, table.resource, tenant).json())
        return {own: table.state_of(require_shown(bench, table.resource, own, tenant))}
    rows = rows_of(bench, table.resource, tenant)
    return {i: table.state_of(r) for r in rows if (i := bench.id_of(table.resource, r)) != row_id}


def _expect_rest(bench: Bench, table: Table, move: Move, others: dict[str, Json], tenant: Tenant | None) -> None:
    """A move leaves rows it does not name alone."""
    if creator(bench.contract, table.resource) is not None:
        now = {name: table.state_of(shown(bench, table.resource, name, tenant)) for name in others}
    else:
        rows = {bench.id_of(table.resource, r): r for r in rows_of(bench, table.resource, tenant)}
        now = {name: table.state_of(rows[name]) for name in others if name in rows}
    moved = {name: state for name, state in now.items() if state != others[name]}
    if table.restless:  # a row may have gone on by itself, but not where this move leads
        moved = {name: state for name, state in moved.items() if state == move.target}
    bench.expect(not moved, f"{move.name} changes other rows", expected=others, observed=moved)


def _untried(table: Table, state: Json, tried: set[str]) -> Move | None:
    """A move not tried yet, preferring one that changes the state."""
    found = [move for move in table.legal(state) if move.name not in tried]
    return min(found, key=lambda move: (move.basis == "assumed", move.target == state), default=None)


@check(subjects=resources(moving), writes=True)
def moves(bench: Bench, subject: Subject) -> None:
    """Each declared move leads where it says, as its answer tells and reading the row afterwards shows."""
    tenant, table = home(bench), Table(bench, str(subject.resource))
    with borrowed(bench, table.resource, tenant) as row_id:
        done: set[tuple[Move, Json]] = set()
        state = _state(bench, table, row_id, tenant)
        listed_in: set[Json] = set()
        while (path := table.undone(state, done)) is not None:
            for move in path:
                done.add((move, state))
                made = _step(bench, table, move, state, row_id, tenant, told=True)
                wanted, before = (move.target if made else state), state
                state = _state(bench, table, row_id, tenant)
                bench.require(
                    state == wanted,
                    f"after {move.name} from {before} the {table.field} is another",
                    expected=wanted,
                    observed=state,
                )
                if state not in listed_in:
                    listed_in.add(state)
                    _expect_listed(bench, table, row_id, state, tenant)


@check(subjects=resources(moving), writes=True)
def walk(bench: Bench, subject: Subject) -> None:
    """Any sequence of moves leaves the row in the state the last one leads to."""
    tenant, table = home(bench), Table(bench, str(subject.resource))
    with borrowed(bench, table.resource, tenant) as row_id:
        state = _state(bench, table, row_id, tenant)
        steps = STEPS // 2 if thrifty(bench) else STEPS
        for step in range(1, steps + 1):
            choices = table.legal(state)
            if not choices:
                break
            move = bench.rng.choice(choices)
            state = move.target if _step(bench, table, move, state, row_id, tenant) else state
            if step % LOOK == 0 or step == steps:
                shown = _state(bench, table, row_id, tenant)
                bench.require(
                    shown == state,
                    f"after a sequence of moves the {table.field} is not what the last one leads to",
                    expected=state,
                    observed=shown,
                )


@check(subjects=resources(forbidding), writes=True)
def illegal(bench: Bench, subject: Subject) -> None:
    """A move from a state it does not leave is refused by the declared cause and changes nothing."""
    tenant, table = home(bench), Table(bench, str(subject.resource))
    goals = table.reachable(table.initial) if creator(bench.contract, table.resource) else [None]
    for goal in goals:
        with borrowed(bench, table.resource, tenant) as row_id:
            state = _state(bench, table, row_id, tenant)
            for move in (table.way(state, goal) or []) if goal is not None else []:
                if not _step(bench, table, move, state, row_id, tenant):
                    break
                state = _state(bench, table, row_id, tenant)
            _expect_forbidden(bench, table, state, row_id, tenant)


def _expect_forbidden(bench: Bench, table: Table, state: Json, row_id: str, tenant: Tenant | None) -> None:
    """Every request that does not leave a state is refused in it."""
    legal = {(move.operation, move.when) for move in table.legal(state)}
    wrong = {(move.operation, move.when): move for move in table.moves}
    for request, move in wrong.items():
        if request in legal:
            continue
        answer = table.make(move, row_id, tenant)
        expect_cause(bench, answer, str(table.illegal), what=f"{move.name} in a state it does not leave")
        now = _state(bench, table, row_id, tenant)
        # A row that also moves on its own may have gone on, but only to where no request leads.
        kept = now == state or (table.restless and now not in {other.target for other in table.moves})
        bench.expect(kept, f"a refused {move.name} changes the {table.field}", expected=state, observed=now)
