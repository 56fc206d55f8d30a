"""What an API's package adds to the engine: handlers, steps, guards, the writer of its journal, switches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from mock_server.engine.act import Effect, Handler, Prepare
from mock_server.engine.agenda import Step
from mock_server.engine.contract import Json
from mock_server.engine.guards import Enter
from mock_server.engine.journal import Writer

# The engine names no API: it looks for a package called like the one it opens, as one looks for a plug-in.
PLACE = "mock_server.apis"


@dataclass(frozen=True, slots=True)
class Hooks:
    """An API's additions, all optional."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    journal: Writer | None = None
    options: Mapping[str, Json] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    guards: Mapping[str, Enter] = field(default_factory=dict)
    prepares: Mapping[str, Prepare] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)


def find_hooks(api: str) -> Hooks:
    """What the package of an API adds, under the names below; all may be absent."""
    name = f"{PLACE}.{api}"
    if find_spec(name) is None:
        return Hooks()
    package = import_module(name)
    return Hooks(
        getattr(package, "HANDLERS", {}),
        getattr(package, "JOURNAL", None),
        getattr(package, "OPTIONS", {}),
        getattr(package, "STEPS", {}),
        getattr(package, "GUARDS", {}),
        getattr(package, "PREPARES", {}),
        getattr(package, "EFFECTS", {}),
    )
