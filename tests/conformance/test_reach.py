from __future__ import annotations

from typing import Any

import pytest

from conformance.bench import Bench
from conformance.check import Subject
from conformance.client import Client
from conformance.errors import Unreachable
from conformance.reach import reach
from conformance.run import judge
from conformance.target import Target

from .toy import Notes, bad_note, check_of, http, plan_of, raw_server, row, toy


def reached(url: str, timeout: float = 0.3) -> Client:
    client = Client(toy(), Target(url, timeout=timeout))
    reach(client.contract, client)
    return client


def test_nothing_listens() -> None:
    with raw_server(b"") as url:
        pass
    with pytest.raises(Unreachable, match=r"cannot reach http://127.0.0.1:\d+: cannot connect"):
        reached(url)


def test_a_server_that_never_answers() -> None:
    with raw_server(None, hang=True) as url, pytest.raises(Unreachable, match=r"no complete answer within 0.3 s"):
        reached(url)


def test_a_server_that_closes_the_socket() -> None:
    with raw_server(None) as url, pytest.raises(Unreachable, match=r"cannot reach .*disconnected"):
        reached(url)


def test_a_server_that_speaks_no_http() -> None:
    with raw_server(b"220 smtp ready\r\n") as url, pytest.raises(Unreachable, match="cannot reach"):
        reached(url)


def test_a_server_of_pages() -> None:
    page = http(b"<html>hello</html>", "text/html")
    with raw_server(page) as url, pytest.raises(Unreachable, match="does not look like a toy server: GET /notes"):
        reached(url)


def test_any_json_answer_is_first_contact_enough() -> None:
    with raw_server(http(b'{"code": "BROKEN"}', "application/json", 500)) as url:
        assert reached(url).requests == 1


def test_a_server_that_answers_some_requests_gets_findings() -> None:
    class Fragile(Notes):
        def answer(self, method: Any, path: Any, environ: Any) -> Any:
            if path.startswith("/notes/"):
                raise OSError("gone")
            return super().answer(method, path, environ)

    document = judge(plan_of(toy(row(1, "cases/toy.bad_note")), check_of(bad_note)), app=Fragile(), oracle=False)
    (finding,) = document["findings"]
    assert (document["exit"], finding["observed"]) == (1, 0)
    assert finding["steps"][-1]["response"]["error"] == "the application raised OSError: gone"


def test_a_server_that_dies_ends_the_run_and_the_rest_is_skipped() -> None:
    class Dying(Notes):
        def answer(self, method: Any, path: Any, environ: Any) -> Any:
            if len(self.seen) > 1:
                raise OSError("gone")
            return super().answer(method, path, environ)

    def stubborn(bench: Bench, subject: Subject) -> None:
        for _ in range(100):
            bench.client.call("listNotes")

    plan = plan_of(toy(row(1, "cases/toy.bad_note")), check_of(stubborn), check_of(bad_note))
    document = judge(plan, app=Dying(), oracle=False)
    assert [c["outcome"] for c in document["checks"]] == ["skipped", "skipped"]
    assert document["exit"] == 3
    assert "stopped answering" in document["requirements"][0]["why"]
    assert document["requests"] == 26
