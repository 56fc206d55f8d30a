"""The way of the generated client goes through an honest server and ends where one lies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conformance.mutants import serve
from tests.conformance.mutants.stellary import Stellary, cases_files, crud_writes, secret_tokens
from tests.conformance.mutants.stellary.honest import Refusal, Reply, Request, Row
from tests.witness.generated import Failed, Generated, generate, run
from tests.witness.stellary import STEPS, walk

pytestmark = pytest.mark.slow


class CommentsUnsigned(Stellary):
    def show_comment(self, row: Row) -> Row:
        return {name: value for name, value in super().show_comment(row).items() if name != "authorName"}


class LoginOk(Stellary):
    def login(self, request: Request) -> object:
        return Reply(200, super().login(request))


class UploadsRefused(Stellary):
    def upload(self, request: Request) -> object:
        raise Refusal(413, "too large")


class NoJson(Stellary):
    def list_tokens(self, request: Request) -> object:
        return Reply(200, None, raw=b"<html>", media="text/html")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return generate("stellary", tmp_path_factory.mktemp("client"))


def test_every_operation_of_the_contract_has_a_function(package: Generated) -> None:
    assert package.operations == 122


def test_the_way_goes_through_an_honest_server(package: Generated) -> None:
    with serve(Stellary()) as url:
        lines = list(walk(package, url))
    assert len(lines) == len(STEPS) + 2
    assert lines[-1].endswith("reads the project")


@pytest.mark.parametrize(
    ("liar", "says"),
    [
        (LoginOk, "auth.login: the client fails with KeyError"),  # no documented status, so read as a refusal
        (UploadsRefused, "attachments.upload_attachment: 201 was expected, 413 came: "),
        (crud_writes.NewColumnHidden, "columns.list_columns: 0 of 3 rows have the id"),
        (crud_writes.CardsLandFirst, "card: column_id is '"),
        (CommentsUnsigned, "comments.create_comment: the client fails with KeyError: 'authorName'"),
        (cases_files.NameInAscii, "attachment: original_name is 'Gr??e.bin' where 'Größe.bin' was expected"),
        (cases_files.LastByteMissing, "attachment: 279 bytes were sent, 278 others came back"),
        (cases_files.TypeForgotten, "attachment: it comes back as application/octet-stream"),
        (NoJson, "api_tokens.list_tokens: the client fails with JSONDecodeError"),
        (secret_tokens.TokensListedInClear, "token: the list shows its value"),
    ],
)
def test_the_way_ends_where_a_server_lies(package: Generated, liar: type[Stellary], says: str) -> None:
    with serve(liar()) as url, pytest.raises(Failed) as caught:
        list(walk(package, url))
    assert str(caught.value).startswith(says)


def test_a_generator_that_warns_makes_no_client(tmp_path: Path) -> None:
    answers = {"200": {"description": "Bytes", "content": {"*/*": {}}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/file": {"get": {"operationId": "readFile", "responses": answers}}},
    }
    (tmp_path / "api.json").write_text(json.dumps(document), "utf-8")
    told = ["--path", str(tmp_path / "api.json"), "--output-path", str(tmp_path / "made"), "--meta", "none"]
    with pytest.raises(Failed, match=r"^openapi_python_client generate fails: .*Unsupported content_type"):
        run("openapi_python_client", "generate", "--fail-on-warning", *told)
