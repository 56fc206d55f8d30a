from __future__ import annotations

from typing import Any

from conformance.bench import Bench
from conformance.bodies import distinct, generate, validator
from conformance.check import Subject
from conformance.target import Target, Tenant

from .test_bench import run
from .toy import Notes, toy


def test_what_a_check_made_is_removed_in_reverse_order() -> None:
    app = Notes()

    def makes(bench: Bench, subject: Subject) -> None:
        titles = [bench.make("Note")["title"] for _ in range(3)]
        bench.expect(
            len(set(titles)) == 3 and all(t.startswith("Milk") for t in titles), "titles repeat", observed=titles
        )
        bench.expect(bench.make("Note", title="Mine")["title"] == "Mine", "a field given is not taken")

    document = run(makes, app=app)
    assert (document["exit"], document["left"], app.rows) == (0, [], {})
    deleted = [e["PATH_INFO"] for e in app.seen if e["REQUEST_METHOD"] == "DELETE"]
    assert deleted == [f"/notes/note-{n:06x}" for n in (4, 3, 2, 1)]


def test_clean_up_falls_back_to_the_alias_path() -> None:
    class Half(Notes):
        def __call__(self, environ: Any, start_response: Any) -> Any:
            if environ["REQUEST_METHOD"] == "DELETE" and not environ["PATH_INFO"].startswith("/v1/"):
                start_response("500 Oops", [])
                return [b"{}"]
            return super().__call__(environ, start_response)

    def makes(bench: Bench, subject: Subject) -> None:
        bench.make("Note")

    app = Half()
    assert (run(makes, app=app)["left"], app.rows) == ([], {})


def test_what_cannot_be_removed_is_listed() -> None:
    class Sticky(Notes):
        def answer(self, method: Any, path: Any, environ: Any) -> Any:
            return (500, {"code": "NO"}) if method == "DELETE" else super().answer(method, path, environ)

    def makes(bench: Bench, subject: Subject) -> None:
        bench.make("Note")

    document = run(makes, app=Sticky())
    assert document["left"] == [
        {
            "resource": "Note",
            "id": "note-000001",
            "tenant": None,
            "check": "cases/toy.makes",
            "why": "DELETE /notes/{id} answered 500",
        }
    ]


def test_a_create_that_fails_is_a_finding_and_names_the_operation() -> None:
    class Broken(Notes):
        def answer(self, method: Any, path: Any, environ: Any) -> Any:
            return (500, {"code": "NO"}) if method == "POST" else super().answer(method, path, environ)

    def makes(bench: Bench, subject: Subject) -> None:
        bench.make("Note")
        raise AssertionError("never reached")

    (finding,) = run(makes, app=Broken())["findings"]
    assert (finding["message"], finding["operation"]) == ("a valid Note could not be created", "createNote")
    assert (finding["expected"], finding["verdict"]) == (201, "failed")


def test_tenants_come_from_the_file_disposable_ones_first() -> None:
    def asks(bench: Bench, subject: Subject) -> None:
        named = [t.name for t in bench.tenants(2)]
        bench.expect(named == ["b", "a"], "wrong tenants", observed=named)
        bench.tenants(3)

    tenants = (Tenant("a", "A"), Tenant("b", "B", disposable=True), Tenant("default"))
    document = run(asks, target={"tenants": tenants})
    assert document["findings"] == []
    assert document["checks"][0]["why"] == "needs 3 tenants; the target file names 2 and none can be made"


def test_rows_go_to_a_disposable_tenant_on_a_strange_machine() -> None:
    app = Notes()

    def makes(bench: Bench, subject: Subject) -> None:
        bench.make("Note")

    target = Target("https://api.example.test", writes=True, tenants=(Tenant("b", "B", disposable=True),))
    run(makes, app=app, target={"base_url": target.base_url, "writes": True, "tenants": target.tenants})
    assert [e.get("HTTP_X_SHOP") for e in app.seen if e["REQUEST_METHOD"] != "GET"] == ["B", "B"]


def test_distinct_values_stay_valid() -> None:
    contract = toy()
    cases: list[tuple[dict[str, Any], str]] = [
        ({"type": "string", "maxLength": 12}, "storefront-eu"),
        ({"type": "string", "pattern": "^[a-z]+/[a-z0-9]+$"}, "acme/shop"),
        ({"type": "string", "format": "email"}, "ann@example.com"),
        ({"type": "string"}, "plain"),
    ]
    for schema, value in cases:
        made = distinct(contract, schema, value, "k7x")
        assert "k7x" in made, schema
        assert validator(contract, schema)(made), made
    assert distinct(contract, {"const": "only"}, "only", "k7x") == "only"


def test_generated_values_fit_their_schema() -> None:
    contract = toy()
    schema = {
        "type": "object",
        "required": ["a", "b", "c", "d", "e"],
        "properties": {
            "a": {"type": ["null", "string"], "minLength": 9},
            "b": {"enum": ["x", "y"]},
            "c": {"type": "array", "minItems": 2, "items": {"$ref": "#/components/schemas/Note"}},
            "d": {"oneOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]},
            "e": {"allOf": [{"type": "object", "required": ["f"], "properties": {"f": {"format": "date"}}}]},
        },
    }
    assert validator(contract, schema)(generate(contract, schema))
