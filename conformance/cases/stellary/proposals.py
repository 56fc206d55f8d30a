"""What agents propose, and what comes of people's decisions. Its checks belong to the subject missions."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.runs import ENDED, WAITING, Run, begin, decide
from conformance.cases.stellary.steps import Row, call, equal, refused
from conformance.cases.stellary.waiting import until
from conformance.check import Subject, check


@check(module="missions", writes=True)
def supervised_proposes(bench: Bench, _: Subject) -> None:
    """A supervised agent proposes before it acts."""
    run = begin(bench)
    before = run.state()
    status = run.settle()
    found = run.proposals()
    bench.expect(
        status == WAITING and any(row.get("status") == "pending" for row in found),
        "a supervised agent asks nobody before it acts",
        expected="awaiting_approval and a pending proposal",
        observed={"status": status, "proposals": [row.get("status") for row in found]},
    )
    equal(bench, run.state(), before, "a supervised agent changes its card before anybody approves")


@check(module="missions", writes=True)
def proposal_action(bench: Bench, _: Subject) -> None:
    """A proposal holds the action it stands for."""
    for proposal in begin(bench).pending():
        action = proposal.get("action") or proposal.get("actionType")
        bench.expect(action, "a proposal does not say what it would do", expected="action", observed=sorted(proposal))


@check(module="missions", writes=True)
def approve(bench: Bench, _: Subject) -> None:
    """Approving a proposal carries its action out."""
    run = begin(bench)
    proposal = run.pending()[0]
    before = run.state()
    shown = decide(run, proposal, "approved")
    equal(bench, shown.get("status"), "approved", "an approved proposal is in another state", basis="assumed")
    goal = _goal(run, proposal)
    after = until(bench, run.state, lambda now: now != before and goal in (None, now.get("columnId")))
    if goal is None:
        bench.expect(after != before, "approving a proposal changes nothing", expected="a changed card")
    else:
        equal(bench, after.get("columnId"), goal, "the card of an approved proposal is not in the column it names")


def _goal(run: Run, proposal: Row) -> str | None:
    """The column a proposal to move the card names by id or name; None where it names none."""
    action = proposal.get("action")
    if not isinstance(action, dict) or "move" not in str(action.get("type")):
        return None
    inner = action.get("payload")
    values = [v for v in (action | (inner if isinstance(inner, dict) else {})).values() if isinstance(v, str)]
    columns = [column for column in run.board.columns() if {column.get("id"), column.get("name")} & set(values)]
    return str(columns[0]["id"]) if len(columns) == 1 else None


@check(module="missions", writes=True)
def reject(bench: Bench, _: Subject) -> None:
    """Rejecting a proposal takes a reason and carries nothing out."""
    run = begin(bench)
    proposal, before = run.pending()[0], run.state()
    shown = decide(run, proposal, "rejected", {"reason": "Not before the release"})
    equal(bench, shown.get("status"), "rejected", "a rejected proposal is in another state", basis="assumed")
    run.follow("running", *ENDED)
    equal(bench, run.state(), before, "the action of a rejected proposal is carried out")


@check(module="missions", writes=True)
def decide_twice(bench: Bench, _: Subject) -> None:
    """A decided proposal cannot be decided again: 409."""
    runs = {verdict: begin(bench) for verdict in ("approved", "rejected")}  # side by side: both take their time
    for verdict, run in runs.items():
        proposal = run.pending()[0]
        decide(run, proposal, verdict)
        for again in ("approveProposal", "rejectProposal"):
            answer = call(bench, again, proposalId=proposal["id"])
            refused(bench, answer, f"{again} on a proposal that was {verdict}", 409, 400)


@check(module="missions", writes=True)
def autonomous(bench: Bench, _: Subject) -> None:
    """An autonomous agent makes no proposals."""
    run = begin(bench, "autonomous")
    status = run.settle()
    equal(bench, len(run.proposals()), 0, "an autonomous agent makes proposals")
    bench.expect(WAITING not in run.seen, "an autonomous agent waits for approval", expected="an end", observed=status)


@check(module="missions", writes=True)
def goes_on(bench: Bench, _: Subject) -> None:
    """Once all its proposals are decided a mission awaits approval no longer."""
    runs = {verdict: begin(bench) for verdict in ("approved", "rejected")}
    for verdict, run in runs.items():
        for proposal in run.pending():
            decide(run, proposal, verdict)
        status = run.follow("queued", "running", *ENDED)
        bench.expect(
            status != WAITING,
            f"a mission awaits approval after all its proposals were {verdict}",
            expected="running or an end",
            observed=status,
        )
