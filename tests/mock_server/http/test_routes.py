import pytest

from mock_server.engine.call import Route
from mock_server.http.routes import RouteTable

TABLE = RouteTable(
    [
        Route("GET", "/users/{id}", "read"),
        Route("DELETE", "/users/{user_id}", "delete"),
        Route("GET", "/users/me", "me"),
        Route("GET", "/users/{user_id}/posts/{post}", "posts"),
        Route("POST", "/users/{id}:archive", "archive"),
        Route("GET", "/v/{a}.json", "json"),
        Route("GET", "/v/{a}-{b}", "pair"),
        Route("GET", "/a/b/c", "abc"),
        Route("GET", "/a/{x}/d", "axd"),
        Route("GET", "/", "root"),
    ]
)


@pytest.mark.parametrize(
    ("path", "method", "operation", "fields"),
    [
        ("users/1", "GET", "read", {"id": "1"}),
        ("users/1", "DELETE", "delete", {"user_id": "1"}),
        ("users/me", "GET", "me", {}),
        ("users/1/posts/2", "GET", "posts", {"user_id": "1", "post": "2"}),
        ("users/me/posts/2", "GET", "posts", {"user_id": "me", "post": "2"}),
        ("users/1:archive", "POST", "archive", {"id": "1"}),
        ("v/x.json", "GET", "json", {"a": "x"}),
        ("v/x-y-z", "GET", "pair", {"a": "x", "b": "y-z"}),
        ("a/b/c", "GET", "abc", {}),
        ("a/b/d", "GET", "axd", {"x": "b"}),
        ("", "GET", "root", {}),
        ("users/1", "HEAD", "read", {"id": "1"}),
    ],
)
def test_path_leads_to_its_operation(path: str, method: str, operation: str, fields: dict[str, str]) -> None:
    found = TABLE.find(path.split("/"))
    assert found is not None
    place, values = found
    bound = place.find(method)
    assert bound is not None
    assert bound[0] == operation
    assert dict(zip(bound[1], values, strict=True)) == fields


@pytest.mark.parametrize(
    "path", ["users", "users/", "users/1/", "/users/1", "users//posts/2", "a/b", "nothing", "v/.json"]
)
def test_other_paths_lead_nowhere(path: str) -> None:
    assert TABLE.find(path.split("/")) is None


def test_a_place_names_what_it_serves_and_refuses_the_rest() -> None:
    found = TABLE.find(["users", "1"])
    assert found is not None
    assert found[0].allow == ("DELETE", "GET", "HEAD")
    assert found[0].find("PUT") is None


def test_a_value_with_a_slash_stays_one_value() -> None:
    found = TABLE.find(["users", "a/b"])
    assert found is not None
    assert found[1] == ["a/b"]


def test_two_operations_cannot_share_method_and_path() -> None:
    with pytest.raises(ValueError, match="GET is taken by one"):
        RouteTable([Route("GET", "/x/{a}", "one"), Route("GET", "/x/{b}", "two")])
