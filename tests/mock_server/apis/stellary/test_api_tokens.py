from __future__ import annotations

import pytest

from tests.mock_server.apis.stellary.boardroom import open_board


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("2027-01-01T00:00:00.250Z", "2027-01-01T00:00:00.250Z"),
        ("2027-01-01T00:00:00+00:00", "2027-01-01T00:00:00Z"),
        ("2027-01-01T01:30:00.5+02:00", "2026-12-31T23:30:00.500000Z"),
        (None, None),
    ],
)
def test_the_end_of_a_token_is_shown_in_utc(sent: str | None, shown: str | None) -> None:
    owner = open_board()
    made = owner.send("createToken", {"name": "CI", "expiresAt": sent})
    assert (made.status, made.json["expiresAt"]) == (201, shown)
    assert [row["expiresAt"] for row in owner.get("listTokens") if row["id"] == made.json["id"]] == [shown]


@pytest.mark.parametrize("ends", ["2027-02-30T00:00:00Z", "9999-12-31T23:59:59-05:00", "2016-12-31T23:59:60Z", "soon"])
def test_a_token_ends_at_a_time_of_the_calendar(ends: str) -> None:
    assert open_board().send("createToken", {"name": "CI", "expiresAt": ends}).status == 400
