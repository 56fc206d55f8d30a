"""Personal access tokens: what they look like, what they open, and when they end."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.desk import open_desk
from conformance.cases.spedy.steps import (
    ANONYMOUS,
    TEAM_MEMBER,
    Row,
    call,
    done,
    equal,
    listed,
    refused,
    somebody,
    succeeded,
)
from conformance.cases.spedy.waiting import aged
from conformance.check import Subject, check
from conformance.contract import Operation
from conformance.redact import Secret
from conformance.target import Principal

PREFIX = "spedy_pat_"
DECADE = 10 * 366 * 86_400


def mint(bench: Bench, person: Principal | None = None) -> Row:
    """A new token as its creation shows it; it goes after the check."""
    row = bench.make("Token", principal=person)
    bench.secret(str(row.get("token")))
    return row


def holder(bench: Bench, row: Row) -> Principal:
    """Whoever holds a token."""
    home = bench.maker.home()
    return Principal("a new token", tenant=home.name if home else None, token=Secret(str(row["token"])), scheme="pat")


def open_reads(bench: Bench) -> list[Operation]:
    """Operations that read, name no row, need nothing but a token, and of which each section has some."""
    return [
        op
        for op in bench.contract.operations.values()
        if op.method == "GET" and op.security and "{" not in op.path and "oauth" not in op.path
    ]


def ask(bench: Bench, operation: Operation, who: Principal) -> int:
    """The status an operation answers somebody; what a query must hold is there."""
    query = {p.name: "te" for p in operation.parameters if p.where == "query" and p.required}
    return bench.client.call(operation, query=query or None, principal=who).status


@check(writes=True)
def prefix(bench: Bench, _: Subject) -> None:
    """A token begins with spedy_pat_, and no two are the same."""
    values = [str(mint(bench).get("token")) for _ in range(2)]
    begin = all(value.startswith(PREFIX) and len(value) > len(PREFIX) + 8 for value in values)
    bench.expect(begin, "a token does not begin with spedy_pat_", expected=PREFIX, observed="another beginning")
    bench.expect(values[0] != values[1], "two tokens are the same", expected="two tokens", observed="one")


@check(writes=True)
def every_section(bench: Bench, _: Subject) -> None:
    """A token that was just made opens every section, without any login."""
    who = holder(bench, mint(bench))
    for operation in open_reads(bench):
        status = ask(bench, operation, who)
        bench.expect(
            200 <= status < 300, f"a new token does not open {operation.id}", expected="success", observed=status
        )


@check(writes=True)
def revoked(bench: Bench, _: Subject) -> None:
    """A token that was revoked opens nothing, at once and everywhere."""
    row = mint(bench)
    who = holder(bench, row)
    equal(bench, call(bench, "getOrganization", who=who).status, 200, "a new token opens nothing")
    succeeded(bench, call(bench, "revokeToken", tokenId=row["id"]), "revoking a token")
    for operation in open_reads(bench):
        status = ask(bench, operation, who)
        equal(bench, status, 401, f"a revoked token is not refused by {operation.id}")
    write = call(bench, "createToken", {"name": "Judge"}, who=who)
    refused(bench, write, "a revoked token that writes", 401)


@check(writes=True)
def revoked_by_itself(bench: Bench, _: Subject) -> None:
    """A token can revoke itself, and another token of its owner goes on working."""
    one, other = mint(bench), mint(bench)
    succeeded(bench, call(bench, "revokeToken", who=holder(bench, one), tokenId=one["id"]), "revoking oneself")
    refused(bench, call(bench, "getOrganization", who=holder(bench, one)), "a token that revoked itself", 401)
    succeeded(bench, call(bench, "getOrganization", who=holder(bench, other)), "reading by the other token")


@check(writes=True, last=True)
def never_expires(bench: Bench, _: Subject) -> None:
    """A token works ten years later."""
    who = holder(bench, mint(bench))
    with aged(bench, DECADE, "a token to grow old"):
        answer = call(bench, "getOrganization", who=who)
        equal(bench, answer.status, 200, "a token does not work ten years later", answer)


@check(writes=True)
def own_list(bench: Bench, _: Subject) -> None:
    """The list holds the caller's tokens that are not revoked, and nobody else's."""
    person = somebody(bench, TEAM_MEMBER)
    mine, gone, theirs = mint(bench), mint(bench), mint(bench, person)
    succeeded(bench, call(bench, "revokeToken", tokenId=gone["id"]), "revoking a token")
    seen = {row.get("id") for row in listed(bench, "listTokens", "listing tokens")}
    told = [row["id"] in seen for row in (mine, gone, theirs)]
    equal(bench, told, [True, False, False], "the list holds other tokens than the caller's active ones")
    refused(bench, call(bench, "getToken", tokenId=theirs["id"]), "somebody else's token", 404)


@check(writes=True)
def last_used(bench: Bench, _: Subject) -> None:
    """Using a token moves its lastUsedAt."""
    row = mint(bench)
    before = done(bench, "getToken", "reading a token", tokenId=row["id"]).get("lastUsedAt")
    call(bench, "getOrganization", who=holder(bench, row))
    after = done(bench, "getToken", "reading a token", tokenId=row["id"]).get("lastUsedAt")
    bench.expect(
        before is None and after is not None,
        "a token does not tell when it was used",
        expected="null, then a time",
        observed=[before, after],
    )


@check(writes=True)
def rights_follow(bench: Bench, _: Subject) -> None:
    """What a token may do changes with what its owner may do."""
    person, desk = somebody(bench, TEAM_MEMBER, having="tickets:create"), open_desk(bench)
    desk.let_in(person, "BOARD_MEMBER")
    who = holder(bench, mint(bench, person))
    body = {"title": f"Ticket {bench.word()}"}
    done(bench, "createTicket", "a ticket by a member's token", body, who=who, boardId=desk.board["id"])
    desk.let_in(person, "BOARD_VIEWER")
    answer = call(bench, "createTicket", body, who=who, boardId=desk.board["id"])
    refused(bench, answer, "a ticket by the token of who has become a viewer", 403)
    call(bench, "removeBoardMember", boardId=desk.board["id"], userId=person.user)


@check(writes=True)
def bearer(bench: Bench, _: Subject) -> None:
    """A token goes into the header Authorization after the word Bearer, and nowhere else."""
    token = str(mint(bench)["token"])
    answer = call(bench, "getOrganization", who=ANONYMOUS, headers={"authorization": f"Bearer {token}"})
    equal(bench, answer.status, 200, "a token after the word Bearer opens nothing", answer)
    for told, headers in (
        ("without the word Bearer", {"authorization": token}),
        ("after another word", {"authorization": f"Token {token}"}),
        ("in another header", {"x-api-key": token}),
        ("in a cookie", {"cookie": f"token={token}"}),
    ):
        refused(bench, call(bench, "getOrganization", who=ANONYMOUS, headers=headers), f"a token {told}", 401)
