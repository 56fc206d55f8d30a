from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import Office, list_tokens, open_office
from tests.mock_server.apis.spedy.ticketing import world_of


def rows_of(office: Office, tenant: str) -> int:
    """How many rows an organization has, of whatever kind."""
    rows = world_of(office).rows
    owned = [(r.name, r.tenant) for r in rows.model.contract.resources.values() if r.tenant]
    return sum(len(rows.search(name, {field: tenant})) for name, field in owned)


def test_an_organization_changes_what_is_sent() -> None:
    office = open_office()
    logo = "https://cdn.acme.test/logo.png"
    changed = office.get("updateOrganization", {"logo": logo})
    assert changed == office.get("getOrganization")
    assert (changed["name"], changed["slug"], changed["logo"]) == ("Acme Corp", "acme-corp", logo)


@pytest.mark.parametrize("slug", ["Acme", "acme corp", "acme_corp", "", "ä"])
def test_a_slug_is_lower_case_letters_digits_and_hyphens(slug: str) -> None:
    assert open_office().refused("updateOrganization", {"slug": slug}) == 400


def test_a_slug_belongs_to_one_organization() -> None:
    office = open_office()
    assert office.refused("updateOrganization", {"slug": "globex"}) == 409
    assert office.get("updateOrganization", {"slug": "acme-2"})["slug"] == "acme-2"


def test_the_name_confirms_a_deletion() -> None:
    office = open_office()
    for body in ({}, {"confirmation": "starter ltd"}, {"confirmation": ""}):
        assert office.refused("deleteOrganization", body, who="admin-starter") == 400
    assert office.get("getOrganization", who="admin-starter")["name"] == "Starter Ltd"


def test_an_organization_that_pays_is_kept() -> None:
    assert open_office().refused("deleteOrganization", {"confirmation": "Acme Corp"}) == 409


def test_a_deletion_leaves_nothing_and_nobody_else_loses_anything() -> None:
    office = open_office()
    before = {name: rows_of(office, name) for name in ("org_ac3e00000001", "org_910be0000002")}
    assert office.send("deleteOrganization", {"confirmation": "Starter Ltd"}, who="admin-starter").status == 204
    assert rows_of(office, "org_57a270000003") == 0
    assert {name: rows_of(office, name) for name in before} == before
    for who in (name for name in list_tokens() if name.endswith("-starter")):
        assert office.refused("getOrganization", who=who) == 401
