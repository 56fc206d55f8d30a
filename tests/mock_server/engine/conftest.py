from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from mock_server.engine import Twin, open_twin
from tests.mock_server.engine.club import Club
from tests.mock_server.engine.driver import NOON, Client, open_toy
from tests.mock_server.engine.office import Office
from tests.mock_server.engine.toy import make_bundle

_worlds = count(1)


@pytest.fixture(scope="session")
def twin() -> Twin:
    """CodeSpar at a standing clock, without limits; tests meet in no world."""
    return open_twin("codespar", clock=NOON, rate_limits=False)


@pytest.fixture
def client(twin: Twin) -> Client:
    return Client(twin, f"world-{next(_worlds)}")


@pytest.fixture
def toy(tmp_path: Path) -> Client:
    return open_toy(tmp_path, make_bundle())


@pytest.fixture
def club(tmp_path: Path) -> Club:
    return Club(tmp_path)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
