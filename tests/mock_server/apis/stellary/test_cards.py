from __future__ import annotations

from typing import Any

import pytest

from tests.mock_server.apis.stellary.boardroom import join, open_board


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2024-02-29", "2024-02-29T00:00:00Z"),
        ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
        ("2024-02-29T10:30:00Z", "2024-02-29T10:30:00Z"),
    ],
)
def test_a_date_means_its_midnight(given: str, shown: str) -> None:
    owner = open_board()
    card = owner.card(startDate=given)
    assert card["startDate"] == shown
    assert owner.change(card, dueDate=given)["dueDate"] == shown


@pytest.mark.parametrize("given", ["2023-02-29", "2024-04-31", "2024-04-31T10:00:00Z", "0000-01-01"])
def test_a_day_that_never_was_is_refused(given: str) -> None:
    owner = open_board()
    card = owner.card(dueDate="2024-03-01")
    column = card["columnId"]
    assert owner.send("createCard", {"title": "New", "dueDate": given}, columnId=column).status == 400
    assert owner.send("updateCard", {"title": "New", "dueDate": given}, cardId=card["id"]).status == 400
    assert owner.get("listCards") == [card]


def test_null_clears_and_what_is_not_sent_stays() -> None:
    owner = open_board()
    card = owner.card(description="Text", priority="high", dueDate="2024-03-01")
    after = owner.change(card, dueDate=None)
    assert after == {**card, "dueDate": None, "updatedAt": after["updatedAt"]}


def test_a_checklist_gets_ids_places_and_progress() -> None:
    owner = open_board()
    card = owner.card(checklist=[{"title": "one", "done": True}, {"title": "two"}, {"title": "three"}])
    assert [(item["title"], item["done"], item["order"]) for item in card["checklist"]] == [
        ("one", True, 0), ("two", False, 1), ("three", False, 2),
    ]  # fmt: skip
    assert len({item["_id"] for item in card["checklist"]}) == 3
    assert card["checklistProgress"] == 33
    two_done = [{"title": "one", "done": True}, {"title": "two", "done": True}, {"title": "three"}]
    assert owner.card(checklist=two_done)["checklistProgress"] == 67
    kept = {**card["checklist"][2], "done": True}
    after = owner.change(card, checklist=[kept, {"title": "new"}])
    assert after["checklist"][-1] == kept or after["checklist"][0] == kept
    assert after["checklistProgress"] == 50
    twice = owner.change(card, checklist=[kept, kept])["checklist"]
    assert twice[0]["_id"] != twice[1]["_id"]
    assert owner.change(card, checklist=[])["checklistProgress"] == 0


def test_items_come_change_and_go_one_by_one() -> None:
    owner = open_board()
    own = {"cardId": owner.card()["id"]}
    first = owner.get("createChecklistItem", {"title": "one"}, **own)
    second = owner.get("createChecklistItem", {"title": "two"}, **own)
    assert (first["done"], first["order"], second["order"]) == (False, 0, 1)
    done = owner.get("updateChecklistItem", {"done": True}, itemId=second["_id"], **own)
    assert done == {**second, "done": True}
    assert owner.read({"id": own["cardId"]})["checklistProgress"] == 50
    assert owner.get("updateChecklistItem", {"order": 0}, itemId=second["_id"], **own)["order"] == 0
    assert [item["title"] for item in owner.read({"id": own["cardId"]})["checklist"]] == ["two", "one"]
    owner.get("deleteChecklistItem", itemId=first["_id"], **own)
    assert owner.read({"id": own["cardId"]})["checklistProgress"] == 100
    assert owner.send("updateChecklistItem", {"done": True}, itemId=first["_id"], **own).status == 404


def test_a_checklist_ends_at_100_items() -> None:
    owner = open_board()
    card = owner.card(checklist=[{"title": f"Step {n}"} for n in range(99)])
    assert owner.send("createChecklistItem", {"title": "100"}, cardId=card["id"]).status == 201
    assert owner.send("createChecklistItem", {"title": "101"}, cardId=card["id"]).status == 400


def test_a_card_moves_within_its_project_only() -> None:
    owner = open_board()
    card, other = owner.card(), owner.get("createProject", {"name": "Other"})["id"]
    foreign = owner.columns(projectId=other)[0]["id"]
    assert owner.send("updateCard", {"columnId": foreign}, cardId=card["id"]).status == 404
    assert owner.send("updateCard", {"title": "x"}, cardId=card["id"], projectId=other).status == 404
    assert owner.change(card, columnId=owner.columns()[1]["id"])["columnId"] == owner.columns()[1]["id"]


