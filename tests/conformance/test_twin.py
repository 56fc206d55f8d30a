from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from conformance import twin
from conformance.errors import JudgeError
from conformance.target_file import read_target


@pytest.mark.slow
def test_a_mock_is_started_judged_by_its_own_file_and_stopped() -> None:
    with twin.started("codespar") as written:
        target = read_target(written, "codespar", {})
        assert httpx.get(target.base_url + "/api/agents", trust_env=False).status_code == 200
        assert target.control is not None
        port = int(target.base_url.rsplit(":", 1)[1])
    assert not written.exists()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=2):
        raise AssertionError("the mock still listens")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo 'starting' >&2; echo 'port taken' >&2; exit 2", "the mock of toy did not start: port taken"),
        ("exit 0", "the mock of toy did not start: it said nothing"),
        ("echo 'toy ready at http://127.0.0.1:1'; exec sleep 30", "the mock of toy wrote no target file"),
        ("exec sleep 30", "the mock of toy did not start: it said nothing"),
    ],
)
def test_a_mock_that_does_not_start_is_told_in_its_own_words(
    script: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "python"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(fake))
    monkeypatch.setattr(twin, "READY", 0.5)
    with pytest.raises(JudgeError) as caught, twin.started("toy"):
        raise AssertionError("never reached")
    assert str(caught.value) == says
