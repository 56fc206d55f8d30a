"""The bundle says what the files say. The second opinion is `referencing`, which shares no code with prance."""

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

import specs
from specs import SpecError, bundle
from specs.sources import ROOT, gather, references
from tests.specs.conftest import Edit

SITE = "https://contract.invalid/"


class Expansion:
    """Replaces every reference by its target and keeps what stands beside it; recursion is cut after some steps.

    A reference `#/…` means the root file wherever it stands. `seen` holds the references met on the way.
    """

    def __init__(self, files: dict[str, Any]) -> None:
        resources = [(SITE + name, DRAFT202012.create_resource(value)) for name, value in files.items()]
        registry: Registry[Any] = Registry().with_resources(resources)
        self.root = registry.resolver(SITE + ROOT)
        self.seen: set[int] = set()

    def of(self, value: Any, resolver: Any = None, depth: int = 3) -> Any:
        resolver = resolver or self.root
        if isinstance(value, list):
            return [self.of(item, resolver, depth) for item in value]
        if not isinstance(value, dict):
            return value
        beside = {key: self.of(child, resolver, depth) for key, child in value.items() if key != "$ref"}
        if "$ref" not in value:
            return beside
        self.seen.add(id(value))
        local = value["$ref"].startswith("#")
        if local and depth == 0:
            return {"$ref": "cut", **beside}
        found, where = self.target(value["$ref"], self.root if local else resolver)
        inner = self.of(found, where, depth - local)
        return {**inner, "beside": beside} if beside else inner

    def target(self, reference: str, resolver: Any) -> tuple[Any, Any]:
        """What a reference means; a pointer may pass through a component that is itself a reference to a file."""
        head = "/".join(reference.split("/")[:4]) if reference.startswith("#") else reference
        found = resolver.lookup(head)
        contents, where = found.contents, found.resolver
        for step in reference.removeprefix(head).split("/")[1:]:
            while "$ref" in contents:
                contents, where = self.target(contents["$ref"], where)
            contents = contents[step]
        return contents, where


def files_of(api: str, base: Path) -> dict[str, Any]:
    return {name: parsed.value for name, parsed in gather(api, base).files.items()}


@pytest.mark.parametrize("api", ["tasks", *specs.apis()])
def test_a_second_resolver_reads_the_same_from_files_and_bundle(api: str, base: Path) -> None:
    home = base if api == "tasks" else specs.HERE
    files, document = files_of(api, home), bundle.build(api, home)["document"]
    by_files, by_bundle = Expansion(files), Expansion({ROOT: document})
    assert by_files.of(files[ROOT]) == by_bundle.of(document)
    everywhere = {id(node) for value in files.values() for _, node in references(value)}
    assert everywhere <= by_files.seen, "a reference in the files is out of the bundle's reach"
    assert len(everywhere) > 10


def test_the_second_resolver_sees_a_lost_sibling(base: Path) -> None:
    document = bundle.build("tasks", base)["document"]
    whole = Expansion({ROOT: document}).of(document)
    del document["components"]["schemas"]["Tree"]["properties"]["children"]["items"]["description"]
    assert Expansion({ROOT: document}).of(document) != whole


def test_every_reference_of_a_bundle_is_local_and_leads_to_a_component(base: Path) -> None:
    targets = [node["$ref"] for _, node in references(bundle.build("tasks", base)["document"])]
    assert targets
    assert all(target.startswith("#/components/") for target in targets)


@pytest.mark.parametrize("api", specs.apis())
def test_a_bundle_is_openapi_on_its_own(api: str) -> None:
    assert list(OpenAPIV31SpecValidator(specs.load(api)["document"]).iter_errors()) == []


@pytest.mark.parametrize("api", specs.apis())
def test_the_kept_bundle_is_fresh(api: str) -> None:
    assert bundle.is_fresh(api)


def test_paths_and_schemas_keep_their_order(base: Path) -> None:
    document = bundle.build("tasks", base)["document"]
    assert list(document["paths"]) == ["/tasks", "/tasks/{id}", "/tasks/{id}/start"]
    assert list(document["components"]["schemas"]) == ["Error", "Task", "NewTask", "List", "Tree"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "openapi.yaml",
            "tasks.yaml#/List'",
            "tasks.yaml#/Lost'",
            "openapi.yaml:63: reference: schemas/tasks.yaml#/Lost",
        ),
        ("openapi.yaml", "tasks.yaml#/List'", "absent.yaml#/List'", "there is no such file"),
        ("openapi.yaml", "'schemas/tasks.yaml#/List'", "'https://elsewhere.test/List'", "lies outside the contract"),
        ("openapi.yaml", "'schemas/tasks.yaml#/List'", "'schemas/tasks.yaml#/List', title: L", "title beside a"),
        ("schemas/common.yaml", "#/components/schemas/Error", "#/components/schemas/Gone", "common.yaml:9: reference"),
        ("schemas/common.yaml", "#/components/schemas/Error", "#/Error", "#/Error is not below #/components/"),
    ],
)
def test_a_reference_that_breaks_or_loses_something_is_refused(
    file: str, old: str, new: str, problem: str, base: Path, edit: Edit
) -> None:
    edit(file, old, new)
    with pytest.raises(SpecError) as caught:
        bundle.build("tasks", base)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_number_beyond_json_is_refused(base: Path, edit: Edit) -> None:
    edit("schemas/tasks.yaml", "age: {type: integer}", f"age: {{type: integer, maximum: {10**30}}}")
    with pytest.raises(SpecError, match="not representable as JSON"):
        bundle.build("tasks", base)


def test_a_bundle_is_indented_json_that_ends_in_a_newline(base: Path) -> None:
    assert bundle.keep(bundle.build("tasks", base), base)
    text = (base / "compiled" / "tasks.json").read_text(encoding="utf-8")
    assert text.startswith('{\n  "api": "tasks",\n  "hash": "')
    assert text.endswith("}\n")
    assert list(json.loads(text)) == ["api", "hash", "document", "requirements"]
