"""Secret comments: the team reads them, and no customer meets them by any route."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.bench import Bench
from conformance.cases.spedy.desk import Desk, open_desk
from conformance.cases.spedy.files import put
from conformance.cases.spedy.steps import ADMIN, TEAM_MEMBER, Row, call, equal, refused, somebody
from conformance.check import Subject, check
from conformance.target import Principal


@dataclass
class Scene:
    """A ticket with an open comment and a secret one, each with a file, and a customer who sees the ticket."""

    desk: Desk
    ticket: Row
    customer: Principal
    word: str
    plain: Row
    secret: Row
    file: Row
    secret_file: Row


def set_scene(bench: Bench) -> Scene:
    """A new scene."""
    desk, word = open_desk(bench), bench.word()
    customer, ticket = desk.customer(), desk.ticket()
    plain = say(desk, ticket, f"For all {bench.word()}")
    secret = say(desk, ticket, f"Between us {word}", secret=True)
    files = [put(desk, ticket, name=f"{name}.txt", comment=on) for name, on in (("open", plain), (word, secret))]
    return Scene(desk, ticket, customer, word, plain, secret, *files)


def say(desk: Desk, ticket: Row, content: str, *, secret: bool = False, who: Principal | None = None) -> Row:
    """A new comment."""
    body = {"content": content, "isSecret": secret}
    return desk.done("createComment", "a comment", ticket, body, who=who)


def heard(desk: Desk, ticket: Row, who: Principal | None = None) -> list[object]:
    """The ids of the comments somebody is shown."""
    return [row.get("id") for row in desk.rows("listComments", "listing comments", ticket, who=who)]


@check(writes=True)
def lists(bench: Bench, _: Subject) -> None:
    """A customer's list of comments holds and counts the open ones alone, on every page."""
    scene = set_scene(bench)
    desk, ticket, customer = scene.desk, scene.ticket, scene.customer
    later = say(desk, ticket, "For all, later")
    own = say(desk, ticket, "Of a customer", who=customer)
    wanted = [row["id"] for row in (scene.plain, later, own)]
    equal(bench, heard(desk, ticket, customer), wanted, "a customer is not shown the open comments and no others")
    for page in (1, 2, 3):
        body = desk.done("listComments", "listing comments", ticket, who=customer, query={"limit": 1, "page": page})
        seen = [row.get("id") for row in body.get("data") or []]
        equal(bench, seen, wanted[page - 1 : page], "a page of a customer's comments holds something else")
        equal(bench, body.get("total"), len(wanted), "the total counts secret comments for a customer")


@check(writes=True)
def by_id(bench: Bench, _: Subject) -> None:
    """To a customer a secret comment is an unknown one, and he changes and deletes none."""
    scene = set_scene(bench)
    desk, ticket, secret = scene.desk, scene.ticket, scene.secret
    unknown = bench.unknown_id("Comment")
    for operation, body in (("updateComment", {"content": "Mine"}), ("deleteComment", ...)):
        answer = desk.call(operation, ticket, body, who=scene.customer, commentId=secret["id"])
        refused(bench, answer, f"{operation} of a secret comment by a customer", 404)
        blind = desk.call(operation, ticket, body, who=scene.customer, commentId=unknown)
        equal(
            bench, _told(answer.text, secret["id"]), _told(blind.text, unknown), "a secret comment shows by its refusal"
        )
    rows = [row for row in desk.rows("listComments", "listing comments", ticket) if row.get("id") == secret["id"]]
    seen = [row.get("content") for row in rows]
    equal(bench, seen, [secret["content"]], "a customer changes a secret comment")


def _told(text: str, row_id: object) -> str:
    return text.replace(str(row_id), "…")


@check(writes=True)
def files(bench: Bench, _: Subject) -> None:
    """A customer is not shown the files of secret comments: not listed, not counted, not downloaded."""
    scene = set_scene(bench)
    desk, ticket, customer = scene.desk, scene.ticket, scene.customer
    for query, wanted in (
        (None, [scene.file["id"]]),
        ({"commentId": scene.secret["id"]}, []),
        ({"commentId": scene.plain["id"]}, [scene.file["id"]]),
    ):
        body = desk.done("listAttachments", "listing files", ticket, who=customer, query=query)
        seen = [row.get("id") for row in body.get("data") or []]
        equal(bench, seen, wanted, "a customer is shown files of secret comments, or not those of open ones")
        equal(bench, body.get("total"), len(wanted), "the total counts files of secret comments for a customer")
    for operation in ("downloadAttachment", "deleteAttachment"):
        answer = desk.call(operation, ticket, who=customer, attachmentId=scene.secret_file["id"])
        refused(bench, answer, f"{operation} of a secret comment's file by a customer", 404)
    ours = sorted(str(row.get("id")) for row in desk.rows("listAttachments", "listing files", ticket))
    equal(bench, ours, sorted([scene.file["id"], scene.secret_file["id"]]), "the team is not shown all files")


