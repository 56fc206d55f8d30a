"""Webhook endpoints: what can be subscribed to, and another secret."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json


def list_webhook_events(act: Act) -> Json:
    """The names of all events."""
    return act.rows.model.contract.document["components"]["schemas"]["WebhookEvent"]["enum"]


def rotate_webhook_secret(act: Act) -> Json:
    """Give the endpoint a new secret; what is sent from now on is signed by it."""
    secret = f"whsec_{act.rows.ids.draw_hex(32)}"
    return act.show("WebhookEndpoint", act.change({"secret": secret}), "WebhookEndpointCreated")


HANDLERS = {"list_webhook_events": list_webhook_events, "rotate_webhook_secret": rotate_webhook_secret}
