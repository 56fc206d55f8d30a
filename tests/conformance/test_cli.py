from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance import catalogue, cli
from conformance.cli import main
from conformance.plan import make_plan
from conformance.run import judge

from .toy import Notes, bad_note, check_of, http, raw_server, row, toy


def called(*words: Any) -> Any:
    return CliRunner().invoke(main, [str(word) for word in words])


def one_line(result: Any, code: Any) -> Any:
    assert result.exit_code == code, result.output
    assert result.stderr.startswith("error: "), result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    return result.stderr


def test_nothing_listens_is_exit_3() -> None:
    with raw_server(b"") as url:
        pass
    assert "cannot reach" in one_line(called("run", "codespar", "--url", url), 3)


@pytest.mark.parametrize(
    ("reply", "hang", "says"),
    [
        (None, True, "no complete answer within 0.2 s"),
        (None, False, "cannot reach"),
        (http(b"<p>hi</p>", "text/html"), False, "does not look like a codespar server"),
    ],
)
def test_a_server_of_another_kind_is_exit_3(reply: Any, hang: Any, says: Any) -> None:
    with raw_server(reply, hang) as url:
        assert says in one_line(called("run", "codespar", "--url", url, "--timeout", "0.2"), 3)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "codspar", "--mock"], "unknown API 'codspar'; did you mean 'codespar'?"),
        (["list", "nothing-like-it"], "unknown API"),
        (["explain", "CODESPAR-9999"], "unknown requirement"),
        (["run", "codespar"], "no target: add --mock, --url URL or --target FILE"),
        (["run", "codespar", "--url", "nowhere"], "no URL to judge"),
        (["run", "codespar", "--target", "none.toml"], "none.toml: cannot read the target file"),
        (["run", "codespar", "--mock", "--target", "x.toml"], "leave out --target"),
        (["run", "codespar", "--url", "http://127.0.0.1:9", "--phase", "lows"], "did you mean 'laws'?"),
        (["run", "codespar", "--url", "http://127.0.0.1:9", "--only", "nix/*"], "no check has such an address"),
        (["run", "codespar", "--url", "http://127.0.0.1:9", "--report", "/proc/nope"], "cannot write there"),
        (["replay", "none.json"], "cannot read the report"),
    ],
)
def test_wrong_usage_is_exit_2_and_one_line(words: Any, says: Any) -> None:
    assert says in one_line(called(*words), 2)


def test_an_unwritable_folder_stops_the_run_before_it_asks_anything(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with raw_server(http(b"[]")) as url:
        assert "name another folder" in one_line(
            called("run", "codespar", "--url", url, "--report", tmp_path / "file"), 2
        )


@pytest.fixture
def toy_api(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The toy API behind the command line; what it is asked goes to the returned app."""
    app, contract = Notes(), toy(row(1, "cases/toy.bad_note"), row(2, unverifiable="nobody can"))
    checks = [check_of(bad_note)]
    monkeypatch.setattr(cli, "contract_of", lambda api: contract)
    monkeypatch.setattr(catalogue, "contract_of", lambda api: contract)
    monkeypatch.setattr(catalogue, "find_checks", lambda api: checks)
    monkeypatch.setattr(cli, "make_plan", lambda *given, **options: make_plan(*given, checks=checks, **options))
    monkeypatch.setattr(cli, "judge", lambda plan, **options: judge(plan, app=app, **options))
    return app


def test_a_run_that_finds_something_is_exit_1_and_says_it(toy_api: Notes, tmp_path: Path) -> None:
    result = called("run", "toy", "--url", "http://127.0.0.1:9", "--report", tmp_path / "a" / "b")
    assert result.exit_code == 1, result.output
    assert "DOES NOT CONFORM: toy at http://127.0.0.1:9" in result.output
    assert "requirements: 0 passed, 1 failed, 0 noted, 0 waived, 1 skipped, 0 error" in result.output
    assert "failed TOY-001 Rule 1.: an unknown note is found" in result.output
    assert sorted(p.name for p in (tmp_path / "a" / "b").iterdir()) == ["junit.xml", "report.html", "report.json"]
    document = json.loads((tmp_path / "a" / "b" / "report.json").read_text())
    assert document["summary"] == {"passed": 0, "failed": 1, "noted": 0, "waived": 0, "skipped": 1, "error": 0}


def test_zero_checks_run_is_no_success(toy_api: Notes) -> None:
    result = called("run", "toy", "--url", "http://127.0.0.1:9", "--phase", "fuzz")
    assert result.exit_code == 3
    assert "no check ran: nothing was judged" in result.output


def test_list_names_every_check_and_row_and_sends_nothing(toy_api: Notes) -> None:
    result = called("list", "toy")
    assert result.exit_code == 0
    assert "cases/toy.bad_note  TOY-001" in result.output
    assert "oracle/readNote  (no requirement)" in result.output
    assert "TOY-002  documented  unverifiable: nobody can  Rule 2." in result.output
    assert toy_api.seen == []


def test_explain_gives_the_sentence_of_each_check(toy_api: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specs.apis", lambda: ["toy"])
    result = called("explain", "toy-001")
    assert result.exit_code == 0
    assert "cases/toy.bad_note: A note that nobody made is not found." in result.output


def test_a_fault_of_the_judge_is_one_line_too(toy_api: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(plan: Any, **options: Any) -> Any:
        raise KeyError("oops")

    monkeypatch.setattr(cli, "judge", explode)
    assert "the judge itself failed at test_cli.py:" in one_line(called("run", "toy", "--url", "http://127.0.0.1:9"), 3)
