"""YAML as JSON knows it: dates stay text, and only `true` and `false` are booleans."""

from __future__ import annotations

import re

from yaml import CSafeLoader


class JsonLoader(CSafeLoader):
    """The safe loader without YAML 1.1's surprises (`on`, `no`, dates, sexagesimal numbers)."""


JsonLoader.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?", "-0123456789"),
):
    JsonLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_form})\Z"), list(_first))
