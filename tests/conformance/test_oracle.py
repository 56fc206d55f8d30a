from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from conformance.binding import Binding
from conformance.contract import load
from conformance.exchange import Exchange, Received, Sent
from conformance.fingerprint import fingerprint
from conformance.oracle import Oracle

from .toy import row, toy

NOTE = {"id": "n-1", "title": "Milk", "mood": "calm"}


def said(operation: Any, status: Any, body: Any, media: Any = "application/json") -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = Sent("GET", "http://x/notes", "/notes", httpx.Headers())
    return Exchange(operation, sent, Received(status, httpx.Headers({"Content-Type": media}), data), 0.1, "t")


def judged(*exchanges: Any, strict: Any = False) -> Any:
    contract = toy(row(1, "oracle/listNotes"))
    results, looked = Oracle(contract, Binding(contract), strict=strict).judge(exchanges)
    return {r.subject: r for r in results}, looked


def test_good_answers_pass_and_untouched_operations_are_skipped() -> None:
    results, looked = judged(said("listNotes", 200, [NOTE]), said("readNote", 404, {"code": "GONE"}))
    assert {name: str(r.outcome) for name, r in results.items()} == {
        "listNotes": "passed",
        "createNote": "skipped",
        "readNote": "passed",
        "deleteNote": "skipped",
    }
    assert looked == 2


@pytest.mark.parametrize(
    ("operation", "status", "body", "media", "message", "basis"),
    [
        (
            "listNotes",
            200,
            [{"id": "n"}],
            None,
            "the member * of answer 200 breaks its schema (required: title)",
            "documented",
        ),
        (
            "listNotes",
            200,
            [{**NOTE, "id": 7}],
            None,
            "the member */id of answer 200 breaks its schema (type)",
            "documented",
        ),
        (
            "listNotes",
            200,
            [{**NOTE, "mood": "x"}],
            None,
            "the member */mood of answer 200 breaks its schema (enum)",
            "assumed",
        ),
        ("readNote", 500, {}, None, "the body of answer 500 breaks its schema (required: code)", "published"),
        (
            "readNote",
            200,
            b"<p>",
            "text/html",
            "the answer 200 is not as documented: media type not found",
            "documented",
        ),
        (
            "readNote",
            200,
            b"{",
            None,
            "the answer 200 is not as documented: media type deserialize error",
            "documented",
        ),
    ],
)
def test_what_differs_is_found_on_the_word_of_the_nearest_source(
    operation: Any, status: Any, body: Any, media: Any, message: Any, basis: Any
) -> None:
    results, _ = judged(said(operation, status, body, media or "application/json"))
    (finding,) = results[operation].findings
    assert (finding.message, finding.basis) == (message, basis)
    assert str(results[operation].outcome) == ("noted" if basis == "assumed" else "failed")
    assert finding.requirement == ("TOY-001" if operation == "listNotes" else None)


def test_strict_fails_over_the_assumed_too() -> None:
    results, _ = judged(said("readNote", 200, {**NOTE, "mood": "x"}), strict=True)
    assert str(results["readNote"].outcome) == "failed"


def test_what_the_contract_tolerates_is_read_as_declared() -> None:
    results, _ = judged(said("createNote", 200, NOTE), said("listNotes", 200, {"notes": [NOTE]}))
    assert [f.message for r in results.values() for f in r.findings] == []
    worse, _ = judged(said("createNote", 200, {"id": "n"}), said("listNotes", 200, {"notes": [{"id": 1}]}))
    assert str(worse["createNote"].outcome) == "failed"
    assert len(worse["listNotes"].findings) == 2


def test_alike_answers_are_looked_at_once_and_unlike_ones_each() -> None:
    ids = [said("readNote", 200, {**NOTE, "id": f"n-{n}"}) for n in range(10)]
    moods = [said("readNote", 200, {**NOTE, "mood": mood}) for mood in ("calm", "loud", "odd")]
    results, looked = judged(*ids, *moods)
    assert looked == 3
    assert len(results["readNote"].findings) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"a": "agent-1f"}, {"a": "agent-2e"}, True),
        ({"a": "2024-01-01T00:00:00Z"}, {"a": "yesterday at 3"}, False),
        ({"a": "ACTIVE"}, {"a": "BROKEN"}, False),
        ({"a": 200}, {"a": 300}, True),
        ({"a": 1}, {"a": 1.5}, False),
        ({"a": 1}, {"a": True}, False),
        ({"a": 5}, {"a": -5}, False),
        ([{"a": "x1"}] * 3, [{"a": "x2"}] * 9, True),
        ([], [{"a": "x1"}], False),
        ({"a": None}, {}, False),
    ],
)
def test_what_counts_as_alike(one: Any, other: Any, alike: Any) -> None:
    assert (fingerprint(one) == fingerprint(other)) is alike


def test_a_stream_of_events_is_text_and_what_is_found_fits_a_report() -> None:
    contract = load("stellary")
    oracle = Oracle(contract, Binding(contract))
    stream = said(
        "getMission", 200, b'event: progress\ndata: {"status":"queued"}\n\n', "text/event-stream; charset=utf-8"
    )
    found = {r.subject: r for r in oracle.judge([stream])[0]}["getMission"]
    assert (str(found.outcome), found.findings) == ("passed", [])
    for media in ("application/json", "application/pdf"):
        seen = {r.subject: r for r in oracle.judge([said("getMission", 200, b"\xff\x00", media)])[0]}["getMission"]
        assert json.dumps([finding.observed for finding in seen.findings])
