"""Personal access tokens: when they end."""

from __future__ import annotations

from mock_server.apis.stellary.dates import read_time
from mock_server.engine.act import Act


def prepare_token(act: Act) -> None:
    """Write the end of a token as all times are shown; many clients send UTC as +00:00."""
    ends = act.body.get("expiresAt")
    if ends is not None:
        act.body = {**act.body, "expiresAt": read_time(ends, "expiresAt")}


PREPARES = {"createToken": prepare_token}
