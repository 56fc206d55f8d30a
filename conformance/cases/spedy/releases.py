"""Releases: published once, and not taken back."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk
from conformance.cases.spedy.milestones import open_plan, place
from conformance.cases.spedy.steps import Row, answered, call, done, equal, refused
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

OUT, PLANNED = "RELEASED", "PLANNED"


def release(desk: Desk, **fields: Json) -> Row:
    """A new release with a name and no more than is named here."""
    lean: Row = {"description": ..., "plannedDate": ...}
    return desk.bench.make("Release", boardId=desk.board["id"], **{**lean, **fields})


def on(desk: Desk, operation: str, row: Row, body: Json = ...) -> Exchange:
    """Call an operation on a release."""
    return call(desk.bench, operation, body, **place(desk, releaseId=row["id"]))


def read(desk: Desk, row: Row) -> Row:
    """A release as reading shows it."""
    return answered(desk.bench, on(desk, "getRelease", row), "reading a release")


@check(writes=True)
def published_once(bench: Bench, _: Subject) -> None:
    """Publishing a planned release sets its time once; a second time is a conflict that leaves it alone."""
    desk = open_plan(bench)
    row = release(desk)
    told = [row.get("status"), row.get("releasedAt")]
    equal(bench, told, [PLANNED, None], "a new release is not planned")
    out = answered(bench, on(desk, "publishRelease", row), "publishing a release")
    equal(bench, out.get("status"), OUT, "a published release is not released")
    bench.expect(out.get("releasedAt"), "a published release has no time", expected="a time")
    refused(bench, on(desk, "publishRelease", row), "publishing a second time", 409)
    now = read(desk, row)
    seen, wanted = ([one.get(name) for name in ("status", "releasedAt")] for one in (now, out))
    equal(bench, seen, wanted, "a second publishing changes the release")


@check(writes=True)
def stays_out(bench: Bench, _: Subject) -> None:
    """A release that is out is not deleted; a planned one is."""
    desk = open_plan(bench)
    out, planned = release(desk), release(desk)
    answered(bench, on(desk, "publishRelease", out), "publishing a release")
    refused(bench, on(desk, "deleteRelease", out), "deleting what is released", 409)
    equal(bench, read(desk, out).get("status"), OUT, "a release is gone though its deletion was refused")
    gone = on(desk, "deleteRelease", planned)
    bench.expect(200 <= gone.status < 300, "a planned release is not deleted", expected="2xx", exchange=gone)


@check(writes=True)
def by_publishing_alone(bench: Bench, _: Subject) -> None:
    """No body publishes a release or moves the time of one that is out."""
    desk = open_plan(bench)
    forged = {"status": OUT, "releasedAt": "2031-03-01T12:00:00Z"}
    row = release(desk)
    on(desk, "updateRelease", row, forged)
    equal(bench, read(desk, row).get("status"), PLANNED, "a change of a release publishes it")
    answer = call(bench, "createRelease", {"name": f"Release {bench.word()}", **forged}, **place(desk))
    if 200 <= answer.status < 300:
        made = answered(bench, answer, "creating a release")
        equal(bench, read(desk, made).get("status"), PLANNED, "a new release is out at once")
    out = answered(bench, on(desk, "publishRelease", row), "publishing a release")
    on(desk, "updateRelease", row, {"releasedAt": forged["releasedAt"], "status": PLANNED, "description": "Out"})
    now = read(desk, row)
    seen, wanted = ([one.get(name) for name in ("status", "releasedAt")] for one in (now, out))
    equal(bench, seen, wanted, "a change of a release moves its time or takes it back")


@check(writes=True)
def named_by_tickets(bench: Bench, _: Subject) -> None:
    """A ticket goes on naming its release when that is published."""
    desk = open_plan(bench)
    row = release(desk)
    ticket = desk.ticket(releaseId=row["id"])
    done(bench, "publishRelease", "publishing a release", **place(desk, releaseId=row["id"]))
    equal(bench, desk.read(ticket).get("releaseId"), row["id"], "a ticket loses its release when that is out")
