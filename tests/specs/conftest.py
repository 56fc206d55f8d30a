from collections.abc import Callable
from pathlib import Path
from shutil import copy, copytree

import pytest

import specs

TOY = Path(__file__).parent / "toy"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder of contracts that holds one, `tasks`, and the real vocabulary."""
    copytree(TOY, tmp_path / "base")
    copy(specs.HERE / "vocabulary.yaml", tmp_path / "base")
    return tmp_path / "base"


@pytest.fixture
def edit(base: Path) -> Edit:
    """Replace a text that stands exactly once in a file of the toy contract."""

    def replace(file: str, old: str, new: str) -> None:
        path = base / "tasks" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
