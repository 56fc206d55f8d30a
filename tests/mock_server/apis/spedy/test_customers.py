from __future__ import annotations

from tests.mock_server.apis.spedy.office import open_office

INITECH, VANDELAY = "cus_000000000001", "cus_000000000003"


def test_a_deleted_customer_is_shown_to_those_who_manage_customers() -> None:
    office = open_office()

    def shown(query: str = "", who: str = "admin") -> list[str]:
        return [row["name"] for row in office.rows("listCustomers", query, who)]

    assert shown() == shown(who="member") == shown("includeDeleted=true", "member") == ["Umbrella", "Initech"]
    assert shown("includeDeleted=true") == ["Vandelay", "Umbrella", "Initech"]
    assert shown("search=initech.EXAMPLE") == ["Initech"]


def test_a_customer_comes_back_unless_his_name_is_taken() -> None:
    office = open_office()
    assert office.get("restoreCustomer", customerId=VANDELAY)["deletedAt"] is None
    assert office.refused("restoreCustomer", customerId=VANDELAY) == 409
    office.gone("deleteCustomer", customerId=VANDELAY)
    office.get("createCustomer", {"name": "Vandelay"})
    assert office.refused("restoreCustomer", customerId=VANDELAY) == 409
    assert office.refused("deleteCustomer", customerId=VANDELAY) == 404
