"""Releases: one that is out stays."""

from __future__ import annotations

from mock_server.apis.spedy.times import in_utc
from mock_server.engine.act import Act


def prepare_date(act: Act) -> None:
    """Keep the planned time in UTC."""
    if act.body.get("plannedDate"):
        act.body = {**act.body, "plannedDate": in_utc(act.body["plannedDate"], "plannedDate")}


def refuse_released(act: Act) -> None:
    """Refuse to delete what is released."""
    if act.current["status"] == "RELEASED":
        act.refuse("illegal", "the release is out")


PREPARES = {"createRelease": prepare_date, "updateRelease": prepare_date, "deleteRelease": refuse_released}
