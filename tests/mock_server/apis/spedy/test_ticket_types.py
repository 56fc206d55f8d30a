from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import WEB, Office, open_office

FEATURE, BUG = "typ_000000000001", "typ_000000000002"


def add(office: Office, name: str = "Research", **fields: object) -> str:
    return str(office.get("createTicketType", {"name": name, "color": "#8B5CF6", **fields})["id"])


def test_the_default_moves_and_is_found_by_its_own_path() -> None:
    office = open_office()
    assert office.get("getDefaultTicketType")["name"] == "Feature"
    made = add(office, isOrgDefault=True)
    assert office.get("getDefaultTicketType")["id"] == made
    office.get("updateTicketType", {"isOrgDefault": True}, typeId=BUG)
    assert [row["id"] for row in office.rows("listTicketTypes") if row["isOrgDefault"]] == [BUG]
    assert office.refused("updateTicketType", {"isOrgDefault": False}, typeId=BUG) == 400


def test_a_new_type_goes_last_and_never_past_the_last_place() -> None:
    office = open_office()
    assert office.get("getTicketType", typeId=add(office))["order"] == 3
    add(office, "Far away", order=100)
    assert office.get("getTicketType", typeId=add(office, "Farther"))["order"] == 100


def test_built_in_types_and_the_default_stay_but_take_other_names() -> None:
    office = open_office()
    assert office.refused("deleteTicketType", typeId=BUG) == 400
    assert office.refused("deleteTicketType", typeId=add(office, isOrgDefault=True)) == 400
    assert office.get("updateTicketType", {"name": "Defect"}, typeId=BUG)["name"] == "Defect"


@pytest.mark.parametrize(("query", "heir"), [("", FEATURE), (f"replacementTypeId={BUG}", BUG)])
def test_tickets_of_a_deleted_type_get_another(query: str, heir: str) -> None:
    office = open_office()
    kind = add(office)
    ticket = office.get("createTicket", {"title": "Fix login", "typeId": kind}, boardId=WEB)["id"]
    office.gone("deleteTicketType", query, typeId=kind)
    assert office.get("getTicket", boardId=WEB, ticketId=ticket)["type"]["id"] == heir


@pytest.mark.parametrize(("heir", "status"), [("typ_000000000fff", 404), ("typ_000000000011", 404), ("", 400)])
def test_a_replacement_is_another_type_of_the_organization(heir: str, status: int) -> None:
    office = open_office()
    kind = add(office)
    assert office.refused("deleteTicketType", None, f"replacementTypeId={heir or kind}", typeId=kind) == status
    assert office.get("getTicketType", typeId=kind)["id"] == kind
