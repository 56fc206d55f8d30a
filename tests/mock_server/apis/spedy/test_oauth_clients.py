from __future__ import annotations

import pytest

from tests.mock_server.apis.spedy.office import open_office


@pytest.mark.parametrize(
    ("host", "root"),
    [
        ("127.0.0.1:4010", "http://127.0.0.1:4010"),
        ("localhost:4010", "http://localhost:4010"),
        ("[::1]:4010", "http://[::1]:4010"),
        ("acme-corp.spedy.ai", "https://acme-corp.spedy.ai"),
    ],
)
def test_metadata_carries_the_host_that_was_asked(host: str, root: str) -> None:
    client = open_office().client
    server = client.send("getAuthorizationServer", headers={"host": host}).json
    assert server["issuer"] == root
    assert {server[name] for name in server if name.endswith("_endpoint")} == {
        f"{root}/api/v1/oauth/{name}" for name in ("authorize", "token", "register", "revoke")
    }
    assert server["code_challenge_methods_supported"] == ["S256"]
    resource = client.send("getProtectedResource", headers={"host": host}).json
    assert (resource["resource"], resource["authorization_servers"]) == (root, [root])


def test_a_registration_answers_what_an_application_needs() -> None:
    office = open_office()
    body = {
        "client_name": "My Tool",
        "redirect_uris": ["https://tool.example.com/cb"],
        "client_uri": "https://tool.example.com",
    }
    made = office.get("registerClient", body, who="customer")
    assert made.pop("client_secret").startswith("spd_")
    assert made.pop("client_id")
    assert made == {
        **body,
        "token_endpoint_auth_method": "client_secret_post",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
    }


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("https://tool.example.com/cb", 201),
        ("http://localhost:8080/cb", 201),
        ("http://127.0.0.1/cb", 201),
        ("http://[::1]:8080/cb", 201),
        ("http://tool.example.com/cb", 400),
        ("http://localhost.example.com/cb", 400),
        ("http://127.0.0.1.example.com/cb", 400),
        ("http://localhost@evil.example/cb", 400),
        ("https://tool.example.com/cb#part", 400),
        ("https:///cb", 400),
        ("https://[tool/cb", 400),
        ("javascript:alert(1)", 400),
        ("myapp://cb", 400),
        ("/cb", 400),
        ("https://tool.example.com/a b", 400),
    ],
)
def test_codes_go_over_https_or_to_this_machine(address: str, status: int) -> None:
    body = {"client_name": "My Tool", "redirect_uris": ["https://tool.example.com/cb", address]}
    assert open_office().send("registerClient", body).status == status


@pytest.mark.parametrize("body", [{}, {"client_name": "x"}, {"client_name": "x", "redirect_uris": []}])
def test_name_and_addresses_are_needed(body: dict[str, object]) -> None:
    assert open_office().refused("registerClient", body) == 400


def test_nobody_registers_unknown() -> None:
    body = {"client_name": "My Tool", "redirect_uris": ["https://tool.example.com/cb"]}
    assert open_office().client.send("registerClient", body=body).status == 401
