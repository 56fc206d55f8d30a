from __future__ import annotations

from typing import Any

from tests.mock_server.apis.stellary.boardroom import Person, join, open_board


def told(person: Person) -> list[tuple[str, Any]]:
    found = [row["activity"] for row in person.get("listNotifications")]
    return [(entry["type"], entry["meta"]) for entry in reversed(found)]


def kinds(person: Person) -> list[str]:
    return [kind for kind, _ in told(person)]


def meet() -> tuple[Person, Person]:
    owner = open_board()
    guest = join(owner, "Sam")
    owner.get("addProjectMember", {"email": "sam@example.com"})
    return owner, guest


def test_members_hear_of_what_others_do() -> None:
    owner, guest = meet()
    stranger = join(owner, "Kim")
    card = owner.card(assigneeId=guest.id)
    owner.get("createComment", {"content": "Well"}, cardId=card["id"])
    owner.change(card, title="New title", priority="low")
    owner.change(card, columnId=owner.columns()[1]["id"])
    owner.change(card, archived=True)
    owner.change(card, assigneeId=None)
    owner.get("deleteCard", cardId=card["id"])
    owner.get("removeProjectMember", userId=guest.id)
    assert kinds(guest) == [
        "member_added", "card_created", "card_assigned", "comment_added", "card_updated", "card_moved",
        "card_archived", "card_assigned", "card_deleted", "member_removed",
    ]  # fmt: skip
    facts = dict(told(guest))
    assert facts["card_updated"]["fields"] == ["priority", "title"]
    assert (facts["card_moved"]["fromColumn"], facts["card_moved"]["toColumn"]) == ("To Do", "In Progress")
    assert {row["activity"]["actorId"] for row in guest.get("listNotifications")} == {owner.id}
    assert kinds(owner) == kinds(stranger) == []


def test_a_change_that_changes_nothing_is_no_news() -> None:
    owner, guest = meet()
    card = owner.card(assigneeId=guest.id)
    owner.change(card, title=card["title"], columnId=card["columnId"], assigneeId=guest.id, archived=False)
    assert kinds(guest) == ["member_added", "card_created", "card_assigned"]


def test_steps_labels_and_fields_are_changes_of_the_card() -> None:
    owner, guest = meet()
    own = {"cardId": owner.card()["id"]}
    owner.get("createChecklistItem", {"title": "one"}, **own)
    label = owner.get("createLabel", {"name": "bug", "color": "#D73A4A"})["id"]
    owner.get("addCardLabel", labelId=label, **own)
    field = owner.get("createField", {"name": "Customer", "type": "text"})["id"]
    owner.get("setCardFields", {field: "Lighthouse"}, **own)
    assert [meta["fields"] for kind, meta in told(guest) if kind == "card_updated"] == [
        ["checklist"], ["labels"], ["customFields"],
    ]  # fmt: skip


def test_cards_that_go_with_their_column_are_told() -> None:
    owner, guest = meet()
    card = owner.card()
    owner.get("deleteColumn", columnId=card["columnId"])
    assert kinds(guest)[-1] == "card_deleted"


def test_an_import_is_silent() -> None:
    owner, guest = meet()
    owner.get(
        "importProject",
        {"project": {"name": "x"}, "columns": [{"name": "a"}], "cards": [{"title": "b", "columnIndex": 0}]},
    )
    assert kinds(guest) == ["member_added"]


def test_the_newest_come_first_and_reading_counts_down() -> None:
    owner, guest = meet()
    cards = [owner.card(f"Card {number}") for number in range(60)]
    assert guest.get("countNotifications") == {"count": 61}
    found = guest.get("listNotifications")
    assert len(found) == 50
    assert found[0]["activity"]["meta"]["cardId"] == cards[-1]["id"]
    assert len(guest.get("listNotifications", query="limit=3")) == 3
    read = guest.get("readNotification", notificationId=found[0]["id"])
    assert read["readAt"] is not None
    assert guest.get("countNotifications") == {"count": 60}
    for word in ("true", "1"):
        assert guest.get("listNotifications", query=f"limit=1&unreadOnly={word}")[0]["id"] == found[1]["id"]
    assert guest.get("listNotifications", query="limit=1&unreadOnly=yes")[0]["id"] == found[0]["id"]
    assert guest.get("readAllNotifications") == {"ok": True}
    assert guest.get("countNotifications") == {"count": 0}
    assert guest.get("listNotifications", query="unreadOnly=1") == []


def test_notifications_are_ones_own() -> None:
    owner, guest = meet()
    owner.card()
    own = guest.get("listNotifications")[0]["id"]
    assert owner.send("readNotification", notificationId=own).status == 404
    owner.get("readAllNotifications")
    assert guest.get("countNotifications") == {"count": 2}
