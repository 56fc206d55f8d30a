"""One call at the control door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_server.engine.contract import Json

if TYPE_CHECKING:
    from mock_server.engine.twin import Twin
    from mock_server.engine.world import World


class ControlError(Exception):
    """A control call cannot be done: what, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Whose world it is about, and the body; a body that is a list comes as the member "" of an object."""

    twin: Twin
    world: World
    given: Mapping[str, Json]
