"""Projects: what a new one is, its members, and the portfolio of all."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.stellary.board import Board, lone_board, new_board, yard
from conformance.cases.stellary.people import colleague, own_profile
from conformance.cases.stellary.steps import Row, answered, call, equal, listed, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json


@check(writes=True)
def creation(bench: Bench, _: Subject) -> None:
    """A project needs a name; its creation answers 201 with id, name, workspaceId and createdAt."""
    (at, owner), name = yard(bench), f"Project {bench.word()}"
    answer = call(bench, "createProject", {"name": name}, who=owner, at=at)
    row = answered(bench, answer, "making a project")
    equal(bench, answer.status, 201, "making a project does not answer 201", answer)
    equal(bench, row.get("name"), name, "a new project has another name", answer)
    for key in ("id", "workspaceId", "createdAt"):
        bench.expect(row.get(key), f"a new project has no {key}", expected=key, observed=sorted(row), exchange=answer)
    home = answered(bench, call(bench, "getWorkspace", who=owner, at=at), "reading the workspace").get("id")
    equal(bench, row.get("workspaceId"), home, "a new project names another workspace", answer)
    answer = call(bench, "createProject", {}, who=owner, at=at)
    refused(bench, answer, "a project without a name", 400)


@check(writes=True)
def literal_routes(bench: Bench, _: Subject) -> None:
    """The words portfolio and templates are not taken for the id of a project."""
    for operation, word in (("readPortfolio", "portfolio"), ("listTemplates", "templates")):
        answer = call(bench, operation)
        told = answer.is_json and answer.json() not in (None, "")
        fits = answer.status == 200 and told
        bench.expect(fits, f"{word} is not answered as such", expected="200 with JSON", exchange=answer)
    answer = call(bench, "getProject", projectId=bench.unknown_id("Project"))
    refused(bench, answer, "a project nobody has", 404)


@check(writes=True)
def portfolio(bench: Bench, _: Subject) -> None:
    """The portfolio covers all projects of the workspace."""
    board = lone_board(bench)
    for _turn in range(2):
        bench.make("Project", tenant=board.at, principal=board.who)
    rows = listed(bench, call(bench, "listProjects", who=board.who, at=board.at), "listing the projects")
    known = [str(row.get("id")) for row in rows]
    answer = call(bench, "readPortfolio", who=board.who, at=board.at)
    succeeded(bench, answer, "reading the portfolio")
    # How the portfolio shows its projects is stated nowhere; it has to name them.
    lost = [one for one in known if one not in answer.text]
    said = f"{len(lost)} of {len(known)} left out"
    bench.expect(not lost, "the portfolio leaves projects out", expected="all projects", observed=said, exchange=answer)


@check(writes=True)
def default_columns(bench: Bench, _: Subject) -> None:
    """A new project has columns."""
    rows = lone_board(bench).columns()
    orders = [row.get("order") for row in rows]
    bench.expect(rows, "a new project has no columns", expected="at least one", observed=rows)
    equal(bench, orders, list(range(len(rows))), "the columns of a new project are not numbered from 0")


def entry(answer: Exchange, project: str) -> Row | None:
    """The entry of a project in a portfolio that is a list, or holds one."""
    body = answer.json() if answer.is_json else None
    rows = body if isinstance(body, list) else next((v for v in (body or {}).values() if isinstance(v, list)), [])
    return next(
        (row for row in rows if isinstance(row, dict) and project in (row.get("id"), row.get("projectId"))), None
    )


@check(writes=True)
def portfolio_counts(bench: Bench, _: Subject) -> None:
    """The portfolio counts columns and cards of each project."""
    board = lone_board(bench)
    for _turn in range(2):
        board.card()
    found = entry(call(bench, "readPortfolio", who=board.who, at=board.at), board.project)
    if found is None or not {"columnCount", "cardCount"} & set(found):
        bench.skip("the portfolio does not count columns or cards as columnCount and cardCount")
    wanted = {"columnCount": len(board.columns()), "cardCount": 2}
    seen = {key: value for key, value in (found or {}).items() if key in wanted}
    equal(bench, seen, wanted, "the portfolio counts columns and cards otherwise than their lists")


def people_of(board: Board) -> dict[str, Json]:
    """The members of a project: address in small letters to id."""
    rows = board.rows("listProjectMembers", "listing the members of a project")
    return {str(row.get("email", row.get("userId"))).lower(): row.get("userId") for row in rows}


def guest(bench: Bench) -> tuple[str, str]:
    """Address and id of somebody else in the workspace."""
    user = own_profile(bench, colleague(bench))
    return str(user.get("email")), str(user.get("id"))


@check(writes=True)
def members(bench: Bench, _: Subject) -> None:
    """A member of a project is added by email, listed and removed."""
    board = new_board(bench)
    email, ident = guest(bench)
    before = people_of(board)
    bench.expect(email.lower() not in before, "a new project has members nobody added", observed=sorted(before))
    succeeded(bench, board.call("addProjectMember", {"email": email}), "adding a member to a project")
    added = people_of(board)
    equal(bench, added, before | {email.lower(): ident}, "a member who was added is not listed")
    board.removed("removeProjectMember", "removing a member from a project", userId=ident)
    equal(bench, people_of(board), before, "a member who was removed is still listed")


@check(writes=True)
def member_twice(bench: Bench, _: Subject) -> None:
    """Adding a project's member again is refused with 409, an address without an account with 404."""
    board = new_board(bench)
    email, ident = guest(bench)
    succeeded(bench, board.call("addProjectMember", {"email": email}), "adding a member to a project")
    refused(bench, board.call("addProjectMember", {"email": email}), "adding a member again", 409)
    rows = board.rows("listProjectMembers", "listing the members of a project")
    equal(bench, [row.get("userId") for row in rows].count(ident), 1, "a member who was added twice is not listed once")
    nobody = {"email": f"nobody-{bench.word()}@example.com"}
    refused(bench, board.call("addProjectMember", nobody), "adding an address without an account", 404)
