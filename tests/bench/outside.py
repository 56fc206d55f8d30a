"""Requests per second over real connections: the twin beside an application that answers constant bytes."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

import orjson

from tests.bench import load
from tests.bench.launch import Running, ask, find_samples, started, started_twin
from tests.bench.samples import Sample
from tests.bench.verdicts import Figure, Target, divide, least, most

LANES = ("twin on waitress", "constant on waitress", "constant, waitress as shipped", "twin on granian",
         "constant on granian")  # fmt: skip
_CONSTANT = {
    "constant on waitress": "waitress",
    "constant, waitress as shipped": "stock",
    "constant on granian": "granian",
}

SHARE = Target("≥", 0.75)
"""What the twin must reach of the constant application's rate on the same server."""

FAST = Target("≥", 3.0)
"""How many times faster granian must be."""

CALM = Target("≥", 0.9)
"""The cured waitress against the one that is shipped: were it much slower, the spin would be back."""

Rounds = dict[tuple[str, str], list[tuple[float, float | None]]]
"""By lane and sample: requests per second and µs of processor time per request, round by round."""


def measure_servers(rounds: int, seconds: float) -> list[Figure]:
    """All lanes are up at once, and each round goes through all of them: what lasts disturbs every lane alike."""
    with ExitStack() as stack:
        running = {
            "twin on waitress": stack.enter_context(started_twin("waitress")),
            "twin on granian": stack.enter_context(started_twin("granian")),
        }
        samples = {lane: find_samples(server.url) for lane, server in running.items()}
        yard = samples["twin on waitress"]
        url = running["twin on waitress"].url
        file = stack.enter_context(tempfile.NamedTemporaryFile(suffix=".json"))
        answers = [[sample.path, sample.method, ask(url, sample).decode()] for sample in yard]
        Path(file.name).write_bytes(orjson.dumps(answers))
        for lane, server in _CONSTANT.items():
            running[lane] = stack.enter_context(started("tests.bench.constant", server, file.name))
        found = run_rounds(running, {lane: samples.get(lane, yard) for lane in LANES}, rounds, seconds)
    return [figure for sample in yard for figure in list_figures(found, sample.name)]


def run_rounds(servers: dict[str, Running], samples: dict[str, list[Sample]], rounds: int, seconds: float) -> Rounds:
    """Measure lane after lane, every second round backwards; the first, short round warms up and is not kept."""
    found: Rounds = {}
    for turn in range(rounds + 1):
        for lane in LANES if turn % 2 else reversed(LANES):
            for sample in samples[lane]:
                before = servers[lane].read_cpu()
                rate = load.measure(servers[lane].url, sample, seconds if turn else 1)
                after = servers[lane].read_cpu()
                cost = None if before is None or after is None else (after - before) * 1e6 / (rate * seconds)
                if turn:
                    found.setdefault((lane, sample.name), []).append((rate, cost))
    return found


def list_figures(found: Rounds, name: str) -> list[Figure]:
    """The rates and costs of one sample in all lanes, then the ratios."""
    rates = {lane: most(f"{name}: {lane}", "req/s", [rate for rate, _ in found[lane, name]]) for lane in LANES}
    figures = list(rates.values())
    for lane in LANES:
        costs = [cost for _, cost in found[lane, name] if cost is not None]
        figures += [least(f"{name}: {lane}, CPU", "µs", costs)] if costs else []
    ratios = [
        ("twin : constant, waitress", "twin on waitress", "constant on waitress", SHARE),
        ("twin : constant as shipped", "twin on waitress", "constant, waitress as shipped", None),
        ("constant : constant as shipped", "constant on waitress", "constant, waitress as shipped", CALM),
        ("twin, granian : waitress", "twin on granian", "twin on waitress", FAST),
    ]
    return [*figures, *(divide(f"{name}: {what}", rates[a], rates[b], target) for what, a, b, target in ratios)]
