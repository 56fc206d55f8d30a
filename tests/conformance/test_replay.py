from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance import cli
from conformance.bench import Bench
from conformance.check import Subject
from conformance.client import Client
from conformance.errors import Unreachable, UsageError
from conformance.rebinding import Rebinding
from conformance.replay import choose, read_report, replay
from conformance.run import judge
from conformance.target import Target

from .toy import Notes, check_of, plan_of, raw_server, row, toy


class Undying(Notes):
    """Says it deletes, and does not."""

    def answer(self, method: Any, path: Any, environ: Any) -> Any:
        return (204, None) if method == "DELETE" else super().answer(method, path, environ)


def goes_away(bench: Bench, subject: Subject) -> None:
    """A deleted note is gone."""
    made = bench.make("Note")
    bench.client.call("deleteNote", {"id": made["id"]})
    after = bench.client.call("readNote", {"id": made["id"]})
    bench.expect(
        after.status == 404, "a deleted note is still there", expected=404, observed=after.status, exchange=after
    )


def found(app: Any) -> Any:
    plan = plan_of(toy(row(1, "cases/toy.goes_away")), check_of(goes_away))
    return judge(plan, app=app, oracle=False)["findings"]


def again(app: Any, finding: Any) -> Any:
    told: list[str] = []
    client = Client(toy(), Target("http://127.0.0.1:9"), app=app)
    return replay(client, finding, told.append), told


def test_a_fault_that_is_still_there_shows_with_new_ids() -> None:
    (finding,) = found(Undying())
    result, told = again(Undying(made=40), finding)
    assert result.shows
    assert [line.split("→")[1].strip() for line in told] == ["201", "204", "200"]
    assert "GET /notes/note-000029" in told[2]


def test_a_fault_that_was_mended_does_not_show() -> None:
    (finding,) = found(Undying())
    result, _ = again(Notes(made=40), finding)
    assert not result.shows
    assert "then 200, now 404" in result.says
    assert "--only cases/toy.goes_away" in result.says


def test_a_replay_against_nothing_is_unreachable() -> None:
    (finding,) = found(Undying())
    with raw_server(b"") as url:
        pass
    with pytest.raises(Unreachable):
        replay(Client(toy(), Target(url)), finding, print)


def test_the_command_exits_1_while_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "report.json"
    findings = found(Undying())
    report.write_text(json.dumps({"api": "toy", "target": "http://127.0.0.1:9", "findings": findings}))
    monkeypatch.setattr(cli, "contract_of", lambda api: toy())
    for app, code, word in ((Undying(), 1, "STILL SHOWS"), (Notes(), 0, "does not show")):
        monkeypatch.setattr(cli, "Client", lambda contract, target, app=app: Client(contract, target, app=app))
        result = CliRunner().invoke(cli.main, ["replay", str(report), findings[0]["id"]])
        assert (result.exit_code, word in result.output) == (code, True), result.output


def test_ids_are_bound_by_place_and_replaced_where_they_stand_whole() -> None:
    ids = Rebinding()
    ids.learn(
        '{"id": "note-1", "n": 17, "list": [{"id": "row-a"}]}', '{"id": "note-2", "n": 18, "list": [{"id": "row/b"}]}'
    )
    assert ids.path("/v1/notes/note-1/x?of=row-a&n=17") == "/v1/notes/note-2/x?of=row%2Fb&n=17"
    assert ids.body('{"parent": "note-1", "text": "about note-1"}') == '{"parent": "note-2", "text": "about note-1"}'
    assert ids.body("not json note-1") == "not json note-1"
    assert ids.text("note-1") == "note-2"


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    for text in ("[]", "{", '{"api": "toy"}'):
        path.write_text(text)
        with pytest.raises(UsageError, match="not a report of this suite"):
            read_report(path)


def test_a_finding_is_chosen_by_id_or_requirement() -> None:
    findings = [{"id": "F-aa", "requirement": "TOY-001"}, {"id": "F-bb", "requirement": None}]
    assert choose({"findings": findings}, None) == findings
    assert choose({"findings": findings}, "TOY-001") == findings[:1]
    with pytest.raises(UsageError, match="no finding 'F-ab' in the report; did you mean"):
        choose({"findings": findings}, "F-ab")
    with pytest.raises(UsageError, match="nothing to replay"):
        choose({"findings": []}, None)
