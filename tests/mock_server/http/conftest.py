import threading
from collections.abc import Iterator

import pytest

from mock_server.http.serve import Listener
from tests.mock_server.http.door import FakeDoor
from tests.mock_server.http.serving import Served


@pytest.fixture
def served() -> Iterator[Served]:
    door = FakeDoor()
    listener = Listener([door], "127.0.0.1", 0)
    thread = threading.Thread(target=listener.run)
    thread.start()
    made = Served(door, int(listener.urls[0].rpartition(":")[2]), listener, thread)
    yield made
    made.stop()
