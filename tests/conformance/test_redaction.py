from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Console

from conformance.bench import Bench
from conformance.check import Subject
from conformance.redact import Redactor, Secret
from conformance.report import files
from conformance.report.console import ConsoleWriter
from conformance.run import judge
from conformance.target import Principal

from .toy import Notes, check_of, plan_of, row, toy

TOKEN = 'tok-"s3cret"/é+9'


class Telltale(Notes):
    """A server that repeats the credential in what it answers."""

    def answer(self, method: Any, path: Any, environ: Any) -> Any:
        if path == "/notes/echo":
            return 404, {"code": environ.get("HTTP_AUTHORIZATION", ""), "issued": "issued-token-77"}
        return super().answer(method, path, environ)


def leaky(bench: Bench, subject: Subject) -> None:
    """The server keeps tokens to itself."""
    seen = bench.client.call("readNote", {"id": "echo"}, query={"key": TOKEN}, json={"password": TOKEN})
    bench.secret(seen.json()["issued"])
    bench.expect(False, f"it said {seen.json()}", expected=TOKEN, observed=seen.text, exchange=seen)
    raise RuntimeError(f"broke with {TOKEN}")


def test_no_report_and_no_line_holds_a_token(tmp_path: Path) -> None:
    out = io.StringIO()
    principal = Principal("ann", token=Secret(TOKEN))
    plan = plan_of(toy(row(1, "cases/toy.leaky")), check_of(leaky), principals=(principal,))
    console = ConsoleWriter(Console(file=out, width=500), tmp_path)
    document = judge(plan, app=Telltale(), writers=[*files(tmp_path), console], oracle=True)
    texts = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} | {"console": out.getvalue()}
    assert set(texts) == {"report.json", "junit.xml", "report.html", "console"}
    forms = ["s3cret", quote(TOKEN, safe=""), base64.b64encode(TOKEN.encode()).decode(), "issued-token-77"]
    for name, text in texts.items():
        assert not [form for form in forms if form in text], name
    assert "***" in texts["report.json"]
    assert "***" in texts["report.html"]
    assert "Bearer ***" in document["findings"][0]["curl"]
    assert "broke with ***" in document["checks"][0]["traceback"]


def test_the_token_did_go_over_the_wire() -> None:
    app = Notes()
    plan = plan_of(toy(row(1)), check_of(leaky), principals=(Principal("ann", token=Secret("plain-token")),))
    judge(plan, app=app, oracle=False)
    assert app.seen[-1]["HTTP_AUTHORIZATION"] == "Bearer plain-token"


def test_a_secret_shows_nothing_of_itself() -> None:
    secret = Secret("hunter22")
    assert "hunter" not in f"{secret} {secret!r} {Principal('p', token=secret)}"
    assert secret.reveal() == "hunter22"


def test_a_longer_secret_goes_before_a_shorter_one_inside_it() -> None:
    redactor = Redactor([Secret("abcd"), Secret("abcd-efgh")])
    assert redactor.text("x abcd-efgh y abcd z") == "x *** y *** z"
    assert redactor.clean({"abcd": [1, None, {"k": "<abcd>"}]}) == {"***": [1, None, {"k": "<***>"}]}


def test_json_escapes_are_masked_too() -> None:
    redactor = Redactor([Secret('a"bcd')])
    assert redactor.text(json.dumps({"k": 'a"bcd'})) == '{"k": "***"}'
