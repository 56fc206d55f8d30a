"""The one-fault bodies and the comparison of answers, on their own."""

from __future__ import annotations

import pytest

from conformance.contract import Contract, read
from conformance.laws.bounds import bad_values, edges, outsider
from conformance.laws.faults import changed
from conformance.laws.members import Member, conditions, members


def member(schema, pointer="/size"):
    return Member(pointer, schema, required=True, basis="documented", outer_basis="documented")


@pytest.fixture
def contract() -> Contract:
    return read({"api": "toy", "document": {"components": {"schemas": {"Size": {"type": "integer", "maximum": 9}}}}})


@pytest.mark.parametrize(
    ("schema", "inside", "outside"),
    [
        ({"type": "integer", "minimum": 0, "maximum": 5}, [0, 5], [-1, 6]),
        ({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 5}, [1, 4], [0, 5]),
        ({"type": "string", "maxLength": 3}, ["wor"], ["word"]),
        ({"type": "string", "minLength": 2}, ["wo"], ["x"]),
        ({"type": "string", "minLength": 1, "pattern": "w"}, ["w"], [""]),
        ({"type": "array", "items": {"examples": [1]}, "maxItems": 1}, [[1]], [[1, 1]]),
        ({"type": "string", "enum": ["a"]}, ["a"], []),
        ({"type": "string", "enum": list("abcdefghijklm")}, [], []),
    ],
)
def test_values_at_and_past_bounds(schema, inside, outside):
    found = list(edges(member(schema), "word"))
    assert [edge.value for edge in found if edge.inside] == inside
    assert [edge.value for edge in found if not edge.inside] == outside


def test_a_short_name_is_not_tried_since_another_row_may_have_it():
    found = edges(member({"type": "string", "minLength": 1}, "/name"), "word")
    assert [edge.value for edge in found] == [""]


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"type": "integer", "minimum": 0, "maximum": 5}, ["0", 0.5]),
        ({"type": "string", "enum": ["a", "b"]}, ["judge-word"]),
        ({"type": "string", "pattern": "^[a-z]+$"}, [12345, "not valid", "WORD"]),
        ({"type": ["string", "null"]}, []),
        ({"type": "object"}, ["text"]),
    ],
)
def test_values_a_member_must_not_take(contract, schema, values):
    assert [value for _, value in bad_values(contract, member(schema), "word")] == values


def test_members_of_objects_and_references_are_found_with_their_basis(contract):
    schema = {
        "type": "object",
        "required": ["box"],
        "x-source": {"basis": "published"},
        "properties": {
            "box": {"type": "object", "properties": {"size": {"$ref": "#/components/schemas/Size"}}},
            "note": {"type": "string", "x-source": {"basis": "assumed"}},
        },
    }
    found = {m.pointer: (m.required, m.basis, m.outer_basis) for m in members(contract, schema, "documented")}
    assert found == {
        "/box": (True, "published", "published"),
        "/box/size": (False, "published", "published"),
        "/note": (False, "assumed", "published"),
    }


def test_what_other_members_make_required(contract):
    schema = {
        "properties": {"kind": {"enum": ["a", "b"]}, "box": {"type": "object"}},
        "if": {"properties": {"kind": {"const": "b"}}},
        "then": {"required": ["box"], "properties": {"box": {"required": ["size"]}}},
    }
    found = [(c.given, c.member.pointer) for c in conditions(contract, schema, "documented")]
    assert found == [({"kind": "b"}, "/box"), ({"kind": "b"}, "/box/size")]


def test_a_change_leaves_the_original_alone():
    body = {"a": {"b": 1}}
    assert changed(body, "/a/b", ...) == {"a": {}}
    assert changed(body, "/c/d", 2) == {"a": {"b": 1}, "c": {"d": 2}}
    assert body == {"a": {"b": 1}}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"enum": ["a"]}, "judge-w"),
        ({"type": "integer"}, "w"),
        ({"type": "string"}, None),
        ({"pattern": "^x"}, "judge"),
    ],
)
def test_query_values_no_parameter_takes(schema, value):
    assert (outsider(schema, "w") or ("", None))[1] == value
