"""Missions of agents: how they begin, what they show, how they end, and their stream."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.runs import ENDED, WAITING, begin, begin_again
from conformance.cases.stellary.steps import answered, call, equal, listed, refused
from conformance.cases.stellary.streams import events, is_stream, listen
from conformance.cases.stellary.waiting import longest, pause
from conformance.check import Subject, check

ORDER = {"queued": 0, "running": 1, WAITING: 2} | dict.fromkeys(ENDED, 3)


@check(writes=True)
def start(bench: Bench, _: Subject) -> None:
    """A mission hangs on a card and has a prompt."""
    prompt = f"Move this card on to the next column, {bench.word()}."
    run = begin(bench, prompt=prompt)
    equal(bench, run.made.get("cardId"), run.card["id"], "a new mission hangs on another card")
    equal(bench, run.made.get("prompt"), prompt, "a new mission has another prompt")


@check(writes=True)
def reads_back(bench: Bench, _: Subject) -> None:
    """A mission is read with its details and its progress."""
    run = begin(bench)
    answer = call(bench, "getMission", missionId=run.id)
    shown = answered(bench, answer, "reading a mission")
    for name in ("id", "cardId", "prompt"):
        equal(bench, shown.get(name), run.made.get(name), f"the {name} of a mission reads back otherwise", answer)
    equal(bench, shown.get("agentId"), run.agent, "a mission names another agent", answer, basis="assumed")
    status = shown.get("status")
    known = "a mission is in a state nobody knows"
    bench.expect(status in ORDER, known, expected=sorted(ORDER), observed=status, exchange=answer)
    progress = shown.get("progress")
    bench.expect(
        progress is not None,
        "a mission does not show its progress",
        expected="progress",
        observed=sorted(shown),
        exchange=answer,
        basis="assumed",  # the page speaks of progress and names no member
    )


@check(name="listed", writes=True)
def listed_of_agent(bench: Bench, _: Subject) -> None:
    """The missions of an agent are listed."""
    first, other = begin(bench), begin(bench)
    second = begin_again(bench, first.board, first.agent, first.card)
    answer = call(bench, "listMissions", agentId=first.agent)
    found = sorted(str(row.get("id")) for row in listed(bench, answer, "listing the missions of an agent"))
    equal(bench, found, sorted([first.id, second.id]), "the list shows other missions than the agent's", answer)
    bench.expect(other.id not in found, "the list shows the mission of another agent", exchange=answer)


@check(writes=True)
def queued_then_running(bench: Bench, _: Subject) -> None:
    """A mission is queued first and runs then."""
    run = begin(bench)
    equal(bench, run.seen[0], "queued", "a new mission is not queued")
    last = run.follow(WAITING, *ENDED)
    bench.expect(
        last != "queued",
        "a mission stays queued",
        expected=f"running or beyond within {longest(bench):g} s",
        observed=last,
        basis="assumed",  # nobody says how soon
    )
    places = [ORDER.get(status, -1) for status in run.seen]
    bench.expect(
        places == sorted(places),
        "a mission falls back to an earlier state, or is in one nobody knows",
        expected="queued, running, awaiting_approval, an end",
        observed=list(dict.fromkeys(run.seen)),
    )


@check(writes=True)
def waits_for_approval(bench: Bench, _: Subject) -> None:
    """A running mission may come to await approval."""
    run = begin(bench)
    last = run.settle()
    bench.expect(
        last == WAITING,
        "the mission of a supervised agent never awaits approval",
        expected=WAITING,
        observed=list(dict.fromkeys(run.seen)),
    )


@check(writes=True)
def ends(bench: Bench, _: Subject) -> None:
    """A mission ends completed, failed or cancelled."""
    run = begin(bench, "autonomous")
    last = run.follow(*ENDED)
    if last in ORDER and last not in ENDED:
        bench.expect(
            False,
            "the mission of an autonomous agent does not end",
            expected=f"an end within {longest(bench):g} s",
            observed=list(dict.fromkeys(run.seen)),
            basis="assumed",  # nobody says how soon
        )
        return
    bench.require(last in ENDED, "a mission ends in a state nobody knows", expected=list(ENDED), observed=last)
    pause(bench)
    again = [run.look().get("status") for _ in range(2)]
    equal(bench, again, [last, last], "a mission that ended goes on")


@check(writes=True)
def cancel(bench: Bench, _: Subject) -> None:
    """Cancelling stops a mission that runs."""
    run = begin(bench)
    status = run.follow("running", WAITING, *ENDED)
    if status in ENDED:
        bench.skip(f"the mission was {status} before it could be cancelled")
    basis = None if status == "running" else "assumed"
    answer = call(bench, "cancelMission", missionId=run.id)
    if answer.status == 409 and run.look().get("status") in (*ENDED, WAITING):
        bench.skip("the mission went on before it could be cancelled")
    bench.require(
        200 <= answer.status < 300,
        "a mission that goes on cannot be cancelled",
        expected="2xx",
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        exchange=answer,
        basis=basis,
    )
    pause(bench)
    shown = [run.look().get("status") for _ in range(2)]
    equal(bench, shown, ["cancelled"] * 2, "a cancelled mission is in another state", basis=basis)


@check(writes=True)
def cancel_ended(bench: Bench, _: Subject) -> None:
    """Cancelling a mission that has ended is refused with 409."""
    done, stopped = begin(bench, "autonomous"), begin(bench)
    last = done.follow(WAITING, *ENDED)
    call(bench, "cancelMission", missionId=stopped.id)
    ended = [
        (run, status) for run, status in ((done, last), (stopped, stopped.look().get("status"))) if status in ENDED
    ]
    if not ended:
        bench.skip(f"no mission ended within {longest(bench):g} s, and none could be cancelled")
    for run, status in ended:
        # 409 is the page's word for a state that does not allow it; that this is one is our reading.
        refused(bench, call(bench, "cancelMission", missionId=run.id), f"cancelling a {status} mission", 409, 400)
        equal(bench, run.look().get("status"), status, f"a refused cancelling changes a {status} mission")


@check(writes=True)
def stream(bench: Bench, _: Subject) -> None:
    """The progress of a mission is streamed as server-sent events."""
    run = begin(bench)
    answer = listen(bench, run.id, min(longest(bench), bench.target.timeout))
    bench.require(
        is_stream(answer),
        "who accepts text/event-stream gets something else of a mission",
        expected="text/event-stream",
        observed=answer.headers.get("content-type") or answer.error,
        exchange=answer,
        basis="assumed",  # the page promises a stream and names no address
    )
    found = events(answer.text)
    bench.expect(
        found, "the stream of a mission brings no event", expected="data", observed=answer.text[:200], exchange=answer
    )
