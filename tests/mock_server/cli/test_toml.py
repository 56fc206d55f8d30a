import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.toml import write_toml

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.floats(allow_nan=False) | st.datetimes()
VALUES = st.recursive(
    PLAIN,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXT, below, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_what_is_written_is_read_back(data: dict[str, object]) -> None:
    assert tomllib.loads(write_toml(data)) == data


def test_the_form_is_the_one_people_write() -> None:
    data = {
        "base_url": "http://127.0.0.1:4010",
        "writes": True,
        "capabilities": {"clock": True},
        "tenants": [{"name": "a", "ids": [1, 2]}, {"name": "b", "header": {"x-org-id": 'o"\n'}}],
        "nothing": None,
    }
    assert write_toml(data) == (
        'base_url = "http://127.0.0.1:4010"\nwrites = true\n\n[capabilities]\nclock = true\n\n'
        '[[tenants]]\nname = "a"\nids = [1, 2]\n\n[[tenants]]\nname = "b"\n\n[tenants.header]\nx-org-id = "o\\"\\n"\n'
    )


def test_special_numbers_and_dates_have_a_form() -> None:
    data = {"endless": float("inf"), "day": dt.date(2026, 1, 2), "at": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)}
    assert tomllib.loads(write_toml(data)) == data


def test_what_toml_cannot_hold_is_named() -> None:
    with pytest.raises(TypeError, match="token: TOML has no form for bytes"):
        write_toml({"token": b"x"})
