"""Stellary's acts over many rows, in process: what they cost per row must not grow with the rows."""

import time
from collections.abc import Callable, Sequence

import orjson

from mock_server.engine import Twin, open_twin
from mock_server.engine.call import Call
from tests.bench.samples import HEADERS, read_bytes, tell
from tests.bench.verdicts import Figure, Target, divide, least

FEW, MANY = 50, 500
"""Cards of an import."""

SOME, ALL = 10, 200
"""Projects of a portfolio, each with CARDS cards."""

CARDS = 6
COLUMNS = ("To Do", "In Progress", "Done")

TOGETHER = Target("≤", 0.75)
"""An import against as many creations: one request must be cheaper than the requests it stands for."""

STEADY = Target("≤", 1.2)
"""The cost per row of many against that of few."""

_ROUNDS = 7
_ADA = {"email": "ada@acme.test", "password": "ada-keeps-a-secret"}


class Office:
    """A twin of Stellary, asked in Ada's name."""

    def __init__(self) -> None:
        self.twin: Twin = open_twin("stellary", rate_limits=False)
        self.headers = HEADERS
        token = self.ask("login", {}, _ADA)["access_token"]
        self.headers = {**HEADERS, "authorization": f"Bearer {token}"}

    def call(self, body: object = None) -> Call:
        """A request; the door is told the operation, so that the path does not matter."""
        content = b"" if body is None else orjson.dumps(body)
        more = {"content-length": str(len(content))} if content else {}
        return Call("POST" if content else "GET", "/", "", {**self.headers, **more}, content, "127.0.0.1", "/")

    def ask(self, operation: str, ids: dict[str, str], body: object = None) -> dict[str, str]:
        """The answer to one request, which must be a success."""
        answer = self.twin.answer(operation, ids, self.call(body))
        read = read_bytes(answer)
        if not 200 <= answer.status < 300:
            raise RuntimeError(f"{operation} answers {answer.status}: {read[:200]!r}")
        found: dict[str, str] = orjson.loads(read)
        return found

    def measure(self, operation: str, ids: dict[str, str], bodies: Sequence[object]) -> float:
        """Microseconds that requests with these bodies take together; every answer must be a success."""
        calls = [self.call(body) for body in bodies]
        begun = time.perf_counter()
        statuses = {self.twin.answer(operation, ids, call).status for call in calls}
        taken = time.perf_counter() - begun
        if not all(200 <= status < 300 for status in statuses):
            raise RuntimeError(f"{operation} answers {sorted(statuses)}, which says nothing about its speed")
        return taken * 1e6

    def workspace(self, slug: str) -> dict[str, str]:
        """A new workspace, as the path names it."""
        self.ask("createWorkspace", {"orgSlug": "acme"}, {"name": slug, "slug": slug})
        return {"orgSlug": "acme", "wsSlug": slug}


def card(number: int) -> dict[str, object]:
    """What a client sends for a card."""
    return {"title": f"Card {number}", "priority": "medium", "dueDate": "2024-05-01", "description": "To be done"}


def document(cards: int) -> dict[str, object]:
    """A project to import, its cards dealt to its columns in turn."""
    return {
        "project": {"name": "Imported"},
        "columns": [{"name": name} for name in COLUMNS],
        "cards": [{**card(number), "columnIndex": number % len(COLUMNS)} for number in range(cards)],
    }


def measure_boards() -> list[Figure]:
    """Imports against the creations they stand for, and portfolios of many projects against few."""
    return [*measure_import(Office()), *measure_portfolio(Office())]


def measure_import(office: Office) -> list[Figure]:
    """Microseconds per card: made one by one, and by imports of few and of many."""
    home = office.workspace("imports")
    project = office.ask("importProject", home, document(0))["id"]
    columns: list[dict[str, str]] = orjson.loads(
        read_bytes(office.twin.answer("listColumns", {**home, "projectId": project}, office.call()))
    )
    place = {**home, "projectId": project, "columnId": columns[0]["id"]}

    def made(cards: int) -> float:
        return office.measure("createCard", place, [card(number) for number in range(cards)]) / cards

    def imported(cards: int) -> float:
        return office.measure("importProject", home, [document(cards)]) / cards

    runs: dict[str, Callable[[], float]] = {
        f"a card of {FEW} made one by one": lambda: made(FEW),
        f"a card of {MANY} made one by one": lambda: made(MANY),
        f"a card of an import of {FEW}": lambda: imported(FEW),
        f"a card of an import of {MANY}": lambda: imported(MANY),
    }
    first, alone, few, many = take_rounds(office, runs)
    return [
        *(first, alone, few, many),
        divide(f"import of {MANY} : {MANY} creations", many, alone, TOGETHER),
        divide(f"creations, per card: {MANY} : {FEW}", alone, first, STEADY),
        divide(f"import, per card: {MANY} : {FEW}", many, few, STEADY),
    ]


def measure_portfolio(office: Office) -> list[Figure]:
    """Microseconds per project of a portfolio of few and of many."""
    homes = {}
    for projects in (SOME, ALL):
        homes[projects] = office.workspace(f"portfolio-{projects}")
        for _ in range(projects):
            office.ask("importProject", homes[projects], document(CARDS))

    def summed(projects: int) -> float:
        repeats = ALL // projects
        return office.measure("readPortfolio", homes[projects], [None] * repeats) / repeats / projects

    runs: dict[str, Callable[[], float]] = {
        f"a project of a portfolio of {SOME}": lambda: summed(SOME),
        f"a project of a portfolio of {ALL}": lambda: summed(ALL),
    }
    few, many = take_rounds(office, runs)
    return [few, many, divide(f"portfolio, per project: {ALL} : {SOME}", many, few, STEADY)]


def take_rounds(office: Office, runs: dict[str, Callable[[], float]]) -> list[Figure]:
    """Each run once a round, always from the same state; the first round warms up and is not kept."""
    snapshot = tell(office.twin, "snapshot")["snapshot"]
    found: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(_ROUNDS + 1):
        for name, run in runs.items():
            tell(office.twin, "restore", {"snapshot": snapshot})
            taken = run()
            if turn:
                found[name].append(taken)
    return [least(name, "µs", times) for name, times in found.items()]
