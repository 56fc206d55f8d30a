from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from conformance.errors import UsageError
from conformance.target_file import read_target, target_of

FULL = """
base_url = "https://api.example.test/root/"
writes = true
pace = 90
max_requests = 500
timeout = 2.5
addresses = ["127.0.0.2"]
[capabilities]
clock = true
mail = false
[[tenants]]
name = "acme"
value = "org-acme"
disposable = true
host = "acme.example.test"
[[tenants]]
name = "default"
[[principals]]
name = "ann"
tenant = "acme"
roles = ["owner"]
scopes = ["a", "b"]
token = "${ANN}"
[control]
url = "http://127.0.0.1:4010/__mock__"
world = "judge"
[waivers."TOY-001"]
reason = "known"
expires = 2026-12-31
[facts]
identity = {type = "slack", user = "${USER_ID}"}
"""


def load(tmp_path: Path, text: Any, env: Any = None, **options: Any) -> Any:
    path = tmp_path / "target.toml"
    path.write_text(text)
    return read_target(path, "toy", env or {}, **options)


def test_a_full_file(tmp_path: Path) -> None:
    target = load(tmp_path, FULL, {"ANN": "secret-ann", "USER_ID": "U1"})
    assert (target.base_url, target.writes, target.pace, target.timeout) == (
        "https://api.example.test/root",
        True,
        90,
        2.5,
    )
    assert target.capabilities == {"clock": True, "mail": False}
    assert target.tenant("acme").value == "org-acme"
    assert target.tenant("acme").host == "acme.example.test"
    assert (target.tenant("default").value, target.tenant("default").host) == (None, None)
    ann = target.principal("ann")
    assert (ann.scopes, ann.token.reveal()) == (("a", "b"), "secret-ann")
    assert (target.control.url, target.control.world) == ("http://127.0.0.1:4010/__mock__", "judge")
    assert target.waivers[0].expires == dt.date(2026, 12, 31)
    assert target.facts == {"identity": {"type": "slack", "user": "U1"}}
    assert "secret-ann" not in repr(target)


def test_the_url_option_wins_and_leaves_the_control_door_alone(tmp_path: Path) -> None:
    target = load(tmp_path, FULL, {"ANN": "secret-ann", "USER_ID": "U1"}, base_url="http://127.0.0.1:1/")
    assert (target.base_url, target.control.url) == ("http://127.0.0.1:1", "http://127.0.0.1:4010/__mock__")


URL = 'base_url = "http://x"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "'base_url' is missing"),
        ('base_url = "ftp://x"', "no URL to judge"),
        ('base_url = "http://x:99999"', "no URL to judge"),
        ("base_url = 1", "'base_url' must be a string, not 1"),
        ("base_url = ", "not valid TOML"),
        (URL + "write = true", "unknown key 'write'; did you mean 'writes'?"),
        (URL + 'writes = "yes"', "'writes' must be true or false"),
        (URL + "pace = 0", "'pace' must be a whole number above 0"),
        (URL + "pace = true", "'pace' must be a whole number above 0"),
        (URL + "timeout = -1", "'timeout' must be a number above 0"),
        (URL + "addresses = [1]", "'addresses' must be a list of strings"),
        (URL + "[[tenants]]\nvalue = 'x'", "[[tenants]] number 1: 'name' is missing"),
        (URL + "[[tenants]]\nname = 'x'\ndisposible = true", "did you mean 'disposable'?"),
        (URL + "tenants = 3", "'tenants' must be a list of tables, written [[tenants]]"),
        (URL + "[[tenants]]\nname='acme'\n[[principals]]\nname='a'\ntenant='acm'", "did you mean 'acme'?"),
        (
            URL + "[[principals]]\nname='a'\ntoken='${NO_SUCH}'",
            "needs the environment variable NO_SUCH, which is not set",
        ),
        (URL + "[[principals]]\nname='a'\ntoken='abc'", "too short to keep out of reports"),
        (URL + "[waivers.'T-1']\nexpires = 2026-01-01", "'reason' is missing"),
        (URL + "[waivers.'T-1']\nreason='x'\nexpires = 'soon'", "must be a date like 2026-12-31"),
        (URL + "[control]\nurl = 'nowhere'", "no URL to judge"),
        (URL + "api = 'other'", "written for 'other', but the run is of 'toy'"),
        (URL + "[capabilities]\nclock = 'yes'", "'clock' must be true or false"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_and_where(tmp_path: Path, text: Any, says: Any) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path, text)
    line = str(caught.value)
    assert says in line
    assert "\n" not in line
    assert str(tmp_path) in line


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the target file: No such file"):
        read_target(tmp_path / "none.toml", "toy", {})


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:1", True),
        ("http://localhost:1", True),
        ("http://[::1]:1", True),
        ("http://127.9.9.9", True),
        ("http://10.0.0.1", False),
        ("https://example.test", False),
        ("http://127.0.0.1.example.test", False),
    ],
)
def test_what_counts_as_this_machine(url: Any, loopback: Any) -> None:
    target = target_of(url)
    assert target.loopback is loopback
    assert (target.may_write(tenancy=True) is None) is loopback
