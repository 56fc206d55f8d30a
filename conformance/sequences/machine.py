"""The state machine Hypothesis drives: random lives of several resources under several tenants at once."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from conformance.bench import Bench
from conformance.contract import Operation
from conformance.exchange import Exchange, Json
from conformance.sequences.model import Model, Move, Row, lifecycles, moves, visible
from conformance.target import Tenant


@dataclass
class Diverged(Exception):
    """The target did something else than the model. Hypothesis shrinks the steps that lead here."""

    message: str
    expected: Json
    observed: Json
    exchange: Exchange
    first: int
    basis: str | None = None


class Lives(RuleBasedStateMachine):
    """Create, read, list, move and delete rows as one of several tenants; after every step the model must hold."""

    def __init__(self, bench: Bench, tenants: list[Tenant | None]) -> None:
        super().__init__()
        self.bench = bench
        self.contract = bench.contract
        self.tenants = tenants
        self.model = Model(bench.contract)
        self.resources = lifecycles(bench.contract)
        self.first = len(bench.client.recorder.exchanges)

    @rule(data=st.data())
    def create(self, data: st.DataObject) -> None:
        """Make a row, under a live parent where the resource may have one."""
        resource = data.draw(st.sampled_from(self.resources))
        tenant = data.draw(st.sampled_from(self.tenants))
        declared = self.contract.resources[resource].get("parent") or {}
        parents = self.model.live(declared.get("resource"), tenant) if declared else []
        parent = data.draw(st.sampled_from([*parents, None])) if declared.get("optional", True) else None
        extra = {declared["field"]: parent.id} if parent else {}
        body = self.bench.body(resource, **extra)
        made = self.bench.make(resource, tenant=tenant, **body)
        states = self.contract.resources[resource].get("states")
        holds = {**body, **({states["field"]: states["initial"]} if states else {})}
        self.model.rows.append(Row(resource, self.bench.id_of(resource, made), tenant, holds, parent))

    @precondition(lambda self: self.model.live())
    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        """A live row shows what it was given, to its own tenant alone."""
        row = data.draw(st.sampled_from(self.model.live()))
        reader = data.draw(st.sampled_from(self.tenants))
        found = self.contract.by("read", row.resource)
        if not found:
            return
        answer = self._call(found[0], row, reader)
        if reader != row.tenant:
            self._missing(answer, row, "another tenant reads a row")
            return
        self._agree(200 <= answer.status < 300, "a live row cannot be read", found[0].success(), answer.status, answer)
        shown = answer.json()
        wanted = visible(self.contract, found[0], row.holds)
        seen = {name: shown.get(name) for name in wanted} if isinstance(shown, dict) else shown
        self._agree(seen == wanted, "a row does not read back as it was written", wanted, seen, answer)

    @precondition(lambda self: self.model.gone())
    @rule(data=st.data())
    def read_gone(self, data: st.DataObject) -> None:
        """A deleted row stays deleted."""
        row = data.draw(st.sampled_from(self.model.gone()))
        for operation in self.contract.by("read", row.resource):
            self._missing(self._call(operation, row, row.tenant), row, "a deleted row is read")

    @rule(data=st.data())
    def list_rows(self, data: st.DataObject) -> None:
        """A list holds the tenant's live rows, none that was deleted, and none of another tenant."""
        resource = data.draw(st.sampled_from(self.resources))
        tenant = data.draw(st.sampled_from(self.tenants))
        found = [op for op in self.contract.by("list", resource) if not op.acts.get("page")]
        if not found:
            return
        answer = self.bench.client.call(found[0], tenant=tenant)
        self._agree(200 <= answer.status < 300, "a list is refused", found[0].success(), answer.status, answer)
        key = self.contract.resources[resource]["id"]["field"]
        shown = {str(item.get(key)) for item in self.bench.items(answer) if isinstance(item, dict)}
        mine = {row.id for row in self.model.live(resource) if row.tenant == tenant}
        foreign = {
            row.id for row in self.model.rows if row.resource == resource and (row.tenant != tenant or not row.live)
        }
        self._agree(mine <= shown, "a live row is not listed", sorted(mine), sorted(mine & shown), answer)
        self._agree(not foreign & shown, "a list shows a deleted or foreign row", [], sorted(foreign & shown), answer)

    @precondition(lambda self: any(list(moves(self.contract, r.resource)) for r in self.model.live()))
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        """A declared move leads to its state."""
        row = data.draw(st.sampled_from([r for r in self.model.live() if list(moves(self.contract, r.resource))]))
        states = self.contract.resources[row.resource]["states"]
        now = row.holds[states["field"]]
        legal = [m for m in moves(self.contract, row.resource) if m.source is None or now in m.source]
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

    @precondition(lambda self: self.model.live())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """A row's own tenant can delete it; parents go as often as children, for what hangs on them."""
        resource = data.draw(st.sampled_from(sorted({row.resource for row in self.model.live()})))
        row = data.draw(st.sampled_from(self.model.live(resource)))
        operation = self.contract.by("delete", row.resource)[0]
        answer = self._call(operation, row, row.tenant)
        self._agree(
            200 <= answer.status < 300, "a live row cannot be deleted", operation.success(), answer.status, answer
        )
        self.model.remove(row)

    @precondition(lambda self: self.model.live() and len(self.tenants) > 1)
    @rule(data=st.data())
    def delete_foreign(self, data: st.DataObject) -> None:
        """For another tenant the row is an unknown id, and the attempt harms nothing."""
        row = data.draw(st.sampled_from(self.model.live()))
        other = data.draw(st.sampled_from([t for t in self.tenants if t != row.tenant]))
        operation = self.contract.by("delete", row.resource)[0]
        self._missing(self._call(operation, row, other), row, "another tenant deletes a row")

    @precondition(lambda self: self.model.gone())
    @rule(data=st.data())
    def delete_again(self, data: st.DataObject) -> None:
        """A second delete is an unknown id."""
        row = data.draw(st.sampled_from(self.model.gone()))
        operation = self.contract.by("delete", row.resource)[0]
        self._missing(self._call(operation, row, row.tenant), row, "a deleted row is deleted again")

    def _call(
        self, operation: Operation, row: Row, tenant: Tenant | None, body: dict[str, Json] | None = None
    ) -> Exchange:
        names = [p.name for p in operation.parameters if p.where == "path"]
        options: dict[str, Json] = {"json": body} if body is not None else {}
        return self.bench.client.call(operation, {names[-1]: row.id}, tenant=tenant, **options)

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
            raise Diverged(message, expected, observed, exchange, self.first, basis)
