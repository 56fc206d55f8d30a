"""Boards: what a new one is, which ones a list shows, the archive, and what goes with an erased one."""

from __future__ import annotations

import re

from conformance.bench import Bench
from conformance.cases.spedy.steps import Row, call, done, equal, listed, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Exchange, Json

PREFIX = re.compile(r"[A-Za-z0-9]{2,10}")


def prefix(bench: Bench, length: int = 8) -> str:
    """A prefix nobody has, in capitals."""
    return (bench.word() + bench.word()).upper()[:length]


def new_board(bench: Bench, **fields: Json) -> Row:
    """A new board with a name of its own and no more than is named here."""
    lean: Row = {"prefix": ..., "description": ..., "teamIds": ..., "name": f"Board {bench.word()}"}
    return bench.make("Board", **{**lean, **fields})


def try_board(bench: Bench, **fields: Json) -> Exchange:
    """Send a new board that may be refused; what comes of it is removed after the check."""
    answer = call(bench, "createBoard", {"name": f"Board {bench.word()}", **fields})
    row = answer.json() if 200 <= answer.status < 300 and answer.is_json else {}
    if row.get("id"):
        bench.adopt("Board", str(row["id"]))
    return answer


def read(bench: Bench, board: Row) -> Row:
    """A board as reading shows it."""
    return done(bench, "getBoard", "reading a board", boardId=board["id"])


def ids_of(bench: Bench, what: str, **query: Json) -> set[str]:
    """The ids of the boards a list shows."""
    return {str(row.get("id")) for row in listed(bench, "listBoards", what, query=query)}


@check(writes=True)
def archived_lists(bench: Bench, _: Subject) -> None:
    """A list hides archived boards; includeArchived adds them, and archivedOnly shows them alone."""
    word = bench.word()
    plain, put_away = (new_board(bench, name=f"{word} {place}") for place in ("in use", "put away"))
    done(bench, "archiveBoard", "archiving a board", boardId=put_away["id"])
    own, both = {plain["id"], put_away["id"]}, {plain["id"], put_away["id"]}
    for query, wanted in (
        ({}, {plain["id"]}),
        ({"includeArchived": False}, {plain["id"]}),
        ({"includeArchived": True}, both),
        ({"archivedOnly": True}, {put_away["id"]}),
    ):
        told = ", ".join(query) or "no parameter"
        seen = ids_of(bench, "listing boards", **query) & own
        equal(bench, sorted(seen), sorted(wanted), f"with {told} {query} the list shows other boards")


@check(writes=True)
def archived_only_wins(bench: Bench, _: Subject) -> None:
    """With both parameters a list shows archived boards alone."""
    plain, put_away = new_board(bench), new_board(bench)
    done(bench, "archiveBoard", "archiving a board", boardId=put_away["id"])
    seen = ids_of(bench, "listing boards", includeArchived=True, archivedOnly=True)
    equal(bench, sorted(seen & {plain["id"], put_away["id"]}), [put_away["id"]], "archivedOnly does not win")


@check(writes=True)
def search_fields(bench: Bench, _: Subject) -> None:
    """The search of the list finds boards by name or description, and no others."""
    word, other = bench.word(), bench.word()
    by_name, by_text = new_board(bench, name=f"The {word}"), new_board(bench, description=f"About {word}.")
    beside = new_board(bench, name=f"The {other}", description="About nothing.")
    seen = ids_of(bench, "searching boards", search=word)
    equal(bench, sorted(seen), sorted([by_name["id"], by_text["id"]]), "the search finds other boards")
    equal(bench, beside["id"] in seen, False, "the search finds a board without the text")


@check(writes=True)
def name_form(bench: Bench, _: Subject) -> None:
    """A board needs a name of at most 100 characters, when it is made and when it changes."""
    word = bench.word()
    answer = call(bench, "createBoard", {"prefix": prefix(bench)})
    refused(bench, answer, "a board without a name", 400)
    refused(bench, try_board(bench, name="x" * 101), "a name of 101 characters", 400)
    board = new_board(bench, name=f"{word} ".ljust(100, "x"))
    refused(bench, call(bench, "updateBoard", {"name": "y" * 101}, boardId=board["id"]), "a new name of 101", 400)
    renamed = done(bench, "updateBoard", "renaming a board", {"name": f"{word} ".ljust(100, "y")}, boardId=board["id"])
    equal(bench, len(str(renamed.get("name"))), 100, "a name of 100 characters is cut")


@check(writes=True)
def prefix_form(bench: Bench, _: Subject) -> None:
    """A prefix has 2 to 10 letters and digits; without one the server makes one."""
    for wrong in ("Q", prefix(bench, 11), "A-B", ""):
        refused(bench, try_board(bench, prefix=wrong), f"a prefix like {len(wrong)} characters {wrong[:3]!r}", 400)
    for length in (4, 10):
        wanted = prefix(bench, length)
        row = new_board(bench, prefix=wanted)
        equal(bench, str(row.get("prefix")).upper(), wanted, "a board has another prefix than was asked for")
    name = f"Board {bench.word()}"
    made = [str(new_board(bench, name=f"{name} {number}").get("prefix")) for number in range(2)]
    fits = all(PREFIX.fullmatch(one) for one in made) and made[0] != made[1]
    bench.expect(
        fits, "the server makes no prefix of its own for each board", expected="2 to 10 letters", observed=made
    )


