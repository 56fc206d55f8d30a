from pathlib import Path

import pytest

from specs import SpecError
from specs.loader import YamlError, parse, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("No", "No"),
        ("y", "y"),
        ("2024-01-15", "2024-01-15"),
        ("12:30:00", "12:30:00"),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("0x1F", 31),
        ("0777", 777),
        ("-5", -5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("True", True),
        ("false", False),
        ("~", None),
        ("", None),
        ("''", ""),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("<<", "<<"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    found = parse(f"key: {text}\n", "t").value["key"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3", 3, "key 'a' is there twice"),
        ("a: 1\n200: x", 2, "key 200 is not a string"),
        ("true: x", 1, "key true is not a string"),
        ("[a]: x", 1, "key (a collection) is not a string"),
        ("a:\n  - .nan", 2, "JSON has no .nan"),
        ("a: -.inf", 1, "JSON has no -.inf"),
        ("a: !thing x", 1, "tag !thing has no place"),
        ("a: !!int x", 1, "'x' is no int"),
        ("a: &x\n  b: *x", 1, "an alias points at what contains it"),
        ("a: *nobody", 1, "undefined alias"),
        ("a: [", 2, "did not find expected node content"),
        ("a: \0", 1, "unacceptable character"),
    ],
)
def test_what_json_cannot_hold_is_an_error_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text, "some.yaml")
    assert str(caught.value).startswith(f"some.yaml:{line}: ")
    assert problem in str(caught.value)


def test_every_value_knows_its_line() -> None:
    document = parse("a:\n  b:\n    - x\n    - {c: 1}\n", "t")
    assert document.lines[("a", "b")] == 2
    assert document.lines[("a", "b", 1)] == 4
    assert document.lines[("a", "b", 1, "c")] == 4


def test_an_alias_is_its_anchor_again() -> None:
    assert parse("a: &x [1]\nb: *x", "t").value == {"a": [1], "b": [1]}


def test_other_text_encodings_are_named(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9")
    with pytest.raises(YamlError, match="not UTF-8"):
        read(tmp_path / "latin.yaml")


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"absent\.yaml: cannot be read"):
        read(tmp_path / "absent.yaml")
