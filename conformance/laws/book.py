"""A paged list as a book: asking for pages, reading what they say of themselves, walking them while others write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.contract import MISSING, Operation, pick
from conformance.exchange import Exchange, Json
from conformance.expr import place
from conformance.lists import everything, is_cut
from conformance.target import Principal, Tenant

if TYPE_CHECKING:
    from conformance.bench import Bench


def text_of(value: Json) -> str:
    """A value as one text that is the same for equal values."""
    return json.dumps(value, sort_keys=True)


@dataclass(frozen=True)
class Page:
    """One page. What the answer says of itself is None where the contract declares no place for it."""

    exchange: Exchange
    items: list[Json]
    total: int | None
    number: int | None
    size: int | None
    pages: int | None
    more: bool | None


@dataclass(frozen=True)
class Walk:
    """Pages in the order they were read; ``complete`` when the last one says (or shows) that nothing follows."""

    pages: list[Page]
    complete: bool

    @property
    def items(self) -> list[Json]:
        """Every item read."""
        return [item for page in self.pages for item in page.items]

    @property
    def grown(self) -> int:
        """By how much the total rose while reading."""
        totals = [page.total for page in self.pages if page.total is not None]
        return max(totals) - totals[0] if totals else 0


@dataclass
class Book:
    """A list operation with a declared way of paging, in one tenant, as somebody sees it."""

    bench: Bench
    operation: Operation
    tenant: Tenant | None = None
    ids: Mapping[str, str] | None = None
    principal: Principal | None = None
    whole: bool = True  # with the rows that are left out unless asked for

    @property
    def style(self) -> dict[str, Json]:
        """The paging convention the operation names."""
        style: dict[str, Json] = self.bench.contract.conventions["paging"][self.operation.acts["page"]]
        return style

    @property
    def max(self) -> int:
        """Most items of a page."""
        return int(self.style["size"]["max"])

    @property
    def default(self) -> int:
        """Items of a page when nobody asks."""
        return int(self.style["size"]["default"])

    @property
    def first(self) -> int:
        """The number of the first page."""
        return int(self.style.get("start", {}).get("first", 1))

    def ask(self, number: object = None, size: object = None, **query: object) -> Exchange:
        """Ask for a page; whatever comes back."""
        asked = {**(everything(self.operation) if self.whole else {}), **query}
        if number is not None and "start" in self.style:
            asked[place(self.style["start"]["at"])[1]] = number
        if size is not None:
            asked[place(self.style["size"]["at"])[1]] = size
        return self.bench.client.call(
            self.operation, self._way(), query=asked or None, tenant=self.tenant, principal=self.principal
        )

    def ask_raw(self, query: str) -> Exchange:
        """Ask with a query as it stands, already encoded."""
        return self.bench.client.call(
            self.operation, self._way(), query=query, tenant=self.tenant, principal=self.principal
        )

    def page(self, number: object = None, size: object = None, **query: object) -> Page:
        """Ask for a page that must come; a refusal or an unreadable wrapper ends the check with a finding."""
        answer = self.ask(number, size, **query)
        self.bench.require(
            200 <= answer.status < 300,
            f"{self.operation.id} refuses a page where it should give one",
            expected=self.operation.success(),
            observed=f"{answer.status or answer.error}: {answer.text[:200]}",
            exchange=answer,
        )
        return self.read(answer)

    def read(self, answer: Exchange) -> Page:
        """What a page says; numbers of another type end the check with a finding.

        Rows at another place that the contract tolerates are one page that says nothing and that nothing follows.
        """
        if not is_cut(self.bench.contract, answer):
            return Page(answer, self.bench.items(answer), None, None, None, None, more=False)
        return Page(
            exchange=answer,
            items=self.bench.items(answer),
            total=self._told(answer, "total"),
            number=self._told(answer, "page"),
            size=self._told(answer, "size_echo"),
            pages=self._told(answer, "pages"),
            more=self._flag(answer),
        )

    def walk(self, size: int | None = None, most: int = 20, **query: object) -> Walk:
        """Read pages from the first until nothing follows, at most so many. ``size`` None = the largest."""
        size = size or self.max
        pages: list[Page] = []
        for number in range(self.first, self.first + most):
            page = self.page(number, size, **query)
            pages.append(page)
            if page.more is False or not page.items:
                return Walk(pages, complete=True)
            if page.more is None and len(page.items) < size:
                return Walk(pages, complete=True)
        return Walk(pages, complete=False)

    def quiet_walk(self, size: int, most: int) -> Walk:
        """Walk up to three times for one during which the total stood still; the last try when none did."""
        for _ in range(2):
            walk = self.walk(size, most)
            if not walk.grown:
                return walk
        return self.walk(size, most)

    def need_pages(self) -> None:
        """Skip the check where the list answers its rows at another place that the contract tolerates."""
        answer = self.page(self.first, 1).exchange
        if not is_cut(self.bench.contract, answer):
            self.bench.skip(f"{self.operation.id} is not cut into pages here, which its sources leave open")

    def total(self) -> int:
        """How many items there are: as the largest page says, else by counting pages."""
        page = self.page(self.first, self.max)
        return page.total if page.total is not None else len(self.walk().items)

    def key(self, item: Json) -> str:
        """What makes an item the same one on two pages: its id; where rows never change, all of it.

        Lists over several tenants may show one id twice, for two rows.
        """
        resource = self.bench.contract.resources.get(str(self.operation.resource), {})
        name = resource.get("id", {}).get("field")
        if resource.get("append_only") or not isinstance(item, dict) or name not in item:
            return text_of(item)
        return str(item[name])

    def _way(self) -> Mapping[str, str]:
        """The rows the list hangs on: those given, else the run's own."""
        return self.ids if self.ids is not None else self.bench.maker.paths.ids(self.operation, tenant=self.tenant)

    def _told(self, answer: Exchange, role: str) -> int | None:
        where = self.style.get(role)
        if where is None:
            return None
        value = pick(answer, where)
        self.bench.require(
            isinstance(value, int) and not isinstance(value, bool),
            f"{where.rpartition('/')[2]} is no integer",
            expected="an integer",
            observed=value,
            exchange=answer,
        )
        return int(value)

    def _flag(self, answer: Exchange) -> bool | None:
        where = self.style.get("more")
        value = pick(answer, where, MISSING) if where else None
        if where:
            name = where.rpartition("/")[2]
            self.bench.require(isinstance(value, bool), f"{name} is no boolean", observed=value, exchange=answer)
        return None if value is None else bool(value)
