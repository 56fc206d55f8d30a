"""The command `specs` as a person meets it: what it prints, where, and its exit code."""

import json
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

import specs
from specs import bundle
from specs.__main__ import main
from specs.lint.finding import Finding

Capture = pytest.CaptureFixture[str]


def test_list_names_the_apis(capsys: Capture) -> None:
    assert main(["list"]) == 0
    assert capsys.readouterr().out.splitlines() == specs.apis()


def test_lint_of_sound_contracts_is_silent(capsys: Capture) -> None:
    assert main(["lint"]) == 0
    assert capsys.readouterr() == ("", "")


def test_lint_prints_findings_and_exits_1(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specs.lint.lint", lambda _: [Finding("a.yaml", 3, "tag", "no tag")])
    assert main(["lint", "codespar"]) == 1
    assert capsys.readouterr().out == "a.yaml:3: tag: no tag\n"


@pytest.mark.parametrize("arguments", [["lint", "nope"], ["bundle", "nope"], ["review", "nope"], ["bundle", "../x"]])
def test_an_unknown_api_is_one_line_and_2(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("specs: unknown API")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["dance"], ["lint", "--fast"], ["review"]])
def test_wrong_usage_exits_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: specs" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["json", "yaml", "yml"])
def test_a_written_document_stands_alone(suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"api.{suffix}"
    assert main(["bundle", "codespar", "-o", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    document = json.loads(text) if suffix == "json" else yaml.safe_load(text)
    assert document == specs.load("codespar")["document"]
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    assert suffix == "json" or "&id" not in text


def test_a_dash_is_standard_output(capsys: Capture) -> None:
    assert main(["bundle", "codespar", "-o", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bundle", "-o", "x.json"], "name exactly one API"),
        (["bundle", "codespar", "-o", "x.txt"], "x.txt: name a file that ends in .json"),
        (["bundle", "codespar", "-o", "absent/x.json"], "absent/x.json: cannot be written"),
        (["review", "codespar", "-o", "absent/x.html"], "absent/x.html: cannot be written"),
    ],
)
def test_a_target_that_cannot_be_is_one_line_and_2(
    arguments: list[str], message: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


def test_bundle_writes_every_bundle_and_review_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(bundle, "write", lambda built: written.append(built["api"]))
    monkeypatch.chdir(tmp_path)
    assert main(["bundle"]) == 0
    assert written == specs.apis()
    assert main(["review", "codespar"]) == 0
    assert (tmp_path / "codespar-review.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_check_tells_a_stale_bundle(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["bundle", "--check"]) == 0
    monkeypatch.setattr(bundle, "is_fresh", lambda _: False)
    assert main(["bundle", "--check", "codespar"]) == 1
    assert "run `specs bundle codespar`" in capsys.readouterr().err


def test_a_bundle_is_stale_once_a_byte_differs(base: Path) -> None:
    assert not bundle.is_fresh("tasks", base)
    specs.load("tasks", base)
    assert bundle.is_fresh("tasks", base)
    path = base / "compiled" / "tasks.json"
    path.write_text(path.read_text().replace("Things to do", "Thongs to do"))
    assert not bundle.is_fresh("tasks", base)


def test_a_missing_extra_is_one_line_and_2(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: object) -> int:
        raise ModuleNotFoundError("No module named 'prance'", name="prance")

    monkeypatch.setattr("specs.__main__._lint", absent)
    assert main(["lint"]) == 2
    assert capsys.readouterr().err == "specs: prance is not installed; run `pip install 'twinspec[specs]'`\n"
