"""Each rule is seen going red: one change to a sound contract, and the finding it must bring."""

from pathlib import Path

import pytest

import specs
from specs import SpecError
from specs.bundle import join
from specs.lint import lint
from specs.lint.finding import Contract
from specs.lint.resources import check_resources
from specs.sources import gather
from tests.specs.caller_faults import BETWEEN as BETWEEN_CALLERS
from tests.specs.caller_faults import CALLER_FAULTS
from tests.specs.conftest import Edit
from tests.specs.faults import BETWEEN, FAULTS, PATHS, ROWS
from tests.specs.sight_faults import SIGHT_FAULTS


def test_the_toy_is_sound(base: Path) -> None:
    assert lint("tasks", base) == []


@pytest.mark.parametrize("api", specs.apis())
def test_the_contracts_are_sound(api: str) -> None:
    assert [str(finding) for finding in lint(api)] == []


@pytest.mark.parametrize(("file", "old", "new", "finding"), FAULTS)
def test_a_fault_is_found_where_it_stands(file: str, old: str, new: str, finding: str, base: Path, edit: Edit) -> None:
    edit(file, old, new)
    found = [str(one) for one in lint("tasks", base)]
    assert any(finding in one for one in found), found
    assert any(f"/tasks/{file}:" in one or finding.startswith(BETWEEN) for one in found), found


def test_the_guarded_contract_is_sound(guarded: Path) -> None:
    assert lint("keys", guarded) == []


@pytest.mark.parametrize(("file", "old", "new", "finding"), CALLER_FAULTS)
def test_a_fault_about_callers_is_found(
    file: str, old: str, new: str, finding: str, guarded: Path, edit_guarded: Edit
) -> None:
    edit_guarded(file, old, new)
    found = [str(one) for one in lint("keys", guarded)]
    assert any(finding in one for one in found), found
    assert any(f"/keys/{file}:" in one or finding.startswith(BETWEEN_CALLERS) for one in found), found


def test_the_shared_contract_is_sound(shared: Path) -> None:
    assert lint("desk", shared) == []


@pytest.mark.parametrize(("file", "old", "new", "finding"), SIGHT_FAULTS)
def test_a_fault_about_sight_is_found(
    file: str, old: str, new: str, finding: str, shared: Path, edit_shared: Edit
) -> None:
    edit_shared(file, old, new)
    found = [str(one) for one in lint("desk", shared) if f"/desk/{file}:" in str(one)]
    assert any(finding in one for one in found), found


def test_sight_without_credentials_is_found(shared: Path, edit_shared: Edit) -> None:
    key = "    key: {kind: opaque, user: Person, resource: Key, field: value, owner: person}\n"
    edit_shared("openapi.yaml", f"  credentials:\n{key}", "")
    found = [f"{one.rule}: {one.message}" for one in lint("desk", shared)]
    for what in ("members", "sight"):
        assert f"credential: Board has {what}, and nobody can be told apart" in found


def test_an_owner_without_credentials_is_found(guarded: Path, edit_guarded: Edit) -> None:
    edit_guarded("openapi.yaml", "  credentials: {$ref: 'callers.yaml#/credentials'}\n", "")
    found = [f"{one.rule}: {one.message}" for one in lint("keys", guarded)]
    assert "credential: Key has an owner, and nobody can be told apart" in found


def test_a_finding_is_one_line_with_file_line_and_rule(base: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(PATHS, "x-acts: {resource: Task, as: read}", "x-acts: {resource: Chore, as: read}")
    monkeypatch.chdir(base)
    line = (base / "tasks" / PATHS).read_text().split("resource: Chore")[0].count("\n") + 1
    finding = f"tasks/paths/tasks.yaml:{line}: acts: resource Chore is not declared; declared: Task, List"
    assert [str(one) for one in lint("tasks", base)] == [finding]


def test_a_contract_without_requirements_is_found(base: Path) -> None:
    (base / "tasks" / ROWS).unlink()
    assert [one.rule for one in lint("tasks", base)] == ["requirement"]


@pytest.mark.parametrize(("text", "message"), [("a: 1\n", "not a list of rows"), ("- 1\n", "row 1 is not a mapping")])
def test_requirements_of_another_shape_are_found(text: str, message: str, base: Path) -> None:
    (base / "tasks" / ROWS).write_text(text)
    assert message in str(lint("tasks", base)[0])


def test_an_empty_file_is_found(base: Path) -> None:
    (base / "tasks" / "schemas" / "spare.yaml").write_text("")
    assert "spare.yaml:1: yaml: the file is empty" in str(lint("tasks", base)[0])


def test_a_marker_of_deletion_that_cannot_be_null_is_found(base: Path) -> None:
    sources = gather("tasks", base)
    contract = Contract(sources, join(sources))
    task = contract.document["components"]["x-resources"]["Task"]
    task["soft_delete"] = {"mark": {"field": "age", "value": "now"}, "restore": {"op": "restoreTask"}}
    assert [f"{one.rule}: {one.message}" for one in check_resources(contract)] == [
        "soft-delete: Task: age cannot be null, yet marks deletion",
        "operation: Task: there is no operation restoreTask",
    ]
    task["soft_delete"] = {"mark": {"field": "listName", "value": "now"}, "restore": {"op": "startTask"}}
    assert list(check_resources(contract)) == []


def test_an_unknown_api_is_an_error(base: Path) -> None:
    with pytest.raises(SpecError, match=r"no openapi\.yaml"):
        lint("chores", base)
