"""Stops of the tour at boards and all that hangs on them."""

from __future__ import annotations

from typing import Any

from .asking import FORM, form_of
from .tour import Tour, start


def see_columns(tour: Tour) -> None:
    """Columns are made, moved and deleted; cards stay in order."""
    start(tour)
    for name in ("b", "a", "c"):
        tour.go("owner", "POST {B}/columns", {"name": name}, keep=name)
    tour.look("owner", "{B}/columns")
    tour.go("owner", "PATCH {B}/columns/{c}", {"order": 1})
    tour.look("owner", "{B}/columns")
    for title in "xyzw":
        tour.go("owner", "POST {B}/columns/{a}/cards", {"title": title}, keep=title)
    tour.go("owner", "PATCH {B}/cards/{z}", {"order": 0})
    tour.look("owner", "{B}/cards")
    tour.go("owner", "DELETE {B}/cards/{x}")
    tour.go("owner", "PATCH {B}/cards/{y}", {"columnId": "{b}", "order": 0})
    tour.look("owner", "{B}/cards")
    tour.go("owner", "DELETE {B}/columns/{a}")
    tour.look("owner", "{B}/cards", "{B}/columns")


def see_card(tour: Tour) -> None:
    """A card is changed and cleared, member by member."""
    start(tour)
    items = [{"title": "i", "done": True}, {"title": "j"}]
    whole = {"title": "whole", "description": "d", "priority": "low", "startDate": "2026-01-01", "checklist": items}
    tour.go("owner", "POST {B}/columns/{col1}/cards", whole | {"dueDate": "2026-02-01"}, keep="whole")
    changes = ({"title": "new"}, {"description": "e"}, {"dueDate": None}, {"description": None}, {"archived": True})
    for change in (*changes, {"columnId": "{col2}"}, {"archived": False}, {"priority": "medium"}):
        tour.go("owner", "PATCH {B}/cards/{whole}", change)
        tour.look("owner", "{B}/cards")


def see_hangers(tour: Tour) -> None:
    """Comments, files, labels, values, relations and checklists of a card."""
    start(tour)
    for text in ("b", "a"):
        tour.go("admin", "POST {C}/comments", {"content": text}, keep=text)
    tour.look("owner", "{C}/comments", "{B}/cards")
    tour.go("owner", "DELETE {C}/comments/{a}")
    for name, data in (("ä.bin", b"\xff\r\n\x00"), ("ä.bin", b"other"), ("big", b"x" * 2048), ("empty", b"")):
        tour.go("admin", "POST {C}/attachments", form_of(data, name, "image/png"), keep=f"file{len(data)}", media=FORM)
    tour.go("owner", "POST {C}/attachments", {"file": "x"})
    tour.look("owner", "{C}/attachments/{file4}", "{C}/attachments/{file5}", "{C}/attachments", "{B}/cards")
    tour.go("owner", "DELETE {C}/attachments/{file4}")
    tour.look("owner", "{C}/attachments", "{C}/attachments/{file4}")
    tour.go("owner", "POST {B}/columns/{col1}/cards", {"title": "other"}, keep="other")
    relation = {"targetCardId": "{other}", "type": "blocks"}
    tour.go("owner", "POST {C}/relations", relation, keep="link")
    tour.look("owner", "{C}/relations", "{B}/cards/{other}/relations")
    tour.go("owner", "DELETE {B}/relations/{link}")
    tour.go("owner", "POST {C}/relations", relation, keep="link")
    for title in "ijk":
        tour.go("owner", "POST {C}/checklist", {"title": title}, keep=title)
    tour.go("owner", "PATCH {C}/checklist/{i}", {"done": True})
    tour.go("owner", "PATCH {C}/checklist/{i}", {"title": "renamed"})
    tour.look("owner", "{B}/cards")
    tour.go("owner", "DELETE {C}/checklist/{k}")
    tour.look("owner", "{B}/cards")
    tour.go("owner", "DELETE {C}/checklist/{j}")
    tour.look("owner", "{B}/cards")
    tour.go("owner", "DELETE {C}")
    tour.look("owner", "{C}/comments", "{C}/attachments", "{B}/cards/{other}/relations", "{B}/cards")


