"""A fake door behind a real socket."""

import threading
from dataclasses import dataclass

from mock_server.http.serve import Listener
from tests.mock_server.http.door import FakeDoor
from tests.mock_server.http.wire import Reply, Wire


@dataclass
class Served:
    door: FakeDoor
    port: int
    listener: Listener
    thread: threading.Thread

    def wire(self) -> Wire:
        return Wire(self.port)

    def get(self, target: str, method: str = "GET", *fields: str) -> Reply:
        with self.wire() as wire:
            return wire.get(target, method, *fields)

    def stop(self) -> None:
        self.listener.stop()
        self.thread.join(10)
        assert not self.thread.is_alive()
