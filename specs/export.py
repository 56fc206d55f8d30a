"""Writes documents where a person asked for them."""

import sys
from pathlib import Path
from typing import Any

import yaml

from specs import SpecError
from specs.bundle import serialise


def write(document: dict[str, Any], target: str) -> None:
    """Write an OpenAPI document: YAML to .yaml and .yml, JSON to .json and, for `-`, to standard output.

    Raises:
        SpecError: another suffix, or the file cannot be written.
    """
    suffix = ".json" if target == "-" else Path(target).suffix.lower()
    if suffix == ".json":
        write_text(serialise(document, target).decode(), target)
    elif suffix in {".yaml", ".yml"}:
        write_text(yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120), target)
    else:
        raise SpecError(f"{target}: name a file that ends in .json, .yaml or .yml, or - for standard output")


def write_text(text: str, target: str) -> None:
    """Write a text to a file, or to standard output for `-`.

    Raises:
        SpecError: the file cannot be written.
    """
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SpecError(
            f"{target}: cannot be written ({error.strerror}); name a file in a folder that exists"
        ) from error


class _Plain(yaml.CSafeDumper):
    """Repeats equal parts instead of writing anchors, which some OpenAPI tools do not read."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True
