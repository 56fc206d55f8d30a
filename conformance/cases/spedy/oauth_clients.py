"""OAuth's two documents, and the registration of applications."""

from __future__ import annotations

from urllib.parse import urlsplit

from conformance.bench import Bench
from conformance.cases.spedy.applications import register
from conformance.cases.spedy.steps import ANONYMOUS, Row, answered, call, equal, may_spoil, refused, succeeded
from conformance.check import Subject, check
from conformance.exchange import Json
from conformance.target import Tenant

SERVER, RESOURCE = "getAuthorizationServer", "getProtectedResource"
FINE = "https://judge.example.com/back"


def document(bench: Bench, operation: str, tenant: Tenant | None = None) -> tuple[Row, str]:
    """One of the documents as nobody in particular reads it, and the host it was asked at."""
    answer = bench.client.call(operation, tenant=tenant, principal=ANONYMOUS)
    host = answer.request.headers.get("host") or urlsplit(bench.target.base_url).netloc.rpartition("@")[2]
    return answered(bench, answer, f"reading {operation}"), host


def addresses(told: Row) -> list[str]:
    """All addresses in a document."""
    found: list[Json] = []
    for value in told.values():
        found += value if isinstance(value, list) else [value]
    return [value for value in found if isinstance(value, str) and "://" in value]


@check()
def own_host(bench: Bench, _: Subject) -> None:
    """The addresses in both documents are at the host that was asked."""
    named: list[Tenant | None] = [t for t in bench.target.tenants if t.host] if bench.can("hosts") else []
    for tenant in named[:2] or [None]:
        for operation in (SERVER, RESOURCE):
            told, host = document(bench, operation, tenant)
            hosts = sorted({urlsplit(address).netloc for address in addresses(told)})
            equal(bench, hosts, [host], f"{operation} holds addresses at another host")


@check()
def metadata(bench: Bench, _: Subject) -> None:
    """The documents say what RFC 8414 and RFC 9728 ask for: codes, S256 alone, and who hands out tokens."""
    server, _host = document(bench, SERVER)
    for name, wanted in (("response_types_supported", ["code"]), ("code_challenge_methods_supported", ["S256"])):
        equal(bench, server.get(name), wanted, f"{name} is something else")
    lost = {"authorization_code", "refresh_token"} - {*(server.get("grant_types_supported") or [])}
    bench.expect(not lost, "a type of grant is not told", expected=sorted(lost), observed="not told")
    resource, _host = document(bench, RESOURCE)
    equal(bench, resource.get("authorization_servers"), [server.get("issuer")], "tokens are handed out elsewhere")


@check()
def endpoints_lead(bench: Bench, _: Subject) -> None:
    """The endpoints in the document lead to the operations of this API."""
    server, _host = document(bench, SERVER)
    for name, operation in (
        ("authorization_endpoint", "authorizeClient"),
        ("token_endpoint", "issueOAuthToken"),
        ("registration_endpoint", "registerClient"),
        ("revocation_endpoint", "revokeOAuthToken"),
    ):
        seen = urlsplit(str(server.get(name))).path
        equal(bench, seen, bench.contract.operations[operation].path, f"{name} leads elsewhere")


@check(writes=True)
def answer(bench: Bench, _: Subject) -> None:
    """A registration answers id and secret, what was sent, and how the application gets its tokens."""
    row = register(bench, client_uri="https://judge.example.com").row
    begins = str(row.get("client_secret")).startswith("spd_") and len(str(row.get("client_secret"))) > len("spd_")
    bench.expect(begins, "the secret does not begin with spd_", expected="spd_", observed="another beginning")
    told = [row.get(name) for name in ("token_endpoint_auth_method", "grant_types", "response_types")]
    wanted = ["client_secret_post", ["authorization_code", "refresh_token"], ["code"]]
    equal(bench, told, wanted, "the application is to get its tokens in another way")
    other = register(bench).row
    apart = [row[name] != other[name] for name in ("client_id", "client_secret")]
    equal(bench, apart, [True, True], "two applications share their id or secret")


@check(writes=True)
def redirects(bench: Bench, _: Subject) -> None:
    """An address to lead back to is https, or plain http on the machine of the user."""
    may_spoil(bench)
    for address in ("http://localhost:8123/back", "http://127.0.0.1/back", "http://[::1]:8123/back"):
        body = {"client_name": f"Judge {bench.word()}", "redirect_uris": [FINE, address]}
        succeeded(bench, call(bench, "registerClient", body), f"an application at {address}")
    for address in (
        "http://judge.example.com/back",
        "http://localhost.example.com/back",
        "http://127.0.0.1.example.com/back",
        "http://localhost@judge.example.com/back",
        "ftp://judge.example.com/back",
        "/back",
    ):
        body = {"client_name": f"Judge {bench.word()}", "redirect_uris": [FINE, address]}
        refused(bench, call(bench, "registerClient", body), f"an application at {address}", 400)


@check(writes=True)
def required(bench: Bench, _: Subject) -> None:
    """A registration takes a name and at least one address."""
    may_spoil(bench)
    for told, body in (
        ("without a name", {"redirect_uris": [FINE]}),
        ("without addresses", {"client_name": "Judge"}),
        ("with an empty list of addresses", {"client_name": "Judge", "redirect_uris": []}),
    ):
        refused(bench, call(bench, "registerClient", body), f"an application {told}", 400)
