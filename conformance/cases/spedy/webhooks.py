"""Webhook endpoints: what they must be, and who sees their secret."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.receiving import DEEDS
from conformance.cases.spedy.steps import Row, call, done, equal, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

ADDRESS = "https://hooks.example.com/spedy"


def try_endpoint(bench: Bench, **fields: Json) -> Exchange:
    """Send a new endpoint that may be refused; what comes of it is removed after the check."""
    whole: Row = {"name": f"Endpoint {bench.word()}", "url": ADDRESS, "events": ["ticket.created"], **fields}
    answer = call(bench, "createWebhookEndpoint", {name: value for name, value in whole.items() if value is not ...})
    row = answer.json() if 200 <= answer.status < 300 and answer.is_json else {}
    if row.get("id"):
        bench.adopt("WebhookEndpoint", str(row["id"]))
    return answer


@check()
def events(bench: Bench, _: Subject) -> None:
    """The list of events holds the eight names."""
    answer = call(bench, "listWebhookEvents")
    succeeded(bench, answer, "listing the events")
    told = answer.json()
    rows = told.get("data", told.get("events")) if isinstance(told, dict) else told
    names = [row.get("name", row.get("event")) if isinstance(row, dict) else row for row in rows or []]
    equal(bench, sorted(map(str, names)), sorted(DEEDS), "the events are others", answer)


@check(writes=True)
def form(bench: Bench, _: Subject) -> None:
    """An endpoint needs a name of at most 100 characters, an https address, and events out of the eight."""
    for told, fields in (
        ("without a name", {"name": ...}),
        ("with a name of 101 characters", {"name": "x" * 101}),
        ("without an address", {"url": ...}),
        ("with an address of plain http", {"url": "http://hooks.example.com/spedy"}),
        ("with an address that is none", {"url": "hooks"}),
        ("without events", {"events": ...}),
        ("with an event nobody knows", {"events": ["ticket.created", "ticket.burnt"]}),
    ):
        refused(bench, try_endpoint(bench, **fields), f"an endpoint {told}", 400)
    succeeded(bench, try_endpoint(bench, name="x" * 100), "an endpoint with a name of 100 characters")


@check(writes=True)
def some_events(bench: Bench, _: Subject) -> None:
    """An endpoint wants at least one event, when it is made and when it changes."""
    refused(bench, try_endpoint(bench, events=[]), "an endpoint with an empty list of events", 400)
    row = bench.make("WebhookEndpoint", url=ADDRESS)
    refused(bench, call(bench, "updateWebhookEndpoint", {"events": []}, id=row["id"]), "taking all events away", 400)


@check(writes=True)
def secret_rotates(bench: Bench, _: Subject) -> None:
    """Another secret is shown once, and differs from the one before."""
    row = bench.make("WebhookEndpoint", url=ADDRESS)
    told = done(bench, "rotateWebhookSecret", "changing the secret", id=row["id"])
    for each in (row, told):
        bench.secret(str(each.get("secret")))
    fresh = isinstance(told.get("secret"), str) and told.get("secret") not in ("", row.get("secret"))
    bench.expect(fresh, "the secret stays as it was", expected="another text", observed="none, or the same")
    answer = call(bench, "getWebhookEndpoint", id=row["id"])
    shown = str(told.get("secret")) in answer.text
    bench.expect(not shown, "reading an endpoint shows its new secret", observed="the secret", exchange=answer)


@check(writes=True)
def active_first(bench: Bench, _: Subject) -> None:
    """A new endpoint is active, and says so when it is put to sleep."""
    row = bench.make("WebhookEndpoint", url=ADDRESS, isActive=...)
    equal(bench, row.get("isActive"), True, "a new endpoint is not active")
    told = done(bench, "updateWebhookEndpoint", "a change", {"isActive": False}, id=row["id"])
    seen = [told.get("isActive"), done(bench, "getWebhookEndpoint", "reading", id=row["id"]).get("isActive")]
    equal(bench, seen, [False, False], "an endpoint cannot be put to sleep")
