"""Identities behind chat accounts."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import answered
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json


def find(bench: Bench, channel: str, user: str, scope: str | None = None) -> Exchange:
    """Look an account up, in the tenant of the target file that ``scope`` names or in the default scope."""
    return bench.client.call("findIdentity", query={"channelType": channel, "channelUserId": user}, tenant=scope)


def told(bench: Bench, fact: str) -> dict[str, Json]:
    """An account the target file names; skips the check where it names none."""
    account = bench.target.facts.get(fact)
    if not isinstance(account, dict) or not {"channelType", "channelUserId"} <= account.keys():
        bench.skip(f"no account is known; name one as `{fact}` with channelType and channelUserId under [facts]")
        raise AssertionError
    return account


@check()
def unknown_user(bench: Bench, _: Subject) -> None:
    """An account nobody knows is answered with found false and identity null."""
    for channel in ("slack", "whatsapp", "discord", "telegram"):
        answer = find(bench, channel, f"U-{bench.word()}")
        body = answered(bench, answer, "looking up an unknown account")
        seen = [body.get("found"), body.get("identity", "absent")]
        bench.expect(
            seen == [False, None],
            "an unknown account is not answered with found false and identity null",
            expected=[False, None],
            observed=seen,
            exchange=answer,
        )


@check()
def unregistered_user(bench: Bench, _: Subject) -> None:
    """An unregistered user has displayName null, role read-only and registeredAt null."""
    account = told(bench, "unregistered_user")
    answer = find(bench, account["channelType"], account["channelUserId"], account.get("tenant"))
    person = answered(bench, answer, "looking up an unregistered user").get("identity") or {}
    seen = [person.get(name) for name in ("displayName", "role", "registeredAt")]
    bench.expect(
        seen == [None, "read-only", None],
        "an unregistered user does not come with displayName null, role read-only and registeredAt null",
        expected=[None, "read-only", None],
        observed=seen,
        exchange=answer,
    )


@check()
def registered_user(bench: Bench, _: Subject) -> None:
    """Each linked channel of a registered user leads to the same identity with the same channels."""
    account = told(bench, "registered_user")
    kind, user, scope = account["channelType"], account["channelUserId"], account.get("tenant")
    answer = find(bench, kind, user, scope)
    person = answered(bench, answer, "looking up a registered user").get("identity") or {}
    linked = [(str(c.get("type")), str(c.get("userId"))) for c in person.get("channels") or []]
    wanted = [(kind, user), *((c[0], c[1]) for c in account.get("channels", []))]
    bench.expect(
        set(wanted) <= set(linked) and len(linked) >= len(wanted),
        "a registered user does not come with all linked channels",
        expected=wanted,
        observed=linked,
        exchange=answer,
    )
    for other, name in linked:
        if other == "web":  # no account of this channel can be looked up
            continue
        same = find(bench, other, name, scope)
        found = answered(bench, same, "looking up a linked channel").get("identity") or {}
        bench.expect(
            (found.get("id"), found.get("channels")) == (person.get("id"), person.get("channels")),
            "a linked channel leads to another identity or other channels",
            expected=person,
            observed=found,
            exchange=same,
        )
