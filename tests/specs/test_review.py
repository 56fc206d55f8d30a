from html.parser import HTMLParser
from pathlib import Path

import pytest

import specs
from specs.lint.walk import operations
from specs.review import render
from specs.review.view import view
from tests.specs.conftest import Edit


class Page(HTMLParser):
    """Ids, links within the page, and whatever would be fetched from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a" and (given.get("href") or "").startswith("#"):
            self.links.add((given["href"] or "")[1:])
        if "src" in given or tag == "link" or (tag == "a" and not (given.get("href") or "").startswith("#")):
            self.fetched.append(f"{tag} {given}")


@pytest.fixture(scope="module", params=specs.apis())
def api(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_page_shows_every_operation_schema_cause_and_requirement(api: str) -> None:
    bundle = specs.load(api)
    document = bundle["document"]
    expected = {f"operation-{one.name}" for one in operations(document)}
    expected |= {f"schema-{name}" for name in document["components"]["schemas"]}
    expected |= {f"cause-{name}" for name in document["x-conventions"]["errors"]["causes"]}
    expected |= {row["id"] for row in bundle["requirements"]}
    assert set(Page(render(api)).ids) == expected


def test_the_page_stands_alone_and_its_links_lead_somewhere(api: str) -> None:
    page = Page(render(api))
    assert page.fetched == []
    assert len(page.ids) == len(set(page.ids))
    assert page.links <= set(page.ids)


def test_what_a_contract_says_is_text_and_never_markup(base: Path, edit: Edit) -> None:
    edit("openapi.yaml", "title: Tasks", "title: <script>alert(1)</script>")
    page = render("tasks", base)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_claims_are_counted_by_their_basis(base: Path) -> None:
    counts = {count["title"]: count for count in view(specs.load("tasks", base))["counts"]}
    assert counts["operations"]["by"] == {"documented": 2, "published": 1, "assumed": 1}
    assert counts["operations"]["total"] == 4
    assert counts["requirements"]["by"] == {"documented": 1, "published": 0, "assumed": 1}
    assert counts["causes"]["by"] == {"documented": 2, "published": 1, "assumed": 2}


def test_a_field_stands_on_its_own_basis_or_that_of_its_schema(base: Path) -> None:
    schemas = {schema["name"]: schema for schema in view(specs.load("tasks", base))["schemas"]}
    bases = {field["name"]: field["basis"] for field in schemas["Task"]["fields"]}
    assert bases["title"] == "published"
    assert bases["listName"] == "assumed"
    assert [field["name"] for field in schemas["NewTask"]["fields"]] == ["title", "list"]


def test_an_operation_names_its_causes_requirements_and_checks(base: Path) -> None:
    shown = {one["name"]: one for tag in view(specs.load("tasks", base))["tags"] for one in tag["operations"]}
    causes = {name: [cause["name"] for cause in one["causes"]] for name, one in shown.items()}
    assert causes == {
        "listTasks": ["invalid"],
        "createTask": ["invalid", "missing", "taken"],
        "getTask": ["invalid", "missing"],
        "startTask": ["invalid", "missing", "illegal"],
    }
    assert [row["id"] for row in shown["createTask"]["requirements"]] == ["TASKS-001"]
    assert shown["createTask"]["checks"] == ["laws/crud"]
    assert shown["startTask"]["checks"] == []


def test_what_nobody_states_is_listed(base: Path) -> None:
    shown = view(specs.load("tasks", base))
    assert [one["name"] for one in shown["assumed"]["operations"]] == ["startTask"]
    assert [one["name"] for one in shown["assumed"]["fields"]] == ["listName"]
    assert [one["id"] for one in shown["unverifiable"]] == ["TASKS-002"]
    assert [one["says"] for one in shown["open"]] == ["nobody states the verb"]


def test_credentials_are_read_from_security(base: Path, edit: Edit) -> None:
    edit(
        "paths/tasks.yaml", "summary: Read a task.", "summary: Read a task.\n    security: [{token: [read, write]}, {}]"
    )
    edit(
        "openapi.yaml",
        "  parameters:\n    id:",
        "  securitySchemes: {token: {type: http, scheme: bearer}}\n  parameters:\n    id:",
    )
    shown = {one["name"]: one for tag in view(specs.load("tasks", base))["tags"] for one in tag["operations"]}
    assert shown["getTask"]["scopes"] == ["token read write", "anonymous"]
    assert shown["listTasks"]["scopes"] == []