def test_orders_stay_without_gaps() -> None:
    owner = open_board()
    cards = [owner.card(title) for title in "abcd"]
    owner.change(cards[3], order=1)
    owner.change(cards[0], columnId=owner.columns()[1]["id"])
    owner.get("deleteCard", cardId=cards[1]["id"])
    left = [card for card in owner.get("listCards") if card["columnId"] == cards[0]["columnId"]]
    assert [(card["title"], card["order"]) for card in left] == [("d", 0), ("c", 1)]


def test_a_relation_reads_from_both_ends() -> None:
    owner = open_board()
    one, two = owner.card("one")["id"], owner.card("two")["id"]
    made = owner.get("createRelation", {"targetCardId": two, "type": "blocks"}, cardId=one)
    assert owner.get("listRelations", cardId=one) == [made]
    turned = {**made, "sourceCardId": two, "targetCardId": one, "type": "blocked_by"}
    assert owner.get("listRelations", cardId=two) == [turned]
    for source, target, kind in ((one, two, "blocks"), (two, one, "blocked_by")):
        assert owner.send("createRelation", {"targetCardId": target, "type": kind}, cardId=source).status == 409
    assert owner.send("createRelation", {"targetCardId": two, "type": "duplicates"}, cardId=one).status == 201
    owner.get("deleteRelation", relationId=made["id"])
    assert [row["type"] for row in owner.get("listRelations", cardId=two)] == ["duplicates"]


def test_a_relation_leads_to_another_card_of_the_project() -> None:
    owner = open_board()
    card = owner.card()["id"]
    other = owner.get("createProject", {"name": "Other"})["id"]
    column = owner.columns(projectId=other)[0]["id"]
    foreign = owner.get("createCard", {"title": "far"}, projectId=other, columnId=column)["id"]
    for target, status in ((card, 400), (foreign, 404), ("0" * 24, 404)):
        assert owner.send("createRelation", {"targetCardId": target, "type": "blocks"}, cardId=card).status == status


@pytest.mark.parametrize("gone", ["source", "target", "column of the target"])
def test_a_relation_goes_with_either_card(gone: str) -> None:
    owner = open_board()
    source, target = owner.card(), owner.card("other", 1)
    owner.get("createRelation", {"targetCardId": target["id"], "type": "parent_of"}, cardId=source["id"])
    if gone == "column of the target":
        owner.get("deleteColumn", columnId=target["columnId"])
    else:
        owner.get("deleteCard", cardId=(source if gone == "source" else target)["id"])
    world = owner.client.twin.worlds.get(owner.client.world or "")
    assert world.store.count("Relation") == 0


def test_a_comment_names_who_wrote_it() -> None:
    owner = open_board()
    card = owner.card()
    made = owner.get("createComment", {"content": "Looks good"}, cardId=card["id"])
    assert (made["authorId"], made["authorName"], made["cardId"]) == (owner.id, "Jane", card["id"])
    assert owner.read(card)["commentCount"] == 1
    owner.get("deleteComment", cardId=card["id"], commentId=made["id"])
    assert owner.read(card)["commentCount"] == 0


def label(owner: Any, name: str = "bug", **path: str) -> str:
    return str(owner.get("createLabel", {"name": name, "color": "#D73A4A"}, **path)["id"])


def test_a_label_is_on_a_card_once_and_leaves_all_cards_when_it_goes() -> None:
    owner = open_board()
    cards, own = [owner.card(title) for title in "ab"], label(owner)
    for card in cards:
        assert owner.get("addCardLabel", cardId=card["id"], labelId=own)["labels"] == [own]
    assert owner.send("addCardLabel", cardId=cards[0]["id"], labelId=own).status == 409
    owner.get("removeCardLabel", cardId=cards[0]["id"], labelId=own)
    assert owner.send("removeCardLabel", cardId=cards[0]["id"], labelId=own).status == 404
    owner.get("deleteLabel", labelId=own)
    assert [card["labels"] for card in owner.get("listCards")] == [[], []]


def test_a_label_of_another_project_does_not_exist_here() -> None:
    owner = open_board()
    other = owner.get("createProject", {"name": "Other"})["id"]
    assert owner.send("addCardLabel", cardId=owner.card()["id"], labelId=label(owner, projectId=other)).status == 404


def test_a_comment_is_its_authors_to_delete() -> None:
    owner = open_board()
    guest, card = join(owner, "Sam"), owner.card()["id"]
    made = guest.get("createComment", {"content": "Mine"}, cardId=card)
    assert owner.send("deleteComment", cardId=card, commentId=made["id"]).status == 403
    assert guest.get("deleteComment", cardId=card, commentId=made["id"]) == {"ok": True}
