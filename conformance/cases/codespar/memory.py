"""Memory numbers: their groups, their scope, their constants."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.codespar.steps import answered, call
from conformance.check import Subject, check
from conformance.exchange import Json

NUMBERS = {
    "vectorStore": ("totalEmbeddings", "storageMB", "dimensions"),
    "conversations": ("totalMessages", "uniqueUsers", "retentionDays"),
    "projectContext": ("filesIndexed",),
}


@check()
def groups(bench: Bench, _: Subject) -> None:
    """The numbers come in three groups, and none is negative."""
    answer = bench.client.call("readMemory")
    body = answered(bench, answer, "reading memory")
    for group, names in NUMBERS.items():
        found = body.get(group)
        values: list[Json] = [found.get(name) if isinstance(found, dict) else None for name in names]
        if isinstance(found, dict) and group == "conversations":
            values += (found.get("channels") or {}).values()
        fine = [isinstance(v, (int, float)) and not isinstance(v, bool) and v >= 0 for v in values]
        bench.expect(
            all(fine),
            f"{group} lacks a number or has a negative one",
            expected=list(names),
            observed=found,
            exchange=answer,
        )


@check()
def constants(bench: Bench, _: Subject) -> None:
    """Vectors have 1536 dimensions, and conversations are kept for 30 days."""
    answer = bench.client.call("readMemory")
    body = answered(bench, answer, "reading memory")
    seen = [(body.get("vectorStore") or {}).get("dimensions"), (body.get("conversations") or {}).get("retentionDays")]
    bench.expect(
        seen == [1536, 30],
        "dimensions and retentionDays are not those of the page",
        expected=[1536, 30],
        observed=seen,
        exchange=answer,
    )


@check(writes=True)
def scoped(bench: Bench, _: Subject) -> None:
    """A new organization has no embeddings, messages, users and indexed files of others."""
    org = bench.make("Org")
    answer = call(bench, "readMemory", headers={"x-org-id": str(org.get("id"))}, tenant=None)
    body = answered(bench, answer, "reading memory for a new organization")
    store, talk, context = (body.get(group) or {} for group in NUMBERS)
    seen = [
        store.get("totalEmbeddings"),
        talk.get("totalMessages"),
        talk.get("uniqueUsers"),
        context.get("filesIndexed"),
    ]
    bench.expect(
        seen == [0, 0, 0, 0],
        "a new organization sees the memory numbers of others",
        expected=[0, 0, 0, 0],
        observed=seen,
        exchange=answer,
    )
