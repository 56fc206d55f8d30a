"""The command in a process of its own: ready line, target file, log, mistakes, what is imported, the end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parents[3]
HEAVY = {"schemathesis", "hypothesis", "openapi_core", "prance", "rich", "jinja2", "click", "openapi_spec_validator"}

pytestmark = pytest.mark.slow


@contextmanager
def started(*arguments: str, python: tuple[str, ...] = ("-m", "mock_server")) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, *python, *arguments]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def read_ready(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.stderr.read() if process.stderr else ""
    name, _, url = line.strip().partition(" ready at ")
    return name, url


def ask(url: str) -> object:
    with urllib.request.urlopen(url, timeout=10) as reply:  # noqa: S310  # a URL of this test
        return json.loads(reply.read())


@pytest.mark.parametrize("server", ["waitress", "granian"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ready_line_names_a_free_port_and_a_signal_ends_it(server: str, number: signal.Signals) -> None:
    with started("codespar", "--port", "0", "--server", server) as process:
        name, url = read_ready(process)
        assert name == "codespar"
        assert isinstance(ask(f"{url}/api/agents"), list)
        process.send_signal(number)
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_the_target_file_is_there_when_the_ready_line_is(tmp_path: Path) -> None:
    file = tmp_path / "twin.toml"
    with started("codespar", "--port", "0", "--write-target", str(file)) as process:
        _, url = read_ready(process)
        target = tomllib.loads(file.read_text(encoding="utf-8"))
    assert target["base_url"] == url
    assert target["control"]["url"] == f"{url}/__mock__"
    assert [entry.name for entry in tmp_path.iterdir()] == ["twin.toml"]


def test_the_log_has_a_line_for_each_request_and_no_tokens(tmp_path: Path) -> None:
    file = tmp_path / "requests.log"
    with started("codespar", "--port", "0", "--log", str(file)) as process:
        _, url = read_ready(process)
        request = urllib.request.Request(f"{url}/api/agents?token=hush", headers={"Authorization": "Bearer hush"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
            reply.read()
    written = file.read_text(encoding="utf-8")
    assert written.endswith(" 127.0.0.1 GET /api/agents 200\n")
    assert "hush" not in written


def test_no_control_closes_the_door(tmp_path: Path) -> None:
    file = tmp_path / "twin.toml"
    with started("codespar", "--port", "0", "--no-control", "--write-target", str(file)) as process:
        _, url = read_ready(process)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            ask(f"{url}/__mock__/clock")
    assert "control" not in tomllib.loads(file.read_text(encoding="utf-8"))


def run(*arguments: str, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mock_server", *arguments]
    return subprocess.run(
        command,
        cwd=HERE,
        env={**os.environ, **(environ or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing",), "unknown API 'nothing'; known: codespar"),
        (
            ("codespar", "--port", "0", "--write-target", "no/such/folder/t.toml"),
            "--write-target no/such/folder/t.toml",
        ),
        (("codespar", "--port", "0", "--log", "no/such/folder/log"), "--log no/such/folder/log: cannot be written"),
        (("codespar", "--host", "no.such.host.invalid"), "check --host and --port"),
        (("codespar", "--host", "no.such.host.invalid", "--server", "granian"), "check --host and --port"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize("server", ["waitress", "granian"])
def test_a_port_in_use_is_told(server: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("codespar", "--port", str(taken.getsockname()[1]), "--server", server)
    assert done.returncode == 2
    assert "is in use; choose another with --port" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_open_control_door_on_the_network_is_told() -> None:
    with started("codespar", "--port", "0", "--host", "0.0.0.0") as process:  # noqa: S104  # what the warning is about
        read_ready(process)
        process.terminate()
        assert process.stderr is not None
        assert "--no-control closes it" in process.stderr.read()


def test_list_counts_what_the_contract_drives() -> None:
    done = run("list", "--stats")
    assert done.returncode == 0
    assert done.stdout.startswith("codespar")
    assert re.search(
        r"25 operations, \d+ by the engine \(\d+ %\): \d+ by the contract alone, \d+ with a hook", done.stdout
    )
    assert "codespar" in run("list").stdout


SHOW_MODULES = """
import sys
from mock_server.http.serve import Listener
def end(self):
    print("MODULES", *sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
Listener.run = end
from mock_server.cli import main
sys.exit(main(["codespar", "--port", "0"]))
"""


def test_the_server_starts_without_the_tools_of_the_judge() -> None:
    with started(python=("-c", SHOW_MODULES)) as process:
        read_ready(process)
        assert process.stdout is not None
        label, *modules = process.stdout.readline().split()
    assert label == "MODULES"
    assert "falcon" in modules
    assert set(modules) & HEAVY == set()
