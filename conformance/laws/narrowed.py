"""A narrowed list as laws look at it: which rows it shows, and how many it says there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from conformance.contract import Operation
from conformance.exchange import Exchange, Json
from conformance.laws.book import Book
from conformance.laws.rows import Row, fetch, home, id_in
from conformance.lists import everything

if TYPE_CHECKING:
    from conformance.bench import Bench


@dataclass(frozen=True)
class Seen:
    """The rows a list showed by id, the number it told (None: it told none), and its first answer."""

    rows: Mapping[str, Row]
    total: int | None
    answer: Exchange


def narrowed(
    bench: Bench, operation: Operation, query: dict[str, Json], *, whole: bool = True, wide: bool = False
) -> Seen:
    """All that a list shows with a query. ``whole=False``: without what it shows on request alone; ``wide``: with each
    odd character of the query's texts percent-encoded, spaces as %20.
    """
    resource, tenant = str(operation.resource), home(bench)
    if not operation.acts.get("page"):
        answer = fetch(bench, operation, tenant=tenant, query=query)
        return Seen(_by_id(bench, resource, bench.items(answer)), None, answer)
    book = Book(bench, operation, tenant, bench.maker.paths.ids(operation, tenant=tenant), whole=whole)
    if wide:
        asked = {**(everything(operation) if whole else {}), **query}
        answer = book.ask_raw("&".join(f"{name}={_encoded(value)}" for name, value in asked.items()))
        page = book.read(answer)
        return Seen(_by_id(bench, resource, page.items), page.total, answer)
    walk = book.walk(**query)
    return Seen(_by_id(bench, resource, walk.items), walk.pages[0].total if walk.complete else None, _first(walk.pages))


def _encoded(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else quote(str(value), safe="")


def _first(pages: list[Json]) -> Exchange:
    answer: Exchange = pages[0].exchange
    return answer


def _by_id(bench: Bench, resource: str, items: list[Json]) -> dict[str, Row]:
    rows = [row for row in items if isinstance(row, dict)]
    return {str(id_in(bench.contract, resource, row)): row for row in rows}


def expect_shown(bench: Bench, seen: Seen, what: str, inside: Collection[str], outside: Collection[str]) -> None:
    """Some rows are shown, others are not, and the total is the number of what is shown."""
    lost = [name for name in inside if name not in seen.rows]
    bench.expect(
        not lost, f"{what} does not show a row that matches", expected=lost, observed=[*seen.rows], exchange=seen.answer
    )
    strays = [seen.rows[name] for name in outside if name in seen.rows]
    bench.expect(
        not strays,
        f"{what} shows a row that does not match",
        expected="not listed",
        observed=strays[:1],
        exchange=seen.answer,
    )
    bench.expect(
        seen.total is None or seen.total == len(seen.rows),
        f"the total does not follow {what}",
        expected=len(seen.rows),
        observed=seen.total,
        exchange=seen.answer,
    )
