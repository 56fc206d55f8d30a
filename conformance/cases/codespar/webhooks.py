"""GitHub events: acknowledgement, audit entry, signature."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.payloads import HANDLED, payload
from conformance.cases.codespar.repositories import new_project
from conformance.cases.codespar.steps import answered, audit_entries, new_entries, refused
from conformance.check import Subject, check
from conformance.contract import Contract, pick
from conformance.exchange import Exchange, Json


def handled_events(_: Contract) -> list[Subject]:
    """The four events that mean something, each a subject."""
    return [Subject(event) for event in HANDLED]


def send(bench: Bench, event: str | None, body: Json, **options: Json) -> Exchange:
    """Deliver a payload as GitHub does; skips the check where deliveries must be signed."""
    if bench.target.facts.get("webhook_secret"):
        bench.skip("the target asks for signatures, whose secret the judge does not know")
    headers = {"x-github-event": event} if event else {}
    return bench.client.call("receiveGithubEvent", json=body, headers=headers, **options)


@check(writes=True, subjects=handled_events)
def events(bench: Bench, subject: Subject) -> None:
    """A handled event is acknowledged as processed and leaves a ci_event entry by the webhook handler."""
    event = str(subject.name)
    repository = str(new_project(bench).get("repo"))
    scopes = {scope.name if scope else None: scope for scope in (None, bench.maker.home())}
    before = {name: audit_entries(bench, scope) for name, scope in scopes.items()}
    body = payload(event, repository)
    answer = send(bench, event, body)
    ack = answered(bench, answer, f"delivering {event}")
    names = ("received", "event", "repo", "processed", *(("action",) if "action" in body else ()))
    wanted = {"received": True, "event": event, "repo": repository, "processed": True, "action": body.get("action")}
    bench.expect(
        all(ack.get(name) == wanted[name] for name in names),
        f"{event} is not acknowledged as processed with its repository and action",
        expected={name: wanted[name] for name in names},
        observed=ack,
        exchange=answer,
        requirement="CODESPAR-113",
    )
    if "action" not in body:
        bench.expect(
            ack.get("action") is None,
            f"the answer to {event} names an action",
            expected=None,
            observed=ack.get("action"),
            exchange=answer,
            requirement="CODESPAR-183",
        )
    fresh = [entry for name, scope in scopes.items() for entry in new_entries(bench, before[name], scope)]
    expect_entry(bench, event, fresh)


def expect_entry(bench: Bench, event: str, fresh: list[dict[str, Json]]) -> None:
    """Expect a ci_event by the webhook handler among new entries."""
    entries = [entry for entry in fresh if entry.get("action") == "ci_event"]
    bench.expect(
        entries,
        f"{event} leaves no ci_event entry",
        expected="ci_event",
        observed=[entry.get("action") for entry in fresh],
        requirement="CODESPAR-115",
    )
    signed = ["system", "webhook-handler", "processed"]
    seen = [[entry.get(name) for name in ("actorType", "actorId", "result")] for entry in entries]
    bench.expect(
        signed in seen or not entries,
        f"the entry of {event} is not by system and webhook-handler with the result processed",
        expected=signed,
        observed=seen,
        requirement="CODESPAR-182",
    )


@check(writes=True)
def unhandled(bench: Bench, _: Subject) -> None:
    """An event that means nothing here is answered with processed false and a reason."""
    answer = send(bench, "star", {"action": "created", "repository": {"full_name": f"judge/{bench.word()}"}})
    body = answered(bench, answer, "delivering an unhandled event")
    seen = [body.get("received"), body.get("event"), body.get("processed"), bool(body.get("reason"))]
    bench.expect(
        seen == [True, "star", False, True],
        "an unhandled event is not answered with processed false and a reason",
        expected=[True, "star", False, True],
        observed=body,
        exchange=answer,
    )


@check(writes=True)
def unsigned(bench: Bench, _: Subject) -> None:
    """A delivery without signature is taken where no secret is configured."""
    answer = send(bench, "ping", {"zen": "Keep it simple.", "hook_id": 1})
    bench.expect(answer.status not in (401, 403), "an unsigned event is turned away", expected=200, exchange=answer)


@check(writes=True)
def without_event(bench: Bench, _: Subject) -> None:
    """A delivery without X-GitHub-Event is refused with 400 or answered processed false."""
    answer = send(bench, None, payload("push", f"judge/{bench.word()}"))
    processed = pick(answer, "$response.body#/processed", None)
    bench.expect(
        answer.status == 400 or (answer.status == 200 and processed is False),
        "a delivery without an event is neither refused nor left unprocessed",
        expected="400, or processed false",
        exchange=answer,
    )


@check(writes=True, needs=("limits",), last=True)
def limit_refusal(bench: Bench, _: Subject) -> None:
    """The refusal of one event too many has the envelope of errors with the code RATE_LIMITED."""
    quota = bench.contract.conventions["limits"]["webhooks"]["quota"]
    with bench.limits_on():
        for _sent in range(quota + 1):
            answer = send(bench, "ping", {"zen": "Keep it simple."}, expect_limits=True)
            if answer.status == 429:
                break
    status = pick(answer, "$response.body#/status", None)
    if refused(bench, answer, "an event over the limit", "limited"):
        bench.expect(status == 429, "the envelope of a 429 has another status", expected=429, observed=status)
