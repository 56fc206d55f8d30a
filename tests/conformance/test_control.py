from __future__ import annotations

import json
from typing import Any

import pytest

from conformance.bench import Bench
from conformance.check import Subject
from conformance.control import Control
from conformance.errors import JudgeError
from conformance.run import judge
from conformance.target import ControlDoor
from conformance.wire import InProcess

from . import toy as toys
from .toy import Notes, check_of, plan_of, row, toy


class Door(Notes):
    """A server with a control door; every call to it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, str, Any, str | None]] = []
        self.kept: list[dict[str, Any]] = []
        self.limited = True

    def __call__(self, environ: Any, start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        if not path.startswith("/__mock__/"):
            return super().__call__(environ, start_response)
        size = int(environ.get("CONTENT_LENGTH") or 0)
        body = json.loads(environ["wsgi.input"].read(size) or b"{}")
        name = path.removeprefix("/__mock__/")
        self.calls.append((environ["REQUEST_METHOD"], name, body, environ.get("HTTP_X_MOCK_WORLD")))
        start_response("200 OK" if name != "faults" else "400 No", [("Content-Type", "application/json")])
        return [json.dumps(self.act(name, body)).encode()]

    def act(self, name: Any, body: Any) -> Any:
        if name == "snapshot":
            self.kept.append(dict(self.rows))
            return {"snapshot": str(len(self.kept) - 1)}
        if name == "restore":
            self.rows = dict(self.kept[int(body["snapshot"])])
        if name == "limits":
            self.limited = body["enabled"]
        return {"now": "2026-01-01T00:00:00Z", "frozen": False}


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Any:
    app = Door()
    monkeypatch.setattr("conformance.run.Control", lambda where: Control(where, InProcess(app)))
    return app


def target_with_door() -> Any:
    return {"control": ControlDoor("http://127.0.0.1:9/__mock__", "judge")}


def test_each_call_has_its_path_body_and_world() -> None:
    app = Door()
    control = Control(ControlDoor("http://127.0.0.1:9/__mock__/", "w"), InProcess(app))
    control.reset()
    control.seed({"Note": [{"id": "x"}]})
    control.restore(control.snapshot())
    assert control.now() == control.freeze() == control.advance(60) == control.real_time() == "2026-01-01T00:00:00Z"
    with control.limited():
        assert app.limited
    control.log()
    assert app.calls == [
        ("POST", "reset", {}, "w"),
        ("POST", "seed", {"Note": [{"id": "x"}]}, "w"),
        ("POST", "snapshot", {}, "w"),
        ("POST", "restore", {"snapshot": "0"}, "w"),
        ("GET", "clock", {}, "w"),
        ("POST", "clock", {"freeze": True}, "w"),
        ("POST", "clock", {"advance": 60}, "w"),
        ("POST", "clock", {"real": True}, "w"),
        ("POST", "limits", {"enabled": True}, "w"),
        ("POST", "limits", {"enabled": False}, "w"),
        ("GET", "log", {}, "w"),
    ]
    with pytest.raises(JudgeError, match="faults was refused with 400"):
        control.faults([])


def test_a_door_that_does_not_answer_stops_the_judge() -> None:
    with toys.raw_server(b"") as url:
        pass
    with pytest.raises(JudgeError, match="no answer to reset"):
        Control(ControlDoor(url)).reset()


def test_limits_are_off_during_a_run_and_on_again_after(door: Door) -> None:
    seen = []

    def looks(bench: Bench, subject: Subject) -> None:
        seen.append(door.limited)
        with bench.limits_on():
            seen.append(door.limited)
        seen.append(door.limited)
        bench.client.call("listNotes")

    judge(plan_of(toy(row(1)), check_of(looks), **target_with_door()), app=door, oracle=False)
    assert (seen, door.limited) == ([False, True, False], True)


def test_what_deletes_do_not_undo_a_snapshot_does(door: Door) -> None:
    door.rows["old"] = {"id": "old", "title": "Old"}

    def ruins(bench: Bench, subject: Subject) -> None:
        bench.client.call("deleteNote", {"id": "old"})
        bench.make("Note")

    plan = plan_of(toy(row(1)), check_of(ruins, writes=True), **target_with_door())
    document = judge(plan, app=door, oracle=False)
    assert (list(door.rows), document["left"]) == (["old"], [])


def test_reading_checks_cost_the_door_nothing(door: Door) -> None:
    def reads(bench: Bench, subject: Subject) -> None:
        bench.client.call("listNotes")

    judge(plan_of(toy(row(1)), check_of(reads), **target_with_door()), app=door, oracle=False)
    assert [call[1] for call in door.calls] == ["limits", "limits"]
