"""Comparing two ways of asking while the data moves."""

from __future__ import annotations

import json

import httpx
import pytest

from conformance.exchange import Exchange, Received, Sent
from conformance.laws.sameness import compare


def answers(*bodies):
    rest = list(bodies)

    def ask():
        body = rest.pop(0) if len(rest) > 1 else rest[0]
        sent = Sent("GET", "http://x/", "/", httpx.Headers())
        return Exchange("op", sent, Received(200, httpx.Headers(), json.dumps(body).encode()), 0.0, "test")

    return ask


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ([1], [1], True),
        ([1, 1], [2], False),
        ([1, 2], [2], True),
        ([[1], [2], [3], [4], [5]], [[9], [8], [7]], None),
        ([{"a": 1}, {"a": 2}, {"a": 3}, {"a": 4}], [{"b": 5}, {"b": 6}, {"b": 7}], False),
    ],
)
def test_only_a_difference_between_two_equal_answers_counts(here, there, same):
    assert compare(answers(*here), answers(*there)).same is same
