"""What cannot be declared: a package per API, found by the API's name."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.engine.act import Handler
from mock_server.engine.hooks import find_hooks


def handlers(api: str) -> Mapping[str, Handler]:
    """The handlers of an API by name; none where it has no package."""
    return find_hooks(api).handlers
