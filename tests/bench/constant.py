"""A Falcon application that answers constant bytes, the yardstick: `python -m tests.bench.constant SERVER FILE`.

FILE holds JSON: `[[path, method, answer], …]`. SERVER is `waitress` (the twin's own, cured), `stock` (waitress as it is
shipped, with its warnings) or `granian`.
"""

import logging
import signal
import sys
from pathlib import Path

import falcon
import orjson

from mock_server.engine.call import Answer, Call, Door, Refusal, Route
from mock_server.http.app import Note, WSGIApp
from mock_server.http.serve import THREADS, Listener
from mock_server.http.streams import Streams


class Nothing:
    """A door that is never asked."""

    name = "constant"
    routes: tuple[Route, ...] = ()
    max_body = 1 << 20

    def answer(self, operation: str, parameters: object, call: Call) -> Answer:
        raise NotImplementedError

    def refuse(self, kind: Refusal, call: Call, allow: object = ()) -> Answer:
        raise NotImplementedError

    def control(self, call: Call) -> Answer | None:
        raise NotImplementedError

    def close(self) -> None:
        pass

    def crash(self, call: Call, error: Exception) -> Answer:
        raise NotImplementedError


class Constant:
    """A resource that answers the same bytes to every request."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def _respond(self, _req: falcon.Request, resp: falcon.Response) -> None:
        resp.content_type = "application/json"
        resp.set_header("X-API-Version", "v1")
        resp.data = self._body

    on_get = on_post = _respond


class ConstantListener(Listener):
    """The twin's own server with another application in it."""

    @staticmethod
    def build_app(door: Door, streams: Streams, note: Note | None) -> WSGIApp:
        return make_constant()


def make_constant() -> WSGIApp:
    app = falcon.App()
    for path, _, body in orjson.loads(Path(sys.argv[2]).read_bytes()):
        app.add_route(path, Constant(body.encode()))
    return app


def serve_stock() -> None:
    from waitress.server import create_server

    logging.basicConfig(level=logging.WARNING)
    server = create_server(make_constant(), host="127.0.0.1", port=0, threads=THREADS, map={})
    print(f"constant ready at http://127.0.0.1:{server.effective_port}", flush=True)
    server.run()


def serve_granian() -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    from mock_server.http import fast

    port = fast.reserve_port("127.0.0.1", 0)
    server = Server("constant", address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=1, log_enabled=False,
                    blocking_threads=fast.THREADS, websockets=False)  # fmt: skip
    server.on_startup(lambda: fast.announce_later("127.0.0.1", port, lambda: say(port)))
    server.serve(target_loader=lambda *_: make_constant())


def say(port: int) -> None:
    print(f"constant ready at http://127.0.0.1:{port}", flush=True)


def main() -> None:
    match sys.argv[1]:
        case "stock":
            serve_stock()
        case "granian":
            serve_granian()
        case _:
            listener = ConstantListener([Nothing()], "127.0.0.1", 0)
            signal.signal(signal.SIGTERM, lambda *_: listener.stop())
            print(f"constant ready at {listener.urls[0]}", flush=True)
            listener.run()


if __name__ == "__main__":
    main()
