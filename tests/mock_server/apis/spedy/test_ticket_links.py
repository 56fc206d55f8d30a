from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import MOB, WEB, Office, open_office
from tests.mock_server.apis.spedy.ticketing import AUTH, CRASH, ICONS, IMPRINT, LOGIN

PAIRS = [
    ("RELATES_TO", "RELATES_TO"),
    ("BLOCKS", "IS_BLOCKED_BY"),
    ("IS_BLOCKED_BY", "BLOCKS"),
    ("DUPLICATES", "IS_DUPLICATED_BY"),
    ("IS_DUPLICATED_BY", "DUPLICATES"),
]


def link(office: Office, ticket: str, target: str, kind: str = "BLOCKS") -> int:
    body = {"targetTicketId": target, "type": kind}
    return office.send("createTicketLink", body, boardId=WEB, ticketId=ticket).status


def ends(office: Office, ticket: str, board: str = WEB, who: str = "admin") -> list[tuple[str, str]]:
    rows = office.rows("listTicketLinks", "", who, boardId=board, ticketId=ticket)
    return [(row["type"], row["targetTicket"]["id"]) for row in rows]


@pytest.mark.parametrize(("kind", "inverse"), PAIRS)
@pytest.mark.parametrize("end", [0, 1])
def test_a_link_has_two_ends_and_goes_with_either(kind: str, inverse: str, end: int) -> None:
    office = open_office()
    assert link(office, ICONS, IMPRINT, kind) == 201
    assert (ends(office, ICONS), ends(office, IMPRINT)) == ([(kind, IMPRINT)], [(inverse, ICONS)])
    assert link(office, IMPRINT, ICONS, inverse) == 409
    assert link(office, ICONS, IMPRINT, kind) == 409
    ticket = (ICONS, IMPRINT)[end]
    row = office.rows("listTicketLinks", boardId=WEB, ticketId=ticket)[0]
    office.gone("deleteTicketLink", boardId=WEB, ticketId=ticket, linkId=row["id"])
    assert ends(office, ICONS) == ends(office, IMPRINT) == []
    assert link(office, IMPRINT, ICONS, inverse) == 201


@pytest.mark.parametrize("target", [LOGIN, "tkt_000000000007", "tkt_000000000011", "tkt_x"])
def test_no_link_leads_to_itself_or_nowhere(target: str) -> None:
    office = open_office()
    assert link(office, LOGIN, target, "DUPLICATES") == 400


def test_two_kinds_may_stand_side_by_side() -> None:
    office = open_office()
    assert link(office, ICONS, IMPRINT) == link(office, ICONS, IMPRINT, "RELATES_TO") == 201
    row = office.rows("listTicketLinks", boardId=WEB, ticketId=ICONS)[0]
    office.gone("deleteTicketLink", boardId=WEB, ticketId=ICONS, linkId=row["id"])
    assert ends(office, IMPRINT) == [("RELATES_TO", ICONS)]


def test_links_lead_across_boards_for_who_sees_both() -> None:
    office = open_office()
    assert ends(office, CRASH, MOB) == [("RELATES_TO", LOGIN)]
    assert ends(office, LOGIN) == [("IS_BLOCKED_BY", AUTH), ("RELATES_TO", CRASH)]
    assert ends(office, LOGIN, who="customer") == [("IS_BLOCKED_BY", AUTH)]


def test_a_link_is_removed_at_its_own_ticket_alone() -> None:
    office = open_office()
    row = office.rows("listTicketLinks", boardId=WEB, ticketId=AUTH)[0]
    assert office.refused("deleteTicketLink", boardId=WEB, ticketId=LOGIN, linkId=row["id"]) == 404
