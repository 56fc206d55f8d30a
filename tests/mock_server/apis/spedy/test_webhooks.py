from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from mock_server.apis.spedy.events import WAITS
from tests.mock_server.apis.spedy.office import WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import MEMBER, TODO
from tests.mock_server.engine.receiver import Receiver, receiving

EVENTS = [
    "ticket.created", "ticket.updated", "ticket.deleted", "ticket.status_changed", "ticket.assigned",
    "ticket.comment_added", "board.created", "board.updated",
]  # fmt: skip


@pytest.fixture
def target() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def subscribe(office: Office, target: Receiver, *events: str, who: str = "admin", **fields: Any) -> dict[str, Any]:
    body = {"name": "CI", "url": target.url(), "events": list(events or EVENTS), **fields}
    return dict(office.get("createWebhookEndpoint", body, who=who))


def settle(office: Office) -> None:
    assert office.client.control("POST", "deliveries").json["waiting"] == 0


def new_ticket(office: Office) -> str:
    return str(office.get("createTicket", {"title": "Fix login"}, boardId=WEB)["id"])


def log(office: Office, endpoint: dict[str, Any]) -> list[dict[str, Any]]:
    settle(office)
    return office.rows("listWebhookDeliveries", id=endpoint["id"])


def later(office: Office, seconds: float) -> None:
    settle(office)
    office.client.control("POST", "clock", {"advance": seconds})
    office.get("getOrganization")
    settle(office)


def told(target: Receiver) -> list[str]:
    return [orjson.loads(body)["event"] for _, _, body in target.arrived]


def test_every_event_is_told_to_who_subscribed_to_it(target: Receiver) -> None:
    office = open_office()
    subscribe(office, target)
    ticket = new_ticket(office)
    path = {"boardId": WEB, "ticketId": ticket}
    office.get("updateTicket", {"title": "Fix the login"}, **path)
    office.get("transitionTicket", {"statusId": TODO}, **path)
    office.get("assignTicket", {"assigneeId": MEMBER}, **path)
    office.get("createComment", {"content": "Done"}, **path)
    office.gone("deleteTicket", **path)
    board = office.get("createBoard", {"name": "Shop"})["id"]
    office.get("updateBoard", {"name": "Big shop"}, boardId=board)
    settle(office)
    assert told(target) == [
        "ticket.created", "ticket.updated", "ticket.status_changed", "ticket.assigned", "ticket.comment_added",
        "ticket.deleted", "board.created", "board.updated",
    ]  # fmt: skip


