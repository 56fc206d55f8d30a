"""Reading the items out of a list answer, wherever the contract puts them."""

from __future__ import annotations

from conformance.contract import Contract
from conformance.errors import BadAnswer
from conformance.exchange import Exchange, Json
from conformance.expr import pick, place
from conformance.parts import Operation


def items_of(contract: Contract, answer: Exchange) -> list[Json]:
    """The items of a list operation's answer: as its paging or ``items`` says, else where it tolerates them.

    Raises BadAnswer when there is no array at any of these places.
    """
    acts = contract.operations[answer.operation].acts if answer.operation else {}
    page = contract.conventions.get("paging", {}).get(acts.get("page"), {})
    declared = page.get("items") or acts.get("items") or "$response.body"
    places = [declared, *acts.get("tolerates", {}).get("items", [])]
    for where in places:
        found = pick(answer, where, None)
        if isinstance(found, list):
            return found
    raise BadAnswer(
        f"the answer has no array at {' or '.join(places)}",
        expected="an array",
        observed=answer.text[:300],
        exchange=answer,
    )


def is_cut(contract: Contract, answer: Exchange) -> bool:
    """Whether a paged list answers a page as declared, not its rows at another place that the contract tolerates."""
    acts = contract.operations[answer.operation].acts if answer.operation else {}
    style = contract.conventions.get("paging", {}).get(acts.get("page"), {})
    tolerated = acts.get("tolerates", {}).get("items", [])
    if not style or not tolerated or isinstance(pick(answer, style["items"], None), list):
        return True
    return not any(isinstance(pick(answer, where, None), list) for where in tolerated)


def everything(operation: Operation) -> dict[str, Json]:
    """The query that shows rows a list leaves out unless asked: each of its flags that reveal some."""
    filters = operation.acts.get("filter") or {}
    return {place(rule["at"])[1]: True for rule in filters.values() if rule.get("as") == "reveals"}