@check(writes=True)
def prefix_unique(bench: Bench, _: Subject) -> None:
    """A prefix is kept in capitals and belongs to one board."""
    wanted = prefix(bench)
    row = new_board(bench, prefix=wanted.lower())
    equal(bench, row.get("prefix"), wanted, "a prefix is not kept in capitals")
    refused(bench, try_board(bench, prefix=wanted), "a prefix that another board has", 409, 400)


@check(writes=True)
def prefix_stays(bench: Bench, _: Subject) -> None:
    """A change of a board leaves its prefix alone."""
    board = new_board(bench)
    answer = call(bench, "updateBoard", {"prefix": prefix(bench), "description": "Changed"}, boardId=board["id"])
    bench.expect(answer.status < 500, "a prefix in a change breaks the server", exchange=answer)
    equal(bench, read(bench, board).get("prefix"), board.get("prefix"), "a change of the board changes its prefix")


@check(writes=True)
def teams_shown(bench: Bench, _: Subject) -> None:
    """A board has the teams it was made with, as reading it shows."""
    one, two = bench.make("Team"), bench.make("Team")
    board = new_board(bench, teamIds=[one["id"], two["id"]])
    lost = sorted({one["id"], two["id"]} - team_ids(read(bench, board)))
    bench.expect(not lost, "a board lacks a team it was made with", expected="both teams", observed=len(lost))


def team_ids(board: Row) -> set[Json]:
    """The ids of the teams a board shows, as objects or as ids."""
    shown = board.get("teams", board.get("teamIds")) or []
    return {team.get("id", team.get("teamId")) if isinstance(team, dict) else team for team in shown}


@check(writes=True)
def default_teams(bench: Bench, _: Subject) -> None:
    """The organization's default teams are on a new board, whether it names others or none."""
    wanted = {str(team) for team in bench.target.facts.get("default_teams") or []}
    if not wanted:
        bench.skip("the target file's facts name no default_teams")
    named = bench.make("Team")["id"]
    for board, told in ((new_board(bench), "none"), (new_board(bench, teamIds=[named]), "another")):
        lost = wanted - team_ids(read(bench, board))
        bench.expect(not lost, f"a board that names {told} lacks a default team", expected="all", observed=len(lost))


@check(writes=True)
def deletion(bench: Bench, _: Subject) -> None:
    """An erased board answers 204 and is gone for good, with its tickets."""
    board = new_board(bench)
    ticket = bench.make("Ticket", boardId=board["id"])
    answer = call(bench, "deleteBoard", boardId=board["id"])
    equal(bench, answer.status, 204, "erasing a board is not answered with 204", answer)
    refused(bench, call(bench, "getBoard", boardId=board["id"]), "an erased board", 404)
    lost = call(bench, "getTicket", boardId=board["id"], ticketId=ticket["id"])
    refused(bench, lost, "a ticket of an erased board", 404)
    for flag in ({}, {"includeDeleted": True}, {"includeArchived": True}):
        seen = ids_of(bench, "listing boards", **flag)
        equal(bench, board["id"] in seen, False, f"an erased board is listed with {flag}")
    refused(bench, call(bench, "listTickets", boardId=board["id"]), "the tickets of an erased board", 404)


@check(writes=True)
def archiving(bench: Bench, _: Subject) -> None:
    """Archiving turns isArchived; the board and its tickets can still be read, and it comes back as it was."""
    board = new_board(bench)
    ticket = bench.make("Ticket", boardId=board["id"])
    succeeded(bench, call(bench, "archiveBoard", boardId=board["id"]), "archiving a board")
    equal(bench, read(bench, board).get("isArchived"), True, "an archived board does not say so")
    kept = call(bench, "getTicket", boardId=board["id"], ticketId=ticket["id"])
    succeeded(bench, kept, "reading a ticket of an archived board")
    succeeded(bench, call(bench, "unarchiveBoard", boardId=board["id"]), "taking a board out of the archive")
    now = read(bench, board)
    kept_fields = ("isArchived", "name", "prefix", "description")
    seen, wanted = ([row.get(name) for name in kept_fields] for row in (now, board))
    equal(bench, seen, wanted, "a board comes back from the archive changed")


@check(writes=True)
def settings_start(bench: Bench, _: Subject) -> None:
    """Milestones & Releases are off on a new board, and on where they were turned on."""
    board = new_board(bench)
    told = done(bench, "getBoardSettings", "reading the settings", boardId=board["id"])
    equal(bench, told.get("milestonesAndReleases"), False, "the feature is on for a new board")
    done(bench, "updateBoardSettings", "turning the feature on", {"milestonesAndReleases": True}, boardId=board["id"])
    told = done(bench, "getBoardSettings", "reading the settings", boardId=board["id"])
    equal(bench, told.get("milestonesAndReleases"), True, "the feature cannot be turned on")
