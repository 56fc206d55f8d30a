"""Steps that several Spedy cases take: calls, answers, lists, refusals, and people of the judge's own organization."""

from __future__ import annotations

from urllib.parse import quote

from conformance.bench import Bench
from conformance.cases.steps import Row, answered, equal, refused, succeeded
from conformance.exchange import Exchange, Json
from conformance.lists import items_of
from conformance.target import ANONYMOUS, Principal

__all__ = [
    "ANONYMOUS",
    "Row",
    "answered",
    "call",
    "done",
    "equal",
    "everyone",
    "listed",
    "may_spoil",
    "refused",
    "somebody",
    "succeeded",
    "tried",
]

PAGES = 50  # pages of one list read at most
ADMIN, TEAM_MEMBER, CUSTOMER = "Admin", "TeamMember", "Customer"


def call(
    bench: Bench,
    operation: str,
    body: Json = ...,
    *,
    who: Principal | str | None = None,
    query: Row | None = None,
    headers: dict[str, str] | None = None,
    **ids: object,
) -> Exchange:
    """Call an operation as somebody (default: the judge's own user); ``ids`` are path parameters, quoted for it."""
    given = {name: quote(str(value), safe="") for name, value in ids.items()}
    return bench.client.call(operation, given, json=body, principal=who, query=query, headers=headers)


def done(
    bench: Bench, operation: str, what: str, body: Json = ..., *, requirement: str | None = None, **more: object
) -> Row:
    """Call an operation that must answer an object with success; further keywords are those of `call`."""
    return answered(bench, call(bench, operation, body, **more), what, requirement=requirement)  # type: ignore[arg-type]  # ids and options alike


def tried(bench: Bench, operation: str, resource: str, whole: Row) -> Exchange:
    """Send a new row that may be refused; what comes of it is removed after the check. ``...`` leaves a member out."""
    answer = call(bench, operation, {name: value for name, value in whole.items() if value is not ...})
    row = answer.json() if 200 <= answer.status < 300 and answer.is_json else {}
    if row.get("id"):
        bench.adopt(resource, str(row["id"]))
    return answer


def listed(bench: Bench, operation: str, what: str, *, query: Row | None = None, **more: object) -> list[Row]:
    """All rows of a list, page by page; further keywords are those of `call`. A refusal ends the check."""
    found: list[Row] = []
    for number in range(1, PAGES + 1):
        answer = call(bench, operation, query={"limit": 100, "page": number, **(query or {})}, **more)  # type: ignore[arg-type]  # ids and options alike
        succeeded(bench, answer, what)
        rows = [row for row in items_of(bench.contract, answer) if isinstance(row, dict)]
        found += rows
        body = answer.json()
        total = body.get("total") if isinstance(body, dict) else None
        # Where no total is told, the list came whole.
        if not rows or not isinstance(total, int) or len(found) >= total:
            return found
    bench.skip(f"the list that {operation} gives is too long to be read")
    return found


def everyone(bench: Bench) -> list[Principal]:
    """The people of the judge's organization that the target file names, those who may do most first."""
    home = bench.maker.home()
    return [person for person in bench.client.ranked if home is not None and person.tenant == home.name and person.user]


def somebody(bench: Bench, role: str, *, having: str | None = None, lacking: str | None = None) -> Principal:
    """Somebody of the judge's organization with a role, with a permission and without another one.

    Skips the check where the target file names nobody like that.
    """
    for person in everyone(bench):
        held = person.holds("user", "role") or ()
        if (
            role in held
            and (having is None or having in person.scopes)
            and (lacking is None or lacking not in person.scopes)
        ):
            return person
    bench.skip(f"the target file names no {role} of the organization {_told(having, lacking)}".rstrip())
    raise AssertionError


def may_spoil(bench: Bench) -> None:
    """Skip the check where the organization is no disposable one and cannot be put back to what it was."""
    home = bench.maker.home()
    if not bench.can("snapshot") and not (home is not None and home.disposable):
        bench.skip("it leaves the organization changed, and the target file calls none disposable")


def _told(having: str | None, lacking: str | None) -> str:
    return " and ".join([*([f"with {having}"] if having else []), *([f"without {lacking}"] if lacking else [])])