@check(writes=True)
def no_route(bench: Bench, _: Subject) -> None:
    """Nothing a customer can read of a ticket says what a secret comment says, or that it is there."""
    scene = set_scene(bench)
    desk, ticket, customer = scene.desk, scene.ticket, scene.customer
    board = {"boardId": desk.board["id"]}
    answers = [
        desk.call(operation, ticket, who=customer)
        for operation in (
            "getTicket",
            "listComments",
            "listAttachments",
            "listSubtickets",
            "listTicketLinks",
            "listWatchers",
            "getWatchStatus",
        )
    ]
    queries = ({"search": scene.word}, {"includePlanning": True}, {"search": scene.word, "includePlanning": True})
    answers += [call(bench, "listTickets", who=customer, query=query, **board) for query in queries]
    answers += [call(bench, "getBoard", who=customer, **board), call(bench, "listBoards", who=customer)]
    answers.append(call(bench, "search", who=customer, query={"q": scene.word[:6]}))
    admin = bench.client.principal_of(bench.maker.home())
    if admin is not None and admin.user is not None:
        answers.append(call(bench, "getActivitySummary", who=customer, userId=admin.user))
    hidden = (scene.word, str(scene.secret["id"]), str(scene.secret_file["id"]))
    for answer in answers:
        leak = next((text for text in hidden if text in answer.text), None)
        told = f"{answer.operation} tells a customer of a secret comment"
        # That a file of it is hidden too is said nowhere.
        basis = "assumed" if answer.operation == "listAttachments" else None
        bench.expect(leak is None, told, expected="nothing of it", observed=leak, exchange=answer, basis=basis)


@check(writes=True)
def same_ticket(bench: Bench, _: Subject) -> None:
    """A secret comment changes nothing a customer reads of the ticket itself."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    say(desk, ticket, "For all")
    before = [desk.read(ticket, who=customer), heard(desk, ticket, customer)]
    say(desk, ticket, "Between us", secret=True)
    after = [desk.read(ticket, who=customer), heard(desk, ticket, customer)]
    equal(bench, after, before, "a customer sees that a secret comment was made")


@check(writes=True)
def customers_make_none(bench: Bench, _: Subject) -> None:
    """A customer comments openly; a secret comment of his is refused."""
    desk = open_desk(bench)
    customer, ticket = desk.customer(), desk.ticket()
    answer = desk.call("createComment", ticket, {"content": "Psst", "isSecret": True}, who=customer)
    refused(bench, answer, "a customer's secret comment", 403, 400)
    equal(bench, heard(desk, ticket), [], "a refused comment is there")
    made = [say(desk, ticket, "Hello", who=customer)]
    made.append(desk.done("createComment", "a comment", ticket, {"content": "Hello"}, who=customer))
    equal(bench, [row.get("isSecret") for row in made], [False, False], "a customer's comment is secret")


@check(writes=True)
def team_sees(bench: Bench, _: Subject) -> None:
    """Admins and TeamMembers on the board are shown secret comments and their files."""
    scene = set_scene(bench)
    desk, ticket = scene.desk, scene.ticket
    member = desk.let_in(somebody(bench, TEAM_MEMBER, having="tickets:view"), "BOARD_VIEWER")
    for person in (somebody(bench, ADMIN), member):
        equal(bench, scene.secret["id"] in heard(desk, ticket, person), True, "the team is not shown a secret comment")
        shown = desk.rows("listAttachments", "listing files", ticket, who=person)
        there = scene.secret_file["id"] in {row.get("id") for row in shown}
        equal(bench, there, True, "the team is not shown the file of a secret comment", basis="assumed")


@check(writes=True)
def narrower(bench: Bench, _: Subject) -> None:
    """Of one ticket a customer is shown less than a TeamMember."""
    scene = set_scene(bench)
    desk, ticket = scene.desk, scene.ticket
    member = desk.let_in(somebody(bench, TEAM_MEMBER, having="tickets:view"), "BOARD_VIEWER")
    less, more = (set(heard(desk, ticket, person)) for person in (scene.customer, member))
    bench.expect(
        less < more,
        "a customer is not shown less than a TeamMember",
        expected=f"less than {len(more)} comments",
        observed=len(less),
    )
