"""Journal entries: leaving one on purpose, and telling new ones from those that were there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.contract import Contract, Operation
from conformance.errors import BadAnswer
from conformance.exchange import Json
from conformance.laws.book import Book, text_of
from conformance.laws.rows import field_at, is_success, rows_of
from conformance.laws.sites import Site, send_to, valid_body
from conformance.laws.subjects import creator, lister, remover
from conformance.target import Tenant

if TYPE_CHECKING:
    from conformance.bench import Bench


def journal_resource(contract: Contract) -> str | None:
    """The resource whose rows are journal entries, if the API keeps a journal."""
    name = (contract.conventions.get("journal") or {}).get("resource")
    return str(name) if name else None


def is_journal(contract: Contract, resource: str) -> bool:
    """Whether a resource is the journal's."""
    return journal_resource(contract) == resource


def leaving(contract: Contract) -> Operation | None:
    """The creation that leaves an entry and can be undone, the plainest first."""
    makers = [op for op in contract.by("create") if op.acts.get("emits") and remover(contract, op.resource)]
    return min(makers, key=lambda op: bool(op.acts.get("handler")), default=None)


def grow(bench: Bench, resource: str, tenant: Tenant | None, rows: int = 1, *, book: Book | None = None) -> None:
    """Make a list longer by so many rows: by creating them, or by doing what leaves journal entries.

    ``book`` names the list where a resource has several. Skips the check, with the reason, where the run may not write
    or the target does not let it.
    """
    if book is not None and lister(bench.contract, resource) is not book.operation:
        _grow_beside(bench, book, rows)
        return
    cause = leaving(bench.contract) if is_journal(bench.contract, resource) else None
    made = str(cause.resource) if cause else resource
    if creator(bench.contract, made) is None:
        bench.skip(f"too few {resource} rows, and no operation makes any")
    try:
        for _ in range(rows):
            row = bench.make(made, tenant=tenant)
            for name in bench.contract.resources[made].get("secret", {}).get("fields", ()):
                if isinstance(row.get(name), str):
                    bench.secret(row[name])
    except BadAnswer as refused:
        # Whether creations work is another law's to judge.
        bench.skip(f"too few {resource} rows, and none can be made: {refused}")


def _grow_beside(bench: Bench, book: Book, rows: int) -> None:
    """Make rows by the creation on the path of a list that is not the resource's first."""
    posts = (op for op in bench.contract.operations.values() if op.path == book.operation.path and op.method == "POST")
    making = next((op for op in posts if op.takes_json), None)
    if making is None:
        bench.skip(f"no operation makes rows for {book.operation.id} to list")
        return
    ids = dict(book.ids or bench.maker.paths.ids(book.operation, tenant=book.tenant))
    for _ in range(rows):
        answer = send_to(bench, making, Site(ids, body=valid_body(bench, making), tenant=book.tenant))
        if not is_success(answer):
            bench.skip(f"too few rows in {book.operation.id}, and {making.id} makes none: {answer.status}")


@dataclass(frozen=True)
class Watch:
    """The entries one tenant's journal showed at some moment, as texts."""

    bench: Bench
    tenant: Tenant | None
    known: frozenset[str]

    def fresh(self) -> list[Json]:
        """Entries that were not there at that moment, as the newest two pages show them."""
        return [entry for entry in _newest(self.bench, self.tenant) if text_of(entry) not in self.known]


def watch(bench: Bench, tenant: Tenant | None) -> Watch:
    """Remember what a tenant's journal shows now."""
    return Watch(bench, tenant, frozenset(map(text_of, _newest(bench, tenant))))


def _newest(bench: Bench, tenant: Tenant | None) -> list[Json]:
    """One page is enough where the newest come first; otherwise what is new may be anywhere."""
    journal = bench.contract.conventions["journal"]
    operation = bench.contract.operations[journal["operation"]]
    if not operation.acts.get("page"):
        return list(rows_of(bench, journal["resource"], tenant))
    book = Book(bench, operation, tenant)
    newest_first = str(book.style["order"][0]).startswith("-")
    return book.page(book.first, book.max).items if newest_first else book.walk().items


def events(bench: Bench, entries: Iterable[Json]) -> list[Json]:
    """The event each entry names."""
    field = bench.contract.conventions["journal"]["event"]
    return [field_at(entry, field) for entry in entries]
