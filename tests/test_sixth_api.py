"""A further API is two folders of YAML: the commands lint, bundle, serve and judge it without a line of code."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SIXTH = ROOT / "tests" / "sixth"
API = "library"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the three packages that knows no API but the sixth."""
    home = tmp_path_factory.mktemp("house")
    known = [path.parent.name for path in ROOT.glob("specs/*/openapi.yaml")]
    for package in ("specs", "mock_server", "conformance"):
        shutil.copytree(
            ROOT / package, home / package, ignore=shutil.ignore_patterns(*known, "compiled", "__pycache__")
        )
    (home / "specs" / "compiled").mkdir()
    for folder in ("specs", "fixtures"):
        shutil.copytree(SIXTH / folder / API, home / folder / API)
    return home


def run(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one of the commands in the copy."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=240, check=False)


@pytest.fixture(scope="module")
def bundled(house: Path) -> Path:
    """The copy with the bundle of the sixth API built."""
    built = run(house, "specs", "bundle")
    assert built.returncode == 0, built.stderr
    assert (house / "specs" / "compiled" / f"{API}.json").is_file()
    return house


def test_its_contract_keeps_every_rule(bundled: Path) -> None:
    linted = run(bundled, "specs", "lint", API)
    assert (linted.returncode, linted.stderr) == (0, ""), linted.stdout


def test_the_contract_alone_drives_its_twin(bundled: Path) -> None:
    listed = run(bundled, "mock_server", "list", "--stats")
    assert listed.stdout.split()[:4] == [API, "11", "operations,", "11"]
    assert "(100 %)" in listed.stdout


def test_the_judge_passes_its_twin(bundled: Path) -> None:
    ended = run(bundled, "conformance", "run", API, "--mock", "--report", "out")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = json.loads((bundled / "out" / "report.json").read_text())
    assert {row["id"]: row["verdict"] for row in report["requirements"]} == {
        f"LIBRARY-00{number}": "passed" for number in (1, 2, 3, 4)
    }


def test_the_judge_fails_a_twin_that_breaks_it(bundled: Path) -> None:
    """The twin is driven by a contract in which a book may be lent twice; the judge reads the true one."""
    target = bundled / "target.toml"
    other = bundled / "other"
    shutil.copytree(bundled, other, ignore=shutil.ignore_patterns("other", "out"))
    root = other / "specs" / API / "openapi.yaml"
    contract = yaml.safe_load(root.read_text())
    contract["components"]["x-resources"]["Book"]["states"]["moves"][0]["from"] = [False, True]
    root.write_text(yaml.safe_dump(contract, sort_keys=False))
    command = [sys.executable, "-m", "mock_server", API, "--port", "0", "--write-target", str(target)]
    with subprocess.Popen(command, cwd=other, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert "ready" in server.stdout.readline()
            ended = run(
                bundled,
                "conformance",
                "run",
                API,
                "--target",
                str(target),
                "--only",
                "laws/states*",
                "--report",
                "broken",
            )
        finally:
            server.terminate()
    assert ended.returncode == 1, ended.stdout + ended.stderr
    report = json.loads((bundled / "broken" / "report.json").read_text())
    assert [row["id"] for row in report["requirements"] if row["verdict"] == "failed"] == ["LIBRARY-004"]
