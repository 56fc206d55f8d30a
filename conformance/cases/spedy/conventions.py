"""What holds of the whole API: every section is there, reading changes nothing, and totals stop at the organization."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.activities import me
from conformance.cases.spedy.desk import open_desk
from conformance.cases.spedy.steps import Row, answered, call, equal
from conformance.check import Subject, check
from conformance.contract import Contract, Operation
from conformance.exchange import Json
from conformance.laws import evidence
from conformance.lists import is_cut


def sections(contract: Contract) -> list[Subject]:
    """Each section by its tag, with the first operation that reads something there."""
    found: dict[str, Operation] = {}
    for operation in contract.operations.values():
        if operation.method == "GET" and operation.id != "downloadAttachment":
            found.setdefault(section_of(contract, operation), operation)
    return [Subject(name.replace(" ", "-"), operation.resource, operation) for name, operation in found.items()]


def section_of(contract: Contract, operation: Operation) -> str:
    """The section an operation belongs to."""
    return str(contract.document["paths"][operation.path][operation.method.lower()]["tags"][0])


@check(subjects=sections, writes=True)
def section(bench: Bench, subject: Subject) -> None:
    """A section of the API is there: somebody with every right reads what is in it."""
    operation = evidence.operation_of(subject)
    answer = evidence.success(bench, operation)
    bench.expect(
        200 <= answer.status < 300,
        "the section cannot be read",
        expected="success",
        observed=f"{answer}: {answer.text[:200]}",
        exchange=answer,
        basis=operation.basis,  # that there is such a section is stated of more of them than where it is
    )


def totals(contract: Contract) -> list[Subject]:
    """Resources of which an organization has one list, which tells its total, and whose rows can be made."""
    found: list[Subject] = []
    for operation in contract.by("list"):
        made = contract.by("create", operation.resource)
        if operation.acts.get("page") and not any("{" in op.path for op in (operation, *made)) and made:
            found.append(Subject(str(operation.resource), operation.resource, operation))
    return found


@check(subjects=totals, writes=True)
def total_apart(bench: Bench, subject: Subject) -> None:
    """The total of a list does not count what another organization has."""
    operation, (home, other) = evidence.operation_of(subject), bench.tenants(2)

    def total() -> int:
        answer = bench.client.call(operation, query={"limit": 1}, tenant=home)
        told = answered(bench, answer, "listing rows").get("total") if is_cut(bench.contract, answer) else None
        if not isinstance(told, int):
            bench.skip("the list tells no total")
        return int(told or 0)

    before = total()
    bench.make(str(subject.resource), tenant=other)
    equal(bench, total(), before, "the total of a list counts a row of another organization")


@check(writes=True)
def reading(bench: Bench, _: Subject) -> None:
    """Reading changes nothing: after every list and row was read, all reads as before."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    desk.done("createComment", "commenting", ticket, {"content": "Said by the judge"})
    ids = {**desk.ids(ticket), "userId": me(bench)}
    call(bench, "unwatchTicket", **desk.ids(ticket))  # who commented watches, and could not be seen to begin with it
    looks = ("listWatchers", "getBoard", "listTickets", "getTicket", "listComments", "getOrganization", "listLabels")

    def look() -> list[Json]:
        return [_body(bench, name, ids) for name in looks]

    before = look()
    for operation in bench.contract.operations.values():
        if operation.method == "GET" and operation.security and not _lacking(operation, ids):
            _read(bench, operation, ids)
    for name, seen, wanted in zip(looks, look(), before, strict=True):
        equal(bench, seen, wanted, f"{name} answers something else after reading")


def _names(operation: Operation) -> list[str]:
    return [p.name for p in operation.parameters if p.where == "path"]


def _lacking(operation: Operation, ids: Row) -> bool:
    return any(name not in ids for name in _names(operation))


def _read(bench: Bench, operation: Operation, ids: Row) -> None:
    query = {p.name: "te" for p in operation.parameters if p.where == "query" and p.required}
    call(bench, operation.id, query=query or None, **{name: ids[name] for name in _names(operation)})


def _body(bench: Bench, name: str, ids: Row) -> Json:
    operation = bench.contract.operations[name]
    answer = call(bench, name, **{each: ids[each] for each in _names(operation)})
    return answer.json() if answer.is_json else answer.text
