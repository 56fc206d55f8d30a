"""The code flow and its tokens with the holes that `cases_outside` leaves."""

from __future__ import annotations

from .honest import Field, Refusal, Reply, Request, Row, Spedy
from .honest.guards import digest_of
from .registry import mutant


@mutant("cases", "116", aim="The state does not come back.")
class StateLost(Spedy):
    def send_back(self, request: Request, address: str, told: dict[str, str]) -> Reply:
        request.query.pop("state", None)
        return super().send_back(request, address, told)


@mutant("cases", "411", aim="A token is asked for by JSON alone.")
class JsonAlone(Spedy):
    def form_of(self, request: Request) -> dict[str, str]:
        if "json" not in request.headers["content-type"]:
            raise self.invalid("The body must be JSON")
        return super().form_of(request)


@mutant("cases", "407", aim="A token is handed out in the redirect to who asks for one.")
class TokenInRedirect(Spedy):
    def authorize(self, request: Request) -> object:
        client = self.tables["clients"].get(request.parameter("client_id") or "")
        if request.parameter("response_type") != "token" or client is None:
            return super().authorize(request)
        origin = {"orgId": request.org["id"], "userId": request.user["id"], "codeId": None}
        token = self.hand_out(client, origin)["access_token"]
        return Reply(302, None, {"Location": f"{request.parameter('redirect_uri')}#access_token={token}"}, raw=b"")


@mutant("cases", "security", "407", "006", aim="Whoever asks for a code without a token gets one for an admin.")
class CodesForNobody(Spedy):
    def authenticate(self, request: Request) -> None:
        if request.handler == "authorize" and "authorization" not in request.headers:
            request.user, request.org = self.people["admin"], self.org_called("acme-corp")
            return
        super().authenticate(request)


@mutant("cases", "116", "409", aim="A code that comes a second time is refused, and no more.")
class ReplayForgiven(Spedy):
    def redeem_code(self, form: dict[str, str], client: Row) -> Row | None:
        kept = dict(self.tables["grants"])
        found = super().redeem_code(form, client)
        self.tables["grants"].update(kept)
        return found


@mutant("cases", "410", aim="The token endpoint refuses as the rest of the API does.")
class FaultsInEnvelopes(Spedy):
    def told(self, status: int, error: str) -> Reply:
        return Reply(status, self.envelope(Refusal(status, error)))


@mutant("cases", "412", aim="An application may what an admin may.")
class ApplicationsAsAdmins(Spedy):
    def user_of(self, request: Request, token: str) -> Row | None:
        user = super().user_of(request, token)
        return self.people["admin"] if user and token.startswith("spedy_oat_") else user


@mutant("cases", "412", aim="An application is let into another organization.")
class ApplicationsAbroad(Spedy):
    def user_of(self, request: Request, token: str) -> Row | None:
        user = super().user_of(request, token)
        return self.people["admin-globex"] if user and token.startswith("spedy_oat_") else user


@mutant("cases", "412", aim="An access token lives for two hours, and says so.")
class TwoHours(Spedy):
    def hand_out(self, client: Row, origin: Row) -> Row:
        found = super().hand_out(client, origin)
        list(self.tables["grants"].values())[-1]["ends"] += 3600
        return found | {"expires_in": 7200}


@mutant("cases", "413", aim="A refresh token is used by any application.")
class RefreshOfAnother(Spedy):
    def redeem_refresh(self, form: dict[str, str], client: Row) -> Row | None:
        digest = digest_of(form.get("refresh_token", ""))
        grant = next(iter(self.all_of("grants", refresh=digest)), None)
        return super().redeem_refresh(form, {"id": grant["clientId"]} if grant else client)


@mutant("cases", "414", aim="Only the access token of a revoked refresh token goes on.")
class AccessOutlivesRefresh(Spedy):
    def end_grant(self, grant: Row) -> None:
        grant["refresh"] = None


@mutant("cases", "414", aim="Revoking what is not there is a fault.")
class RevocationTells(Spedy):
    def revoke_grant(self, request: Request) -> object:
        before = len(self.tables["grants"])
        found = super().revoke_grant(request)
        return found if isinstance(found, Reply) or len(self.tables["grants"]) < before else self.told(400, "no_token")


@mutant("cases", "414", aim="An application revokes the tokens of others.")
class RevokesOfOthers(Spedy):
    def revoke_grant(self, request: Request) -> object:
        form = self.form_of(request)
        client = self.client_of(form)
        for grant in list(self.tables["grants"].values()):
            if client is not None:
                grant["clientId"] = client["id"]
        return super().revoke_grant(request)


@mutant("cases", "409", "405", aim="The document offers plain challenges.")
class PlainOffered(Spedy):
    def authorization_server(self, request: Request) -> object:
        found = super().authorization_server(request)
        return {**found, "code_challenge_methods_supported": ["plain", "S256"]} if isinstance(found, dict) else found


@mutant("cases", "409", "405", aim="The document leads to a token endpoint that is not there.")
class LeadsAstray(Spedy):
    def authorization_server(self, request: Request) -> object:
        found = super().authorization_server(request)
        root = self.root_of(request)
        return {**found, "token_endpoint": f"{root}/oauth/token"} if isinstance(found, dict) else found


@mutant("cases", "115", aim="Applications are told to send their secret in a header.")
class SecretInHeader(Spedy):
    def register_client(self, request: Request) -> object:
        found = super().register_client(request)
        return {**found, "token_endpoint_auth_method": "client_secret_basic"} if isinstance(found, dict) else found


@mutant("cases", "required", "114", aim="An application needs no address.")
class NoAddress(Spedy):
    def check_list(self, key: str, field: Field, value: object) -> list[object]:
        return [] if key == "redirect_uris" and value == [] else super().check_list(key, field, value)


@mutant("cases", "113", aim="An address is on this machine when it begins like it.")
class LooseLoopback(Spedy):
    def may_redirect(self, address: object) -> bool:
        return super().may_redirect(address) or str(address).startswith(("http://localhost", "http://127.0.0.1"))
