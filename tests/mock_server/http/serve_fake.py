"""Serves a fake door in a process of its own: `python -m tests.mock_server.http.serve_fake waitress|granian`."""

import signal
import sys

from mock_server.http.fast import reserve_port, serve_fast
from mock_server.http.serve import Listener
from tests.mock_server.http.door import FakeDoor


def main() -> int:
    if sys.argv[1] == "granian":
        port = reserve_port("127.0.0.1", 0)
        return serve_fast(
            lambda: (FakeDoor(), None),
            "127.0.0.1",
            port,
            lambda: print(f"fake ready at http://127.0.0.1:{port}", flush=True),
        )
    listener = Listener([FakeDoor()], "127.0.0.1", 0)
    signal.signal(signal.SIGTERM, lambda *_: listener.stop())
    print(f"fake ready at {listener.urls[0]}", flush=True)
    listener.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
