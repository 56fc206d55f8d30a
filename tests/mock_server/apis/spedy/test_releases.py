from __future__ import annotations

from tests.mock_server.apis.spedy.office import WEB, open_office

NEXT, OUT = "rel_000000000001", "rel_000000000002"


def test_a_release_is_published_once() -> None:
    office = open_office()
    path = {"boardId": WEB, "releaseId": NEXT}
    out = office.get("publishRelease", **path)
    assert (out["status"], out["releasedAt"]) == ("RELEASED", "2025-04-01T12:00:00Z")
    office.client.control("POST", "clock", {"advance": 60})
    assert office.refused("publishRelease", **path) == 409
    assert office.get("getRelease", **path)["releasedAt"] == out["releasedAt"]


def test_what_is_out_stays() -> None:
    office = open_office()
    assert office.refused("deleteRelease", boardId=WEB, releaseId=OUT) == 409
    assert [row["name"] for row in office.rows("listReleases", "status=RELEASED", boardId=WEB)] == ["1.0"]


def test_a_planned_release_goes_and_comes_back() -> None:
    office = open_office()
    path = {"boardId": WEB, "releaseId": NEXT}
    before = office.get("getRelease", **path)
    office.gone("deleteRelease", **path)
    assert office.refused("publishRelease", **path) == 404
    names = [row["name"] for row in office.rows("listReleases", "includeDeleted=true", boardId=WEB)]
    assert names == ["2.0", "1.0"]
    assert office.get("restoreRelease", **path) == before


def test_a_release_starts_planned_whatever_the_body_says() -> None:
    body = {"name": "3.0", "status": "RELEASED", "plannedDate": "2025-06-01T02:00:00+02:00"}
    made = open_office().get("createRelease", body, boardId=WEB)
    assert (made["status"], made["releasedAt"], made["plannedDate"]) == ("PLANNED", None, "2025-06-01T00:00:00Z")


def test_a_name_is_taken_on_the_board() -> None:
    office = open_office()
    assert office.refused("createRelease", {"name": "1.0"}, boardId=WEB) == 409
    assert office.refused("updateRelease", {"name": "1.0"}, boardId=WEB, releaseId=NEXT) == 409
