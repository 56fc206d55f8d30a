"""Scheduled tasks: the built-in ones, pausing, resuming, cancelling."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import answered, answered_list, call, refused, rows_of
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

INTERVALS = {"health-check": 300_000, "build-status-report": 86_400_000, "audit-cleanup": 86_400_000}
MEMBERS = ("name", "intervalMs", "lastRun", "nextRun", "runCount", "errors", "enabled")


@check()
def built_in_tasks(bench: Bench, _: Subject) -> None:
    """The three built-in tasks are listed with their intervals."""
    answer, tasks = rows_of(bench, "listTasks")
    found = {task.get("name"): task.get("intervalMs") for task in tasks}
    for name, interval in INTERVALS.items():
        bench.expect(
            found.get(name) == interval,
            f"{name} does not run every {interval} ms",
            expected=interval,
            observed=found.get(name),
            exchange=answer,
        )


@check()
def fields(bench: Bench, _: Subject) -> None:
    """Each task has the seven members, and lastRun null before its first run."""
    answer, tasks = rows_of(bench, "listTasks")
    lacking = sorted({name for task in tasks for name in MEMBERS if name not in task})
    bench.expect(not lacking, "a task lacks members", expected=list(MEMBERS), observed=lacking, exchange=answer)
    early = [task for task in tasks if task.get("runCount") == 0 and task.get("lastRun") is not None]
    bench.expect(not early, "a task that never ran has a lastRun", expected=None, observed=early[:1], exchange=answer)


def listed(bench: Bench) -> dict[str, dict[str, Json]]:
    """The tasks of the list by name."""
    answer = call(bench, "listTasks")
    answered_list(bench, answer)
    return {str(task.get("name")): task for task in bench.items(answer)}


def expect_switched(bench: Bench, answer: Exchange, before: dict[str, Json], enabled: bool, row: str) -> None:
    """Expect the answer to a pause or resumption, and the list to show it with the counters kept."""
    name, what = str(before["name"]), "resuming" if enabled else "pausing"
    body = answered(bench, answer, f"{what} a task")
    after = listed(bench).get(name, {})
    seen = [body.get("name"), body.get("enabled"), after.get("enabled")]
    bench.expect(
        seen == [name, enabled, enabled],
        f"{what} a task does not show in the answer and the list",
        expected=[name, enabled, enabled],
        observed=seen,
        exchange=answer,
        requirement=row,
    )
    kept = all(isinstance(after.get(c), int) and after[c] >= before[c] for c in ("runCount", "errors"))
    bench.expect(
        kept and after.get("intervalMs") == before["intervalMs"],
        f"{what} a task does not keep its counters",
        expected=before,
        observed=after,
        exchange=answer,
        requirement=row,
    )


@check(writes=True)
def pause_and_resume(bench: Bench, _: Subject) -> None:
    """Pausing disables a task and resuming enables it, counters kept; a second time each answers 200 as well."""
    tasks = rows_of(bench, "listTasks")[1]
    usable = [task for task in tasks if task.get("enabled") is True]
    switches = {task.get("name"): task.get("enabled") for task in tasks}
    if not usable:
        bench.skip("every task is paused; none is touched that someone stopped on purpose")
    before = max(usable, key=lambda task: task.get("runCount") or 0)
    name = str(before["name"])
    try:
        expect_switched(bench, call(bench, "pauseTask", name), before, enabled=False, row="CODESPAR-119")
        again = call(bench, "pauseTask", name)
        expect_again(bench, again, "pausing")
        expect_switched(bench, call(bench, "resumeTask", name), before, enabled=True, row="CODESPAR-120")
        expect_again(bench, call(bench, "resumeTask", name), "resuming")
        after = {key: task.get("enabled") for key, task in listed(bench).items()}
        bench.expect(
            after == switches,
            "pausing and resuming one task changes another",
            expected=switches,
            observed=after,
            requirement="CODESPAR-119",
        )
    finally:
        call(bench, "resumeTask", name)


def expect_again(bench: Bench, answer: Exchange, what: str) -> None:
    """Expect 200 of the second of two equal requests."""
    bench.expect(
        answer.status == 200,
        f"{what} twice is not answered with 200",
        expected=200,
        exchange=answer,
        requirement="CODESPAR-121",
    )


@check(writes=True)
def cancel(bench: Bench, _: Subject) -> None:
    """A cancelled task is not listed, and pausing, resuming or cancelling it is answered with TASK_NOT_FOUND."""
    name = bench.target.facts.get("expendable_task")
    if not name and not bench.can("snapshot"):
        bench.skip(
            "a cancelled task comes back with the server's next start alone; name an `expendable_task` under [facts]"
        )
    tasks = rows_of(bench, "listTasks")[1]
    name = str(name or tasks[-1].get("name"))
    answer = call(bench, "deleteTask", name)
    body = answered(bench, answer, "cancelling a task")
    bench.expect(
        body.get("name") == name, "the answer names another task", expected=name, observed=body, exchange=answer
    )
    after = sorted(listed(bench))
    bench.expect(name not in after, "a cancelled task is still listed", expected="absent", observed=after)
    for operation, what in (("pauseTask", "pausing"), ("resumeTask", "resuming"), ("deleteTask", "cancelling")):
        refused(bench, call(bench, operation, name), f"{what} a cancelled task", "task_missing")
