from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from conformance.bench import Bench
from conformance.check import Subject
from conformance.report import files
from conformance.report.console import ConsoleWriter
from conformance.run import judge
from conformance.target import Waiver

from .toy import Notes, bad_note, check_of, plan_of, row, toy


def good(bench: Bench, subject: Subject) -> None:
    bench.expect(bench.client.call("listNotes").status == 200, "no list")


def nasty(bench: Bench, subject: Subject) -> None:
    seen = bench.client.send("GET", "/notes/<script>alert(1)</script>", headers={"x-odd": "a\x07b"})
    bench.expect(False, "bad <b>markup</b> & \x07 bell", expected="<i>", observed={"k": ["</pre>"]}, exchange=seen)


def waived(bench: Bench, subject: Subject) -> None:
    bench.expect(False, "known fault")


def broken(bench: Bench, subject: Subject) -> None:
    raise ValueError("first line\nsecond line")


def stray(bench: Bench, subject: Subject) -> None:
    bench.expect(False, "nobody asked for this")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("report")
    rows = [
        row(1, "cases/toy.good"),
        row(2, "cases/toy.bad_note", source="page, section", conflict={"other": "reading"}),
        row(3, "cases/toy.nasty", basis="assumed"),
        row(4, "cases/toy.waived"),
        row(5, "cases/toy.broken"),
        row(6, unverifiable="only the vendor can see it"),
    ]
    checks = [check_of(f) for f in (good, bad_note, nasty, waived, broken, stray)]
    plan = plan_of(toy(*rows), *checks, waivers=(Waiver("TOY-004", "later"),))
    out = io.StringIO()
    console = ConsoleWriter(Console(file=out, width=400), folder)
    document = judge(plan, app=Notes(), writers=[*files(folder), console])
    return folder, document, out.getvalue()


def test_report_json_has_the_agreed_shape(written: Any) -> None:
    folder, document, _ = written
    kept = json.loads((folder / "report.json").read_text())
    assert kept == document
    wanted = {"api", "target", "seed", "started", "duration_s", "requests", "summary", "requirements", "findings"}
    assert wanted <= set(kept)
    assert list(kept["summary"]) == ["passed", "failed", "noted", "waived", "skipped", "error"]
    assert kept["summary"] == dict.fromkeys(kept["summary"], 1)
    assert {"id", "says", "basis", "verdict", "why", "checks"} <= set(kept["requirements"][0])
    finding = {"id", "requirement", "check", "operation", "basis", "verdict", "message", "expected", "observed", "curl"}
    assert finding | {"steps"} <= set(kept["findings"][0])
    assert (
        set(kept["findings"][0]["steps"][0]) == {"operation", "request", "response"}
        if kept["findings"][0]["steps"]
        else True
    )


def test_junit_has_a_case_for_each_requirement_and_each_stray_finding(written: Any) -> None:
    suite = ET.parse(written[0] / "junit.xml").getroot()  # noqa: S314 - we wrote it
    cases = {case.get("name", "").split()[0]: case for case in suite.iter("testcase")}
    assert set(cases) == {*(f"TOY-00{n}" for n in range(1, 7)), "cases/toy.stray"}
    kinds = {name: [child.tag for child in case if child.tag != "properties"] for name, case in cases.items()}
    assert kinds == {
        "TOY-001": [],
        "TOY-002": ["failure"],
        "TOY-003": ["system-out"],
        "TOY-004": ["system-out"],
        "TOY-005": ["error"],
        "TOY-006": ["skipped"],
        "cases/toy.stray": ["failure"],
    }
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == (
        "7",
        "2",
        "1",
        "1",
    )
    failure = cases["TOY-002"].find("failure")
    assert failure is not None
    assert "curl" in (failure.text or "")
    marks = [p.get("value") for p in cases["TOY-006"].iter("property")]
    assert marks == ["TOY-006"]


class Page(HTMLParser):
    """Counts tags and gathers what is between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[tuple[str | None, ...]] = []
        self.text: list[str] = []
        self.linked: list[str | None] = []

    def handle_starttag(self, tag: Any, attrs: Any) -> Any:
        self.tags.append(tag)
        found = dict(attrs)
        if tag == "tr" and "data-verdict" in found:
            self.rows.append((found["id"], found["data-verdict"], found["data-basis"]))
        self.linked += [v for k, v in attrs if k in ("src", "href")]

    def handle_data(self, data: Any) -> Any:
        self.text.append(data)


def test_the_page_is_one_file_with_the_verdict_first_and_every_row(written: Any) -> None:
    text = (written[0] / "report.html").read_text()
    page = Page()
    page.feed(text)
    assert page.linked == []
    assert page.rows == [
        ("TOY-001", "passed", "documented"),
        ("TOY-002", "failed", "documented"),
        ("TOY-003", "noted", "assumed"),
        ("TOY-004", "waived", "documented"),
        ("TOY-005", "error", "documented"),
        ("TOY-006", "skipped", "documented"),
    ]
    body = "".join(page.text[page.text.index("Does not conform", 1) :])
    assert body.startswith("Does not conform")
    for said in ("an unknown note is found", "curl -i", "only the vendor can see it", "ValueError: first line"):
        assert said in body
    assert "prefers-color-scheme:dark" in text
    assert 'name="viewport"' in text


def test_nothing_a_server_says_becomes_markup(written: Any) -> None:
    text = (written[0] / "report.html").read_text()
    page = Page()
    page.feed(text)
    assert page.tags.count("script") == 1
    assert "<b>markup</b>" not in text
    assert "&lt;b&gt;markup&lt;/b&gt;" in text
    assert "i" not in page.tags


def test_the_console_gives_one_line_each_and_no_traceback(written: Any) -> None:
    out = written[2]
    assert "DOES NOT CONFORM: toy at http://127.0.0.1:9" in out
    assert "1 passed, 1 failed, 1 noted, 1 waived, 1 skipped, 1 error" in out
    assert "  failed TOY-002 Rule 2.: an unknown note is found" in out
    assert "  failed cases/toy.stray: nobody asked for this" in out
    assert "  error cases/toy.broken: ValueError: first line" in out
    assert "Traceback" not in out
    assert "second line" not in out
    assert f"report: {written[0] / 'report.html'}" in out


def test_a_terminal_gets_a_progress_bar_and_the_same_verdict() -> None:
    out = io.StringIO()
    console = ConsoleWriter(Console(file=out, width=100, force_terminal=True))
    judge(plan_of(toy(row(1, "cases/toy.good")), check_of(good)), app=Notes(), writers=[console], oracle=False)
    assert "cases/toy.good" in out.getvalue()
    assert "CONFORMS: toy" in out.getvalue()
