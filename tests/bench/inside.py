"""Engine time per request, in process: the door alone, and the whole application without a server."""

import io
import itertools
import sys
import time
from collections.abc import Callable
from typing import Any

from mock_server.engine import Twin
from mock_server.http.app import WSGIApp, make_app
from tests.bench.samples import WORLD, Sample, find_agent, list_agents_call, list_samples, open_filled, read_bytes, tell
from tests.bench.verdicts import Figure, Target, divide, least

BUDGET = Target("≤", 150.0)
_BATCH = 1000
_ROUNDS = 7


def measure_engine() -> list[Figure]:
    """Microseconds per request of the door alone (held to the budget) and through Falcon (for comparison)."""
    twin = open_filled()
    app = make_app(twin)
    samples = list_samples(find_agent(read_bytes(twin.answer("listAgents", {}, list_agents_call()))))
    numbers = itertools.count()
    snapshot = tell(twin, "snapshot")["snapshot"]
    runs: dict[tuple[str, str], list[float]] = {}
    for _ in range(_ROUNDS):
        for sample in samples:
            for way, run in (("door", ask_door(twin, sample)), ("falcon", ask_app(app, sample))):
                tell(twin, "restore", {"snapshot": snapshot})
                runs.setdefault((sample.name, way), []).append(time_batch(run, numbers))
    return [
        least(f"engine, {name}" if way == "door" else f"  with Falcon, {name}", "µs", times, target)
        for (name, way), times in runs.items()
        for target in (BUDGET if way == "door" else None,)
    ]


def measure_pages() -> list[Figure]:
    """Page 1 of 100,000 rows against page 1 of 100, as a ratio."""
    small, large = open_filled(100), open_filled(100_000)
    page = list_samples("none")[1]
    numbers = itertools.count()
    rounds = [
        (time_batch(ask_door(small, page), numbers), time_batch(ask_door(large, page), numbers)) for _ in range(_ROUNDS)
    ]
    few = least("page 1 of 100 rows", "µs", [time for time, _ in rounds])
    many = least("page 1 of 100,000 rows", "µs", [time for _, time in rounds])
    return [few, many, divide("page 1: 100,000 rows : 100 rows", many, few, Target("≤", 2.0))]


def time_batch(run: Callable[[int], int], numbers: "itertools.count[int]", times: int = _BATCH) -> float:
    """Microseconds per request over one batch; every answer must be a success."""
    statuses = set()
    begun = time.perf_counter()
    for _ in range(times):
        statuses.add(run(next(numbers)))
    taken = time.perf_counter() - begun
    if not all(200 <= status < 300 for status in statuses):
        raise RuntimeError(f"the benchmark got {sorted(statuses)}, which says nothing about its speed")
    return taken / times * 1e6


def ask_door(twin: Twin, sample: Sample) -> Callable[[int], int]:
    return lambda number: twin.answer(sample.operation, sample.parameters, sample.make_call(number)).status


def ask_app(app: WSGIApp, sample: Sample) -> Callable[[int], int]:
    """A WSGI call with the environment waitress makes."""
    base: dict[str, Any] = {
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": sample.method,
        "PATH_INFO": sample.path,
        "REQUEST_URI": sample.target,
        "QUERY_STRING": sample.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "4010",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/json",
        "HTTP_HOST": "127.0.0.1:4010",
        "HTTP_ACCEPT": "*/*",
        "HTTP_X_MOCK_WORLD": WORLD,
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    statuses: list[str] = []

    def run(number: int) -> int:
        body = sample.make_body(number)
        env = {**base, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
        statuses.clear()
        b"".join(app(env, lambda status, headers, exc=None: statuses.append(status)))  # type: ignore[arg-type]
        return int(statuses[0][:3])

    return run
