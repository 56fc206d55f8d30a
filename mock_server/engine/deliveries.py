"""HTTP POSTs a world sends by itself, as webhooks are: behind the request that caused them, one by one and in order."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TypedDict
from urllib.parse import SplitResult, urlsplit

from mock_server.engine.contract import Json

TIMEOUT = 3.0
"""Seconds a target has for each part of its answer."""

_log = logging.getLogger("mock_server")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One POST, and the step that is told of its outcome."""

    url: str
    body: bytes
    headers: Mapping[str, str]
    done: str
    payload: Mapping[str, Json]


class Counts(TypedDict):
    """Deliveries of a world: not ended yet, ended with an answer of whatever status, ended without one."""

    waiting: int
    answered: int
    failed: int


HandBack = Callable[["Deliveries", str, Mapping[str, Json]], None]
"""Runs a step with its payload, in which `status` is that of the answer or None, and `error` says why there is none."""


class Deliveries:
    """The deliveries of one world. A thread sends them while there are some; no request waits for it.

    Plain targets are those on this machine; `hosts` are names and addresses that are allowed as well.
    """

    def __init__(self, hand_back: HandBack, hosts: frozenset[str]) -> None:
        self._hand_back = hand_back
        self._hosts = hosts
        self._queue: deque[Delivery] = deque()
        self._changed = threading.Condition()
        self._running = False
        self._answered = self._failed = 0

    def add(self, delivery: Delivery) -> None:
        """Send a POST once those before it have ended."""
        with self._changed:
            self._queue.append(delivery)
            if not self._running:
                self._running = True
                # No daemon, as a thread of granian is, which starts this one: a process that ends waits for it.
                threading.Thread(target=self._run, name="deliveries", daemon=False).start()

    def wait(self, seconds: float) -> Counts:
        """Wait until nothing is on its way, so many seconds at most; not to be called with the world's lock held."""
        with self._changed:
            self._changed.wait_for(lambda: not self._running, seconds)
            waiting = len(self._queue) + (1 if self._running else 0)
            return {"waiting": waiting, "answered": self._answered, "failed": self._failed}

    def drop(self) -> None:
        """Send no more; what is on its way ends."""
        with self._changed:
            self._queue.clear()

    def _run(self) -> None:
        while (delivery := self._take()) is not None:
            status, error = send(delivery, self._hosts)
            try:
                self._hand_back(self, delivery.done, {**delivery.payload, "status": status, "error": error})
            except Exception:  # noqa: BLE001  # the thread goes on: the deliveries behind it have done nothing wrong
                _log.exception("step %s failed", delivery.done)
            with self._changed:
                self._answered += status is not None
                self._failed += status is None

    def _take(self) -> Delivery | None:
        with self._changed:
            if self._queue:
                return self._queue.popleft()
            self._running = False
            self._changed.notify_all()
            return None


def send(delivery: Delivery, hosts: frozenset[str]) -> tuple[int | None, str | None]:
    """Send one POST; the status of its answer, or why there is none. Redirects are answers like any other."""
    from http.client import HTTPConnection, HTTPException, HTTPSConnection

    try:
        target = _read_target(delivery.url, hosts)
        kind = HTTPSConnection if target.scheme == "https" else HTTPConnection
        connection = kind(target.hostname or "", target.port, timeout=TIMEOUT)
        try:
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
            connection.request("POST", path, delivery.body, dict(delivery.headers))
            return connection.getresponse().status, None
        finally:
            connection.close()
    except TimeoutError:
        return None, f"no answer within {TIMEOUT:g} seconds"
    except OSError as error:
        return None, error.strerror or str(error)
    except HTTPException as error:
        return None, f"no HTTP answer ({type(error).__name__})"
    except ValueError as error:
        return None, str(error)


def _read_target(url: str, hosts: frozenset[str]) -> SplitResult:
    """Take a URL apart; ValueError where no POST may go there."""
    target = urlsplit(url)
    if target.scheme not in ("http", "https") or not target.hostname:
        raise ValueError("the target is no http or https URL")
    if target.hostname not in hosts and not _is_here(target.hostname):
        raise ValueError(f"{target.hostname} is not this machine; --allow-webhook-host {target.hostname} allows it")
    return target


def _is_here(host: str) -> bool:
    """Whether a host is this machine by its very name: other names could lead anywhere."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
