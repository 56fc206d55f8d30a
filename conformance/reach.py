"""First contact: is there a server of this API at all?"""

from __future__ import annotations

from conformance.client import Client
from conformance.contract import Contract, Operation
from conformance.errors import Unreachable
from conformance.exchange import Exchange

PATIENCE = 5.0  # seconds for each probe
PROBES = 3


def reach(contract: Contract, client: Client) -> None:
    """Call up to three reading operations that need nothing. One JSON answer is enough.

    Raises Unreachable when none is answered, or when none of the answers is JSON.
    """
    answers: list[Exchange] = []
    client.uncapped = True  # a cap of one request must not look like a missing server
    with client.recorder.during("reach"):
        for operation in _harmless(contract):
            answer = client.call(operation, timeout=min(PATIENCE, client.target.timeout), expect_limits=True)
            if answer.response is not None and answer.is_json:
                client.uncapped = False
                return
            answers.append(answer)
            if answer.error and answer.error.startswith("cannot connect"):
                break
    client.uncapped = False
    if not answers:
        raise Unreachable(f"the {contract.api} contract has no reading operation to make first contact with")
    where = client.target.base_url.rsplit("@", 1)[-1]
    answered = [a for a in answers if a.response is not None]
    if not answered:
        raise Unreachable(f"cannot reach {where}: {answers[0].error}; is the server running and the URL right?")
    first = answered[0]
    kind = first.headers.get("content-type", "no content type")
    raise Unreachable(
        f"{where} does not look like a {contract.api} server: {first.request.method} {first.request.path} answered "
        f"{first.status} with {kind} instead of JSON; check the URL"
    )


def _harmless(contract: Contract) -> list[Operation]:
    found = [
        op
        for op in contract.operations.values()
        if op.method == "GET" and not any(p.required for p in op.parameters) and "{" not in op.path
    ]
    # Lists of resources first: every deployment has them.
    found.sort(key=lambda op: op.acts.get("as") != "list")
    return found[:PROBES]
