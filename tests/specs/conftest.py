from collections.abc import Callable
from pathlib import Path
from shutil import copy, copytree

import pytest

import specs

TOY = Path(__file__).parent / "toy"
GUARDED = Path(__file__).parent / "guarded"
SHARED = Path(__file__).parent / "shared"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder of contracts that holds one, `tasks`, and the real vocabulary."""
    copytree(TOY, tmp_path / "base")
    copy(specs.HERE / "vocabulary.yaml", tmp_path / "base")
    return tmp_path / "base"


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A folder of contracts that holds one, `keys`, whose callers have credentials, guards, gates and secrets."""
    copytree(GUARDED, tmp_path / "guarded")
    copy(specs.HERE / "vocabulary.yaml", tmp_path / "guarded")
    return tmp_path / "guarded"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder of contracts that holds one, `desk`, whose rows are seen by some and belong to tenants of hosts."""
    copytree(SHARED, tmp_path / "shared")
    copy(specs.HERE / "vocabulary.yaml", tmp_path / "shared")
    return tmp_path / "shared"


@pytest.fixture
def edit(base: Path) -> Edit:
    """Replace a text that stands exactly once in a file of the toy contract."""
    return lambda file, old, new: replace(base / "tasks" / file, old, new)


@pytest.fixture
def edit_guarded(guarded: Path) -> Edit:
    """As `edit`, in the contract `keys`."""
    return lambda file, old, new: replace(guarded / "keys" / file, old, new)


@pytest.fixture
def edit_shared(shared: Path) -> Edit:
    """As `edit`, in the contract `desk`."""
    return lambda file, old, new: replace(shared / "desk" / file, old, new)


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
