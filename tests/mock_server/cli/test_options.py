from pathlib import Path

import pytest

from mock_server.cli import main
from mock_server.cli.options import STDERR, read_options


def test_defaults() -> None:
    settings = read_options(["codespar"])
    assert settings.apis == ("codespar",)
    assert (settings.host, settings.port, settings.seed, settings.clock) == ("127.0.0.1", 4010, 0, "real")
    assert (settings.rate_limits, settings.control, settings.trust) == (True, True, False)
    assert (settings.fixtures, settings.write_target, settings.log) == (None, None, None)
    assert (settings.server, settings.webhook_hosts) == ("waitress", ())


def test_everything_can_be_said(tmp_path: Path) -> None:
    line = "a b --host ::1 --port 0 --seed 7 --clock 2026-01-01T00:00:00Z --no-rate-limits --no-control --trust"
    hosts = ["--allow-webhook-host", "a.test", "--allow-webhook-host", "b.test"]
    more = ["--fixtures", str(tmp_path), "--write-target", "{api}.toml", *hosts, "--log"]
    settings = read_options([*line.split(), *more])
    assert settings.webhook_hosts == ("a.test", "b.test")
    assert settings.apis == ("a", "b")
    assert (settings.host, settings.port, settings.seed) == ("::1", 0, 7)
    assert settings.clock == "2026-01-01T00:00:00Z"
    assert (settings.rate_limits, settings.control, settings.trust) == (False, False, True)
    assert (settings.fixtures, settings.write_target, settings.log) == (tmp_path, "{api}.toml", STDERR)


MISTAKES = [
    ("a --port 70000", "'70000' is not a port (0 to 65535)"),
    ("a --port x", "'x' is not a port"),
    ("a b --port 65535", "leaves no room for 2 APIs"),
    ("a --seed x", "'x' is not a whole number"),
    ("a --clock yesterday", "'yesterday' is neither 'real' nor a time like"),
    ("a --fixtures no-such-folder", "no-such-folder is not a folder"),
    ("a b --write-target t.toml", "needs {api} in its name"),
    ("a b --server granian", "serves one API"),
    ("a --server apache", "invalid choice: 'apache'"),
    ("a --unknown", "unrecognized arguments: --unknown"),
    ("a --no-rate", "unrecognized arguments: --no-rate"),
    ("a a", "named twice"),
    ("--port 1", "required: API"),
    ("list --all", "unrecognized arguments: --all"),
]


@pytest.mark.parametrize(("line", "words"), MISTAKES)
def test_a_mistake_is_one_line_and_exit_code_2(line: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(line.split())
    told = capsys.readouterr()
    assert left.value.code == 2
    assert words in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_help_shows_every_option_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    told = capsys.readouterr().out
    assert left.value.code == 0
    for words in ("--port", "--no-control", "--write-target", "mock-server list", "ready at http://127.0.0.1:4010"):
        assert words in told
    assert max(len(line) for line in told.splitlines()) <= 120


def test_without_arguments_the_help_is_shown_as_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 2
    assert "examples:" in capsys.readouterr().err
