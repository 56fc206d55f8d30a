"""Teams: who may be in one, and the boards that are reached through one."""

from __future__ import annotations

from conformance.bench import Bench
from conformance.cases.spedy.board_people import sees
from conformance.cases.spedy.boards import new_board, team_ids
from conformance.cases.spedy.steps import (
    CUSTOMER,
    TEAM_MEMBER,
    Row,
    call,
    done,
    equal,
    everyone,
    listed,
    may_spoil,
    refused,
    succeeded,
)
from conformance.check import Subject, check
from conformance.target import Principal


def new_team(bench: Bench, *people: Principal) -> Row:
    """A new team with these people in it."""
    team = bench.make("Team")
    for person in people:
        add(bench, team, person)
    return team


def add(bench: Bench, team: Row, person: Principal) -> None:
    """Put somebody into a team."""
    done(bench, "addTeamMember", "putting somebody into a team", {"userId": person.user}, teamId=team["id"])


def remove(bench: Bench, team: Row, person: Principal) -> None:
    """Take somebody out of a team."""
    answer = call(bench, "removeTeamMember", teamId=team["id"], userId=person.user)
    succeeded(bench, answer, "taking somebody out of a team")


def outsider(bench: Bench) -> Principal:
    """A TeamMember who does not see a new board by a default team; skips the check where there is nobody."""
    board = new_board(bench)
    for person in everyone(bench):
        if TEAM_MEMBER in (person.holds("user", "role") or ()) and sees(bench, board, person) == [False, False]:
            return person
    bench.skip("the target file names no TeamMember who is in none of the default teams")
    raise AssertionError


@check(writes=True)
def access(bench: Bench, _: Subject) -> None:
    """Who is in a team sees its boards; who is taken out sees no more those that were reached through it alone."""
    person = outsider(bench)
    team = new_team(bench, person)
    through, other = new_board(bench, teamIds=[team["id"]]), new_board(bench)
    seen = [sees(bench, through, person), sees(bench, other, person)]
    equal(bench, seen, [[True, True], [False, False]], "a team opens other boards to its members than its own")
    remove(bench, team, person)
    equal(bench, sees(bench, through, person), [False, False], "who was taken out of a team still sees its board")


@check(writes=True)
def other_ways(bench: Bench, _: Subject) -> None:
    """Who is taken out of a team still sees a board that another team or a membership opens."""
    person = outsider(bench)
    one, two = new_team(bench, person), new_team(bench, person)
    both = new_board(bench, teamIds=[one["id"], two["id"]])
    member = new_board(bench, teamIds=[one["id"]])
    bench.make("BoardMember", boardId=member["id"], userId=person.user, role=...)
    remove(bench, one, person)
    seen = [sees(bench, both, person), sees(bench, member, person)]
    equal(bench, seen, [[True, True]] * 2, "who left one of two ways to a board does not see it any more")


@check(writes=True)
def joined_later(bench: Bench, _: Subject) -> None:
    """Who joins a team later sees the boards it has."""
    person, team = outsider(bench), new_team(bench)
    board = new_board(bench, teamIds=[team["id"]])
    equal(bench, sees(bench, board, person), [False, False], "a team opens its board to who is not in it")
    add(bench, team, person)
    equal(bench, sees(bench, board, person), [True, True], "who joined a team does not see its board")


@check(writes=True)
def customers_out(bench: Bench, _: Subject) -> None:
    """A customer is in no team."""
    team = new_team(bench)
    person = next((p for p in everyone(bench) if CUSTOMER in (p.holds("user", "role") or ())), None)
    if person is None:
        bench.skip("the target file names no customer")
    answer = call(bench, "addTeamMember", {"userId": person.user if person else ""}, teamId=team["id"])
    refused(bench, answer, "a customer in a team", 400, 403, 409)
    rows = listed(bench, "listTeamMembers", "listing the members", teamId=team["id"])
    equal(bench, rows, [], "a customer is in a team after a refusal")


@check(writes=True)
def ended(bench: Bench, _: Subject) -> None:
    """A team that was deleted, or is not active, opens its boards to nobody."""
    person = outsider(bench)
    for told in ("deleted", "not active"):
        team = new_team(bench, person)
        board = new_board(bench, teamIds=[team["id"]])
        equal(bench, sees(bench, board, person), [True, True], "a team does not open its board")
        if told == "deleted":
            succeeded(bench, call(bench, "deleteTeam", teamId=team["id"]), "deleting a team")
        else:
            done(bench, "updateTeam", "putting a team to sleep", {"isActive": False}, teamId=team["id"])
        equal(bench, sees(bench, board, person), [False, False], f"a team that is {told} still opens its board")


@check(writes=True, last=True)
def no_default(bench: Bench, _: Subject) -> None:
    """A default team that is put to sleep or deleted is on no board that is made afterwards."""
    may_spoil(bench)
    usual = bench.target.facts.get("default_teams") if bench.can("snapshot") else None
    team = bench.target.facts.get("expendable_team") or next(iter(usual or []), None)
    if team is None:
        bench.skip("the target cannot be put back, and the target file's facts name no expendable_team")
    for told, fields in (("put to sleep", {"isActive": False}), ("deleted", None)):
        if fields is None:
            answer = call(bench, "deleteTeam", teamId=team)
        else:
            answer = call(bench, "updateTeam", fields, teamId=team)
        succeeded(bench, answer, f"a default team that is {told}")
        shown = team_ids(done(bench, "getBoard", "reading a board", boardId=new_board(bench)["id"]))
        equal(bench, team in shown, False, f"a default team that was {told} is on a new board")


@check(writes=True)
def shown(bench: Bench, _: Subject) -> None:
    """A team shows who is in it and how many, as its list of members does."""
    people = [p for p in everyone(bench) if TEAM_MEMBER in (p.holds("user", "role") or ())][:2]
    if not people:
        bench.skip("the target file names no TeamMember")
    team = new_team(bench, *people)
    told = done(bench, "getTeam", "reading a team", teamId=team["id"])
    rows = listed(bench, "listTeamMembers", "listing the members", teamId=team["id"])
    users = sorted(str(person.user) for person in people)
    equal(bench, sorted(str(row.get("userId")) for row in rows), users, "the list holds other members")
    equal(bench, sorted(str(row.get("userId")) for row in told.get("members") or []), users, "the team shows others")
    equal(bench, told.get("memberCount"), len(people), "the number of members is another one")


@check(writes=True)
def twice(bench: Bench, _: Subject) -> None:
    """Somebody is in a team once: a second time is refused, and he is counted once."""
    person = next((p for p in everyone(bench) if TEAM_MEMBER in (p.holds("user", "role") or ())), None)
    if person is None:
        bench.skip("the target file names no TeamMember")
        return
    team = new_team(bench, person)
    answer = call(bench, "addTeamMember", {"userId": person.user}, teamId=team["id"])
    refused(bench, answer, "putting somebody into a team a second time", 409, 400)
    rows = listed(bench, "listTeamMembers", "listing the members", teamId=team["id"])
    equal(bench, [row.get("userId") for row in rows], [person.user], "somebody is in a team twice")
