"""Channels: the capability table, reconnecting, configuring."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import answered, audit_entries, call, new_entries, refused, rows_of
from conformance.check import Subject, check
from conformance.contract import pick
from conformance.exchange import Exchange, Json

CAPABILITIES = ("threads", "codeBlocks", "syntaxHighlighting", "fileAttachments", "reactions")
TABLE = {
    "whatsapp": (False, False, False, True, False, 4096, "text"),
    "slack": (True, True, True, True, True, 40000, "user_id"),
    "discord": (True, True, True, True, True, 2000, "user_id"),
    "telegram": (False, False, False, True, False, 4096, "username"),
    "web": (False, True, True, False, False, 100000, "none"),
}
CONFIGS = {
    "telegram": {"botToken": "12345:judge"},
    "discord": {"botToken": "judge"},
    "whatsapp": {
        "evolutionApiUrl": "http://127.0.0.1:9",
        "evolutionApiKey": "judge",
        "evolutionInstance": "judge",
    },
    "slack": {"botToken": "xoxb-judge", "appToken": "xapp-judge"},
}


@check()
def capabilities(bench: Bench, _: Subject) -> None:
    """The five channels are listed with the capabilities of the table."""
    answer, rows = rows_of(bench, "listChannels")
    found = {row.get("name"): row.get("capabilities") or {} for row in rows}
    for name, values in TABLE.items():
        wanted = dict(zip((*CAPABILITIES, "maxMessageLength", "mentionFormat"), values, strict=True))
        seen = {key: found.get(name, {}).get(key) for key in wanted}
        bench.expect(
            seen == wanted,
            f"the channel {name} does not have the capabilities of the table",
            expected=wanted,
            observed=seen,
            exchange=answer,
        )


@check()
def web_connected(bench: Bench, _: Subject) -> None:
    """The channel web is connected."""
    answer, rows = rows_of(bench, "listChannels")
    seen = [row.get("connected") for row in rows if row.get("name") == "web"]
    bench.expect(seen == [True], "web is not connected", expected=[True], observed=seen, exchange=answer)


@check()
def platform(bench: Bench, _: Subject) -> None:
    """The platform of each channel is its name."""
    answer, rows = rows_of(bench, "listChannels")
    seen = {str(row.get("name")): row.get("platform") for row in rows}
    bench.expect(
        all(name == value for name, value in seen.items()),
        "the platform of a channel is not its name",
        expected={name: name for name in seen},
        observed=seen,
        exchange=answer,
    )


@check(writes=True)
def unknown_channel(bench: Bench, _: Subject) -> None:
    """Reconnecting web is refused, and the refusal of an unknown channel names the four that can."""
    answer = call(bench, "reconnectChannel", "web")
    refused(bench, answer, "reconnecting web", "channel_missing", requirement="CODESPAR-169")
    answer = call(bench, "reconnectChannel", f"channel-{bench.word()}")
    text = str(pick(answer, "$response.body#/error", "")).lower()
    absent = [name for name in CONFIGS if name not in text]
    bench.expect(
        not absent,
        "the refusal of an unknown channel does not name the four valid ones",
        expected=sorted(CONFIGS),
        observed=text,
        exchange=answer,
        requirement="CODESPAR-170",
    )


def reconnect_each(bench: Bench, wanted: bool) -> list[tuple[str, Exchange]]:
    """Reconnect each channel that is, or is not, connected; names with the answers."""
    rows = rows_of(bench, "listChannels")[1]
    states = {str(row.get("name")): row.get("connected") for row in rows}
    names = [name for name in sorted(CONFIGS) if states.get(name) is wanted]
    return [(name, call(bench, "reconnectChannel", name)) for name in names]


@check(writes=True)
def disabled(bench: Bench, _: Subject) -> None:
    """Reconnecting a channel that is not enabled is refused with CHANNEL_DISABLED."""
    named = bench.target.facts.get("disabled_channels") or []
    tried = [(name, call(bench, "reconnectChannel", name)) for name in named] or reconnect_each(bench, wanted=False)
    # A channel may also be enabled and down: without being told, only a refusal shows that it is not enabled.
    judged = [answer for name, answer in tried if named or answer.status != 200]
    if not judged:
        bench.skip("no channel is known to be off; name some as `disabled_channels` under [facts] of the target file")
    for answer in judged:
        refused(bench, answer, "reconnecting a channel that is off", "channel_disabled")


@check(writes=True)
def reconnect(bench: Bench, _: Subject) -> None:
    """Reconnecting an enabled channel answers success true and connected as the next read shows it."""
    tried = reconnect_each(bench, wanted=False)
    answers = [(name, answer) for name, answer in tried if answer.status == 200]
    if not answers and bench.target.loopback:
        answers = reconnect_each(bench, wanted=True)
    if not answers:
        bench.skip("no channel can be reconnected without disturbing one that is connected")
    name = answers[0][0]
    seen: list[Json] = []
    for _attempt in range(2):  # a connection may come up between the answer and the read
        answer = call(bench, "reconnectChannel", name)
        body = answered(bench, answer, "reconnecting an enabled channel")
        rows = rows_of(bench, "listChannels")[1]
        shown = [row.get("connected") for row in rows if row.get("name") == name]
        seen = [body.get("success"), body.get("channel"), [body.get("connected")]]
        if seen == [True, name, shown] and isinstance(body.get("connected"), bool):
            return
    bench.expect(
        False,
        "the answer to a reconnection is not success true with the state the next read shows",
        expected=[True, name, shown],
        observed=seen,
        exchange=answer,
    )


def configurable(bench: Bench) -> str:
    """A channel whose credentials may be overwritten; skips the check where none may."""
    named = bench.target.facts.get("configurable_channel")
    if not named and not bench.target.loopback:
        bench.skip("it would replace credentials; name a channel as `configurable_channel` under [facts]")
    return str(named or "telegram")


@check(writes=True)
def configure_unknown(bench: Bench, _: Subject) -> None:
    """Configuring an unknown channel is refused with INVALID_CHANNEL."""
    body = {"channel": f"channel-{bench.word()}", "config": {"botToken": "judge"}}
    refused(bench, call(bench, "configureChannel", json=body), "configuring an unknown channel", "invalid_channel")


@check(writes=True)
def configure_incomplete(bench: Bench, _: Subject) -> None:
    """Configuring a channel without one of its values, or with an empty one, is refused with 400."""
    named = configurable(bench)
    for name in CONFIGS if bench.target.loopback else [named]:
        whole = CONFIGS[name]
        for key in whole:
            bodies = {"absent": {k: v for k, v in whole.items() if k != key}, "empty": {**whole, key: ""}}
            for kind, config in bodies.items():
                answer = call(bench, "configureChannel", json={"channel": name, "config": config})
                refused(bench, answer, f"configuring {name} with {key} {kind}", "missing_field", code=False)


@check(writes=True)
def configure(bench: Bench, _: Subject) -> None:
    """Configuring a channel answers that it is configured, and leaves an audit entry."""
    name = configurable(bench)
    before = audit_entries(bench, bench.maker.home())
    answer = call(bench, "configureChannel", json={"channel": name, "config": CONFIGS[name]})
    body = answered(bench, answer, "configuring a channel", 201)
    seen = {key: body.get(key) for key in ("success", "channel", "configured")}
    wanted = {"success": True, "channel": name, "configured": True}
    bench.expect(
        seen == wanted,
        "the answer to a configuration is not success, the channel and configured",
        expected=wanted,
        observed=seen,
        exchange=answer,
        requirement="CODESPAR-171",
    )
    found = new_entries(bench, before, bench.maker.home())
    bench.expect(
        found,
        "configuring a channel leaves no audit entry",
        expected="a new entry",
        observed=found,
        requirement="CODESPAR-050",
    )
