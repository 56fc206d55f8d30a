"""Laws of the outermost form of answers: bare lists, bare rows, page objects. The oracle reads what is inside."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.bodies import all_properties
from conformance.check import Subject, check
from conformance.contract import MISSING, Contract, Operation, pick
from conformance.laws import evidence
from conformance.laws.refusals import steps_for
from conformance.lists import is_cut

# Members of a page object by the role the contract gives them, and the JSON type each has.
ROLES = {"total": int, "page": int, "size_echo": int, "pages": int, "more": bool}


def bare_lists(contract: Contract) -> list[Subject]:
    """Unpaged list operations."""
    return [evidence.subject_of(op) for op in contract.by("list") if not op.acts.get("page")]


def bare_items(contract: Contract) -> list[Subject]:
    """Operations that read one row."""
    return [evidence.subject_of(op) for op in contract.by("read") if op.resource and _shows_id(contract, op)]


def _shows_id(contract: Contract, operation: Operation) -> bool:
    """Whether the answer's schema has the id; what reads a part of a row need not show whose it is."""
    schema = contract.answer_schema(operation, operation.success()) or {}
    named = all_properties(contract, schema)
    return not named or contract.resources[str(operation.resource)]["id"]["field"] in named


def paged_lists(contract: Contract) -> list[Subject]:
    """Paged list operations."""
    return [evidence.subject_of(op) for op in contract.by("list") if op.acts.get("page")]


@check(subjects=bare_lists)
def bare_list(bench: Bench, subject: Subject) -> None:
    """A list that is not paged is an array, or the object a page of the vendor shows instead."""
    operation = evidence.operation_of(subject)
    answer = evidence.succeeded(bench, operation)
    acts = operation.acts
    places = [acts.get("items", "$response.body"), *acts.get("tolerates", {}).get("items", [])]
    bench.expect(
        any(isinstance(pick(answer, where, None), list) for where in places),
        "the list is no array",
        expected=f"an array at {' or '.join(places)}",
        observed=answer.text[:200],
        exchange=answer,
        steps=steps_for(bench, answer),
    )


@check(subjects=bare_items)
def bare_item(bench: Bench, subject: Subject) -> None:
    """A single row comes bare: its id is a member of the answer itself."""
    operation = evidence.operation_of(subject)
    answer = evidence.succeeded(bench, operation)
    field = bench.contract.resources[str(operation.resource)]["id"]["field"]
    row = answer.json()
    bench.expect(
        isinstance(row, dict) and field in row,
        "the row does not come bare",
        expected=f"an object with {field}",
        observed=answer.text[:200],
        exchange=answer,
        steps=steps_for(bench, answer),
    )


@check(subjects=paged_lists)
def page_object(bench: Bench, subject: Subject) -> None:
    """A paged list is an object with its items and what it says about the page."""
    operation = evidence.operation_of(subject)
    answer = evidence.succeeded(bench, operation)
    if not is_cut(bench.contract, answer):
        bench.skip(f"{operation.id} is not cut into pages here, which its sources leave open")
    page = bench.contract.conventions["paging"][operation.acts["page"]]
    wanted = {page["items"]: list} | {page[role]: kind for role, kind in ROLES.items() if role in page}
    for where, kind in wanted.items():
        value = pick(answer, where, MISSING)
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        bench.expect(
            fits,
            f"{where.removeprefix('$response.body#')} is absent or of another type",
            expected=kind.__name__,
            observed=value,
            exchange=answer,
            steps=steps_for(bench, answer),
        )
