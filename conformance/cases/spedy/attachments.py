"""Attachments: what is taken, what is shown of it, and that it comes back as it went in."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.files import bytes_of, disposition_of, fetch, listed_names, media_of, put, send
from conformance.cases.spedy.secrecy import say
from conformance.cases.spedy.steps import TEAM_MEMBER, Row, equal, refused, somebody, succeeded
from conformance.check import Subject, check
from conformance.target import Principal

BINARY = "application/octet-stream"
LARGEST = 50 * 1024 * 1024
MIXED = bytes(range(256)) + b"\r\n\n\r\r\n--\r\n" + bytes(reversed(range(256)))
SENT = {
    "a.png": ("image/png", MIXED),
    "b.txt": ("text/plain", b"one\r\ntwo\nthree\r\n"),
    "c.pdf": ("application/pdf", b"\x00\xff"),
    "empty.txt": ("text/plain", b""),
}
ODD_NAMES = (
    "with two  spaces.txt",
    "Übermäßig groß.txt",
    "議事録.txt",
    "план.txt",
    "rocket 🚀.txt",
    "100%; done.txt",
    'a "quoted" one.txt',
)


@check(writes=True)
def same_bytes(bench: Bench, _: Subject) -> None:
    """A download has the bytes of the upload, also where there are none."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    made = {name: put(desk, ticket, data, name, media) for name, (media, data) in SENT.items()}
    for name, row in made.items():
        answer, sent = fetch(desk, ticket, row), SENT[name][1]
        succeeded(bench, answer, "downloading a file")
        seen = f"{len(bytes_of(answer))} bytes"
        same = bytes_of(answer) == sent
        bench.expect(same, "a file comes back with other bytes", expected=f"{len(sent)} bytes", observed=seen)


@check(writes=True)
def metadata(bench: Bench, _: Subject) -> None:
    """An attachment shows name, type and size of the upload and who uploaded it, in the answer and in the list."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    member = desk.let_in(somebody(bench, TEAM_MEMBER, having="tickets:view"), "BOARD_MEMBER")
    made = put(desk, ticket, MIXED, "screenshot.png", "image/png", who=member)
    rows = [row for row in desk.rows("listAttachments", "listing files", ticket) if row.get("id") == made.get("id")]
    wanted = ["screenshot.png", "image/png", len(MIXED), member.user]
    for row, where in ((made, "the answer"), (rows[0] if rows else {}, "the list")):
        seen = [*(row.get(name) for name in ("filename", "mimeType", "size")), (row.get("uploadedBy") or {}).get("id")]
        equal(bench, seen, wanted, f"{where} does not show what was uploaded, and by whom")


@check(writes=True)
def shown_in_place(bench: Bench, _: Subject) -> None:
    """Images are sent to be shown in place, other files to be saved."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for name, (media, data) in SENT.items():
        answer = fetch(desk, ticket, put(desk, ticket, data, name, media))
        wanted = "inline" if media.startswith("image/") else "attachment"
        equal(bench, disposition_of(answer)[0], wanted, f"a file of {media} is not sent {wanted}", answer)


@check(writes=True)
def named(bench: Bench, _: Subject) -> None:
    """A download says the type of the upload and the file's name, in whatever script."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for name, (media, data) in SENT.items():
        answer = fetch(desk, ticket, put(desk, ticket, data, name, media))
        equal(bench, [media_of(answer), disposition_of(answer)[1]], [media, name], "a download says otherwise", answer)
    for name in ODD_NAMES:
        row = put(desk, ticket, name=name)
        told = (row.get("filename"), disposition_of(fetch(desk, ticket, row))[1])
        seen = [str(each).replace("%22", '"') for each in told]
        equal(bench, seen, [name, name], "a file's name does not come back as it went in")


def judge_size(desk: Desk, ticket: Row, size: int, *, fits: bool) -> None:
    """Upload so many bytes and judge whether they are taken; a finding leaves its steps out, which are too large."""
    answer = send(desk, ticket, bytes(size), f"{size}.bin", BINARY)
    wanted = (200, 201) if fits else (400, 413)
    verdict = "is not taken" if fits else "is not refused with 400 (or 413)"
    desk.bench.expect(
        answer.status in wanted,
        f"a file of {size} bytes {verdict}",
        expected=list(wanted),
        observed=f"{answer.status or answer.error}: {answer.text[:200]}",
        steps=[],
    )
    if fits and 200 <= answer.status < 300:
        back = len(bytes_of(fetch(desk, ticket, answer.json())))
        desk.bench.expect(back == size, "a large file comes back cut", expected=size, observed=back, steps=[])


@check(writes=True)
def largest(bench: Bench, _: Subject) -> None:
    """A file of 50 MB is taken, and one of a byte more refused."""
    if not bench.target.loopback:
        bench.skip("files of 50 MB are sent within one machine alone")
    desk = open_desk(bench)
    ticket = desk.ticket()
    judge_size(desk, ticket, LARGEST, fits=True)
    judge_size(desk, ticket, LARGEST + 1, fits=False)
    equal(bench, listed_names(desk, ticket), [f"{LARGEST}.bin"], "a file that was refused is listed")


@check(writes=True)
def media_fits(bench: Bench, _: Subject) -> None:
    """A file whose media type does not fit the ending of its name is refused."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    for name, media in (("a.png", "text/plain"), ("a.pdf", "image/png"), ("a.jpg", "application/zip")):
        refused(bench, send(desk, ticket, b"x", name, media), "a file of another type than its name says", 400, 415)
    equal(bench, listed_names(desk, ticket), [], "a file that was refused is listed")


