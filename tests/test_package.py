"""The wheel, installed into an empty environment: complete, and working far from the source tree."""

import json
import os
import signal
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent
APIS = sorted(path.parent.name for path in ROOT.glob("specs/*/openapi.yaml"))

pytestmark = pytest.mark.slow

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds nothing but the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(home, with_pip=True)
    command = [str(home / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    command += ["-c", str(ROOT / "constraints.txt"), f"{wheel}[conformance]"]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return home / "bin"


@pytest.fixture
def run(programs: Path, tmp_path: Path) -> Run:
    """Run a program of that environment in an empty folder, without a way back to the source tree."""

    def start(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(programs / program), *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=clean(), capture_output=True, text=True, timeout=300, check=False
        )

    return start


def clean() -> dict[str, str]:
    """The environment without what points into the source tree or reports to this run's coverage."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "VIRTUAL_ENV"))}


def test_the_wheel_holds_contracts_bundles_pages_and_worlds(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert APIS
    assert "specs/vocabulary.yaml" in names
    assert "specs/review/templates/page.html" in names
    for api in APIS:
        assert f"specs/compiled/{api}.json" in names
        assert f"specs/{api}/openapi.yaml" in names
        assert f"specs/{api}/requirements.yaml" in names
        assert any(name.startswith(f"mock_server/_fixtures/{api}/") for name in names)


def test_the_wheel_takes_no_name_of_others(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"specs", "mock_server", "conformance"}


def test_the_wheel_holds_no_leftovers(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".tmp"))] == []


def test_fixtures_is_no_module_after_installation(programs: Path, tmp_path: Path) -> None:
    code = "import importlib.util as u, specs; print(u.find_spec('fixtures'), u.find_spec('tests'), specs.__file__)"
    done = subprocess.run(
        [str(programs / "python"), "-c", code], cwd=tmp_path, env=clean(), capture_output=True, text=True, check=True
    )
    fixtures, tests, place = done.stdout.split()
    assert (fixtures, tests) == ("None", "None")
    assert Path(place).is_relative_to(programs.parent)


@pytest.mark.parametrize("program", ["specs", "mock-server", "conformance"])
def test_each_command_explains_itself(program: str, run: Run) -> None:
    done = run(program, "--help")
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout.lower()


def test_specs_lists_what_is_installed(run: Run) -> None:
    done = run("specs", "list")
    assert (done.returncode, done.stdout.split()) == (0, APIS)


def test_specs_names_the_extra_it_lacks(run: Run) -> None:
    done = run("specs", "lint")
    assert done.returncode == 2
    assert done.stderr.endswith("is not installed; run `pip install 'twinspec[specs]'`\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("api", APIS)
def test_the_mock_server_serves_and_stops(api: str, programs: Path, tmp_path: Path) -> None:
    command = [str(programs / "mock-server"), api, "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=clean(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as server:
        try:
            assert server.stdout is not None
            ready = server.stdout.readline().split()
            assert ready[:3] == [api, "ready", "at"]
            assert httpx.get(f"{ready[3]}/__mock__/log").status_code == 200
            server.send_signal(signal.SIGTERM)
            _, errors = server.communicate(timeout=20)
        finally:
            server.kill()
    assert (server.returncode, errors) == (0, "")


@pytest.mark.parametrize("api", APIS)
def test_the_judge_judges_the_twin(api: str, run: Run, tmp_path: Path) -> None:
    done = run("conformance", "run", api, "--mock", "--only", "laws/errors.unknown_route", "--report", "out")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_bytes())
    assert report["summary"]["passed"] > 0
    assert report["summary"]["failed"] == 0
    assert (tmp_path / "out" / "report.html").is_file()
    assert (tmp_path / "out" / "junit.xml").is_file()
