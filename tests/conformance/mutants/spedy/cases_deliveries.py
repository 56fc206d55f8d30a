"""Webhook endpoints and deliveries with faults that `cases_outside` leaves."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from .honest import Field, Reply, Request, Row, Spedy
from .registry import mutant


@mutant("cases", "253", aim="Any address is taken for webhooks.")
class AnyAddress(Spedy):
    def check_https(self, key: str, field: Field, value: object) -> str:
        return self.check_text(key, field, value)


@mutant("cases", "required", "253", aim="Events that nobody knows are taken and dropped.")
class UnknownEventsDropped(Spedy):
    def check_list(self, key: str, field: Field, value: object) -> list[object]:
        if key == "events" and isinstance(value, list):
            value = [one for one in value if one in field.options] or value
        return super().check_list(key, field, value)


@mutant("cases", "430", aim="An endpoint that wants no event is taken.")
class NoEvents(Spedy):
    def check_list(self, key: str, field: Field, value: object) -> list[object]:
        return [] if key == "events" and value == [] else super().check_list(key, field, value)


@mutant("cases", "433", aim="Another secret is the same one.")
class SameSecret(Spedy):
    def rotate_secret(self, request: Request) -> object:
        row = self.find_endpoint(request)
        return self.show_endpoint(row) | {"secret": row["secret"]}


@mutant("cases", "429", aim="A new endpoint says that it sleeps.")
class AsleepAtFirst(Spedy):
    def create_endpoint(self, request: Request) -> object:
        found = super().create_endpoint(request)
        return {**found, "isActive": False} if isinstance(found, dict) else found


@mutant("cases", "431", aim="The header names the delivery otherwise than the body.")
class OtherDeliveryId(Spedy):
    def headers_of(self, endpoint: Row, delivery: Row) -> dict[str, str]:
        return super().headers_of(endpoint, delivery) | {"X-Spedy-Delivery": f"{delivery['id']}x"}


@mutant("cases", "431", aim="A delivery is called plain text.")
class PlainTextDeliveries(Spedy):
    def headers_of(self, endpoint: Row, delivery: Row) -> dict[str, str]:
        return super().headers_of(endpoint, delivery) | {"Content-Type": "text/plain"}


@mutant("cases", "255", aim="Every delivery is sent twice.")
class SentTwice(Spedy):
    def tell(self, request: Request, event: str, data: Row) -> None:
        super().tell(request, event, data)
        super().tell(request, event, data)


@mutant("cases", "437", aim="An endpoint goes on hearing after it was deleted.")
class DeletedHears(Spedy):
    def delete_endpoint(self, request: Request) -> object:
        self.change("endpoints", self.find_endpoint(request), {"gone": True})
        return Reply(204, None, raw=b"")

    def belongs(self, kind: str, row: Row, where: Row) -> bool:
        return super().belongs(kind, row, where) and not (kind == "endpoints" and row.get("gone"))

    def list_endpoints(self, request: Request) -> object:
        rows = [row for row in self.all_of("endpoints", orgId=request.org["id"]) if not row.get("gone")]
        return self.page(request, self.newest(rows), self.show_endpoint)


@mutant("cases", "434", aim="The log begins with the oldest delivery.")
class LogBackwards(Spedy):
    def list_deliveries(self, request: Request) -> object:
        rows = self.all_of("deliveries", endpointId=self.find_endpoint(request)["id"])
        return self.page(request, rows, self.show_delivery)


@mutant("cases", "435", aim="A second attempt is another delivery.")
class RetriedAnew(Spedy):
    def send(self, delivery: Row) -> None:
        if delivery["attempts"]:
            told = json.loads(delivery["body"]) | {"createdAt": datetime.now(UTC).isoformat()}
            self.change("deliveries", delivery, {"body": json.dumps(told).encode()})
        super().send(delivery)


@mutant("cases", "438", aim="A new subticket is told to nobody.")
class SubticketsSilent(Spedy):
    def tell(self, request: Request, event: str, data: Row) -> None:
        if request.handler != "create_subticket":
            super().tell(request, event, data)


@mutant("cases", "438", aim="A board that is archived tells nobody.")
class ArchivingSilent(Spedy):
    def tell(self, request: Request, event: str, data: Row) -> None:
        if request.handler not in ("archive_board", "unarchive_board"):
            super().tell(request, event, data)
