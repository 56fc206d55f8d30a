from __future__ import annotations

from typing import Any

import httpx
import pytest

from conformance.bench import Bench
from conformance.binding import Binding, binds
from conformance.check import Check, Subject, _add, find_checks
from conformance.contract import MISSING, Contract, load, pick, strongest
from conformance.errors import BadAnswer, JudgeError, UsageError
from conformance.exchange import Exchange, Received, Sent
from conformance.expr import place, point
from conformance.lists import items_of
from conformance.plan import make_plan
from conformance.target import Target

from .toy import check_of, row, toy


def exchange(body: Any, operation: Any = "listNotes") -> Any:
    sent = Sent(
        "GET",
        "http://x/n?limit=5&limit=7&empty=",
        "/n?limit=5&limit=7&empty=",
        httpx.Headers({"x-shop": "a"}),
        b'{"t": 1}',
    )
    return Exchange(operation, sent, Received(200, httpx.Headers({"X-Left": "3"}), body), 0.0, "t")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("$response.body", {"a": [{"b/c": 1}], "n": None}),
        ("$response.body#/a/0/b~1c", 1),
        ("$response.body#/n", None),
        ("$response.body#/a/1", "default"),
        ("$response.body#/a/x", "default"),
        ("$response.header.x-left", "3"),
        ("$response.header.none", "default"),
        ("$request.header.X-Shop", "a"),
        ("$request.query.limit", "7"),
        ("$request.query.empty", ""),
        ("$request.query.none", "default"),
        ("$request.body#/t", 1),
    ],
)
def test_a_runtime_expression_finds_its_value(expression: Any, value: Any) -> None:
    assert pick(exchange(b'{"a": [{"b/c": 1}], "n": null}'), expression, "default") == value


def test_an_absent_value_without_default_is_a_bad_answer() -> None:
    with pytest.raises(BadAnswer, match="the answer has no body#/total"):
        pick(exchange(b"{}"), "$response.body#/total")
    with pytest.raises(ValueError, match="not a runtime expression"):
        pick(exchange(b"{}"), "response.body")
    assert point({}, "/x") is MISSING
    assert place("$request.query.page") == ("query", "page")


def test_operations_are_read_with_their_parts() -> None:
    contract = toy()
    note = contract.operations["readNote"]
    assert (note.method, note.path, note.parameters[0].name, note.basis) == ("GET", "/notes/{id}", "id", "documented")
    assert note.fill({"id": "a%2Fb"}) == "/notes/a%2Fb"
    assert contract.operations["createNote"].success() == 201
    assert [op.id for op in contract.by("list")] == ["listNotes"]
    assert contract.by("delete", "Nothing") == []
    assert contract.schema("Note")["required"] == ["id", "title"]
    assert contract.schema({"$ref": "#/components/schemas/Note", "title": "beside"})["title"] == "beside"
    missing = contract.cause("missing")
    assert (missing.statuses, missing.code, missing.code_basis) == ((404, 410), "GONE", "documented")
    with pytest.raises(KeyError):
        contract.cause("nothing")


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/notes", "listNotes"),
        ("GET", "/v1/notes?x=1", "listNotes"),
        ("GET", "/notes/", None),
        ("GET", "/notes/a/b", None),
        ("GET", "/v2/notes", None),
        ("DELETE", "/v1/notes/a", "deleteNote"),
    ],
)
def test_a_path_leads_to_its_operation(method: Any, path: Any, operation: Any) -> None:
    found = toy().match(method, path)
    assert (found.id if found else None) == operation


def test_items_are_where_the_contract_puts_or_tolerates_them() -> None:
    contract = toy()
    assert items_of(contract, exchange(b"[1]")) == [1]
    assert items_of(contract, exchange(b'{"notes": [2]}')) == [2]
    with pytest.raises(BadAnswer, match="no array at"):
        items_of(contract, exchange(b'{"other": [2]}'))


def test_the_strongest_basis_wins() -> None:
    assert strongest(["assumed", "documented", "published"]) == "documented"
    assert strongest([]) == "assumed"


@pytest.mark.parametrize(
    ("name", "address", "bound"),
    [
        ("laws/a.b", "laws/a.b", True),
        ("laws/a.b", "laws/a.b/Note", True),
        ("laws/a.b/Note", "laws/a.b", False),
        ("laws/a.*", "laws/a.b/Note", True),
        ("laws/*.b/Note", "laws/a.b/Note", True),
        ("laws/a.b", "laws/a.bc", False),
    ],
)
def test_a_row_names_checks_by_address_check_or_glob(name: Any, address: Any, bound: Any) -> None:
    assert binds(name, address) is bound


def test_rows_that_name_no_check_are_told() -> None:
    contract = toy(row(1, "cases/toy.bad_note"), row(2, "laws/none.such"))
    assert [(r.id, name) for r, name in Binding(contract).unbound(["cases/toy.bad_note"])] == [
        ("TOY-002", "laws/none.such")
    ]


def nothing(bench: Bench, subject: Subject) -> None:
    """Nothing is asked."""


def test_checks_run_over_subjects_and_limits_come_last() -> None:
    def notes(contract: Contract) -> Any:
        return [Subject("Note", "Note", contract.operations["listNotes"])]

    first = Check("laws", "limits", "late", nothing, last=True)
    plan = make_plan(toy(), Target("http://127.0.0.1"), checks=[first, check_of(nothing, subjects=notes)])
    assert [p.address for p in plan.planned] == ["cases/toy.nothing/Note", "laws/limits.late"]
    narrow = make_plan(toy(), Target("http://127.0.0.1"), checks=[first, check_of(nothing)], phases=["laws"])
    assert [p.address for p in narrow.planned] == ["laws/limits.late"]
    assert [p.address for p in narrow.disabled] == ["cases/toy.nothing"]
    with pytest.raises(UsageError, match="no check has such an address"):
        make_plan(toy(), Target("http://127.0.0.1"), checks=[first], only=["fuzz/*"])


def test_a_check_needs_a_sentence_and_an_address_of_its_own() -> None:
    def silent(bench: Bench, subject: Subject) -> None:
        pass

    with pytest.raises(JudgeError, match="docstring must be the requirement sentence"):
        _add(Check("cases", "toy", "silent", silent))
    with pytest.raises(JudgeError, match="family must be one of"):
        _add(Check("guesses", "toy", "nothing", nothing))


@pytest.mark.parametrize("api", ["codespar"])
def test_every_check_of_an_api_says_what_it_asks(api: Any) -> None:
    contract = load(api)
    checks = find_checks(api)
    assert checks
    assert [c.name for c in checks if not c.says.endswith(".")] == []
    addresses = [c.address(s) for c in checks for s in c.over(contract)]
    assert len(addresses) == len(set(addresses))
