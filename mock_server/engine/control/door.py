"""Which control call does what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING

import orjson

from mock_server.engine.call import Answer, Call
from mock_server.engine.contract import Json
from mock_server.engine.control import calls, faults
from mock_server.engine.control.ask import Ask, ControlError
from mock_server.engine.world import DEFAULT, HEADER, WorldError

if TYPE_CHECKING:
    from mock_server.engine.twin import Twin

PREFIX = "/__mock__"
Control = Callable[[Ask], Json]

_CALLS: Mapping[tuple[str, str], tuple[Control, str]] = {
    ("POST", "reset"): (calls.reset, "back to the fixtures; the switch of the limits stays"),
    ("POST", "seed"): (calls.seed, 'add rows: {"Agent": [{…}]}; set options: {"github_token": false}'),
    ("POST", "snapshot"): (calls.snapshot, "keep rows and time"),
    ("POST", "restore"): (calls.restore, 'go back to what was kept: {"snapshot": "snapshot-1"}'),
    ("GET", "clock"): (calls.show_clock, "the world's time"),
    ("POST", "clock"): (calls.set_clock, '{"freeze": true or a time}, {"advance": seconds} or {"real": true}'),
    ("POST", "limits"): (calls.set_limits, '{"enabled": false} switches rate limits off'),
    ("GET", "log"): (calls.show_log, "requests this world has seen, oldest first"),
    ("GET", "outbox"): (calls.show_outbox, "mails this world would have sent, oldest first"),
    ("POST", "deliveries"): (calls.settle, "wait, 5 seconds at most, until no webhook of this world is on its way"),
    ("GET", "faults"): (faults.show_faults, "faults that still act"),
    ("POST", "faults"): (faults.add_faults, '{"operation", "status", "delay", "drop", "times"}, or a list of such'),
    ("DELETE", "faults"): (faults.clear_faults, "forget all faults"),
    ("POST", "forget"): (calls.forget, "drop this world; it is born anew at its next use"),
}


class ControlDoor:
    """The control door of one twin."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin

    def answer(self, call: Call) -> Answer | None:
        """Answer a control call; None where the path is not below the prefix. Bad input gives 400 with an `error`."""
        if call.path != PREFIX and not call.path.startswith(PREFIX + "/"):
            return None
        name = call.path.removeprefix(PREFIX).strip("/")
        if not name:
            return self._list(call)
        methods = [method for method, known in _CALLS if known == name]
        if not methods:
            return _make(404, {"error": f"no control call {name[:100]!r}; GET {PREFIX}/ lists what there is"})
        if call.method not in methods:
            text = f"{PREFIX}/{name} takes {' or '.join(methods)}, not {call.method[:20]}"
            return _make(405, {"error": text}, [("Allow", ", ".join(methods))])
        try:
            return _make(200, self._act(call, _CALLS[call.method, name][0]))
        except (ControlError, WorldError) as error:
            return self.refuse(str(error))

    def refuse(self, text: str) -> Answer:
        """A refusal in the control door's own words."""
        return _make(400, {"error": text})

    def _act(self, call: Call, act: Control) -> Json:
        given = _read(call)
        world = self._twin.worlds.get(call.headers.get(HEADER, DEFAULT))
        with world.lock if act is not calls.settle else nullcontext():
            return act(Ask(self._twin, world, given))

    def _list(self, call: Call) -> Answer:
        if call.method != "GET":
            return _make(405, {"error": f"{PREFIX}/ takes GET"}, [("Allow", "GET")])
        doors = {f"{method} {PREFIX}/{name}": says for (method, name), (_, says) in _CALLS.items()}
        return _make(200, {"api": self._twin.name, "worlds": self._twin.worlds.names(), "calls": doors})


def _read(call: Call) -> Mapping[str, Json]:
    if call.body is None:
        raise ControlError("the body is too large; send it in parts")
    if not call.body:
        return {}
    try:
        given = orjson.loads(call.body)
    except orjson.JSONDecodeError as error:
        raise ControlError(f"the body is not JSON ({error.msg} at character {error.pos}); send an object") from None
    if isinstance(given, list):
        return {"": given}
    if not isinstance(given, Mapping):
        raise ControlError("the body must be a JSON object")
    return given


def _make(status: int, body: Json, headers: list[tuple[str, str]] | None = None) -> Answer:
    return Answer(status, [("Content-Type", "application/json"), *(headers or [])], orjson.dumps(body))