def see_labels(tour: Tour) -> None:
    """Labels and custom fields, on several cards."""
    start(tour)
    tour.go("owner", "POST {B}/columns/{col0}/cards", {"title": "second"}, keep="second")
    tour.go("owner", "POST {B}/labels", {"name": "n", "color": "#123456"}, keep="label")
    tour.go("owner", "POST {B}/labels", {"name": "n", "color": "#123456"})
    tour.go("owner", "PATCH {B}/labels/{label}", {"name": "m"})
    tour.look("owner", "{B}/labels")
    for card in ("{card}", "{second}"):
        tour.go("owner", f"POST {{B}}/cards/{card}/labels/{{label}}")
    tour.go("owner", "DELETE {C}/labels/{label}")
    tour.look("owner", "{B}/cards")
    tour.go("owner", "POST {C}/labels/{label}")
    kinds: tuple[dict[str, Any], ...] = (
        {"type": "number"},
        {"type": "text"},
        {"type": "select", "options": ["a", "b"]},
        {"type": "what"},
    )
    for place, kind in enumerate(kinds):
        tour.go("owner", "POST {B}/custom-fields", {"name": "f"} | kind, keep=f"f{place}")
    tour.go("owner", "PATCH {B}/custom-fields/{f1}", {"name": "g"})
    tour.look("owner", "{B}/custom-fields")
    for value in ({"{f0}": 3}, {"{f1}": "t"}, {"{f0}": "three"}, {"{f2}": "c"}, {"{f2}": "b"}, {"none": 1}):
        tour.go("owner", "PATCH {C}/custom-fields", value)
    tour.go("owner", "DELETE {B}/custom-fields/{f0}")
    tour.go("owner", "DELETE {B}/labels/{label}")
    tour.look("owner", "{B}/cards")


def see_packages(tour: Tour) -> None:
    """Work packages, rules, members."""
    start(tour)
    tour.go("owner", "POST {B}/scopes", {"name": "s"}, keep="scope")
    tour.go("owner", "PATCH {B}/scopes/{scope}", {"name": "t"})
    tour.go("owner", "PATCH {B}/scopes/{scope}/views", {"activeView": "list"})
    tour.go("owner", "PATCH {B}/scopes/{scope}/views", {"activeView": "what"})
    tour.look("owner", "{B}/scopes/{scope}/views", "{B}/scopes")
    tour.go("owner", "DELETE {B}/scopes/{scope}")
    tour.look("owner", "{B}/scopes", "{B}/scopes/{scope}")
    tour.go("owner", "POST {B}/members", {"email": "reviewer@acme.test"})
    tour.go("owner", "POST {B}/members", {"email": "reviewer@acme.test"})
    tour.known["who"] = tour.go("reviewer", "GET /auth/me").body.get("user", {}).get("id", "none")
    tour.go("owner", "DELETE {B}/members/{who}")
    tour.look("owner", "{B}/members")
    tour.go("owner", "POST {B}/members", {"email": "reviewer@acme.test"})


def see_rules(tour: Tour) -> None:
    """Rules fire, are changed, turned off and on, and deleted."""
    start(tour)
    action = {"type": "set_priority", "priority": "low"}
    tour.go("owner", "POST {B2}/automations", {"trigger": "task_moved", "action": action}, keep="afar")
    tour.go("owner", "POST {B}/automations", {"trigger": "task_moved", "action": action}, keep="rule")
    tour.go("owner", "POST {B}/automations", {"trigger": "what", "action": action})
    for column in ("{col1}", "{col2}"):
        tour.go("owner", "PATCH {C}", {"columnId": column})
    tour.look("owner", "{B}/automations/{rule}/traces", "{B2}/automations/{afar}/traces", "{B}/automations")
    for turn in range(4):
        tour.go("owner", "PATCH {B}/automations/{rule}/toggle")
        tour.go("owner", "PATCH {B}/automations/{rule}", {"name": f"n{turn}"})
        tour.look("owner", "{B}/automations/{rule}")
    tour.go("owner", "DELETE {B}/automations/{rule}")
    tour.look("owner", "{B}/automations")
    tour.go("owner", "PATCH {C}", {"priority": "high"})
    tour.go("owner", "PATCH {C}", {"columnId": "{col0}"})
    tour.look("owner", "{B}/cards")


def see_transfer(tour: Tour) -> None:
    """Projects in and out, and what sums them up."""
    start(tour)
    tour.go("owner", "POST {W}/projects", {"name": "p"}, keep="new")
    tour.go("owner", "PATCH {W}/projects/{new}", {"name": "q"})
    tour.look("owner", "{W}/projects/{new}", "{W}/projects/{new}/columns", "{W}/projects/portfolio", "{B}/export")
    cards = [{"title": f"t{n}", "columnIndex": n % 2, "priority": "high"} for n in range(3)]
    sheet = {"project": {"name": "i"}, "columns": [{"name": "z"}, {"name": "a"}], "cards": cards}
    tour.go("owner", "POST {W}/projects/import", sheet, keep="in")
    tour.look("owner", "{W}/projects/{in}/columns", "{W}/projects/{in}/cards", "{W}/projects/{in}/export")
    tour.go("owner", "POST {W}/projects/import", sheet | {"columns": [{"name": "c"}] * 60})
    tour.look("owner", "{W}/projects")


STOPS = [see_columns, see_card, see_hangers, see_labels, see_packages, see_rules, see_transfer]
