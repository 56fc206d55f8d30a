"""Laws of the keyword `position`: rows stand in one sequence without gaps, new ones last, moved ones where asked."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.laws.rows import Row, call, delete, home, id_in, require_success, rows_of
from conformance.laws.subjects import creator, lister, members, remover, resources

ROWS = 4


def placed(contract: Contract, resource: str) -> bool:
    """Whether rows have a place among their siblings, and can be made and listed."""
    declared = contract.resources[resource]
    return bool(declared.get("position") and creator(contract, resource) and lister(contract, resource))


def movable(contract: Contract, resource: str) -> bool:
    """Whether an update can give a row another place."""
    return placed(contract, resource) and _mover(contract, resource) is not None


def shrinking(contract: Contract, resource: str) -> bool:
    """Whether rows can go."""
    return placed(contract, resource) and remover(contract, resource) is not None


def _mover(contract: Contract, resource: str) -> Operation | None:
    field = contract.resources[resource].get("position", {}).get("field")
    return next((op for op in contract.by("update", resource) if field in members(contract, op)), None)


class Shelf:
    """Rows under a parent of the check's own, in the order they stand."""

    def __init__(self, bench: Bench, resource: str, beside: str = "") -> None:
        self.bench, self.resource, self.tenant = bench, resource, home(bench)
        declared = bench.contract.resources[resource]
        self.field: str = declared["position"]["field"]
        self.first: int = declared["position"].get("from", 0)
        self.basis: str | None = declared["position"].get("basis")
        parent = declared.get("parent") or {}
        self.by: str | None = parent.get("field")
        self.under = ""
        if parent and creator(bench.contract, parent["resource"]):
            self.under = self._parent(parent["resource"], beside)
        self.made: list[str] = []

    def _parent(self, resource: str, beside: str) -> str:
        """A parent of the check's own, under the same row as the one ``beside``."""
        above = self.bench.contract.resources[resource].get("parent") or {}
        known = dict(self.bench.maker.paths.known(resource, beside)) if beside else {}
        names = self.bench.contract.resources.get(above.get("resource", ""), {}).get("parameter")
        given = {above["field"]: known[names]} if names in known else {}
        return self.bench.id_of(resource, self.bench.make(resource, tenant=self.tenant, **given))

    def add(self, how_many: int) -> None:
        """Make rows, one after the other."""
        for _ in range(how_many):
            above = {self.by: self.under} if self.by and self.under else {}
            row = self.bench.make(self.resource, tenant=self.tenant, **above)
            self.made.append(self.bench.id_of(self.resource, row))

    def rows(self) -> list[Row]:
        """The siblings as the list shows them."""
        near = self.made[-1] if self.made else ""
        found = rows_of(self.bench, self.resource, self.tenant, near=near)
        return [row for row in found if not self.under or row.get(self.by or "", self.under) == self.under]

    def order(self) -> list[str]:
        """Ids by place."""
        return [str(id_in(self.bench.contract, self.resource, row)) for row in sorted(self.rows(), key=self._place)]

    def expect_sequence(self, when: str) -> None:
        """The places are the numbers from the first on, each once."""
        places = sorted(map(self._place, self.rows()))
        wanted = list(range(self.first, self.first + len(places)))
        self.bench.expect(
            places == wanted,
            f"{when} the {self.field} of siblings is no sequence without gaps",
            expected=wanted,
            observed=places,
            basis=self.basis,
        )

    def _place(self, row: Row) -> int:
        value = row.get(self.field)
        told = isinstance(value, int) and not isinstance(value, bool)
        self.bench.require(told, f"{self.field} is no integer", expected="an integer", observed=value)
        return int(value or 0)


@check(subjects=resources(placed), writes=True)
def sequence(bench: Bench, subject: Subject) -> None:
    """Rows made one after the other stand in that order, the newest last."""
    shelf = Shelf(bench, str(subject.resource))
    shelf.add(ROWS)
    shelf.expect_sequence("after creations")
    _expect_listed_so(bench, shelf)
    order = shelf.order()
    bench.expect(
        order[-ROWS:] == shelf.made,
        "new rows do not go last",
        expected=shelf.made,
        observed=order,
        basis=shelf.basis,
    )


def _expect_listed_so(bench: Bench, shelf: Shelf) -> None:
    """Where the list says that it stands in this order, it does."""
    operation = lister(bench.contract, shelf.resource)
    if operation is None or operation.acts.get("order", [None])[0] != shelf.field:
        return
    listed = [str(id_in(bench.contract, shelf.resource, row)) for row in shelf.rows()]
    bench.expect(
        listed == shelf.order(), f"the list does not stand by {shelf.field}", expected=shelf.order(), observed=listed
    )


@check(subjects=resources(movable), writes=True)
def moved(bench: Bench, subject: Subject) -> None:
    """A row given another place stands there, and its neighbours make room."""
    resource = str(subject.resource)
    shelf, mover = Shelf(bench, resource), _mover(bench.contract, resource)
    if mover is None:
        return
    shelf.add(ROWS)
    for source, goal in ((-1, 0), (0, 2)):
        before = shelf.order()
        row_id = before[source]
        answer = call(bench, mover, row_id, tenant=shelf.tenant, json={shelf.field: shelf.first + goal})
        require_success(bench, answer)
        rest = [other for other in before if other != row_id]
        wanted = [*rest[:goal], row_id, *rest[goal:]]
        after = shelf.order()
        place = after.index(row_id) if row_id in after else None
        bench.expect(
            place == goal,
            f"a row moved to {shelf.field} {shelf.first + goal} stands elsewhere",
            expected=goal,
            observed=place,
        )
        message = "the neighbours of a moved row do not keep their order"
        bench.expect(after == wanted, message, expected=wanted, observed=after, basis=shelf.basis)
        shelf.expect_sequence("after a move")
        _expect_listed_so(bench, shelf)
    _expect_crossing(bench, shelf, mover)


def _expect_crossing(bench: Bench, shelf: Shelf, mover: Operation) -> None:
    """A row that is hung on another parent stands there, and those it leaves close up."""
    if not shelf.by or not shelf.under or shelf.by not in members(bench.contract, mover):
        return
    other = Shelf(bench, shelf.resource, beside=shelf.under)
    row_id = shelf.made[1]
    answer = call(bench, mover, row_id, tenant=shelf.tenant, json={shelf.by: other.under})
    require_success(bench, answer)
    other.made, shelf.made = [row_id], [m for m in shelf.made if m != row_id]
    shows = [id_in(bench.contract, shelf.resource, row) for row in other.rows()]
    bench.expect(row_id in shows, "a row hung on another parent is not there", expected=row_id, observed=shows)
    for one, when in ((shelf, "after a row left"), (other, "after a row came")):
        one.expect_sequence(when)


@check(subjects=resources(shrinking), writes=True)
def after_delete(bench: Bench, subject: Subject) -> None:
    """When a row goes, those behind it move up."""
    shelf = Shelf(bench, str(subject.resource))
    shelf.add(ROWS)
    before = shelf.order()
    gone = shelf.made[1]
    delete(bench, shelf.resource, gone, shelf.tenant)
    shelf.made.remove(gone)
    wanted = [row_id for row_id in before if row_id != gone]
    after = shelf.order()
    bench.expect(after == wanted, "after a deletion the rest stands in another order", expected=wanted, observed=after)
    shelf.expect_sequence("after a deletion")
