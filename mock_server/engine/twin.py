"""The twin: one API, opened. It is the door the transport asks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from typing import TypedDict

from mock_server.engine.act import Act
from mock_server.engine.answers import BrokenAnswerError, common_headers, make_answer
from mock_server.engine.birth import Cradle
from mock_server.engine.call import Answer, Call, Refusal
from mock_server.engine.contract import Contract, Json
from mock_server.engine.control.door import ControlDoor
from mock_server.engine.fixtures import Fixtures
from mock_server.engine.hooks import Hooks
from mock_server.engine.model import Model
from mock_server.engine.multipart import find_largest
from mock_server.engine.order import MAX_BODY
from mock_server.engine.plan import Plan
from mock_server.engine.raw import Raw
from mock_server.engine.refusals import Refusals, Refused
from mock_server.engine.routes import list_routes
from mock_server.engine.target import describe_target
from mock_server.engine.trouble import Trouble, drop_connection
from mock_server.engine.world import DEFAULT, HEADER, Settings, World, WorldError, Worlds

_LONGEST_PATH = 500
_PATIENCE = 5.0
"""Seconds the end of a server waits for deliveries."""


class Stats(TypedDict):
    """Numbers of operations, and the names of the handlers that serve the rest."""

    operations: int
    generic: int
    """Served by the engine, with or without a hook."""
    hooked: int
    """Of these, those with a hook before or after the engine's work."""
    handlers: list[str]