@check(writes=True)
def one_file(bench: Bench, _: Subject) -> None:
    """An upload needs the part file."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    refused(bench, send(desk, ticket, part="document"), "a form without a part called file", 400)
    equal(bench, listed_names(desk, ticket), [], "a form without a file leaves an attachment")


@check(writes=True)
def form_data(bench: Bench, _: Subject) -> None:
    """A file is taken as multipart/form-data."""
    desk = open_desk(bench)
    succeeded(bench, send(desk, desk.ticket()), "uploading a file")


@check(writes=True)
def no_json(bench: Bench, _: Subject) -> None:
    """A file in a JSON body is refused."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    json = {"content-type": "application/json"}
    body = b'{"file": "aGVsbG8=", "filename": "notes.txt"}'
    answer = bench.client.call("uploadAttachment", desk.ids(ticket), content=body, headers=json)
    refused(bench, answer, "a file in JSON", 400, 415)
    equal(bench, listed_names(desk, ticket), [], "a file in JSON leaves an attachment")


@check(writes=True)
def of_a_comment(bench: Bench, _: Subject) -> None:
    """The list shows all files of a ticket, with commentId those of one comment, or with the word ticket of none."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    one, other = say(desk, ticket, "One"), say(desk, ticket, "Other")
    put(desk, ticket, name="bare.txt")
    put(desk, ticket, name="one.txt", comment=one)
    put(desk, ticket, name="other.txt", comment=other)
    names = sorted(map(str, listed_names(desk, ticket)))
    equal(bench, names, ["bare.txt", "one.txt", "other.txt"], "the list does not show all files")
    for value, wanted in (("ticket", "bare.txt"), (one["id"], "one.txt"), (other["id"], "other.txt")):
        seen = listed_names(desk, ticket, commentId=value)
        equal(bench, seen, [wanted], "the list narrowed by commentId shows other files")


@check(writes=True)
def foreign_comment(bench: Bench, _: Subject) -> None:
    """A file is not put on a comment of another ticket, or on one that nobody made."""
    desk = open_desk(bench)
    ticket, other = desk.ticket(), desk.ticket()
    comment = say(desk, other, "Elsewhere")
    for on in (comment, {"id": bench.unknown_id("Comment")}):
        refused(bench, send(desk, ticket, comment=on), "a file on a comment that is not on the ticket", 404, 400)
    seen = [listed_names(desk, row) for row in (ticket, other)]
    equal(bench, seen, [[], []], "a file that was refused is listed")


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """A file is deleted by who uploaded it, and by who may delete tickets; by nobody else."""
    desk = open_desk(bench)
    ticket = desk.ticket()
    lacking, having = _deleters(desk)
    theirs, others = put(desk, ticket, name="1.txt"), put(desk, ticket, name="2.txt")
    own = put(desk, ticket, name="3.txt", who=lacking)
    answer = desk.call("deleteAttachment", ticket, who=lacking, attachmentId=theirs["id"])
    refused(bench, answer, "somebody else without the permission who deletes a file", 403)
    succeeded(bench, fetch(desk, ticket, theirs), "downloading a file whose deletion was refused")
    for who, file in ((lacking, own), (having, theirs)):
        answer = desk.call("deleteAttachment", ticket, who=who, attachmentId=file["id"])
        equal(bench, answer.status, 204, "who may delete a file is not answered with 204", answer)
        refused(bench, fetch(desk, ticket, file), "downloading a deleted file", 404)
    equal(bench, listed_names(desk, ticket), ["2.txt"], "the list does not hold the files that are left and no other")
    equal(bench, bytes_of(fetch(desk, ticket, others)), b"hello", "deleting a file spoils another")


def _deleters(desk: Desk) -> tuple[Principal, Principal]:
    """Two TeamMembers on the board: without the permission to delete tickets, and with it."""
    people = (
        somebody(desk.bench, TEAM_MEMBER, having="tickets:view", lacking="tickets:delete"),
        somebody(desk.bench, TEAM_MEMBER, having="tickets:delete"),
    )
    one, other = (desk.let_in(person, "BOARD_MEMBER") for person in people)
    return one, other


@check(writes=True)
def customers(bench: Bench, _: Subject) -> None:
    """A customer sees and fetches the files of a ticket he sees, and uploads none."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    row = put(desk, ticket)
    answer = fetch(desk, ticket, row, customer)
    succeeded(bench, answer, "downloading a file as a customer")
    equal(bench, bytes_of(answer), b"hello", "a customer gets other bytes", answer)
    refused(bench, send(desk, ticket, name="mine.txt", who=customer), "an upload by a customer", 403, basis="assumed")
