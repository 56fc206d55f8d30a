"""Tokens and organizations, each with one thing wrong."""

from __future__ import annotations

from .honest import PEOPLE, Field, Refusal, Reply, Request, Spedy
from .registry import mutant


@mutant("cases", "010", aim="Customers are read by those tokens alone that were there at first.")
class NewTokensRefused(Spedy):
    def guard(self, request: Request) -> None:
        super().guard(request)
        if request.handler == "list_customers" and request.pat.get("name") not in PEOPLE:
            raise Refusal(401, "Sign in again")


@mutant("cases", "012", aim="Whoever ends one token ends all of them.")
class AllTokensEnd(Spedy):
    def revoke_token(self, request: Request) -> object:
        row = self.find_token(request)
        for other in self.all_of("tokens", userId=row["userId"]):
            if other["createdAt"] >= row["createdAt"]:
                self.drop("tokens", other)
        return Reply(204, None, raw=b"")


@mutant("cases", "014", aim="A token may for ever what its owner may when it is first used.")
class RightsOfOnce(Spedy):
    def prepare(self) -> None:
        super().prepare()
        self.allowed: set[tuple[str, str]] = set()

    def check_role(self, request: Request) -> None:
        mark = (str(request.pat.get("digest")), str(request.at.get("boards", {}).get("id")))
        if mark not in self.allowed:
            super().check_role(request)
            if request.method != "GET":
                self.allowed.add(mark)


@mutant("cases", "008", aim="A token in a header of its own opens the door.")
class TokenInOtherHeader(Spedy):
    def authenticate(self, request: Request) -> None:
        if "x-api-key" in request.headers:
            request.headers["authorization"] = f"Bearer {request.headers['x-api-key']}"
        super().authenticate(request)


@mutant("cases", "120", aim="Everybody reads the first organization there is.")
class FirstOrganization(Spedy):
    def get_org(self, request: Request) -> object:
        return self.show_org(next(iter(self.tables["orgs"].values())))


@mutant("cases", "122", aim="Any text is a slug.")
class AnySlug(Spedy):
    def check_slug(self, key: str, field: Field, value: object) -> str:
        return self.check_text(key, field, value)


@mutant("cases", "416", aim="Two organizations have one slug.")
class SharedSlug(Spedy):
    def update_org(self, request: Request) -> object:
        return self.show_org(self.change("orgs", request.org, self.take(request, "org_patch")))


@mutant("cases", "416", aim="A new slug takes the name along.")
class SlugTakesName(Spedy):
    def update_org(self, request: Request) -> object:
        found = super().update_org(request)
        slug = self.take(request, "org_patch").get("slug")
        return self.show_org(self.change("orgs", request.org, {"name": slug})) if slug else found


@mutant("cases", "124", aim="An organization that was erased is still let in.")
class ErasedLivesOn(Spedy):
    def delete_org(self, request: Request) -> object:
        kept = {kind: dict(self.tables[kind]) for kind in ("orgs", "users", "tokens")}
        found = super().delete_org(request)
        self.tables.update(kept)
        return found


@mutant("cases", "124", aim="One organization takes another along.")
class ErasesAnother(Spedy):
    def delete_org(self, request: Request) -> object:
        found = super().delete_org(request)
        for org in self.tables["orgs"].values():
            org["logo"] = "https://cdn.spedy.ai/gone.png"
        return found


@mutant("cases", "417", aim="An organization that pays is erased.")
class PaidErased(Spedy):
    def delete_org(self, request: Request) -> object:
        request.org["plan"] = "CANCELED"
        return super().delete_org(request)


@mutant("cases", "scopes", "121", aim="Everybody erases the organization.")
class ErasedByAll(Spedy):
    def needed(self, request: Request) -> str | None:
        return None if request.handler == "delete_org" else super().needed(request)
