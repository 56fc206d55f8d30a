import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import specs
from specs import SpecError, bundle
from tests.specs.conftest import Edit


def test_a_bundle_has_four_members() -> None:
    loaded = specs.load("codespar")
    assert list(loaded) == ["api", "hash", "document", "requirements"]
    assert loaded["api"] == "codespar"
    assert loaded["document"]["openapi"].startswith("3.1")
    assert loaded["requirements"][0]["id"] == "CODESPAR-001"


def test_each_call_gives_a_copy_of_its_own() -> None:
    specs.load("codespar")["document"].clear()
    assert specs.load("codespar")["document"]


def test_reading_imports_neither_yaml_nor_what_joins_files() -> None:
    code = (
        "import sys, specs; specs.load('codespar'); "
        "print(sorted({'yaml', 'prance', 'jinja2', 'referencing', 'specs.bundle', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=specs.HERE.parent
    )
    assert done.stdout.strip() == "[]"


def test_an_unknown_api_is_named_with_those_that_are_known() -> None:
    with pytest.raises(SpecError, match=r"^unknown API '\.\./x'; known: .*codespar"):
        specs.load("../x")


def test_a_changed_file_is_read_at_once_and_kept(base: Path, edit: Edit) -> None:
    before = specs.load("tasks", base)
    edit("openapi.yaml", "title: Tasks", "title: Chores")
    after = specs.load("tasks", base)
    assert after["document"]["info"]["title"] == "Chores"
    assert after["hash"] != before["hash"]
    assert json.loads((base / "compiled" / "tasks.json").read_bytes()) == after


def test_a_changed_vocabulary_changes_the_hash(base: Path) -> None:
    before = specs.fingerprint("tasks", base)
    (base / "vocabulary.yaml").write_text("{}")
    assert specs.fingerprint("tasks", base) != before


def test_a_renamed_file_changes_the_hash(base: Path) -> None:
    before = specs.fingerprint("tasks", base)
    (base / "tasks" / "schemas" / "common.yaml").rename(base / "tasks" / "schemas" / "shared.yaml")
    assert specs.fingerprint("tasks", base) != before


def test_a_fresh_bundle_is_not_written_again(base: Path) -> None:
    specs.load("tasks", base)
    path = base / "compiled" / "tasks.json"
    os.utime(path, (1, 1))
    specs.load("tasks", base)
    assert path.stat().st_mtime == 1


def test_a_bundle_without_sources_is_enough(base: Path) -> None:
    built = specs.load("tasks", base)
    (base / "tasks" / "openapi.yaml").unlink()
    assert specs.apis(base) == ["tasks"]
    assert specs.load("tasks", base) == built


def test_a_place_that_cannot_be_written_does_not_hinder_reading(base: Path) -> None:
    (base / "compiled").write_text("a file where the folder belongs")
    assert specs.load("tasks", base)["api"] == "tasks"
    with pytest.raises(SpecError, match=r"tasks\.json: cannot be written"):
        bundle.write(bundle.build("tasks", base), base)


@pytest.mark.parametrize("content", ["{", "[]", '{"api": 1}'])
def test_a_broken_bundle_says_how_to_build_it(content: str, base: Path) -> None:
    (base / "compiled").mkdir()
    (base / "compiled" / "tasks.json").write_text(content)
    with pytest.raises(SpecError, match=r"tasks\.json: not a .*bundle.*; build it with `specs bundle tasks`"):
        specs.load("tasks", base)


def test_a_stale_bundle_without_the_extra_is_one_clear_error(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "specs.bundle", None)
    monkeypatch.delattr(specs, "bundle", raising=False)
    with pytest.raises(SpecError, match=r"pip install 'twinspec\[specs\]'"):
        specs.load("tasks", base)