def test_a_delivery_is_signed_over_the_body_as_it_is_sent(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    ticket = new_ticket(office)
    row = log(office, endpoint)[0]
    _, headers, body = target.arrived[0]
    digest = hmac.new(endpoint["secret"].encode(), body, hashlib.sha256).hexdigest()
    assert headers["x-spedy-signature"] == f"sha256={digest}"
    assert (headers["x-spedy-event"], headers["x-spedy-delivery"]) == ("ticket.created", row["id"])
    assert headers["content-type"] == "application/json"
    payload = orjson.loads(body)
    assert set(payload) == {"id", "event", "createdAt", "data"}
    assert (payload["id"], payload["createdAt"]) == (row["id"], row["createdAt"])
    assert payload["data"] == office.get("getTicket", boardId=WEB, ticketId=ticket)


def test_others_are_told_nothing(target: Receiver) -> None:
    office = open_office()
    subscribe(office, target, "board.created")
    subscribe(office, target, "ticket.created", who="admin-globex")
    subscribe(office, target, "ticket.created", isActive=False)
    gone = subscribe(office, target, "ticket.created")
    office.gone("deleteWebhookEndpoint", id=gone["id"])
    new_ticket(office)
    settle(office)
    assert told(target) == []


def test_an_endpoint_can_be_put_to_sleep_and_woken(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    for active, number in ((False, 0), (True, 1)):
        office.get("updateWebhookEndpoint", {"isActive": active}, id=endpoint["id"])
        new_ticket(office)
        settle(office)
        assert len(target.arrived) == number


def test_a_new_secret_signs_from_then_on(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    rotated = office.get("rotateWebhookSecret", id=endpoint["id"])
    assert rotated["secret"] not in (endpoint["secret"], "")
    assert "secret" not in office.get("getWebhookEndpoint", id=endpoint["id"])
    new_ticket(office)
    settle(office)
    _, headers, body = target.arrived[0]
    digest = hmac.new(rotated["secret"].encode(), body, hashlib.sha256).hexdigest()
    assert headers["x-spedy-signature"] == f"sha256={digest}"


def test_a_failure_is_tried_again_until_somebody_takes_it(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    target.statuses = [500]
    new_ticket(office)
    (row,) = log(office, endpoint)
    assert (row["status"], row["attempts"], row["responseStatus"]) == ("pending", 1, 500)
    assert row["nextAttemptAt"] == "2025-04-01T12:00:10Z"
    later(office, 9)
    assert len(target.arrived) == 1
    later(office, 1)
    (row,) = log(office, endpoint)
    assert (row["status"], row["attempts"], row["responseStatus"], row["nextAttemptAt"]) == ("delivered", 2, 200, None)
    first, second = target.arrived
    assert first == second


def test_after_the_last_attempt_a_delivery_has_failed(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    target.statuses = [500] * 9
    new_ticket(office)
    for wait in (*WAITS, 86_400):
        later(office, wait)
    (row,) = log(office, endpoint)
    assert (row["status"], row["attempts"], row["nextAttemptAt"]) == ("failed", len(WAITS) + 1, None)
    assert len(target.arrived) == len(WAITS) + 1


def test_a_redirect_is_no_success(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    target.statuses = [302]
    new_ticket(office)
    assert [(row["status"], row["responseStatus"]) for row in log(office, endpoint)] == [("pending", 302)]


def test_an_endpoint_that_sleeps_gets_no_second_attempt(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    target.statuses = [500]
    new_ticket(office)
    settle(office)
    office.get("updateWebhookEndpoint", {"isActive": False}, id=endpoint["id"])
    later(office, 60)
    assert [(row["status"], row["attempts"]) for row in log(office, endpoint)] == [("failed", 1)]
    assert len(target.arrived) == 1


def test_a_deleted_endpoint_gets_no_second_attempt(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created")
    target.statuses = [500]
    new_ticket(office)
    settle(office)
    office.gone("deleteWebhookEndpoint", id=endpoint["id"])
    later(office, 60)
    assert len(target.arrived) == 1


def test_the_log_shows_the_newest_first_and_keeps_bodies_to_itself(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created", "ticket.updated")
    ticket = new_ticket(office)
    office.get("updateTicket", {"title": "Fix"}, boardId=WEB, ticketId=ticket)
    rows = log(office, endpoint)
    assert [row["event"] for row in rows] == ["ticket.updated", "ticket.created"]
    assert {row["endpointId"] for row in rows} == {endpoint["id"]}
    assert not {"body", "url", "secret"} & set(rows[0])


def test_a_target_beyond_this_machine_is_never_reached(target: Receiver) -> None:
    office = open_office()
    endpoint = subscribe(office, target, "ticket.created", url="https://ci.example.com/hook")
    new_ticket(office)
    assert [(row["status"], row["responseStatus"]) for row in log(office, endpoint)] == [("pending", None)]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"url": "https://ci.example.com/hooks"}, 201),
        ({"url": "http://localhost:8080/hooks"}, 201),
        ({"url": "http://[::1]:8080"}, 201),
        ({"url": "http://ci.example.com/hooks"}, 400),
        ({"url": "http://localhost.example.com"}, 400),
        ({"url": "http://127.0.0.1@example.com/"}, 400),
        ({"url": "ftp://ci.example.com"}, 400),
        ({"url": "https://"}, 400),
        ({"events": []}, 400),
        ({"events": ["ticket.burnt"]}, 400),
        ({"name": "x" * 100}, 201),
        ({"name": "x" * 101}, 400),
    ],
)
def test_what_an_endpoint_must_be(fields: dict[str, Any], status: int) -> None:
    body = {"name": "CI", "url": "https://ci.example.com", "events": ["ticket.created"], **fields}
    assert open_office().send("createWebhookEndpoint", body).status == status


def test_the_events_are_the_eight_names() -> None:
    assert open_office().get("listWebhookEvents", who="customer") == EVENTS


def test_webhooks_take_the_pro_plan() -> None:
    office = open_office()
    for operation in ("listWebhookEvents", "listWebhookEndpoints"):
        assert office.refused(operation, who="admin-starter") == 403
