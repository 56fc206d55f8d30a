from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

import specs
from mock_server.engine import StartError, open_twin
from mock_server.engine.act import Act
from mock_server.engine.call import Door
from tests.mock_server.engine.driver import NOON, Client


def test_the_twin_is_a_door():
    door: Door = open_twin("codespar")
    assert (door.name, door.max_body) == ("codespar", 1 << 20)


@pytest.mark.parametrize(
    ("options", "says"),
    [({"clock": "noon"}, "ISO 8601"), ({"fixtures": "/nowhere/at/all"}, "--fixtures")],
)
def test_mistakes_at_the_start(options: dict[str, str], says: str):
    with pytest.raises(StartError, match=says):
        open_twin("codespar", **options)  # type: ignore[arg-type]


def test_an_unknown_api_is_told_with_the_known_ones():
    with pytest.raises(StartError, match="codespar"):
        open_twin("kodespar")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Agent: [", "not readable as YAML"),
        ("- 1", "must be a mapping"),
        ("Agent: {}", "list of rows"),
        ("Robot: [{a: 1}]", "no resource 'Robot'"),
        ("Task: [{name: t, intervalMs: 0, lastRun: null, nextRun: null, runCount: 0, errors: 0}]", "intervalMs"),
    ],
)
def test_bad_fixtures_show_at_the_start(tmp_path: Path, text: str, says: str):
    (tmp_path / "rows.yaml").write_text(text)
    with pytest.raises(StartError, match=says):
        open_twin("codespar", fixtures=tmp_path)


def test_own_fixtures_replace_the_shipped_ones(tmp_path: Path):
    folder = tmp_path / "codespar"
    folder.mkdir()
    (folder / "rows.yaml").write_text("Org: [{name: On, createdAt: 2020-01-01T00:00:00Z}]\n")
    (folder / "facts.yaml").write_text("answer: 42\n")
    twin = open_twin("codespar", fixtures=tmp_path, clock=NOON)
    [org] = Client(twin).send("listOrgs").json
    assert (org["name"], org["id"], org["createdAt"]) == ("On", "org-on", "2020-01-01T00:00:00Z")
    assert twin.target("u", "c")["facts"] == {"answer": 42}


def test_the_target_names_tenants_and_facts():
    target = open_twin("codespar").target("http://127.0.0.1:4010", "http://127.0.0.1:4010/__mock__")
    assert target["base_url"] == "http://127.0.0.1:4010"
    assert target["control"] == {"url": "http://127.0.0.1:4010/__mock__", "world": "judge"}
    assert {tenant["id"] for tenant in target["tenants"]} == {"org-acme", "org-globex", "org-sandbox"}
    assert target["facts"]["unknown_repo"].startswith("nonexistent/")
    orjson.dumps(target)


def lie(act: Act) -> object:
    return {"linked": "perhaps", "tenant": act.tenant}


def test_a_broken_answer_never_leaves(caplog: pytest.LogCaptureFixture):
    client = Client(open_twin("codespar", handlers={"check_link": lie}))
    with caplog.at_level(logging.ERROR, "mock_server"):
        reply = client.send("checkProject", query="agentId=x")
    assert (reply.status, reply.code) == (500, "INTERNAL_ERROR")
    assert "checkProject 200: /linked must be of type boolean" in caplog.text


def test_a_trusted_twin_does_not_look():
    client = Client(open_twin("codespar", handlers={"check_link": lie}, trust=True))
    assert client.send("checkProject", query="agentId=x").json == {"linked": "perhaps"}


def test_an_undeclared_refusal_is_caught(caplog: pytest.LogCaptureFixture):
    def refuse(act: Act) -> object:
        act.refuse("unheard_of")

    client = Client(open_twin("codespar", handlers={"check_link": refuse}))
    assert client.send("checkProject", query="agentId=x").code == "INTERNAL_ERROR"


def test_opening_loads_no_heavy_library():
    code = (
        "import sys; from mock_server.engine import open_twin; open_twin('codespar'); "
        "print(','.join(sorted({m.split('.')[0] for m in sys.modules})))"
    )
    if specs.fingerprint("codespar") != specs.load("codespar")["hash"]:
        pytest.skip("the bundle is being rebuilt from its sources, which loads prance")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.strip().split(","))
    heavy = {"falcon", "waitress", "yaml", "prance", "jinja2", "rich", "schemathesis", "openapi_core", "referencing"}
    assert not loaded & heavy
