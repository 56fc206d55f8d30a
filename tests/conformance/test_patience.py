from __future__ import annotations

import email.utils
from dataclasses import replace
from typing import Any

import httpx
import pytest

from conformance.client import Client
from conformance.errors import CheckSkipped
from conformance.exchange import Exchange, Received, Sent
from conformance.patience import Patience, retry_after
from conformance.target import Target

from .toy import Notes, toy


class Busy(Notes):
    """Answers 429 so many times before it gives in."""

    def __init__(self, refusals: Any, retry: Any = "7") -> None:
        super().__init__()
        self.refusals, self.retry = refusals, retry

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if self.refusals > 0:
            self.refusals -= 1
            start_response("429 Slow down", [("Retry-After", self.retry)] if self.retry else [])
            return [b'{"code": "SLOW"}']
        return super().__call__(environ, start_response)


def ask(app: Any, **options: Any) -> Any:
    slept: list[float] = []
    told: list[str] = []
    patience = Patience(sleep=slept.append, tell=told.append, advance=options.pop("advance", None))
    client = Client(toy(), Target("http://127.0.0.1:9"), app=app, patience=patience)
    return client.call("listNotes", **options), slept, told, client


def test_it_waits_what_the_answer_says_and_asks_again() -> None:
    answer, slept, told, client = ask(Busy(2))
    assert (answer.status, slept) == (200, [7.0, 7.0])
    assert told[0] == "429 from GET /notes: waiting 7 s"
    assert [e.status for e in client.recorder.exchanges] == [429, 429, 200]
    assert client.requests == 3


def test_a_caller_that_asked_for_limits_sees_them() -> None:
    answer, slept, _, _ = ask(Busy(2), expect_limits=True)
    assert (answer.status, slept) == (429, [])


def test_it_moves_the_targets_clock_where_it_can() -> None:
    moved: list[float] = []
    answer, slept, told, _ = ask(Busy(1), advance=moved.append)
    assert (answer.status, moved, slept, told) == (200, [7.0], [], [])


def test_it_gives_up_after_five_refusals() -> None:
    answer, slept, _, _ = ask(Busy(99))
    assert (answer.status, len(slept)) == (429, 4)


def test_with_it_the_check_ends_where_a_declared_limit_counts_the_operation() -> None:
    conventions = {**toy().conventions, "limits": {"all": {"default": True}}}
    client = Client(
        replace(toy(), conventions=conventions),
        Target("http://127.0.0.1:9"),
        app=Busy(99),
        patience=Patience(sleep=lambda _: None),
    )
    with pytest.raises(CheckSkipped, match="leave no room"):
        client.call("listNotes")
    assert client.requests == 5


def test_nobody_is_waited_for_longer_than_two_minutes() -> None:
    assert ask(Busy(1, "86400"))[1] == [120.0]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("30", 30.0), ("0", 0.0), ("-5", 0.0), ("", 60.0), ("soon", 60.0), ("1.5", 1.5)],
)
def test_what_retry_after_may_say(value: Any, seconds: Any) -> None:
    assert retry_after(said(value)) == seconds


def test_an_http_date_is_a_moment_and_a_past_one_is_now() -> None:
    assert retry_after(said(email.utils.formatdate(1_000_090, usegmt=True)), now=lambda: 1_000_000) == 90.0
    assert retry_after(said(email.utils.formatdate(999_000, usegmt=True)), now=lambda: 1_000_000) == 0.0


def said(value: Any) -> Any:
    sent = Sent("GET", "http://x/", "/", httpx.Headers())
    return Exchange(None, sent, Received(429, httpx.Headers({"Retry-After": value}), b""), 0.0, "t")