class Twin:
    """A stateful server of one API without its transport; see `mock_server.engine.call.Door`.

    `trust` leaves out the check of the twin's own answers; `control` opens the control door.
    """

    def __init__(
        self,
        contract: Contract,
        fixtures: Fixtures,
        settings: Settings,
        hooks: Hooks,
        *,
        control: bool = True,
        trust: bool = False,
        log: logging.Logger | None = None,
    ) -> None:
        self.name = contract.name
        self.contract = contract
        self.fixtures = fixtures
        self.settings = settings
        self.hooks = hooks
        self.routes = list_routes(contract)
        self.max_body = find_largest(contract, MAX_BODY)
        self.model = Model(contract, hooks.journal, hooks.guards, settings.seed)
        self.headers = common_headers(contract)
        self.refusals = Refusals(contract, self.headers)
        self._cradle = Cradle(self.model, fixtures, settings)
        self.worlds = Worlds(lambda name: World(name, self.model, settings, self._cradle.fill))
        self.has_control = control
        self._door = ControlDoor(self)
        self._trust = trust
        self._log = log or logging.getLogger("mock_server")
        self._plans: dict[str, Plan] = {}
        self._compiling = threading.Lock()

    def answer(self, operation: str, parameters: Mapping[str, str], call: Call) -> Answer:
        """Run an operation; `parameters` are the decoded path fields by name."""
        plan = self._plans.get(operation) or self.compile(operation)
        try:
            world = self.worlds.get(call.headers.get(HEADER, DEFAULT))
        except WorldError as error:
            return self._door.refuse(str(error))
        if world.troubles and (trouble := self._take(world, operation)):
            answer = self._suffer(trouble) or self._run(plan, world, parameters, call)
        else:
            answer = self._run(plan, world, parameters, call)
        self._note(world, call, answer.status, operation)
        return answer

    def refuse(self, kind: Refusal, call: Call, allow: Sequence[str] = ()) -> Answer:
        """Answer what no operation gets to see, in the API's envelope; `allow` are the methods of a known path."""
        cause, detail = kind, ""
        if kind == "malformed_request":
            return self._refuse_malformed(call)
        headers = [("Allow", ", ".join(allow))] if allow else []
        answer = self.refusals.answer(Refused(cause, detail, headers))
        return self._noted(call, answer)

    def control(self, call: Call) -> Answer | None:
        """Answer a request under `/__mock__/`; None where it is not a control path or the control door is off."""
        return self._door.answer(call) if self.has_control else None

    def crash(self, call: Call, error: Exception) -> Answer:
        """Answer 500 in the API's envelope after a fault of the engine; the exception stays in the log."""
        self._log.error("%s: %s %s failed", self.name, call.method, call.path, exc_info=error)
        return self._noted(call, self.refusals.answer(Refused("internal")))

    def close(self) -> None:
        """Let deliveries on their way arrive, for a few seconds at most."""
        self.worlds.close(_PATIENCE)

    def target(self, base_url: str, control_url: str) -> dict[str, Json]:
        """The content of a judge's target file for this server."""
        return describe_target(self, base_url, control_url)

    def list_principals(self) -> list[dict[str, Json]]:
        """Who may call, each with a working token; StartError where the fixtures cannot be used."""
        return self._cradle.list_principals()

    def stats(self) -> Stats:
        """How much of the API the contract drives, and how much of that by itself."""
        operations = self.contract.operations.values()
        handlers = sorted(operation.handler for operation in operations if operation.handler)
        total, hooks = len(operations), self.hooks.prepares.keys() | self.hooks.effects.keys()
        hooked = sum(operation.id in hooks and not operation.handler for operation in operations)
        return {"operations": total, "generic": total - len(handlers), "hooked": hooked, "handlers": handlers}

    def compile(self, operation: str) -> Plan:
        """The plan of an operation, made at first use; ContractError where the contract asks for the unknown."""
        with self._compiling:
            found = self._plans.get(operation)
            if found is None:
                declared = self.contract.operations[operation]
                handler = self.hooks.handlers.get(declared.handler or "")
                prepare, effect = self.hooks.prepares.get(operation), self.hooks.effects.get(operation)
                found = Plan(self.model, self.refusals, declared, handler, prepare, effect)
                self._plans[operation] = found
            return found

    def _run(self, plan: Plan, world: World, parameters: Mapping[str, str], call: Call) -> Answer:
        try:
            with world.lock:
                if world.agenda:
                    world.catch_up()
                act = Act(plan, world, parameters, call)
                for stage in plan.stages:
                    stage(act)
                body = plan.perform(act)
        except Refused as refused:
            return self._check_refusal(plan, self.refusals.answer(refused), call)
        if isinstance(body, Raw):
            return self._send_raw(plan, body, call)
        try:
            if not self._trust:
                plan.checker.check(plan.operation.success, body)
            return make_answer(plan.operation.success, body, self.headers)
        except (BrokenAnswerError, TypeError, ValueError) as error:
            return self._crash(call, error)

    def _send_raw(self, plan: Plan, raw: Raw, call: Call) -> Answer:
        headers = [*self.headers[1:], *raw.headers]
        try:
            if not self._trust:
                plan.checker.check_raw(raw)
        except BrokenAnswerError as error:
            return self._crash(call, error)
        return Answer(raw.status, headers, raw.body)

    def _check_refusal(self, plan: Plan, answer: Answer, call: Call) -> Answer:
        if self._trust:
            return answer
        try:
            plan.checker.check_answer(answer)
        except BrokenAnswerError as error:
            return self._crash(call, error)
        return answer

    def _crash(self, call: Call, error: Exception) -> Answer:
        self._log.error("%s: %s %s: %s", self.name, call.method, call.path[:_LONGEST_PATH], error)
        return self.refusals.answer(Refused("internal"))

    def _refuse_malformed(self, call: Call) -> Answer:
        cause = "malformed" if self.refusals.declares("malformed") else "invalid"
        status = self.refusals.status(cause)
        answer = self.refusals.answer(Refused(cause))
        if call.malformed:
            answer = self.refusals.word(
                status, self.refusals.code(cause), f"The request is malformed: {call.malformed}"
            )
        return self._noted(call, answer)

    def _take(self, world: World, operation: str) -> Trouble | None:
        with world.lock:
            return world.troubles.take(operation)

    def _suffer(self, trouble: Trouble) -> Answer | None:
        if trouble.delay:
            time.sleep(trouble.delay)
        if trouble.drop:
            return drop_connection()
        if trouble.status is None:
            return None
        return self.refusals.word(trouble.status, "FAULT_INJECTED", "This fault was asked for at the control door")

    def _noted(self, call: Call, answer: Answer) -> Answer:
        world = self.worlds.peek(call.headers.get(HEADER, DEFAULT))
        if world is not None:
            self._note(world, call, answer.status, None)
        return answer

    def _note(self, world: World, call: Call, status: int, operation: str | None) -> None:
        # Header values stay out: tokens never reach the log.
        world.log.append((call.method, call.path[:_LONGEST_PATH], status, operation, world.clock.now()))
