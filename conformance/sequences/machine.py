"""The state machine Hypothesis drives: random lives of several resources under several tenants at once."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from conformance.agreement import agrees
from conformance.bench import Bench
from conformance.chain import is_nested, names_in
from conformance.contract import Operation
from conformance.exchange import Exchange, Json
from conformance.sequences.model import Model, Move, Row, lifecycles, moves, visible
from conformance.target import Tenant


@dataclass
class Diverged(Exception):
    """The target did something else than the model. Hypothesis looks for fewer steps that lead here."""

    message: str
    expected: Json
    observed: Json
    exchange: Exchange | None
    steps: list[Exchange]
    basis: str | None = None


@dataclass
class Ledger:
    """The shortest way to a divergence found so far, and how many more machines may look for a shorter one."""

    best: Diverged | None = None
    more: int = 30

    def note(self, found: Diverged) -> None:
        """Keep a divergence that took fewer requests than the best."""
        if self.best is None or len(found.steps) < len(self.best.steps):
            self.best = found


class Lives(RuleBasedStateMachine):
    """Create, read, list, move and delete rows as one of several tenants; after every step the model must hold."""

    def __init__(self, bench: Bench, tenants: list[Tenant | None], ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        # Shrinking has no bound of its own: once enough was tried a machine sends nothing and finds nothing shorter.
        self.idle = ledger.best is not None and ledger.more <= 0
        ledger.more -= ledger.best is not None
        self.bench = bench
        self.contract = bench.contract
        self.tenants = tenants
        self.model = Model(bench.contract)
        self.resources = lifecycles(bench.contract)
        self.begins: int | None = None
        self.nested = is_nested(bench.contract)
        self.first = len(bench.client.recorder.exchanges)

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        """One act of somebody, each that is possible now as likely as the others; making rows more so.

        One rule and not one for each act: Hypothesis would leave most acts out of most lives.
        """
        if self.idle:
            return
        live, gone = bool(self.model.live()), bool(self.model.gone())
        possible = {
            self.create: True,
            self.list_rows: True,
            self.read: live,
            self.delete: bool(self._deletable()),
            self.move: bool(self._movable()),
            self.delete_parent: bool(self._deletable(self.model.hung_on())),
            self.delete_foreign: live and len(self.tenants) > 1,
            self.read_gone: gone,
            self.delete_again: gone,
        }
        acts = [act for act, now in possible.items() if now]
        data.draw(st.sampled_from([*acts, self.create]))(data)

    def _deletable(self, rows: list[Row] | None = None) -> list[Row]:
        """Those of the live rows that nothing keeps from being deleted."""
        found = self.model.live() if rows is None else rows
        return [row for row in found if self.model.is_open(self.contract.by("delete", row.resource)[0], row)]

    def _movable(self) -> list[Row]:
        return [row for row in self.model.live() if list(moves(self.contract, row.resource))]

    def create(self, data: st.DataObject) -> None:
        """Make a row, of each resource in turn from any one on, under a live parent where it may have one."""
        if self.begins is None:  # a life is too short to reach the last of many resources from the first
            self.begins = data.draw(st.integers(0, len(self.resources) - 1))
        resource = self.resources[(self.begins + len(self.model.rows)) % len(self.resources)]
        tenant = data.draw(st.sampled_from(self.tenants))
        declared = self.contract.resources[resource].get("parent") or {}
        parents = self.model.live(declared.get("resource"), tenant) if declared else []
        parents = [row for row in parents if self.model.is_open(self.contract.by("create", resource)[0], row)]
        if self.nested:
            choices = parents if parents and not declared.get("optional") else [*parents, None]
            parent = data.draw(st.sampled_from(choices))
        else:
            parent = data.draw(st.sampled_from([*parents, None])) if declared.get("optional", True) else None
        extra: dict[str, Json] = {declared["field"]: parent.id} if parent else {}
        draft = self.bench.maker.draft(resource, tenant=tenant, fields=extra)
        answer = draft.send(self.bench.client)
        self._agree(
            200 <= answer.status < 300,
            "a valid row cannot be created",
            draft.operation.success(),
            answer.status,
            answer,
        )
        made, body = answer.json(), draft.body
        self.bench.maker.take(draft, made)
        states = self.contract.resources[resource].get("states")
        holds = {**body, **({states["field"]: states["initial"]} if states else {})}
        self.model.rows.append(
            Row(resource, self.bench.id_of(resource, made), tenant, holds, parent, path=self.bench.maker.made[-1].path)
        )

    def read(self, data: st.DataObject) -> None:
        """A live row shows what it was given, to its own tenant alone."""
        row = data.draw(st.sampled_from(self.model.live()))
        reader = data.draw(st.sampled_from(self.tenants))
        if reader == row.tenant:
            self._reads_back(row)
            return
        for operation in self.contract.by("read", row.resource):
            self._missing(self._call(operation, row, reader), row, "another tenant reads a row")

    def _reads_back(self, row: Row) -> None:
        for operation in self.contract.by("read", row.resource):
            answer = self._call(operation, row, row.tenant)
            fine = 200 <= answer.status < 300
            self._agree(fine, "a live row cannot be read", operation.success(), answer.status, answer)
            shown = answer.json()
            wanted = visible(self.contract, operation, row.holds)
            seen = {name: shown.get(name) for name in wanted} if isinstance(shown, dict) else shown
            self._agree(agrees(seen, wanted), "a row does not read back as it was written", wanted, seen, answer)

    def read_gone(self, data: st.DataObject) -> None:
        """A deleted row stays deleted."""
        row = data.draw(st.sampled_from(self.model.gone()))
        for operation in self.contract.by("read", row.resource):
            self._missing(self._call(operation, row, row.tenant), row, "a deleted row is read")

    def list_rows(self, data: st.DataObject) -> None:
        """A list holds the tenant's live rows, none that was deleted, and none of another tenant."""
        resource = data.draw(st.sampled_from(self.resources))
        tenant = data.draw(st.sampled_from(self.tenants))
        known = self.model.live(resource, tenant) if self.nested else []
        self._listed(resource, tenant, data.draw(st.sampled_from(known)) if known else None)

    def move(self, data: st.DataObject) -> None:
        """A declared move leads to its state."""
        row = data.draw(st.sampled_from(self._movable()))
        states = self.contract.resources[row.resource]["states"]
        now = row.holds[states["field"]]
        known = [m for m in moves(self.contract, row.resource) if self.model.is_open(m.operation, row)]
        legal = [m for m in known if m.source is None or now in m.source]
        if not legal:
            return
        move: Move = data.draw(st.sampled_from(legal))
        answer = self._call(move.operation, row, row.tenant, move.body)
        self._agree(
            200 <= answer.status < 300,
            "a declared move is refused",
            move.operation.success(),
            answer.status,
            answer,
            basis=move.basis,
        )
        row.holds[states["field"]] = move.target
        shuts = [g for g in self.contract.gates.values() if (g.of, g.field) == (row.resource, states["field"])]
        if any(move.target not in gate.values for gate in shuts):
            self.bench.maker.aside.add(row.id)  # nothing new is hung on what is shut
        else:
            self.bench.maker.aside.discard(row.id)
        self._reads_back(row)

    def delete(self, data: st.DataObject) -> None:
        """A row's own tenant can delete it."""
        rows = self._deletable()
        resource = data.draw(st.sampled_from(sorted({row.resource for row in rows})))
        self._delete(data.draw(st.sampled_from([row for row in rows if row.resource == resource])))

    def delete_parent(self, data: st.DataObject) -> None:
        """A row goes with all that hangs on it, as the next looks at those will show."""
        row = data.draw(st.sampled_from(self._deletable(self.model.hung_on())))
        child = next(r for r in self.model.live() if r.parent is row)
        self._delete(row)
        if not child.live:
            for operation in self.contract.by("read", child.resource):
                self._missing(self._call(operation, child, child.tenant), child, "a deleted row is read")

    def _delete(self, row: Row) -> None:
        operation = self.contract.by("delete", row.resource)[0]
        answer = self._call(operation, row, row.tenant)
        if self._is_held(row, answer):
            return
        self._agree(
            200 <= answer.status < 300, "a live row cannot be deleted", operation.success(), answer.status, answer
        )
        self.model.remove(row)
        gone = {(r.resource, r.id) for r in self.model.gone()}
        self.bench.maker.made[:] = [m for m in self.bench.maker.made if (m.resource, m.id) not in gone]
        for listed in self.resources:  # what went with it is gone, and nothing else
            known = self.model.live(listed, row.tenant) if self.nested else []
            self._listed(listed, row.tenant, known[0] if known else None)

    def _is_held(self, row: Row, answer: Exchange) -> bool:
        """Whether a row stays because of the state it was brought to: which ones hold rows is not declared."""
        states = self.contract.resources[row.resource].get("states") or {}
        if not states or "illegal" not in states or row.holds[states["field"]] == states["initial"]:
            return False
        return answer.status in self.contract.cause(states["illegal"]).statuses

    def delete_foreign(self, data: st.DataObject) -> None:
        """For another tenant the row is an unknown id, and the attempt harms nothing."""
        row = data.draw(st.sampled_from(self.model.live()))
        other = data.draw(st.sampled_from([t for t in self.tenants if t != row.tenant]))
        operation = self.contract.by("delete", row.resource)[0]
        self._missing(self._call(operation, row, other), row, "another tenant deletes a row")

    def delete_again(self, data: st.DataObject) -> None:
        """A second delete is an unknown id."""
        row = data.draw(st.sampled_from(self.model.gone()))
        operation = self.contract.by("delete", row.resource)[0]
        self._missing(self._call(operation, row, row.tenant), row, "a deleted row is deleted again")

    def _listed(self, resource: str, tenant: Tenant | None, beside: Row | None) -> None:
        """Compare a list with the model; in a nested API the one that ``beside`` stands in."""
        found = [op for op in self.contract.by("list", resource) if not op.acts.get("page")]
        if not found or (self.nested and beside is None):
            return
        ids = self._way(found[0], beside) if beside else {}
        answer = self.bench.client.call(found[0], ids, tenant=tenant)
        self._agree(200 <= answer.status < 300, "a list is refused", found[0].success(), answer.status, answer)
        key = self.contract.resources[resource]["id"]["field"]
        shown = {str(item.get(key)) for item in self.bench.items(answer) if isinstance(item, dict)}
        rows = [row for row in self.model.rows if row.resource == resource]
        own = [row for row in rows if row.live and row.tenant == tenant]
        mine = {row.id for row in own if beside is None or self._way(found[0], row) == ids}
        others = {row.id for row in rows if not row.live or row.tenant != tenant}
        self._agree(mine <= shown, "a live row is not listed", sorted(mine), sorted(mine & shown), answer)
        self._agree(not others & shown, "a list shows a deleted or foreign row", [], sorted(others & shown), answer)

    def _call(
        self, operation: Operation, row: Row, tenant: Tenant | None, body: dict[str, Json] | None = None
    ) -> Exchange:
        options: dict[str, Json] = {"json": body} if body is not None else {}
        return self.bench.client.call(operation, self._way(operation, row), tenant=tenant, **options)

    def _way(self, operation: Operation, row: Row) -> dict[str, str]:
        """The path to a row as it was when the row was made."""
        if not self.nested:
            return self.bench.maker.paths.ids(operation, row.id)
        return {name: value for name, value in row.path.items() if name in names_in(operation.path)}

    def _missing(self, answer: Exchange, row: Row, message: str) -> None:
        cause = self.contract.cause(self.contract.resources[row.resource]["missing"])
        self._agree(answer.status in cause.statuses, message, list(cause.statuses), answer.status, answer)

    def _agree(
        self,
        held: object,
        message: str,
        expected: Json,
        observed: Json,
        exchange: Exchange,
        basis: str | None = None,
    ) -> None:
        if not held:
            raise self._diverged(message, expected, observed, exchange, basis)

    def _diverged(
        self, message: str, expected: Json, observed: Json, exchange: Exchange | None, basis: str | None = None
    ) -> Diverged:
        steps = self.bench.client.recorder.since(self.first)
        found = Diverged(message, expected, observed, exchange, steps, basis)
        self.ledger.note(found)
        return found
