"""Events: who subscribed to one is sent it, signed, and again later where nobody took it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

import orjson

from mock_server.engine.act import Act
from mock_server.engine.agenda import Turn
from mock_server.engine.clock import format_time
from mock_server.engine.contract import Json
from mock_server.engine.table import Row

WAITS = (10.0, 60.0, 600.0)
"""Seconds from a failed attempt to the next one; after the last of them a delivery has failed."""
NOTE, RETRY = "note_delivery", "retry_delivery"


def announce(act: Act, event: str, data: Mapping[str, Json]) -> None:
    """Send an event of the caller's organization to its active endpoints that subscribed to it."""
    for endpoint in act.everywhere("WebhookEndpoint", organizationId=act.tenant, isActive=True):
        if event in endpoint["events"]:
            row = act.create("WebhookDelivery", {"endpointId": endpoint["id"], "event": event, "body": ""})
            told = {"id": row["id"], "event": event, "createdAt": row["createdAt"], "data": _plain(data)}
            body = orjson.dumps(told)
            act.change_row("WebhookDelivery", row["id"], {"body": body.decode(), "nextAttemptAt": act.now})
            act.post(endpoint["url"], body, sign(endpoint, row, body), NOTE, {"delivery": row["id"]})


def sign(endpoint: Row, delivery: Row, body: bytes) -> dict[str, str]:
    """The headers of a delivery: which event it is of, and HMAC-SHA256 over the body by the endpoint's secret."""
    digest = hmac.new(str(endpoint["secret"]).encode(), body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Spedy-Event": str(delivery["event"]),
        "X-Spedy-Delivery": str(delivery["id"]),
        "X-Spedy-Signature": f"sha256={digest}",
    }


def note_delivery(turn: Turn) -> None:
    """Keep how an attempt ended; one that nobody took is made again after a wait."""
    row, status = turn.get("WebhookDelivery", turn.payload["delivery"]), turn.payload["status"]
    if row is None:
        return
    attempts = row["attempts"] + 1
    fields: dict[str, Json] = {"attempts": attempts, "responseStatus": status, "nextAttemptAt": None}
    if status is not None and 200 <= status < 300:
        fields["status"] = "delivered"
    elif attempts > len(WAITS):
        fields["status"] = "failed"
    else:
        wait = WAITS[attempts - 1]
        fields["nextAttemptAt"] = format_time(int(turn.world.clock.now() + wait))
        turn.later(wait, RETRY, {"delivery": row["id"]})
    turn.change("WebhookDelivery", row["id"], fields)


def retry_delivery(turn: Turn) -> None:
    """Send a delivery again, signed by the secret its endpoint has now; an endpoint that is shut gets nothing."""
    row = turn.get("WebhookDelivery", turn.payload["delivery"])
    endpoint = turn.get("WebhookEndpoint", row["endpointId"]) if row is not None else None
    if row is None or endpoint is None:
        return
    if not endpoint["isActive"]:
        turn.change("WebhookDelivery", row["id"], {"status": "failed", "nextAttemptAt": None})
        return
    body = str(row["body"]).encode()
    turn.post(endpoint["url"], body, sign(endpoint, row, body), NOTE, {"delivery": row["id"]})


def _plain(data: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in data.items() if not name.startswith("$")}


STEPS = {NOTE: note_delivery, RETRY: retry_delivery}
