"""Requests per second over real connections: the twin beside an application that answers constant bytes."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

import orjson

from tests.bench import load
from tests.bench.launch import ask, find_samples, started, started_twin
from tests.bench.samples import Sample
from tests.bench.verdicts import Figure, Target

LANES = ("twin on waitress", "constant on waitress", "constant on waitress as shipped", "twin on granian",
         "constant on granian")  # fmt: skip
_CONSTANT = {
    "constant on waitress": "waitress",
    "constant on waitress as shipped": "stock",
    "constant on granian": "granian",
}

Rates = dict[tuple[str, str], list[float]]


def measure_servers(rounds: int, seconds: float) -> list[Figure]:
    """All lanes up at once, and each round goes through all of them: what disturbs a round disturbs every lane."""
    with ExitStack() as stack:
        twins = {
            "twin on waitress": stack.enter_context(started_twin("waitress")),
            "twin on granian": stack.enter_context(started_twin("granian")),
        }
        samples = {lane: find_samples(url) for lane, url in twins.items()}
        yard = samples["twin on waitress"]
        file = stack.enter_context(tempfile.NamedTemporaryFile(suffix=".json"))
        answers = [[sample.path, sample.method, ask(twins["twin on waitress"], sample).decode()] for sample in yard]
        Path(file.name).write_bytes(orjson.dumps(answers))
        urls = dict(twins)
        for lane, server in _CONSTANT.items():
            urls[lane] = stack.enter_context(started("tests.bench.constant", server, file.name))
        rates = run_rounds(urls, {lane: samples.get(lane, yard) for lane in LANES}, rounds, seconds)
    return list_figures(rates, [sample.name for sample in yard])


def run_rounds(urls: dict[str, str], samples: dict[str, list[Sample]], rounds: int, seconds: float) -> Rates:
    """Measure lane after lane, every second round backwards; the first, short round warms up and is not kept."""
    rates: Rates = {}
    for turn in range(rounds + 1):
        for lane in LANES if turn % 2 else reversed(LANES):
            for sample in samples[lane]:
                rate = load.measure(urls[lane], sample, seconds if turn else 1)
                if turn:
                    rates.setdefault((lane, sample.name), []).append(rate)
    return rates


def list_figures(rates: Rates, names: list[str]) -> list[Figure]:
    """The rates, then the ratios round by round."""
    figures = [Figure(f"{lane}, {name}", "req/s", rates[lane, name]) for name in names for lane in LANES]
    for name in names:
        figures += [
            ratio(rates, name, "twin on waitress", "constant on waitress", Target("≥", 0.75)),
            ratio(rates, name, "twin on waitress", "constant on waitress as shipped", None),
            ratio(rates, name, "constant on waitress", "constant on waitress as shipped", Target("≥", 0.9)),
            ratio(rates, name, "twin on granian", "twin on waitress", Target("≥", 3.0)),
        ]
    return figures


def ratio(rates: Rates, name: str, above: str, below: str, target: Target | None) -> Figure:
    """How many times the requests of `below` the lane `above` answers."""
    rounds = [over / under for over, under in zip(rates[above, name], rates[below, name], strict=True)]
    return Figure(f"{name}: {above.replace(' on ', '/')} : {below.replace(' on ', '/')}", "times", rounds, target)
