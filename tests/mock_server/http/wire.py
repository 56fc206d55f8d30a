"""A client that sends exactly the bytes it is given."""

import json
import socket
from dataclasses import dataclass
from typing import Any


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Wire:
    """One connection to a server on loopback."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._rest = b""

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> "Wire":
        self.socket.sendall(data)
        return self

    def get(self, target: str, method: str = "GET", *fields: str) -> Reply:
        lines = [f"{method} {target} HTTP/1.1", "Host: x", *fields]
        return self.send("\r\n".join([*lines, "", ""]).encode("latin-1")).reply(head_only=method == "HEAD")

    def reply(self, head_only: bool = False) -> Reply:
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = f"{headers[name.lower()]}; {value}" if name.lower() in headers else value
        length = 0 if head_only else int(headers.get("content-length", 0))
        while len(self._rest) < length:
            self._rest += self._more()
        body, self._rest = self._rest[:length], self._rest[length:]
        return Reply(int(head[0].split()[1]), headers, body)

    def at_end(self) -> bool:
        """Whether the server has closed its half; waits for it or for data."""
        try:
            return self._rest == b"" and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._rest:
            self._rest += self._more()
        found, _, self._rest = self._rest.partition(mark)
        return found

    def _more(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError("the server closed the connection")
        return data
