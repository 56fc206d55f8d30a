from pathlib import Path

import pytest

from specs import SpecError
from specs.sources import fragment_of, gather, steps, value_at


def test_a_place_of_the_joined_document_is_found_in_its_file(base: Path) -> None:
    sources = gather("tasks", base)
    place = sources.locate(("paths", "/tasks", "post", "x-acts", "as"))
    assert place.name.endswith("tasks/paths/tasks.yaml")
    assert (base / "tasks/paths/tasks.yaml").read_text().splitlines()[place.line - 1].strip().startswith("x-acts:")


def test_a_place_behind_two_references_is_found(base: Path) -> None:
    sources = gather("tasks", base)
    assert sources.trace(("components", "schemas", "Tree", "properties", "leaf", "type")) == (
        "schemas/common.yaml",
        ("Error", "properties", "code", "type"),
    )


def test_what_was_never_written_is_found_at_the_nearest_place_around_it(base: Path) -> None:
    sources = gather("tasks", base)
    assert sources.trace(("info", "contact", "name")) == ("openapi.yaml", ("info",))


def test_a_folder_without_a_root_file_is_no_contract(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"no openapi\.yaml"):
        gather("tasks", tmp_path)


@pytest.mark.parametrize("pointer", [(), ("a",), ("/tasks/{id}", "x~y"), ("a", "b", "")])
def test_pointers_survive_their_written_form(pointer: tuple[str, ...]) -> None:
    assert steps(fragment_of(pointer)) == pointer


def test_percent_signs_in_a_pointer_are_read() -> None:
    assert steps("/a%20b") == ("a b",)


@pytest.mark.parametrize("pointer", [("x",), ("list", "7"), ("list", "x"), ("text", "x")])
def test_a_pointer_to_nothing_is_a_lookup_error(pointer: tuple[str, ...]) -> None:
    with pytest.raises(LookupError):
        value_at({"list": [1], "text": "t"}, pointer)
