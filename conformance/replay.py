"""Sending the recorded steps of a finding again, to see whether it still shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from conformance.client import Client
from conformance.errors import CheckSkipped, Unreachable, UsageError
from conformance.exchange import Exchange, Json
from conformance.rebinding import Rebinding
from conformance.redact import MASK
from conformance.toml_table import near


@dataclass(frozen=True)
class Replayed:
    """How a replay ended. ``shows``: the deciding answer is again as it was when the finding was made."""

    finding: str
    shows: bool
    says: str


def read_report(path: Path) -> dict[str, Json]:
    """A report.json. Raises UsageError when it is none."""
    try:
        document = json.loads(path.read_text("utf-8"))
    except OSError as gone:
        raise UsageError(f"{path}: cannot read the report: {gone.strerror}") from None
    except ValueError:
        document = None
    if not isinstance(document, dict) or not {"api", "target", "findings"} <= set(document):
        raise UsageError(f"{path}: not a report of this suite; give the report.json of a run")
    return document


def choose(document: dict[str, Json], name: str | None) -> list[dict[str, Json]]:
    """The finding of an id (or of a requirement), or all of them. Raises UsageError when there is none."""
    findings: list[dict[str, Json]] = document["findings"]
    if not findings:
        raise UsageError("the report holds no findings: there is nothing to replay")
    if name is None:
        return findings
    found = [f for f in findings if name in (f["id"], f["requirement"])]
    if not found:
        raise UsageError(f"no finding {name!r} in the report{near(name, [f['id'] for f in findings])}")
    return found


def replay(client: Client, finding: dict[str, Json], tell: Callable[[str], None]) -> Replayed:
    """Send a finding's steps in order and compare the last answer with the recorded one.

    Raises Unreachable when not one step was answered.
    """
    steps: list[dict[str, Json]] = finding["steps"]
    if not steps:
        return Replayed(finding["id"], False, "the finding has no steps to send again")
    ids = Rebinding()
    answered = False
    for number, step in enumerate(steps, 1):
        try:
            answer = _send(client, step, ids)
        except (CheckSkipped, KeyError) as missing:
            return Replayed(finding["id"], False, f"cannot be sent again: {missing.args[0]}")
        tell(f"  {number}. {answer}")
        answered = answered or answer.response is not None
        recorded = step["response"]
        if number < len(steps):
            ids.learn(recorded["body"], answer.text)
    if not answered:
        raise Unreachable(f"cannot reach {client.target.base_url.rsplit('@', 1)[-1]}: {answer.error}")
    difference = compare(steps[-1]["response"], answer)
    if difference is None:
        return Replayed(finding["id"], True, "the deciding answer is as it was")
    return Replayed(finding["id"], False, f"{difference}; `run --only {finding['check']}` checks it in full")


def compare(recorded: dict[str, Json], answer: Exchange) -> str | None:
    """None when an answer is like the recorded one, else the first difference.

    Alike: same status, same header names, and bodies of the same shape with the same words, numbers and texts blurred.
    """
    if recorded["status"] != answer.status:
        return f"then {recorded['status'] or recorded.get('error')}, now {answer.status or answer.error}"
    passing = {"date", "content-length", "connection", "server", "transfer-encoding", "keep-alive", "via"}
    names, now = set(recorded["headers"]) - passing, set(answer.headers) - passing
    if names != now:
        return f"the headers differ: {', '.join(sorted(names ^ now))}"
    if blur(_decode(recorded["body"])) != blur(_decode(answer.text[:20_000])):
        return "the status is the same, the body is not"
    return None


def blur(value: Json) -> Json:
    """The shape of a JSON value: words and booleans kept, other texts and numbers as their type, lists as sets."""
    if isinstance(value, dict):
        return {key: blur(member) for key, member in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(blur(item), sort_keys=True) for item in value})
    if isinstance(value, str):
        return value if re.fullmatch(r"[A-Za-z_ ]{1,60}", value) else "~"
    return value if value is None or isinstance(value, bool) else 0


def _decode(body: str) -> Json:
    try:
        return json.loads(body)
    except ValueError:
        return body


def _send(client: Client, step: dict[str, Json], ids: Rebinding) -> Exchange:
    """One step again. Credentials were masked in the report: they come from the target file, by name."""
    request = step["request"]
    path, _, query = ids.path(request["path"]).partition("?")
    headers = {k: ids.text(v) for k, v in request["headers"].items() if MASK not in v and k != "x-mock-world"}
    return client.send(
        request["method"],
        path,
        query=query or None,
        content=ids.body(request["body"]),
        headers=headers,
        principal=request.get("principal"),
        address=request.get("address"),
        operation=step["operation"],
        expect_limits=step["response"]["status"] == 429,
    )
