"""OAuth with a hole, and webhooks that say too much, too little, or unsigned."""

from __future__ import annotations

from .honest import Request, Row, Spedy
from .registry import mutant


@mutant("cases", "116", aim="Any verifier will do.")
class AnyVerifier(Spedy):
    def verifies(self, code: Row, verifier: str) -> bool:
        return True


@mutant("cases", "116", aim="No verifier is a good one.")
class VerifierMayLack(Spedy):
    def verifies(self, code: Row, verifier: str) -> bool:
        return not verifier or super().verifies(code, verifier)


@mutant("cases", "116", aim="The challenge itself is taken for the verifier, as by the plain method.")
class PlainVerifier(Spedy):
    def verifies(self, code: Row, verifier: str) -> bool:
        return verifier == code["challenge"] or super().verifies(code, verifier)


@mutant("cases", "116", aim="A code is good for many tokens.")
class CodeManyTimes(Spedy):
    def redeem_code(self, form: dict[str, str], client: Row) -> Row | None:
        code = self.tables["codes"].get(form.get("code", ""))
        if code is not None:
            code["used"] = False
        return super().redeem_code(form, client)


@mutant("cases", "116", "409", aim="A code is redeemed by another application.")
class CodeOfAnother(Spedy):
    def is_clients(self, row: Row, client: Row) -> bool:
        return True


@mutant("cases", "407", aim="Codes are sent to an address that was not registered.")
class AnyRedirect(Spedy):
    def is_registered(self, client: Row, address: str) -> bool:
        return address.startswith(tuple(client["redirect_uris"]))


@mutant("cases", "409", aim="The address is not looked at when a code is redeemed.")
class RedirectForgotten(Spedy):
    def redeem_code(self, form: dict[str, str], client: Row) -> Row | None:
        code = self.tables["codes"].get(form.get("code", ""), {})
        return super().redeem_code(form | {"redirect_uri": code.get("redirect", "")}, client)


@mutant("cases", "116", "408", aim="A request without a challenge gets a code.")
class NoChallenge(Spedy):
    def proves(self, request: Request) -> bool:
        return True


@mutant("cases", "409", aim="A code lives for a day.")
class CodeLives(Spedy):
    def redeem_code(self, form: dict[str, str], client: Row) -> Row | None:
        code = self.tables["codes"].get(form.get("code", ""))
        if code is not None and code["ends"] + 86_400 > self.now():
            code["ends"] = self.now() + 60
        return super().redeem_code(form, client)


@mutant("cases", "security", "412", aim="Access tokens do not end.")
class AccessForever(Spedy):
    def is_alive(self, kind: str, row: Row) -> bool:
        return True


@mutant("cases", "413", aim="A refresh token is good for many turns.")
class RefreshManyTimes(Spedy):
    def redeem_refresh(self, form: dict[str, str], client: Row) -> Row | None:
        kept = dict(self.tables["grants"])
        found = super().redeem_refresh(form, client)
        self.tables["grants"].update(kept)
        return found


@mutant("cases", "414", aim="Revoking answers well and does nothing.")
class RevokesNothing(Spedy):
    def end_grant(self, grant: Row) -> None:
        return


@mutant("cases", "409", aim="The secret of an application is not looked at.")
class AnySecret(Spedy):
    def client_of(self, form: dict[str, str]) -> Row | None:
        return self.tables["clients"].get(form.get("client_id", ""))


@mutant("cases", "113", aim="Plain http is taken as an address for codes.")
class HttpRedirects(Spedy):
    def may_redirect(self, address: object) -> bool:
        return isinstance(address, str) and address.startswith("http")


@mutant("cases", "113", aim="Addresses on this machine are refused.")
class NoLoopback(Spedy):
    def may_redirect(self, address: object) -> bool:
        return super().may_redirect(address) and str(address).startswith("https")


@mutant("cases", "115", aim="The secret of an application does not begin as the page says.")
class OtherClientSecret(Spedy):
    def register_client(self, request: Request) -> object:
        found = super().register_client(request)
        return {**found, "client_secret": "abc"} if isinstance(found, dict) else found


@mutant("cases", "111", aim="The metadata name another host than was asked.")
class MetadataOfOne(Spedy):
    def root_of(self, request: Request) -> str:
        return "https://app.spedy.ai"


@mutant("cases", "110", "security", aim="The metadata take a token.")
class MetadataGuarded(Spedy):
    def guard(self, request: Request) -> None:
        if request.handler in ("authorization_server", "protected_resource"):
            self.authenticate(request)
        super().guard(request)


@mutant("cases", "255", "432", aim="Deliveries are not signed.")
class Unsigned(Spedy):
    def headers_of(self, endpoint: Row, delivery: Row) -> dict[str, str]:
        found = super().headers_of(endpoint, delivery)
        del found["X-Spedy-Signature"]
        return found


@mutant("cases", "255", "432", aim="Deliveries are signed with something else than the secret.")
class SignedWrong(Spedy):
    def sign(self, endpoint: Row, body: bytes) -> str:
        return super().sign(endpoint | {"secret": endpoint["id"]}, body)


@mutant("cases", "255", aim="Endpoints hear of every event.")
class EveryEvent(Spedy):
    def subscribers(self, org: Row, event: str) -> list[Row]:
        return self.all_of("endpoints", orgId=org["id"], isActive=True)


@mutant("cases", "256", aim="An inactive endpoint hears of events.")
class InactiveHears(Spedy):
    def subscribers(self, org: Row, event: str) -> list[Row]:
        return [row for row in self.all_of("endpoints", orgId=org["id"]) if event in row["events"]]


@mutant("cases", "255", "436", aim="Endpoints of other organizations hear of events.")
class EventsOfAll(Spedy):
    def subscribers(self, org: Row, event: str) -> list[Row]:
        return [row for row in self.all_of("endpoints", isActive=True) if event in row["events"]]


@mutant("cases", "257", aim="Assigning tells nobody.")
class AssignSilent(Spedy):
    def subscribers(self, org: Row, event: str) -> list[Row]:
        return [] if event == "ticket.assigned" else super().subscribers(org, event)


@mutant("cases", "435", aim="A delivery that failed is not tried again.")
class NoRetry(Spedy):
    def note_attempt(self, delivery: Row, status: int | None) -> None:
        super().note_attempt(delivery, status)
        if delivery["status"] == "pending":
            self.change("deliveries", delivery, {"status": "failed", "nextAttemptAt": None})


@mutant("cases", "433", aim="A new secret signs nothing.")
class RotatesNothing(Spedy):
    def rotate_secret(self, request: Request) -> object:
        row = self.find_endpoint(request)
        return self.show_endpoint(row) | {"secret": self.make_secret()}


@mutant("cases", "434", aim="The log says that every delivery arrived.")
class LogLies(Spedy):
    def show_delivery(self, row: Row) -> Row:
        return super().show_delivery(row) | {"status": "delivered", "responseStatus": 200}


@mutant("cases", "251", aim="One event is not among those that can be subscribed to.")
class EventMissing(Spedy):
    def list_webhook_events(self, request: Request) -> object:
        found = super().list_webhook_events(request)
        return found[:-1] if isinstance(found, list) else found
