"""More laws of the keyword `paging`: what a page consists of, and pages read while rows come and go."""

from __future__ import annotations

from collections.abc import Callable

from conformance.bench import Bench
from conformance.bodies import all_properties
from conformance.check import Subject, check
from conformance.contract import Contract
from conformance.exchange import Json
from conformance.laws.book import Book, Page
from conformance.laws.entries import grow, is_journal
from conformance.laws.evidence import operation_of
from conformance.laws.paging import paged
from conformance.laws.rows import delete, home
from conformance.laws.samples import stage
from conformance.laws.subjects import creator, remover

ROWS = 6  # that a check makes to have pages that change
PAGES = 6  # most that are read in one walk


def changing(contract: Contract) -> list[Subject]:
    """Paged lists whose rows can be made and deleted."""
    return [
        s
        for s in paged(contract)
        if creator(contract, s.resource) and remover(contract, s.resource) and not is_journal(contract, str(s.resource))
    ]


@check(module="paging", subjects=paged)
def envelope(bench: Bench, subject: Subject) -> None:
    """A page has every member that is declared, of its type."""
    operation = operation_of(subject)
    book = Book(bench, operation, home(bench))
    book.need_pages()
    for size in (None, 1):
        page = book.page(book.first if size else None, size)
        lacking = sorted(_declared(book) - set(page.exchange.json()))
        bench.expect(
            not lacking, f"a page lacks {', '.join(lacking)}", expected=_declared(book), exchange=page.exchange
        )


@check(module="paging", subjects=paged)
def exact(bench: Bench, subject: Subject) -> None:
    """A page has no member beside those that are declared."""
    operation = operation_of(subject)
    book = Book(bench, operation, home(bench))
    book.need_pages()
    schema = bench.contract.answer_schema(operation, operation.success()) or {}
    allowed = _declared(book) | set(all_properties(bench.contract, schema))
    answer = book.page().exchange
    extra = sorted(set(answer.json()) - allowed)
    # Few sources say that there is nothing else: it counts where a row is bound to it.
    basis = None if bench.binding.rows(bench.address) else "assumed"
    bench.expect(not extra, f"a page has {', '.join(extra)} too", expected=allowed, exchange=answer, basis=basis)


def _declared(book: Book) -> set[str]:
    """The members of a body that hold the items and what a page says of itself."""
    told = ("items", "total", "page", "size_echo", "pages", "more")
    return {name for role, where in book.style.items() if role in told and (name := _member(where))}


def _member(where: Json) -> str | None:
    """The member of a body an expression points at; None where it points into a header, or deeper."""
    name = str(where).removeprefix("$response.body#/")
    return name if name != where and "/" not in name else None


@check(module="paging", subjects=changing, writes=True)
def insertion(bench: Bench, subject: Subject) -> None:
    """A row that is made while the pages are read hides no other, and pushes at most one onto the next page."""
    book, before = _prepared(bench, subject)
    seen = _walk_while(book, len(before), lambda _: grow(bench, str(subject.resource), book.tenant, book=book))
    _expect_order(bench, before, seen)
    lost = [key for key in before if key not in seen]
    bench.expect(not lost, "a row that was there all the time is on no page", expected=lost[:1], observed="not listed")
    repeats = len(seen) - len(set(seen))
    bench.expect(repeats <= 1, "one new row makes several appear twice", expected=1, observed=repeats)


@check(module="paging", subjects=changing, writes=True)
def deletion(bench: Bench, subject: Subject) -> None:
    """A row that is deleted while the pages are read makes none appear twice, and at most one be passed over."""
    resource = str(subject.resource)
    book, before = _prepared(bench, subject)
    own = [made.id for made in bench.maker.made if made.resource == resource]
    gone: list[str] = []

    def remove(first: Page) -> None:
        shown = [book.key(item) for item in first.items]
        gone.extend([row_id for row_id in own if row_id in shown][:1] or own[:1])
        delete(bench, resource, gone[0], book.tenant)

    seen = _walk_while(book, len(before), remove)
    _expect_order(bench, before, seen)
    repeats = len(seen) - len(set(seen))
    bench.expect(repeats == 0, "a row appears twice though none was made", expected=0, observed=repeats)
    lost = [key for key in before if key not in seen and key not in gone]
    bench.expect(len(lost) <= 1, "one deleted row hides several others", expected=1, observed=lost)


def _prepared(bench: Bench, subject: Subject) -> tuple[Book, list[str]]:
    """A list with enough rows of the check's own, and all it shows, in its order."""
    operation = operation_of(subject)
    Book(bench, operation, home(bench)).need_pages()
    stage(bench, operation)
    book = Book(bench, operation, home(bench), bench.maker.paths.ids(operation, tenant=home(bench)))
    grow(bench, str(subject.resource), book.tenant, ROWS, book=book)
    walk = book.walk()
    if not walk.complete:
        bench.skip("the list is too long to be read as a whole")
    before = [book.key(item) for item in walk.items]
    if len(before) < ROWS:
        bench.skip(f"making {ROWS} {subject.resource} rows did not make the list that long")
    return book, before


def _walk_while(book: Book, count: int, change: Callable[[Page], None]) -> list[str]:
    """The keys on all pages, with a change after the first of them."""
    size = min(book.max, max(2, -(-count // 3)))
    pages = [book.page(book.first, size)]
    change(pages[0])
    for number in range(book.first + 1, book.first + max(PAGES, -(-count // size) + 2)):
        page = book.page(number, size)
        pages.append(page)
        if len(page.items) < size:
            break
    return [book.key(item) for page in pages for item in page.items]


def _expect_order(bench: Bench, before: list[str], seen: list[str]) -> None:
    """Rows that were there keep their order."""
    kept = list(dict.fromkeys(key for key in seen if key in before))
    wanted = [key for key in before if key in kept]
    bench.expect(kept == wanted, "rows change places while pages are read", expected=wanted, observed=kept)
